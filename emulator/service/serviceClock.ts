import type { Clock } from "../../ciam/clock";
import type { Meta } from "./meta";

/** How the service's time differs from that of the machine. */
export interface ClockState {
  /** Milliseconds since the epoch, as the service sees it. */
  readonly now: number;
  readonly advancedMs: number;
  readonly skewMs: number;
  readonly frozen: boolean;
}

/** A change of the time; what is left out stays. */
export interface ClockChange {
  readonly advanceMs?: number | undefined;
  readonly skewMs?: number | undefined;
  readonly frozen?: boolean | undefined;
}

/**
 * The service's time, in two readings. What it does goes by `now`, which can be set forward and stopped, and so does what
 * it tells of the time; `wall` is the time of whoever calls it. Both can be wrong, and whether a caller's time is believed
 * goes by either: so a test may let an hour pass for a job and still be let in. Time set forward is kept in the database:
 * what is stored there must not lie in the future of the next process.
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

  /** Milliseconds since the epoch, as replies tell it: by their dates a client knows how old what they hold is. */
  told(): number {
    return this.now() + this.#skewMs;
  }

  /** Milliseconds since the epoch, as the gateway's clock shows it. */
  wall(): number {
    return this.#base.now() + this.#skewMs;
  }

  change({ advanceMs = 0, skewMs = this.#skewMs, frozen = this.#isFrozen }: ClockChange): ClockState {
    if (frozen !== this.#isFrozen) this.#meta.set("frozenAt", frozen ? this.#base.now() : undefined);
    if (advanceMs > 0) this.#meta.set("advancedMs", this.#advancedMs + advanceMs);
    this.#skewMs = skewMs;
    return this.state;
  }

  /** Goes on from a time that was noted elsewhere. */
  resume({ now, frozen }: Pick<ClockState, "now" | "frozen">): void {
    const base = this.#base.now();
    this.#meta.set("frozenAt", frozen ? base : undefined);
    this.#meta.set("advancedMs", now - base);
  }

  /** As the machine's. */
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
