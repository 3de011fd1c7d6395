import { rulesOf, type FaultRule, type NamedRule } from "./faultRules";
import { fitsPayload } from "./payload";
import type { PresetName } from "./presets";
import type { Random } from "../service/random";

export type { FaultRule } from "./faultRules";

interface Armed extends NamedRule {
  seen: number;
  done: number;
}

/** The armed rules; the first that applies to a call is carried out. */
export class Faults {
  readonly #random: Random;
  #armed: Armed[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  set(rules: readonly FaultRule[]): void {
    this.arm(rules.map((rule) => ({ rule })));
  }

  /** Replaces all armed rules. */
  arm(rules: readonly NamedRule[]): void {
    this.#armed = rules.map((rule) => ({ ...rule, seen: 0, done: 0 }));
  }

  /** Turns a preset on (again, if it was on) or off; other rules stay. */
  turn(preset: PresetName, to: "on" | "off"): void {
    const others = this.#armed.filter((armed) => armed.preset !== preset);
    const own = to === "on" ? rulesOf(preset).map((rule) => ({ ...rule, seen: 0, done: 0 })) : [];
    this.#armed = [...others, ...own];
  }

  report(): (FaultRule & { preset?: PresetName; seen: number; done: number })[] {
    return this.#armed.map(({ rule, preset, seen, done }) => ({ ...rule, ...(preset && { preset }), seen, done }));
  }

  /** The fault for this call, if any; the payload is read only if a rule needs it. */
  pick(action: string, payload: () => unknown): FaultRule | undefined {
    if (this.#armed.length === 0) return undefined;
    for (const armed of this.#armed) {
      const { rule } = armed;
      if (rule.action !== "*" && rule.action !== action) continue;
      if (rule.payload !== undefined && !fitsPayload(rule.payload, payload())) continue;
      armed.seen++;
      if (!this.#applies(armed)) continue;
      armed.done++;
      return rule;
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
