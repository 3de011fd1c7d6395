import type { ContractCase } from "../case";
import { form } from "./form";

/** The contract: what the API does, case by case. */
export const cases: readonly ContractCase[] = [...form];
