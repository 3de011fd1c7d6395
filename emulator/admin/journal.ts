export interface JournalEntry {
  readonly action: string;
  /** `OK`, an error code, or the effect of a fault. */
  readonly outcome: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The number of users sent, named or answered. */
  readonly users?: number;
}

const KEPT = 10_000;
const LONGEST_NAME = 64;
const NAMES = 1000;

/** The calls that came in, without their content. */
export class Journal {
  #entries: JournalEntry[] = [];
  #counts = new Map<string, number>();

  add({ action: sent, ...rest }: JournalEntry): void {
    // The name is whatever the caller wrote into a header.
    const action = sent.slice(0, LONGEST_NAME);
    this.#entries.push({ action, ...rest });
    // In blocks: removing the first entry of a long list copies the list.
    if (this.#entries.length >= 2 * KEPT) this.#entries = this.#entries.slice(-KEPT);
    const counted = this.#counts.size < NAMES || this.#counts.has(action) ? action : "(others)";
    this.#counts.set(counted, (this.#counts.get(counted) ?? 0) + 1);
  }

  /** The counts cover all calls, the list only the last ten thousand. */
  report(): { calls: readonly JournalEntry[]; counts: Record<string, number> } {
    return { calls: this.#entries.slice(-KEPT), counts: Object.fromEntries(this.#counts) };
  }

  /** The newest first. */
  newest(count: number): readonly JournalEntry[] {
    return this.#entries.slice(-count).reverse();
  }

  /** The number of all calls. */
  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  reset(): void {
    this.#entries = [];
    this.#counts.clear();
  }
}
