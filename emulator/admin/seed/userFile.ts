import { parse } from "csv-parse/sync";
import { z } from "zod";
import { importUser, type ImportUser } from "../../../ciam/actions/importUser";
import { suggestion } from "../../../text/suggest";
import { isObject } from "../../../text/values";
import { ConfigError } from "../../service/errors";

/** A user of a file, and where it stands: `line 3`, `user 2`. */
export interface FileUser {
  readonly at: string;
  readonly user: ImportUser & { readonly UserId?: string | undefined };
}

/** A user as an import takes it, with an id if the file has one. */
const fileUser = z.strictObject({
  ...importUser.shape,
  UserId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, "is not an id of 32 digits from 0 to f")
    .optional(),
});

const names = Object.keys(fileUser.shape);

/** Members that files of this project, and people, call otherwise. */
const otherNames: Readonly<Record<string, string>> = {
  Groups: "UserGroup",
  UserGroups: "UserGroup",
  CustomAttributes: "CustomizationAttributes",
  PasswordEncryptType: "PasswordEncryptTypeEnum",
  SaltLocationType: "SaltLocationTypeEnum",
};

interface Found {
  readonly at: string;
  readonly members: unknown;
}

/**
 * The users of a CSV, NDJSON, JSON or YAML file; its ending says which. Members have the API's names, with a capital letter
 * or without; groups are named, not numbered. In CSV a semicolon stands between groups, and an empty cell is nothing.
 *
 * @throws ConfigError that names the place, the member and the remedy, never a value
 */
export async function usersIn(file: string, bytes: Buffer): Promise<FileUser[]> {
  const ending = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? "";
  const reader = readers[ending];
  if (!reader) {
    throw new ConfigError(
      'users are read from .csv, .ndjson, .jsonl, .json, .yaml and .yml only; "ciam convert" makes one of those of other files',
    );
  }
  const found = await reader(textOf(bytes));
  return found.map(({ at, members }) => ({ at, user: checked(at, members) }));
}

const readers: Readonly<Partial<Record<string, (text: string) => Found[] | Promise<Found[]>>>> = {
  csv: fromCsv,
  json: fromJson,
  ndjson: fromLines,
  jsonl: fromLines,
  yaml: fromYaml,
  yml: fromYaml,
};

/** The name of a store that a file of users says itself, as a member `store` beside `users`. */
export function storeNamedIn(file: string, bytes: Buffer): string | undefined {
  if (!/\.json$/i.test(file)) return undefined;
  const json = jsonOr(textOf(bytes));
  return isObject(json) && "users" in json && typeof json["store"] === "string" ? json["store"] : undefined;
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError("it is not in UTF-8");
  }
}

function fromCsv(text: string): Found[] {
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    // The shape that these options ask for.
    rows = parse(text, { columns: true, info: true, bom: true, skip_empty_lines: true }) as never;
  } catch (error) {
    const line = error instanceof Error && "lines" in error ? `line ${String(error.lines)}: ` : "";
    throw new ConfigError(`${line}it is not CSV with a line of names, then as many cells in every line`);
  }
  return rows.map(({ record, info }) => {
    const filled = Object.entries(record).filter(([, cell]) => cell !== "");
    return { at: `line ${String(info.lines)}`, members: Object.fromEntries(filled.map(fromCell)) };
  });
}

function fromCell([name, cell]: readonly [string, string]): [string, unknown] {
  const wire = wireName(name);
  if (wire === "UserGroup") return [name, cell.split(";").map((group) => group.trim())];
  if (wire === "IdentityVerified" && /^(?:true|false)$/i.test(cell)) return [name, cell.toLowerCase() === "true"];
  return [name, /^[[{]/.test(cell) ? (jsonOr(cell) ?? cell) : cell];
}

function fromLines(text: string): Found[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const at = `line ${String(index + 1)}`;
    if (line.trim() === "") return [];
    const members = jsonOr(line);
    if (members === undefined) throw new ConfigError(`${at}: it is not JSON`);
    return [{ at, members }];
  });
}

/** A list of users, in a member `users` or not, or an object with a user under each key. */
function fromJson(text: string): Found[] {
  const json = jsonOr(text);
  if (json === undefined) throw new ConfigError("it is not JSON");
  return usersOf(json);
}

/** The reader of YAML is a package beside this one; where the command alone was copied, it is not there. */
async function fromYaml(text: string): Promise<Found[]> {
  const yaml = await import("yaml").catch(() => undefined);
  if (!yaml) throw new ConfigError('YAML is read where the whole package is installed; "ciam convert" makes CSV of it');
  const document = yaml.parseDocument(text);
  const [error] = document.errors;
  if (error) throw new ConfigError(`line ${String(error.linePos?.[0].line ?? 1)}: it is not YAML`);
  return usersOf(document.toJS());
}

function usersOf(json: unknown): Found[] {
  const users = isObject(json) && "users" in json ? json["users"] : json;
  if (Array.isArray(users))
    return users.map((members: unknown, index) => ({ at: `user ${String(index + 1)}`, members }));
  if (isObject(users)) return Object.entries(users).map(([key, members]) => ({ at: `user ${key}`, members }));
  throw new ConfigError("it has neither a list of users nor an object with a user under each key");
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function checked(at: string, members: unknown): FileUser["user"] {
  const parsed = fileUser.safeParse(onTheWire(members));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === "unrecognized_keys") {
    const [unknown = ""] = issue.keys;
    const where = [...issue.path.map(String), unknown].join(".");
    throw new ConfigError(`${at}: a user has no ${where}${issue.path.length === 0 ? suggestion(unknown, names) : ""}`);
  }
  const where = issue?.path.map(String).join(".") ?? "";
  throw new ConfigError(`${at}: ${where === "" ? "it is no user" : where}: ${issue?.message ?? "not valid"}`);
}

/** The same value with the API's names at every depth, and without members that are null. */
function onTheWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(onTheWire);
  if (!isObject(value)) return value;
  const said = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(said.map(([name, member]) => [wireName(name), onTheWire(member)]));
}

function wireName(name: string): string {
  const capital = `${name.trim().charAt(0).toUpperCase()}${name.trim().slice(1)}`;
  return (Object.hasOwn(otherNames, capital) ? otherNames[capital] : undefined) ?? capital;
}
