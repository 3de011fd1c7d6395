import type { UsersFromCsvOptions } from "../../files/options";
import type { FileFormat } from "../../files/read";
import { userFields, isUserField } from "../../provider/users/model/fields";
import { jsonText } from "../../text/escape";
import { isObject } from "../../text/values";

const loaders: Readonly<Record<FileFormat, string>> = {
  csv: "usersFromCsv",
  xlsx: "usersFromXlsx",
  ndjson: "usersFromNdjson",
  json: "usersFromJson",
  yaml: "usersFromYaml",
};

/** Options that only some formats have; their loaders take no others. */
const formatsOf: Readonly<Partial<Record<keyof UsersFromCsvOptions, readonly FileFormat[]>>> = {
  headerLine: ["csv", "xlsx"],
  header: ["csv", "xlsx"],
  sheet: ["csv", "xlsx"],
  delimiter: ["csv"],
};

/** Stands where a program should have a secret: one that is pasted ends in a repository. */
const SECRET = "(not shown: take it from the configuration)";

/** The call of a program that reads this file as it was read here. */
export function programLine(format: FileFormat, path: string, options: UsersFromCsvOptions): string {
  const given = Object.entries(options).flatMap(([name, value]: [string, unknown]) => {
    const formats = formatsOf[name as keyof UsersFromCsvOptions];
    const isSaid = value !== undefined && (formats === undefined || formats.includes(format));
    return isSaid ? [`${name}: ${literal(name === "defaults" ? withoutSecrets(value) : value)}`] : [];
  });
  const second = given.length === 0 ? "" : `, { ${given.join(", ")} }`;
  return `ciam.${loaders[format]}(${literal(path)}${second})`;
}

/** A value as a program writes it. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (!isObject(value)) return jsonText(value);
  const members = Object.entries(value).map(([name, member]) => `${memberName(name)}: ${literal(member)}`);
  return `{ ${members.join(", ")} }`;
}

function memberName(name: string): string {
  // As a plain name a literal would take it for its prototype.
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : jsonText(name);
}

function withoutSecrets(defaults: unknown): unknown {
  if (!isObject(defaults)) return defaults;
  return Object.fromEntries(
    Object.entries(defaults).map(([field, value]) => [
      field,
      isUserField(field) && userFields[field].secret ? withoutTexts(field, value) : value,
    ]),
  );
}

/** The place of a salt is a word that many have, and its value is nobody's business. */
function withoutTexts(name: string, value: unknown): unknown {
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([member, part]) => [member, withoutTexts(member, part)]));
  return name === "saltLocationType" ? value : SECRET;
}
