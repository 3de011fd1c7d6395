import type { Database } from "./database";

/** What all processes on one database have to agree on. */
export class Meta {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  number(key: string): number {
    return Number(this.#db.get("SELECT value FROM meta WHERE key = ?", key)?.value ?? 0);
  }

  set(key: string, value: string | number): void {
    this.#db.run(
      "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      key,
      String(value),
    );
  }

  /** The value of the key; the first who asks determines it. */
  once(key: string, make: () => string): string {
    this.#db.run("INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)", key, make());
    return String(this.#db.get("SELECT value FROM meta WHERE key = ?", key)?.value);
  }

  /** Counts up and returns the new count. */
  next(key: string): number {
    return this.#db.transaction(() => {
      const count = this.number(key) + 1;
      this.set(key, count);
      return count;
    });
  }
}
