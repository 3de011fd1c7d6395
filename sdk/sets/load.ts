import { loadedUsers, refuseFormat } from "./loadedUsers";
import type { UsersFromCsvOptions, UsersFromFileOptions, UsersFromXlsxOptions } from "../../files/options";
import type { LoadedUsers } from "./loaded";
import { formatOf } from "../../files/read";

/**
 * Reads a user set from a file, by its extension: `.csv`, `.tsv`, `.txt`, `.xlsx`, `.ndjson`, `.jsonl`, `.json`,
 * `.yaml`, `.yml`.
 *
 * A relative path starts at the working directory of the program. The rows are checked at once by the rules of the
 * resource.
 *
 * @param path where the file is
 * @param options how it is read; what a format has no use for has no effect
 * @throws RunError, which Pulumi prints without a stack, with all findings together, each with its file, line and column;
 *   for a file that is missing, or empty without `allowEmpty`; for a wrong option, and an extension of no known format
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const staff = ciam.usersFromFile("users/staff.csv", {
 *   key: "staffNumber",
 *   columns: { "E-Mail": "email", Department: "customAttributes.department" },
 * });
 * ```
 */
export function usersFromFile(path: string, options: UsersFromCsvOptions = {}): LoadedUsers {
  const format = formatOf(path);
  return format === undefined ? refuseFormat(path) : loadedUsers(format, path, options);
}

/**
 * Reads a user set from a CSV file: UTF-8 or UTF-16 unless `encoding` says otherwise. One of the first 20 lines names
 * the columns, or `header` does. An empty cell leaves its field out; `;` or `|` separates `userGroups`; a custom
 * attribute has a column `customAttributes.<name>`.
 *
 * @throws RunError for the reasons of {@link usersFromFile}.
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const staff = ciam.usersFromCsv("users/staff.csv", { delimiter: ";" });
 * ```
 */
export function usersFromCsv(path: string, options: UsersFromCsvOptions = {}): LoadedUsers {
  return loadedUsers("csv", path, options);
}

/**
 * Reads a user set from a sheet of an XLSX file. Text stays as it is; a date becomes `YYYY-MM-DD`; a number that
 * lost digits, and a cell with an error, are findings. Old `.xls` files are refused: save them as `.xlsx`.
 *
 * @throws RunError for the reasons of {@link usersFromFile}.
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const members = ciam.usersFromXlsx("users/members.xlsx", { sheet: "Staff", otherColumns: "ignore" });
 * ```
 */
export function usersFromXlsx(path: string, options: UsersFromXlsxOptions = {}): LoadedUsers {
  return loadedUsers("xlsx", path, options);
}

/**
 * Reads a user set from an NDJSON file: each line is one object with the fields of a user and its `key`.
 *
 * @throws RunError for the reasons of {@link usersFromFile}.
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const migrated = ciam.usersFromNdjson("users/migrated.ndjson", { where: (row) => row.zone === "Asia/Shanghai" });
 * ```
 */
export function usersFromNdjson(path: string, options: UsersFromFileOptions = {}): LoadedUsers {
  return loadedUsers("ndjson", path, options);
}

/**
 * Reads a user set from a JSON file: a map from user key to user, or a list of users with a `key` each; `at` is their
 * place in the file. A repeated name is an error, where `JSON.parse` would drop a user.
 *
 * @throws RunError for the reasons of {@link usersFromFile}.
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const testers = ciam.usersFromJson("users/testers.json", { defaults: { locale: "Shenzhen" } });
 * ```
 */
export function usersFromJson(path: string, options: UsersFromFileOptions = {}): LoadedUsers {
  return loadedUsers("json", path, options);
}

/**
 * Reads a user set from a YAML file: a map from user key to user, or a list of users with a `key` each. Every value
 * is text, so that phone numbers keep their zeros; aliases and tags are refused.
 *
 * @throws RunError for the reasons of {@link usersFromFile}.
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const partners = ciam.usersFromYaml("users/partners.yaml", { secretFields: ["phoneNumber"] });
 * ```
 */
export function usersFromYaml(path: string, options: UsersFromFileOptions = {}): LoadedUsers {
  return loadedUsers("yaml", path, options);
}
