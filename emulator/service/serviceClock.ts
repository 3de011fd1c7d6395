import type { Clock } from "../../ciam/clock";
import type { Meta } from "./meta";

/** The difference between the service's time and the machine's. */
export interface ClockState {
  /** Milliseconds since the epoch, as the service sees it. */
  readonly now: number;
  readonly advancedMs: number;
  readonly skewMs: number;
  readonly frozen: boolean;
}

/** A change of the time; missing members stay. */
export interface ClockChange {
  readonly advanceMs?: number | undefined;
  readonly skewMs?: number | undefined;
  readonly frozen?: boolean | undefined;
}

/**
 * The service's time, in two readings. The service works and tells time by `now`, which can be advanced and frozen;
 * `wall` is the caller's time. Both can be wrong, and a caller's timestamp is accepted if it fits either: so a test may
 * let an hour pass for a job and still be let in. An advance is kept in the database: the stored times must not lie in
 * the future of the next process.
 */
export class ServiceClock {
  readonly #meta: Meta;
  readonly #base: Pick<Clock, "now">;
  #skewMs = 0;

  constructor(meta: Meta, base: Pick<Clock, "now">) {
    this.#meta = meta;
    this.#base = base;
  }

  /** Milliseconds since the epoch, for jobs, dates and delays. */
  now(): number {
    return (this.#meta.number("frozenAt") ?? this.#base.now()) + this.#advancedMs;
  }

  /** Milliseconds since the epoch, as in the dates of replies: from them a client knows how old the content is. */
  told(): number {
    return this.now() + this.#skewMs;
  }

  /** Milliseconds since the epoch, by the gateway's clock. */
  wall(): number {
    return this.#base.now() + this.#skewMs;
  }

  change({ advanceMs = 0, skewMs = this.#skewMs, frozen = this.#isFrozen }: ClockChange): ClockState {
    if (frozen !== this.#isFrozen) this.#meta.set("frozenAt", frozen ? this.#base.now() : undefined);
    if (advanceMs > 0) this.#meta.set("advancedMs", this.#advancedMs + advanceMs);
    this.#skewMs = skewMs;
    return this.state;
  }

  /** Continues from a time noted elsewhere. */
  resume({ now, frozen }: Pick<ClockState, "now" | "frozen">): void {
    const base = this.#base.now();
    this.#meta.set("frozenAt", frozen ? base : undefined);
    this.#meta.set("advancedMs", now - base);
  }

  /** Back to the machine's time. */
  reset(): void {
    this.#meta.set("frozenAt", undefined);
    this.#meta.set("advancedMs", undefined);
    this.#skewMs = 0;
  }

  get state(): ClockState {
    return { now: this.now(), advancedMs: this.#advancedMs, skewMs: this.#skewMs, frozen: this.#isFrozen };
  }

  get #advancedMs(): number {
    return this.#meta.number("advancedMs") ?? 0;
  }

  get #isFrozen(): boolean {
    return this.#meta.number("frozenAt") !== undefined;
  }
}
