import { closeSync, openSync } from "node:fs";
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import { SCHEMA, SCHEMA_VERSION } from "./schema";

export type Row = Record<string, SQLOutputValue>;

const OWNER_ONLY = 0o600;

/** SQLite, in memory or in a file that two processes may share. Statements are prepared once. */
export class Database {
  readonly #sqlite: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #inTransaction = false;

  private constructor(sqlite: DatabaseSync) {
    this.#sqlite = sqlite;
  }

  static open(file: string | undefined): Database {
    const { DatabaseSync: Sqlite } = quietly(() => process.getBuiltinModule("node:sqlite"));
    let db: Database | undefined;
    try {
      // There are users in it; SQLite gives the files beside it the same rights.
      if (file !== undefined) closeSync(openSync(file, "a", OWNER_ONLY));
      db = new Database(new Sqlite(file ?? ":memory:"));
      db.#prepareFile(file);
      return db;
    } catch (error) {
      db?.close();
      throw new Error(`${file ?? "the database"}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values);
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  /** How many rows there are: for a statement that says `SELECT count(*) AS n`. */
  count(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.get(sql, ...values)?.n ?? 0);
  }

  /** Returns how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** All or nothing, and nobody else writes meanwhile. */
  transaction<T>(work: () => T): T {
    if (this.#inTransaction) return work();
    this.#sqlite.exec("BEGIN IMMEDIATE");
    this.#inTransaction = true;
    try {
      const result = work();
      this.#sqlite.exec("COMMIT");
      return result;
    } catch (error) {
      this.#sqlite.exec("ROLLBACK");
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#sqlite.close();
  }

  #prepareFile(file: string | undefined): void {
    this.#sqlite.exec("PRAGMA busy_timeout = 10000");
    if (file !== undefined && this.get("PRAGMA journal_mode")?.journal_mode !== "wal") {
      this.#sqlite.exec("PRAGMA journal_mode = WAL");
    }
    // In WAL mode a killed process loses nothing that was committed; only a power cut could.
    this.#sqlite.exec("PRAGMA synchronous = NORMAL");
    this.transaction(() => {
      const version = Number(this.get("PRAGMA user_version")?.user_version ?? 0);
      if (version > SCHEMA_VERSION) {
        throw new Error("was written by a newer ciam-emulator: use that one, or another file");
      }
      if (version < SCHEMA_VERSION) this.#sqlite.exec(`${SCHEMA}; PRAGMA user_version = ${String(SCHEMA_VERSION)}`);
    });
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const made = this.#sqlite.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }
}

/** Older Nodes announce their SQLite as experimental; who runs an emulator has nothing to decide about that. */
function quietly<T>(load: () => T): T {
  const given = Object.getOwnPropertyDescriptor(process, "emitWarning");
  process.emitWarning = () => undefined;
  try {
    return load();
  } finally {
    if (given) Object.defineProperty(process, "emitWarning", given);
  }
}
