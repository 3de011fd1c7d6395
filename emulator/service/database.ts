import { closeSync, openSync, statSync } from "node:fs";
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import { cannotOpen } from "./cannotOpen";
import { refuseIrregular } from "../../disk/regularFile";
import { SCHEMA, SCHEMA_VERSION, UPGRADES } from "./schema";
import { StartError } from "./errors";

export type Row = Record<string, SQLOutputValue>;

const OWNER_ONLY = 0o600;
const COUNTS_KEPT = 100;

/** SQLite, in memory or in a file that two processes may share. Statements are prepared once. */
export class Database {
  readonly #sqlite: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** True if another process may write to it too. */
  readonly isShared: boolean;
  #inTransaction = false;
  readonly #counts = new Map<string, number>();
  #stamp = 0;

  private constructor(sqlite: DatabaseSync, isShared: boolean) {
    this.#sqlite = sqlite;
    this.isShared = isShared;
  }

  static open(file: string | undefined): Database {
    // The types promise the module; a Node before 22.13 has none.
    const sqlite = quietly(() => process.getBuiltinModule("node:sqlite")) as typeof import("node:sqlite") | undefined;
    if (!sqlite) {
      throw new StartError(`the emulator needs Node.js 22.13 or newer; this is ${process.versions.node}`);
    }
    const { DatabaseSync: Sqlite } = sqlite;
    let db: Database | undefined;
    try {
      // The file holds users; SQLite gives the files beside it the same permissions.
      if (file !== undefined) makePrivately(file);
      db = new Database(new Sqlite(file ?? ":memory:"), file !== undefined);
      db.#prepareFile(file);
      return db;
    } catch (error) {
      db?.close();
      throw cannotOpen(error, file);
    }
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values);
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  /** The number of rows, for a statement with `SELECT count(*) AS n`. */
  count(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.get(sql, ...values)?.n ?? 0);
  }

  /**
   * Like `count`, but counted only once until the next write, so that reading page after page does not count each time.
   */
  countOnce(sql: string, ...values: SQLInputValue[]): number {
    // SQLite's own version stamp shows another process's writes.
    const stamp = this.isShared ? Number(this.get("PRAGMA data_version")?.data_version) : 0;
    if (stamp !== this.#stamp) this.#counts.clear();
    this.#stamp = stamp;
    const key = JSON.stringify([sql, ...values]);
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const count = this.count(sql, ...values);
    if (this.#counts.size >= COUNTS_KEPT) this.#counts.clear();
    this.#counts.set(key, count);
    return count;
  }

  /** Returns the number of changed rows. */
  run(sql: string, ...values: SQLInputValue[]): number {
    this.#counts.clear();
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** All or nothing, without any other write in between. */
  transaction<T>(work: () => T): T {
    if (this.#inTransaction) return work();
    this.#sqlite.exec("BEGIN IMMEDIATE");
    this.#inTransaction = true;
    try {
      const result = work();
      this.#sqlite.exec("COMMIT");
      return result;
    } catch (error) {
      this.#counts.clear();
      // SQLite itself rolls back when the disk is full.
      if (this.#sqlite.isTransaction) this.#sqlite.exec("ROLLBACK");
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  /** Writes that would exceed this size fail with SQLite's error for a full disk. */
  limit(megabytes: number): void {
    const pageSize = Number(this.get("PRAGMA page_size")?.page_size);
    this.#sqlite.exec(`PRAGMA max_page_count = ${String(Math.floor((megabytes * 1e6) / pageSize))}`);
  }

  /** The size in bytes. */
  get size(): number {
    const { page_count, page_size, freelist_count } = {
      ...this.get("PRAGMA page_count"),
      ...this.get("PRAGMA page_size"),
      ...this.get("PRAGMA freelist_count"),
    };
    return (Number(page_count) - Number(freelist_count)) * Number(page_size);
  }

  /** One row after the other, so that a large table need not be in memory twice. */
  each(sql: string, ...values: SQLInputValue[]): Iterable<Row> {
    return this.#sqlite.prepare(sql).iterate(...values);
  }

  close(): void {
    this.#statements.clear();
    this.#sqlite.close();
  }

  #prepareFile(file: string | undefined): void {
    this.#sqlite.exec("PRAGMA busy_timeout = 10000");
    if (this.#isAnothers())
      throw new Error("is the database of another program: nothing in it was changed, name another file");
    if (file !== undefined && this.get("PRAGMA journal_mode")?.journal_mode !== "wal") {
      this.#sqlite.exec("PRAGMA journal_mode = WAL");
    }
    // A cache for pages of the file that are read again and again; allocated only as needed.
    this.#sqlite.exec("PRAGMA cache_size = -65536");
    // In WAL mode a killed process loses nothing committed; only a power cut could.
    this.#sqlite.exec("PRAGMA synchronous = NORMAL");
    this.transaction(() => {
      const version = Number(this.get("PRAGMA user_version")?.user_version ?? 0);
      if (version > SCHEMA_VERSION) {
        throw new Error("was written by a newer ciam-emulator: use that one, or another file");
      }
      if (version === 0) this.#sqlite.exec(SCHEMA);
      for (let from = version; from > 0 && from < SCHEMA_VERSION; from++) this.#sqlite.exec(UPGRADES[from] ?? "");
      if (version < SCHEMA_VERSION) this.#sqlite.exec(`PRAGMA user_version = ${String(SCHEMA_VERSION)}`);
    });
  }

  /** True if the tables in the file are not ours. */
  #isAnothers(): boolean {
    const tables = this.all("SELECT name FROM sqlite_schema WHERE type = 'table'").map(({ name }) => name);
    return tables.length > 0 && !["stores", "users", "identities"].every((name) => tables.includes(name));
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const made = this.#sqlite.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }
}

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/** True if another process held the database for longer than a caller waits. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}

/** True if the database or the disk is full. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_FULL;
}

function makePrivately(file: string): void {
  const there = statSync(file, { bigint: true, throwIfNoEntry: false });
  // A pipe would wait for a reader, and a device keeps nothing.
  if (there) refuseIrregular(there);
  closeSync(openSync(file, "a", OWNER_ONLY));
}

/** Older Nodes announce their SQLite as experimental; that is no decision for the user of an emulator. */
function quietly<T>(load: () => T): T {
  const given = Object.getOwnPropertyDescriptor(process, "emitWarning");
  process.emitWarning = () => undefined;
  try {
    return load();
  } finally {
    if (given) Object.defineProperty(process, "emitWarning", given);
  }
}
