import { resolveGroups } from "../../../users/input/groups";
import { everybody, parseUserSets, type ParsedSets } from "../../../users/input/parse";
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
  if (first)
    throw new Error(`users that passed check do not parse: ${first.where}: ${first.rule} (please report this)`);
  return users;
}
