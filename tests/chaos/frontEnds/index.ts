import { dynamic } from "./dynamic";
import { plugin } from "./plugin";

export const frontEnds = { dynamic, plugin };
