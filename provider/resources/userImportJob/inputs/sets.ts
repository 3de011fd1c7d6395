import { BugError } from "../../../../ciam/errors";
import { isObject } from "../../../../text/values";
import { resolveGroups } from "../../../users/input/groups";
import { everybody, parseUserSets, type ParsedSets } from "../../../users/input/parse";
import { UNKNOWN } from "../../../users/input/envelope/unknown";
import type { Finding } from "../../../users/input/finding";
import type { UserRef } from "../../../users/model/ref";
import type { DeclaredUser } from "../../../users/model/user";
import type { Props } from "../../resource";
import type { JobArgs } from "../args";

/** The set under which refresh shows users of ours that nobody declares. */
export const ORPHANS = "orphans";

/** The users of all sets, with group names turned into ids. */
export function resolvedSets(
  parsed: ParsedSets,
  groups: JobArgs["groups"],
): { users: { ref: UserRef; user: DeclaredUser }[]; findings: readonly Finding[] } {
  const { sets, findings } = resolveGroups(parsed.sets, groups);
  const users: { ref: UserRef; user: DeclaredUser }[] = [];
  for (const [set, members] of sets) {
    for (const [key, { user }] of members) users.push({ ref: { set, key }, user });
  }
  return { users, findings: [...parsed.findings, ...findings] };
}

/** Parses the users of inputs that passed `check`. */
export function declaredUsers(inputs: Props, args: JobArgs): { ref: UserRef; user: DeclaredUser }[] {
  const parsed = parseUserSets(inputs.userSets ?? {}, {
    ownerAttribute: args.ownerAttribute,
    extraSecretFields: args.secretFields,
    passwordsArePlain: everybody,
  });
  const { users, findings } = resolvedSets(parsed, args.groups);
  const [first] = findings;
  if (first) throw new BugError(`users that passed check do not parse: ${first.where}: ${first.rule}`);
  return users;
}

/** `userSets` as it travels: set → key → a user in one of its wire forms. */
export type WireSets = Record<string, Record<string, unknown>>;

/** The sets as they travel; empty where they are not known yet. */
export function wireSets(userSets: unknown): WireSets {
  if (!isObject(userSets)) return {};
  return Object.fromEntries(
    Object.entries(userSets).flatMap(([set, users]) => (isObject(users) ? [[set, users]] : [])),
  );
}

export function wireUser(sets: WireSets, { set, key }: UserRef): unknown {
  const users = Object.hasOwn(sets, set) ? sets[set] : undefined;
  return users && Object.hasOwn(users, key) ? users[key] : undefined;
}

export function setWireUser(sets: WireSets, { set, key }: UserRef, value: unknown): void {
  (sets[set] ??= {})[key] = value;
}

/** How a user travels. A literal user has neither a field `user` nor a field `secret`. */
export type WireUser =
  | { form: "unknown" }
  | { form: "json"; user: string }
  | { form: "json+secret"; user: string; secret: unknown }
  | { form: "literal"; fields: Record<string, unknown> };

export function wireForm(value: unknown): WireUser {
  if (value === UNKNOWN) return { form: "unknown" };
  if (typeof value === "string") return { form: "json", user: value };
  if (isObject(value)) {
    if (typeof value.user === "string") return { form: "json+secret", user: value.user, secret: value.secret };
    return { form: "literal", fields: value };
  }
  return { form: "literal", fields: {} };
}
