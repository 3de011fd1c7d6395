import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { SCHEMA, SCHEMA_VERSION } from "../../../../emulator/service/schema";

/** The rows of an emulator's database as statements, so that a test can keep them as text. */
export function written(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all();
  const statements = tables
    .map(({ name }) => String(name))
    .filter((name) => !name.startsWith("sqlite_"))
    .flatMap((name) =>
      database
        .prepare(`SELECT * FROM ${name}`)
        .all()
        .map((row) => insertion(name, row)),
    );
  database.close();
  return `${statements.join("\n")}\n`;
}

function insertion(table: string, row: Record<string, SQLOutputValue>): string {
  const values = Object.values(row).map((value) => {
    if (value === null || typeof value === "number") return String(value);
    if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
    throw new Error(`a column of ${table} is neither number nor text`);
  });
  return `INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${values.join(", ")});`;
}

/** Makes a database of them again. */
export function restored(file: string, statements: string): void {
  const database = new DatabaseSync(file);
  database.exec(`${SCHEMA}; PRAGMA user_version = ${String(SCHEMA_VERSION)}; ${statements}`);
  database.close();
}
