import type { ExportPropertyMap, Filter } from "../../ciam/actions";
import type { Services } from "../service/services";
import { userConditions } from "../directory/userFilters";
import { userOf } from "../directory/users";

/** The task of an export job. */
export interface ExportOrder {
  readonly format: "NDJSON" | "CSV";
  readonly filters: readonly Filter[];
  /** Empty: every attribute under its own code. */
  readonly columns: readonly ExportPropertyMap[];
}

/** The file of an export: the users at the end of the job, unmasked. */
export function exportUsers(services: Services, store: string, { format, filters, columns }: ExportOrder): string {
  const { where, values } = userConditions(services, store, filters);
  const users = services.db
    .all(`SELECT doc FROM users WHERE ${where} ORDER BY seq`, ...values)
    .map((row) => userOf(row) as Readonly<Record<string, unknown>>);
  const chosen = columns.length > 0 ? columns : allColumns(users[0] ?? {});
  const rows = users.map((user) => chosen.map(({ UserPropertyCode }) => user[wireName(UserPropertyCode)] ?? null));
  const names = chosen.map(({ ColumnName }) => ColumnName);
  return format === "CSV" ? csv([names, ...rows]) : ndjson(names, rows);
}

function allColumns(user: Readonly<Record<string, unknown>>): ExportPropertyMap[] {
  return Object.keys(user).map((name) => {
    const code = name.charAt(0).toLowerCase() + name.slice(1);
    return { UserPropertyCode: code, ColumnName: code };
  });
}

/** An attribute's code is its wire name with a lower-case first letter. */
function wireName(code: string): string {
  return code.charAt(0).toUpperCase() + code.slice(1);
}

function ndjson(names: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return rows.map((row) => `${JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i]])))}\n`).join("");
}

function csv(rows: readonly (readonly unknown[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: unknown): string {
  const text = value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
