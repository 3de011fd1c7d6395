import { problemsOfOptions } from "../../../../files/givenOptions";
import type { UsersFromCsvOptions } from "../../../../files/options";
import { alwaysSecret } from "../../../users/model/fields";
import { Secret } from "../../../users/input/envelope/secret";
import { keyProblem } from "../../../users/input/key";
import { isObject, without } from "../../../../text/values";
import type { Props } from "../../resource";

/** The options of a file that are data: a function cannot travel to the provider. */
export type UserFileOptions = Omit<UsersFromCsvOptions, "key" | "where" | "map" | "secretFields"> & {
  readonly key?: string | undefined;
  readonly where?: Readonly<Record<string, string | readonly string[]>> | undefined;
};

/** One file of `userFiles`, as a program gives it. */
export interface GivenFile {
  readonly path: string;
  readonly allowOutside: boolean;
  readonly options: UserFileOptions;
}

/** What `check` adds to a file: the state of its users as far as a state may have it. */
export interface Stamp {
  /** How many users it has. */
  readonly users: number;
  /** Equal for equal users, in whatever order and spelling, and then of the bytes. */
  readonly digest: string;
}

const NO_FILE = 'must be a file, as in {path: "users/customers.csv", key: "customerNo"}';

/** Reads one entry of `userFiles`. */
export function givenFile(value: unknown): { readonly file: GivenFile } | { readonly problems: readonly string[] } {
  const given = typeof value === "string" ? { path: value } : value;
  if (!isObject(given)) return { problems: [NO_FILE] };
  const { path, allowOutside } = given;
  const options = without(given, "path", "allowOutside", "users", "digest");
  const problems = [
    ...(typeof path === "string" && path !== "" ? [] : [`path: ${NO_FILE}`]),
    ...(allowOutside === undefined || typeof allowOutside === "boolean" ? [] : ["allowOutside: must be true or false"]),
    ...functionsIn(options),
    ...problemsOfOptions(options),
  ];
  if (problems.length > 0) return { problems };
  // What the checks above let through has these types.
  return { file: { path: path as string, allowOutside: allowOutside === true, options: options } };
}

function functionsIn(options: Readonly<Record<string, unknown>>): string[] {
  const { secretFields } = options;
  return [
    ...(["key", "where", "map"] as const)
      .filter((name) => typeof options[name] === "function" || (name === "map" && options.map !== undefined))
      .map((name) => `${name}: is a function, which only usersFromFile and its like can call`),
    ...(secretFields === undefined
      ? []
      : ["secretFields: no field of these users leaves the provider, so there is nothing to hide; leave it out"]),
  ];
}

/** The files of checked inputs. */
export function filesIn(inputs: Props): ReadonlyMap<string, { readonly file: GivenFile; readonly stamp: Stamp }> {
  const { userFiles } = inputs;
  return new Map(
    Object.entries(isObject(userFiles) ? userFiles : {}).flatMap(([name, value]) => {
      const given = givenFile(value);
      const stamp = stampOf(value);
      return "file" in given && stamp ? [[name, { file: given.file, stamp }] as const] : [];
    }),
  );
}

/** The stamp that a checked file has. */
export function stampOf(value: unknown): Stamp | undefined {
  if (!isObject(value)) return undefined;
  const { users, digest } = value;
  return typeof users === "number" && typeof digest === "string" ? { users, digest } : undefined;
}

/** What is wrong with the name of a set of a file, if something is. */
export function nameProblems(name: string, userSets: unknown): string[] {
  const problem = keyProblem(name);
  return [
    ...(problem === undefined ? [] : [`the name of a set ${problem}`]),
    ...(isObject(userSets) && Object.hasOwn(userSets, name)
      ? ["a set of userSets has this name already: the users of both would have the same names"]
      : []),
  ];
}

/** The entry as it goes into the state: credentials that all users have by default are secrets. */
export function stamped(value: unknown, stamp: Stamp | undefined): Props {
  const given: Props = typeof value === "string" ? { path: value } : isObject(value) ? value : {};
  const { defaults } = given;
  if (!isObject(defaults)) return { ...given, ...stamp };
  const hidden = Object.entries(defaults).map(([field, each]) => [
    field,
    alwaysSecret.some((secret) => secret === field) ? new Secret(each) : each,
  ]);
  return { ...given, defaults: Object.fromEntries(hidden) as Props, ...stamp };
}
