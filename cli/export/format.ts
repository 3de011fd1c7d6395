import { stringify as csv } from "csv-stringify/sync";
import { stringify as yaml } from "yaml";
import { allUserFields, type UserField } from "../../provider/users/model/fields";
import type { DeclaredUser } from "../../provider/users/model/user";
import type { WrittenFormat } from "../../files/read";
import { saltColumns } from "../../files/rows/members";
import { compareText, isObject } from "../../text/values";

/** The first columns: names, then what people look for first. The rest have the order of the documentation. */
const first: readonly UserField[] = ["userName", "email", "phoneNumber", "nickname", "name", "userGroups"];

const columns: readonly UserField[] = [
  ...first,
  ...allUserFields.filter((field) => !first.includes(field) && field !== "customAttributes" && field !== "salt"),
];

/** A user and what names it in the file. */
export interface WrittenUser {
  readonly key: string;
  readonly user: DeclaredUser;
}

export interface FormatOptions {
  readonly delimiter: "," | "\t";
  /** `escaped` if cells that a spreadsheet would compute get an apostrophe before them. */
  readonly formulas: "as they are" | "escaped";
}

/** The text of a file with these users, by key; read again it declares the same users. */
export function formatted(format: WrittenFormat, users: readonly WrittenUser[], options: FormatOptions): string {
  const sorted = [...users].sort((a, b) => compareText(a.key, b.key));
  switch (format) {
    case "csv":
      return csvText(sorted, options);
    case "ndjson":
      return sorted.map(({ key, user }) => `${JSON.stringify({ key, ...ordered(user) })}\n`).join("");
    case "json":
      return `${JSON.stringify(byKey(sorted), undefined, 2)}\n`;
    case "yaml":
      // Not folded: a line that is broken is read with a space in it.
      return yaml(byKey(sorted), { lineWidth: 0, aliasDuplicateObjects: false });
  }
}

function byKey(users: readonly WrittenUser[]): Record<string, unknown> {
  return Object.fromEntries(users.map(({ key, user }) => [key, ordered(user)]));
}

function ordered(user: DeclaredUser): Record<string, unknown> {
  const names: readonly UserField[] = [...columns, "salt", "customAttributes"];
  return Object.fromEntries(names.flatMap((field) => (user[field] === undefined ? [] : [[field, user[field]]])));
}

/** A column for each field, attribute and part of a salt that any of the users has. */
function csvText(users: readonly WrittenUser[], { delimiter, formulas }: FormatOptions): string {
  const used = columns.filter((field) => users.some(({ user }) => user[field] !== undefined));
  const attributes = [
    ...new Set(users.flatMap(({ user }) => (user.customAttributes ?? []).map(({ name }) => name))),
  ].sort();
  const salts = saltColumns.filter((name) => users.some(({ user }) => leafOf(user, name) !== undefined));
  const header = [
    "key",
    ...(used.length > 0 ? used : ["userName"]),
    ...salts,
    ...attributes.map((name) => `customAttributes.${name}`),
  ];
  const rows = users.map(({ key, user }) => {
    const own = new Map((user.customAttributes ?? []).map(({ name, value }) => [name, value]));
    return [
      key,
      ...used.map((field) => cell(user[field])),
      ...salts.map((name) => leafOf(user, name) ?? ""),
      ...attributes.map((name) => own.get(name) ?? ""),
    ];
  });
  return csv([header, ...rows], {
    delimiter,
    record_delimiter: "\n",
    escape_formulas: formulas === "escaped",
    // A reader takes each of these for the end of a line.
    quoted_match: /[\r\n]/,
  });
}

function cell(value: DeclaredUser[UserField]): string {
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.filter((member) => typeof member === "string").join(";") : "";
}

/** The value under a name such as `salt.saltLocation.saltLocationType`. */
function leafOf(user: DeclaredUser, name: string): string | undefined {
  let node: unknown = user;
  for (const step of name.split(".")) node = isObject(node) ? node[step] : undefined;
  return typeof node === "string" ? node : undefined;
}
