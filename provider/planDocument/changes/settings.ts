import { isDeepStrictEqual } from "node:util";
import { jsonText } from "../../../text/escape";
import { cutInTheMiddle } from "../../../text/format";
import { isObject, without as leftOut } from "../../../text/values";
import { HIDDEN } from "../../users/input/envelope/open";
import { UNKNOWN } from "../../users/input/envelope/unknown";
import { readSteps } from "../../users/input/finding";
import { defaultOwnerAttribute } from "../../users/model/mark";
import { defaultPolicy, defaultRun } from "../../users/plan/policy";
import { NOTHING, untoldValue, UNTOLD_YET } from "../mask";

/** The inputs of a resource, as a document of the CLI or the engine has them. */
type Inputs = Readonly<Record<string, unknown>>;

/** An input of a resource, besides its users, that is another than before. */
export interface SettingChange {
  /** `conflictPolicy`, `deletionLimit.count`, `groups.admins`, or `takeOver` for one owner that comes or goes. */
  readonly name: string;
  readonly from: unknown;
  readonly to: unknown;
  /** It is one member of a list, which comes or goes. */
  readonly isMember?: true;
}

/** More names of groups than these are counted, as long as they are new and change nobody's groups. */
const NEW_NAMES = 10;

/** What each input is where a program does not say it, in the order of what it lets happen to people. */
const defaults: Readonly<Record<string, unknown>> = {
  userStoreId: undefined,
  takeOver: [],
  groups: {},
  conflictPolicy: defaultPolicy.conflicts,
  adoptGrantsGroups: defaultPolicy.adoptGrantsGroups,
  passwordPolicy: defaultPolicy.passwords,
  importOnlyChange: defaultPolicy.importOnlyChange,
  removalPolicy: defaultPolicy.removals,
  deletionLimit: defaultRun.deletionLimit,
  acceptDeletions: undefined,
  ignoreFields: [],
  secretFields: [],
  ownerAttribute: defaultOwnerAttribute,
  failurePolicy: defaultRun.failurePolicy,
};

/** Users are told one by one, and the owner follows from the resource, as does what the provider itself puts in. */
const told: ReadonlySet<string> = new Set(["userSets", "owner", "printKey", "drift"]);

/** Of a new resource there is nothing to say of these that its users do not show. */
const SHOWN_BY_USERS: ReadonlySet<string> = new Set(["userStoreId", "groups"]);

/**
 * The inputs that a change gives another value: they decide what becomes of users without a line about any of them. Of a
 * new resource, those that are other than they would be by default.
 */
export function settingChanges(
  before: Inputs | undefined,
  now: Inputs | undefined,
  changedPaths: readonly string[] | undefined,
): SettingChange[] {
  if (!now) return [];
  const known = Object.keys(defaults).filter((name) => before || !SHOWN_BY_USERS.has(name));
  if (!before) return known.flatMap((name) => partsOf(name, defaults[name], valueOf(now, name)));
  const others = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  const names = [...known, ...others.filter((name) => !known.includes(name) && !told.has(name))];
  const changedRoots = new Set((changedPaths ?? []).map((path) => readSteps(path)[0]));
  return names.flatMap((name) => {
    const [from, to] = [valueOf(before, name), valueOf(now, name)];
    if (isDeepStrictEqual(from, to)) return holdsUntold(to) && changedRoots.has(name) ? [{ name, from, to }] : [];
    const parts = partsOf(name, from, to);
    return name === "groups" ? withNewNamesCounted(parts) : parts;
  });
}

/** A name that gets another id moves everybody who is declared by it; one that is new moves nobody. */
function withNewNamesCounted(parts: readonly SettingChange[]): SettingChange[] {
  const fresh = parts.filter(({ from }) => from === undefined);
  if (fresh.length <= NEW_NAMES) return [...parts];
  const to = `${fresh.length.toLocaleString("en-US")} new names`;
  return [...parts.filter(({ from }) => from !== undefined), { name: "groups", from: undefined, to, isMember: true }];
}

function valueOf(inputs: Inputs | undefined, name: string): unknown {
  if (name === "userFiles") return filesAsGiven(inputs?.[name]);
  const value = inputs?.[name] ?? defaults[name];
  return isObject(value) && isObject(defaults[name]) ? { ...defaults[name], ...value } : value;
}

/** Which files there are, without what is in them: their users are told one by one. */
function filesAsGiven(files: unknown): unknown {
  if (!isObject(files)) return files;
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => {
      const given = isObject(file) ? leftOut(file, "users", "digest") : file;
      return [name, given] as const;
    }),
  );
}

/** Of an object its members, of a list what comes and goes. */
function partsOf(name: string, from: unknown, to: unknown): SettingChange[] {
  if (isObject(from ?? {}) && isObject(to ?? {}) && (isObject(from) || isObject(to))) {
    const [was, is] = [asObject(from), asObject(to)];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((member) => !isDeepStrictEqual(was[member], is[member]))
      .map((member) => ({ name: `${name}.${member}`, from: was[member], to: is[member] }));
  }
  if (Array.isArray(from ?? []) && Array.isArray(to ?? []) && (Array.isArray(from) || Array.isArray(to))) {
    const [was, is] = [asList(from), asList(to)];
    return [
      ...without(is, was).map((member): SettingChange => ({ name, from: undefined, to: member, isMember: true })),
      ...without(was, is).map((member): SettingChange => ({ name, from: member, to: undefined, isMember: true })),
    ];
  }
  return isDeepStrictEqual(from, to) ? [] : [{ name, from, to }];
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function without(members: readonly unknown[], others: readonly unknown[]): unknown[] {
  const known = new Set(others.map(legible));
  return members.filter((member) => !known.has(legible(member)));
}

/** As JSON, which has no symbols, with a word for each value that is not told. */
function legible(value: unknown): string {
  return jsonText(withWords(value));
}

function withWords(value: unknown): unknown {
  if (value === HIDDEN) return SECRET_PART;
  if (value === UNKNOWN) return UNTOLD_YET;
  if (Array.isArray(value)) return value.map(withWords);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withWords(member)]))
    : value;
}

// For readers, and compared with nothing.
// eslint-disable-next-line no-restricted-syntax
const SECRET_PART = "[secret]";

/** Whether a value is there and is not shown, so that two that look alike may differ. */
function holdsUntold(value: unknown): boolean {
  if (value === HIDDEN || value === UNKNOWN) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUntold);
}

/** `fail → adopt`; of a list, what comes or goes. */
export function settingText({ from, to, isMember }: SettingChange): string {
  if (isMember) return from === undefined ? `+${settingValue(to)}` : `−${settingValue(from)}`;
  const [before, now] = [settingValue(from), settingValue(to)];
  return before === now ? `changed ${now}` : `${before} → ${now}`;
}

/** So much of a value is read. */
const LONGEST_SETTING = 160;

function settingValue(value: unknown): string {
  if (value === undefined || value === null || value === "") return NOTHING;
  const untold = untoldValue(value);
  if (untold !== undefined) return untold;
  return cutInTheMiddle(typeof value === "string" ? value : legible(value), LONGEST_SETTING);
}
