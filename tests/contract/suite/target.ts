import type { Bench } from "./bench";
import type { Driver } from "./api";
import type { ContractCase, Need } from "./case";
import { emulated } from "./emulated";
import { elsewhere } from "./elsewhere";

/** Where a run of the suite takes place. */
export interface Target {
  readonly name: string;
  /** What cannot be had here; cases that need it are left out. */
  readonly lacks: ReadonlySet<Need>;
  open(): Promise<OpenTarget>;
}

export interface OpenTarget {
  /** A store without users and groups, and what a case needs besides. */
  bench(needs: ContractCase["needs"], driver: Driver): Promise<Bench>;
  /** Takes away what a case has made, and undoes what it has changed. */
  clear(bench: Bench): Promise<void>;
  close(): Promise<void>;
}

/** The endpoint that the environment names, else an emulator of our own. */
export function targetFrom(env: NodeJS.ProcessEnv): Target {
  return env.CIAM_CONTRACT_ENDPOINT === undefined ? emulated : elsewhere(env);
}
