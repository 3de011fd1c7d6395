import { allUserFields, isUserField } from "../provider/users/model/fields";
import { quotable } from "../text/quote";
import { suggestion } from "../text/suggest";
import { isObject } from "../text/values";
import { unknownNames, type NamesOf } from "../text/unknownNames";
import type { UsersFromCsvOptions } from "./options";

const names: NamesOf<UsersFromCsvOptions> = {
  key: true,
  columns: true,
  where: true,
  defaults: true,
  secretFields: true,
  allowEmpty: true,
  delimiter: true,
  passwordsArePlain: true,
};

const delimiters = [",", ";", "\t", "|"];

/** What is wrong with the options of a loader, whatever the file has in it. Values in them are never quoted. */
export function problemsOfOptions(options: unknown): string[] {
  if (!isObject(options)) return [`the options must be an object, as in {key: "staffNumber"}`];
  const { key, columns, where, defaults, secretFields, delimiter } = options;
  return [
    ...unknownNames(options, names, "option"),
    ...unless(key === undefined || typeof key === "function" || typeof key === "string", "key", "a name or a function"),
    ...unless(where === undefined || typeof where === "function", "where", "a function of the row"),
    ...problemsOfColumns(columns),
    ...problemsOfDefaults(defaults),
    ...problemsOfSecretFields(secretFields),
    ...problemsOfDelimiter(delimiter),
  ];
}

function unless(isRight: boolean, option: string, what: string): string[] {
  return isRight ? [] : [`${option}: must be ${what}`];
}

/** A name that means nothing is told with its place in the file, as far as that has it. */
function problemsOfColumns(columns: unknown): string[] {
  if (columns === undefined) return [];
  if (!isObject(columns)) return ['columns: must be an object, as in {"E-Mail": "email", Salary: false}'];
  return Object.entries(columns)
    .filter(([, name]) => name !== undefined && name !== false && typeof name !== "string")
    .map(([title]) => `columns: ${quotable(title)} must mean a field, or be false to be left out`);
}

function problemsOfDefaults(defaults: unknown): string[] {
  if (defaults === undefined) return [];
  if (!isObject(defaults)) return ["defaults: must be an object with fields of a user"];
  return Object.keys(defaults)
    .filter((field) => !isUserField(field))
    .map((field) => `defaults: ${notAField(field)}`);
}

function problemsOfSecretFields(fields: unknown): string[] {
  if (fields === undefined) return [];
  if (!Array.isArray(fields)) return ["secretFields: must be a list of fields"];
  return fields
    .filter((field) => typeof field !== "string" || !isUserField(field))
    .map((field) => `secretFields: ${notAField(String(field))}`);
}

function problemsOfDelimiter(delimiter: unknown): string[] {
  if (delimiter === undefined) return [];
  const known = delimiters.map((character) => JSON.stringify(character)).join(", ");
  return unless(
    delimiters.some((character) => character === delimiter),
    "delimiter",
    `one of ${known}`,
  );
}

function notAField(name: string): string {
  return `${quotable(name)} is no field of a user${suggestion(name, allUserFields)}`;
}
