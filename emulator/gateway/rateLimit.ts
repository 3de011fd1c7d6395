import { ApiError } from "../service/apiError";

const WINDOW_MS = 1000;

/**
 * Limits the calls of an action in any second. The service's way of counting is not documented; this is the strictest.
 */
export class RateLimit {
  readonly #calls = new Map<string, number[]>();

  take(action: string, now: number, perSecond: number): void {
    if (perSecond === 0) return;
    const recent = (this.#calls.get(action) ?? []).filter((at) => at > now - WINDOW_MS);
    this.#calls.set(action, recent);
    if (recent.length >= perSecond) throw new ApiError("RequestLimitExceeded");
    recent.push(now);
  }

  reset(): void {
    this.#calls.clear();
  }
}
