import type { Clock } from "../provider/ciam/clock";
import type { Meta } from "./meta";

/**
 * The service's time, in two readings. What it does goes by `now`, which can be set forward; whether it believes a
 * caller's time goes by `wall`, which can be wrong. So a test may let an hour pass for a job and still be let in.
 * Time set forward is kept in the database: what is stored there must not lie in the future of the next process.
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
    return this.#base.now() + this.#meta.number("advancedMs");
  }

  /** Milliseconds since the epoch, as the gateway's clock shows it. */
  wall(): number {
    return this.#base.now() + this.#skewMs;
  }

  advance(ms: number): void {
    this.#meta.set("advancedMs", this.#meta.number("advancedMs") + ms);
  }

  /** Makes the gateway's clock wrong by so much. */
  skew(ms: number): void {
    this.#skewMs = ms;
  }

  get offsets(): { advancedMs: number; skewMs: number } {
    return { advancedMs: this.#meta.number("advancedMs"), skewMs: this.#skewMs };
  }
}
