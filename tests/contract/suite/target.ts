import type { Bench } from "./bench";
import type { Driver } from "./api";
import type { ContractCase, Need } from "./case";
import { emulated } from "./emulated";
import { elsewhere } from "./elsewhere";

/** The target of a run of the suite. */
export interface Target {
  readonly name: string;
  /** The needs it cannot meet; cases with such a need are left out. */
  readonly lacks: ReadonlySet<Need>;
  open(): Promise<OpenTarget>;
}

export interface OpenTarget {
  /** A store without users and groups, and the case's other needs. */
  bench(needs: ContractCase["needs"], driver: Driver): Promise<Bench>;
  /** Removes everything the case made, and undoes its changes. */
  clear(bench: Bench): Promise<void>;
  close(): Promise<void>;
}

/** The endpoint in the environment, else our own emulator. */
export function targetFrom(env: NodeJS.ProcessEnv): Target {
  return env.CIAM_CONTRACT_ENDPOINT === undefined ? emulated : elsewhere(env);
}
