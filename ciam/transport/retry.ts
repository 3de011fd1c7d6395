import type { ActionKind } from "../actions";
import type { Clock } from "../clock";
import { CiamError } from "../errors";

/** A repair before a call is repeated; each at most once per call. */
export type Repair = "clock" | "token";

export interface RetryOptions {
  readonly kind: ActionKind;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly budget: RetryBudget;
  /** True if there is something new to try with. */
  readonly repair: (repair: Repair) => boolean;
  readonly signal?: AbortSignal | undefined;
}

const ATTEMPTS = 5;
const BASE_MS = 200;
const THROTTLED_BASE_MS = 1_000;
const LONGEST_MS = 10_000;

/** Makes a call until it succeeds, or until a repetition would be wrong or useless. */
export async function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { clock, random, budget, signal } = options;
  const repaired = new Set<Repair>();
  for (let failures = 0; ;) {
    try {
      const result = await attempt();
      budget.refund();
      return result;
    } catch (error) {
      if (!(error instanceof CiamError) || signal?.aborted) throw error;
      if (error.class === "clock" || error.class === "token") {
        if (repaired.has(error.class) || !options.repair(error.class)) throw error;
        repaired.add(error.class);
        continue;
      }
      failures++;
      if (!mayRepeat(error, options.kind) || failures >= ATTEMPTS || !budget.take()) throw error;
      const base = error.class === "throttled" ? THROTTLED_BASE_MS : BASE_MS;
      // Full jitter: calls that failed together do not return together.
      await clock.sleep(random() * Math.min(LONGEST_MS, base * 2 ** (failures - 1)), signal);
    }
  }
}

/** A read may always be repeated, a write only when it was certainly not executed. */
function mayRepeat(error: CiamError, kind: ActionKind): boolean {
  switch (error.class) {
    case "throttled":
    case "unreachable":
      return true;
    case "unknown-outcome":
      return kind === "read";
    case "slot":
    case "clock":
    case "token":
    case "user":
    case "permanent":
      return false;
  }
}

const FULL = 100;
const COST = 5;

/** The retries left to a client. When most calls fail, more calls do not help: soon each is made only once. */
export class RetryBudget {
  #left = FULL;

  /** Pays for one retry, if there is enough. */
  take(): boolean {
    if (this.#left < COST) return false;
    this.#left -= COST;
    return true;
  }

  /** A call has succeeded. */
  refund(): void {
    this.#left = Math.min(FULL, this.#left + 1);
  }
}
