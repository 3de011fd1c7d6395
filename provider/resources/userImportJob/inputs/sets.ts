import { BugError } from "../../../../ciam/errors";
import { resolveGroups } from "../../../users/input/groups";
import { everybody, parseUserSets, type ParsedSets } from "../../../users/input/parse";
import type { Finding } from "../../../users/input/finding";
import type { KeyedUser } from "../../../users/model/user";
import type { Props } from "../../resource";
import type { DeclaredArgs, JobArgs } from "./args";

/** The set under which refresh shows users of ours that nobody declares. */
export const ORPHANS = "orphans";

/** The users of all sets, with group names turned into ids. */
export function resolvedUsers(
  sets: ParsedSets["sets"],
  groups: DeclaredArgs["groups"],
): { users: KeyedUser[]; findings: readonly Finding[] } {
  const resolved = resolveGroups(sets, groups);
  const users = [...resolved.sets].flatMap(([set, members]) =>
    [...members].map(([key, { user }]) => ({ ref: { set, key }, user })),
  );
  return { users, findings: resolved.findings };
}

/** Parses the users of inputs that passed `check`. */
export function declaredUsers(inputs: Props, args: JobArgs): KeyedUser[] {
  const parsed = parseUserSets(inputs.userSets ?? {}, {
    ownerAttribute: args.ownerAttribute,
    extraSecretFields: args.secretFields,
    phoneCountry: args.phoneCountry,
    passwordsArePlain: everybody,
    areTaken: everybody,
  });
  const { users, findings } = resolvedUsers(parsed.sets, args.groups);
  const [first] = [...parsed.findings, ...findings];
  if (first) throw new BugError(`users that passed check do not parse: ${first.where}: ${first.rule}`);
  return users;
}
