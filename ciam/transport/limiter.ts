import { systemClock, type Clock } from "../clock";
import { UsageError } from "../errors/usageError";

/** The service's limit: 20 requests a second for each action of a sub-account. */
export const GREATEST_RATE = 20;
/** Leaves room for the console and other tools under the same account. */
export const DEFAULT_RATE = 15;

/** Identifies the requests that share a limit. */
export interface Allowance {
  readonly host: string;
  readonly secretId: string;
  readonly action: string;
}

export interface RateLimiter {
  /** Waits for this request's turn. */
  acquire(allowance: Allowance, rate: number, signal?: AbortSignal): Promise<void>;
  /** The service said that requests come too fast. */
  slowDown(allowance: Allowance): void;
}

/** For a service without a limit, such as an emulator without one. */
export const noLimit: RateLimiter = { acquire: () => Promise.resolve(), slowDown: () => undefined };

/** One token bucket for each allowance, made on first use. */
export class TokenBuckets implements RateLimiter {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly clock: Clock = systemClock) {}

  async acquire(allowance: Allowance, rate: number, signal?: AbortSignal): Promise<void> {
    const wait = this.#bucket(allowance).reserve(this.clock.monotonic(), rate);
    if (wait > 0) await this.clock.sleep(wait, signal);
  }

  slowDown(allowance: Allowance): void {
    this.#bucket(allowance).slowDown(this.clock.monotonic());
  }

  #bucket({ host, secretId, action }: Allowance): Bucket {
    const key = JSON.stringify([host, secretId, action]);
    const bucket = this.#buckets.get(key) ?? new Bucket();
    this.#buckets.set(key, bucket);
    return bucket;
  }
}

/** The buckets of this process, shared by all its clients. */
export const processLimiter: RateLimiter = new TokenBuckets();

/** Requests a second, checked. */
export function checkedRate(rate: number): number {
  if (!(rate > 0 && rate <= GREATEST_RATE)) {
    throw new UsageError(`ciam:rate must be more than 0 and at most ${String(GREATEST_RATE)} requests a second`);
  }
  return rate;
}

const SLOWEST_RATE = 1;
/** The recovery of the rate after a complaint of the service, in requests a second each second. */
const RECOVERY = 1;
const PAUSE_MS = 1_000;
const ROUNDING_MS = 1e-6;

/**
 * Stores the time at which the bucket would be empty instead of a token count. A burst and the steady flow after it
 * never exceed the service's limit within a second.
 */
class Bucket {
  #emptyAt = -Infinity;
  #slowed: { at: number; rate: number } | undefined;
  #rate = DEFAULT_RATE;

  /** Takes the next place in the queue and returns the wait until then. */
  reserve(now: number, rate: number): number {
    this.#rate = rate;
    const current = this.#currentRate(now);
    const interval = 1000 / current;
    const burst = this.#slowed ? 1 : Math.max(1, Math.floor(GREATEST_RATE - rate));
    const start = Math.max(this.#emptyAt, now - (burst - 1) * interval);
    this.#emptyAt = start + interval;
    const wait = start - now;
    return wait > ROUNDING_MS ? wait : 0;
  }

  slowDown(now: number): void {
    this.#slowed = { at: now, rate: Math.max(SLOWEST_RATE, this.#currentRate(now) / 2) };
    this.#emptyAt = Math.max(this.#emptyAt, now) + PAUSE_MS;
  }

  #currentRate(now: number): number {
    if (!this.#slowed) return this.#rate;
    const recovered = this.#slowed.rate + (RECOVERY * (now - this.#slowed.at)) / 1000;
    if (recovered < this.#rate) return recovered;
    this.#slowed = undefined;
    return this.#rate;
  }
}
