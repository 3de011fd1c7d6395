import { rulesOf, type FaultRule, type NamedRule } from "./faultRules";
import { fitsPayload } from "./payload";
import type { PresetName } from "./presets";
import type { Random } from "../service/random";

export type { FaultRule } from "./faultRules";

interface Armed extends NamedRule {
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
    this.arm(rules.map((rule) => ({ rule })));
  }

  /** In place of all that were armed before. */
  arm(rules: readonly NamedRule[]): void {
    this.#armed = rules.map((rule) => ({ ...rule, seen: 0, done: 0 }));
  }

  /** Turns a preset on, anew if it was on already, or off; other rules stay. */
  turn(preset: PresetName, to: "on" | "off"): void {
    const others = this.#armed.filter((armed) => armed.preset !== preset);
    const own = to === "on" ? rulesOf(preset).map((rule) => ({ ...rule, seen: 0, done: 0 })) : [];
    this.#armed = [...others, ...own];
  }

  report(): (FaultRule & { preset?: PresetName; seen: number; done: number })[] {
    return this.#armed.map(({ rule, preset, seen, done }) => ({ ...rule, ...(preset && { preset }), seen, done }));
  }

  /** What is to happen to this call; the payload is read only if a rule asks for it. */
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
