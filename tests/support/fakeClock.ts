import type { Clock } from "../../ciam/clock";

/** Virtual time: it stands still while anything works, and jumps to the next sleeper when nothing does. */
export class FakeClock implements Clock {
  readonly slept: number[] = [];
  #time = 0;
  #sleepers: { at: number; wake: () => void }[] = [];

  constructor(private readonly epoch = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.epoch + this.#time;
  }

  monotonic(): number {
    return this.#time;
  }

  advance(ms: number): void {
    this.#time += ms;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.slept.push(ms);
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      signal?.addEventListener("abort", () => reject(signal.reason as Error));
      this.#sleepers.push({ at: this.#time + ms, wake: resolve });
      setImmediate(() => this.#wakeNext());
    });
  }

  #wakeNext(): void {
    this.#sleepers.sort((a, b) => a.at - b.at);
    const next = this.#sleepers.shift();
    if (!next) return;
    this.#time = Math.max(this.#time, next.at);
    next.wake();
  }
}
