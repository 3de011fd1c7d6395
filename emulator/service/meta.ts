import type { Database } from "./database";

/** The values that all processes on one database share. */
export class Meta {
  readonly #db: Database;
  /** Caches the values of a private database, which no other process changes. */
  readonly #known = new Map<string, number | undefined>();

  constructor(db: Database) {
    this.#db = db;
  }

  number(key: string): number | undefined {
    if (this.#db.isShared) return this.#read(key);
    if (!this.#known.has(key)) this.#known.set(key, this.#read(key));
    return this.#known.get(key);
  }

  set(key: string, value: string | number | undefined): void {
    this.#known.delete(key);
    if (value === undefined) this.#db.run("DELETE FROM meta WHERE key = ?", key);
    else
      this.#db.run(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key,
        String(value),
      );
  }

  /** The value of the key; the first caller determines it. */
  once(key: string, make: () => string): string {
    this.#db.run("INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)", key, make());
    return String(this.#db.get("SELECT value FROM meta WHERE key = ?", key)?.value);
  }

  /** Counts up and returns the new count. */
  next(key: string): number {
    return this.#db.transaction(() => {
      const count = (this.#read(key) ?? 0) + 1;
      this.set(key, count);
      return count;
    });
  }

  #read(key: string): number | undefined {
    const value = this.#db.get("SELECT value FROM meta WHERE key = ?", key)?.value;
    return value === undefined ? undefined : Number(value);
  }
}
