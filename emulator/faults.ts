import { z } from "zod";
import type { Random } from "./random";

const ruleSchema = z.strictObject({
  action: z.string().describe("The action, or * for every one."),
  nth: z.int().min(1).optional().describe("Only the n-th call that the rule looks at."),
  every: z.int().min(1).optional().describe("Every n-th call."),
  probability: z.number().min(0).max(1).optional().describe("A call in so many."),
  times: z.int().min(1).optional().describe("At most so often."),
  when: z
    .enum(["before", "after", "mid"])
    .default("before")
    .describe("before: nothing is done. after: done, then the reply suffers. mid: half is done."),
  effect: z.enum(["reset", "timeout", "http", "code", "garbage", "truncate", "slow", "job"]),
  status: z.int().min(100).max(599).default(502).describe("HTTP status, for the effect http."),
  code: z.string().default("InternalError").describe("Error code, for the effect code."),
  delayMs: z.int().min(0).default(1000).describe("For the effect slow."),
  breaksAt: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe("The part of an import after which its job ends FAILED, for the effect job."),
});

export const rulesSchema = z.array(ruleSchema);
export type FaultRule = z.output<typeof ruleSchema>;

/** Presets for humans: what goes wrong in practice, by name. */
export const presets: Readonly<Record<string, z.input<typeof rulesSchema>>> = {
  "throttle-storm": [{ action: "*", probability: 0.5, effect: "code", code: "RequestLimitExceeded" }],
  "lost-reply": [{ action: "CreateApiImportUserJob", nth: 1, when: "after", effect: "reset" }],
  "job-half-failed": [{ action: "CreateApiImportUserJob", nth: 1, effect: "job" }],
  "token-expired": [{ action: "*", nth: 1, effect: "code", code: "AuthFailure.TokenFailure" }],
  "garbage-json": [{ action: "*", every: 5, when: "after", effect: "garbage" }],
  "slow-drip": [{ action: "*", when: "after", effect: "slow", delayMs: 500 }],
};

interface Armed {
  readonly rule: FaultRule;
  seen: number;
  done: number;
}

/** Rules of what goes wrong; the first that applies to a call is carried out. */
export class Faults {
  readonly #random: Random;
  #armed: Armed[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  set(rules: readonly FaultRule[]): void {
    this.#armed = rules.map((rule) => ({ rule, seen: 0, done: 0 }));
  }

  report(): (FaultRule & { seen: number; done: number })[] {
    return this.#armed.map(({ rule, seen, done }) => ({ ...rule, seen, done }));
  }

  pick(action: string): FaultRule | undefined {
    for (const armed of this.#armed) {
      if (armed.rule.action !== "*" && armed.rule.action !== action) continue;
      armed.seen++;
      if (!this.#applies(armed)) continue;
      armed.done++;
      return armed.rule;
    }
    return undefined;
  }

  #applies({ rule: { nth, every, probability, times }, seen, done }: Armed): boolean {
    return (
      (nth === undefined || seen === nth) &&
      (every === undefined || seen % every === 0) &&
      (times === undefined || done < times) &&
      (probability === undefined || this.#random.chance() < probability)
    );
  }
}
