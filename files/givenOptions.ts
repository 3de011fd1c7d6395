import { allUserFields, isUserField } from "../provider/users/model/fields";
import { CALLING_CODE } from "../provider/users/model/identity/phone";
import { quotable } from "../text/quote";
import { suggestion } from "../text/suggest";
import { isObject } from "../text/values";
import { unknownNames, type NamesOf } from "../text/unknownNames";
import { encodingNames, isEncoding } from "./source/encoding/names";
import type { UsersFromCsvOptions } from "./options";
import { readPath } from "./paths/path";
import { presets } from "./presets";
import { dateFormProblem } from "./values/dates";

const names: NamesOf<UsersFromCsvOptions> = {
  preset: true,
  at: true,
  sheet: true,
  encoding: true,
  delimiter: true,
  headerLine: true,
  header: true,
  columns: true,
  otherColumns: true,
  key: true,
  where: true,
  map: true,
  defaults: true,
  nulls: true,
  dates: true,
  phoneCountry: true,
  groupSeparator: true,
  secretFields: true,
  passwordsArePlain: true,
  allowEmpty: true,
};

const presetNames = Object.keys(presets);
const delimiters = [",", ";", "\t", "|"];

/** The problems with the options of a loader, whatever the file has in it. Values in them are never quoted. */
export function problemsOfOptions(options: unknown): string[] {
  if (!isObject(options)) return [`the options must be an object, as in {key: "staffNumber"}`];
  return [
    ...unknownNames(options, names, "option"),
    ...rules.flatMap(([option, rule]) => {
      const value = options[option];
      const problem = value === undefined ? [] : rule(value);
      return typeof problem === "string" ? [`${option}: ${problem}`] : problem.map((each) => `${option}: ${each}`);
    }),
    ...problemsBetween(options),
  ];
}

/** Checks the value of an option that is there. The answer is a sentence without its subject, or several. */
type Rule = (value: unknown) => string | readonly string[];

const FINE: readonly string[] = [];

const rules: readonly (readonly [keyof UsersFromCsvOptions, Rule])[] = [
  ["preset", oneOf(presetNames, "a preset")],
  [
    "at",
    (at) =>
      typeof at === "string" && isPlainPath(at) ? FINE : 'must be a path of names and numbers, as in "data.users"',
  ],
  ["sheet", (sheet) => (isText(sheet) || isNumber(sheet) ? FINE : "must be the name of a sheet, or its number from 1")],
  ["encoding", (encoding) => (isEncoding(encoding) ? FINE : oneOf(encodingNames, "an encoding")(encoding))],
  [
    "delimiter",
    (it) =>
      delimiters.some((each) => each === it)
        ? FINE
        : `must be one of ${delimiters.map((each) => JSON.stringify(each)).join(", ")}`,
  ],
  ["headerLine", (line) => (isNumber(line) ? FINE : "must be the number of a line, from 1")],
  [
    "header",
    (header) =>
      isTexts(header) && header.length > 0 ? FINE : 'must be a list of names, as in ["userName", "email", ""]',
  ],
  ["columns", problemsOfColumns],
  [
    "otherColumns",
    (it) =>
      it === "error" || it === "ignore"
        ? FINE
        : `must be "error" or "ignore"${typeof it === "string" ? suggestion(it, ["error", "ignore"]) : ""}`,
  ],
  ["key", (key) => (typeof key === "function" || typeof key === "string" ? FINE : "must be a name or a function")],
  [
    "where",
    (where) =>
      typeof where === "function" || isWanted(where)
        ? FINE
        : "must be a function of the row, or an object of columns and texts",
  ],
  ["map", (map) => (typeof map === "function" ? FINE : "must be a function of the row")],
  ["defaults", problemsOfDefaults],
  ["nulls", (nulls) => (isTexts(nulls) ? FINE : 'must be a list of texts, as in ["NULL", "N/A"]')],
  ["dates", (dates) => (isText(dates) ? (dateFormProblem(dates) ?? FINE) : "must be text, as in DD/MM/YYYY")],
  [
    "phoneCountry",
    (country) =>
      isText(country) && CALLING_CODE.test(country) ? FINE : 'must be the calling code of a country, as in "86"',
  ],
  ["groupSeparator", (separator) => (isText(separator) ? FINE : "must be text")],
  ["secretFields", problemsOfSecretFields],
  ["passwordsArePlain", isTrueOrFalse],
  ["allowEmpty", isTrueOrFalse],
];

/** Any text would count as true, `"false"` too. */
function isTrueOrFalse(value: unknown): string | readonly string[] {
  return typeof value === "boolean" ? FINE : "must be true or false";
}

/** The problems of options that contradict each other. */
function problemsBetween({ header, headerLine }: Readonly<Record<string, unknown>>): string[] {
  return header !== undefined && headerLine !== undefined
    ? ["header: a file whose columns are named here has no headerLine; leave one of the two out"]
    : [];
}

function oneOf(known: readonly string[], what: string): Rule {
  return (value) => {
    if (typeof value === "string" && known.includes(value)) return FINE;
    const near = typeof value === "string" ? suggestion(value, known) : "";
    return `must be the name of ${what}${near}; there are ${known.join(", ")}`;
  };
}

function isPlainPath(text: string): boolean {
  return readPath(text)?.every(({ kind }) => kind !== "chosen") === true;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 1;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function isWanted(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((each) => typeof each === "string" || isTexts(each));
}

/** A name that means nothing is told with its place in the file, as far as that has it. */
function problemsOfColumns(columns: unknown): string[] {
  if (!isObject(columns)) return ['must be an object, as in {"E-Mail": "email", Salary: false}'];
  return Object.entries(columns)
    .filter(([, name]) => name !== undefined && name !== false && typeof name !== "string")
    .map(([title]) => `${quotable(title)} must mean a field, or be false to be left out`);
}

function problemsOfDefaults(defaults: unknown): string[] {
  if (!isObject(defaults)) return ["must be an object with fields of a user"];
  return Object.keys(defaults)
    .filter((field) => !isUserField(field))
    .map(notAField);
}

function problemsOfSecretFields(fields: unknown): string[] {
  if (!Array.isArray(fields)) return ["must be a list of fields"];
  return fields
    .filter((field) => typeof field !== "string" || !isUserField(field))
    .map((field) => notAField(String(field)));
}

function notAField(name: string): string {
  return `${quotable(name)} is no field of a user${suggestion(name, allUserFields)}`;
}
