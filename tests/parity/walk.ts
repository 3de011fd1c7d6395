import type { EmulatorSettings } from "../../emulator/service/config";
import type { Shop } from "./shop";

/** What a person does and must find in every column. The service may have habits of its own. */
export type Walk = (begin: (settings?: EmulatorSettings) => Shop) => Promise<void>;

/** Walks of one kind, by what they prove. */
export type Walks = Readonly<Record<string, Walk>>;
