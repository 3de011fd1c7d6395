import { BugError } from "../../../../ciam/errors";
import { resolveGroups } from "../../../users/input/groups";
import { everybody, parseUserSets, type ParsedSets } from "../../../users/input/parse";
import type { Finding } from "../../../users/input/finding";
import type { KeyedUser } from "../../../users/model/user";
import type { Props, Services } from "../../resource";
import type { DeclaredUsers } from "../session/declaration";
import { DeclaredFiles } from "../userFiles/declaredFiles";
import { FileSet } from "../userFiles/fileSet";
import { filesIn } from "../userFiles/given";
import { fileRules } from "../userFiles/open";
import type { DeclaredArgs, JobArgs } from "./args";

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

/** Parses the users of inputs that passed `check`. Its files are read when somebody asks for their users. */
export function declaredUsers(inputs: Props, args: JobArgs, services: Services): DeclaredUsers {
  return { byValue: usersByValue(inputs, args), files: filesOf(inputs, args, services) };
}

function filesOf(inputs: Props, args: JobArgs, services: Services): DeclaredFiles {
  const { printKey } = inputs;
  const sets = [...filesIn(inputs)].map(([name, { file, stamp }]) => {
    const rules = fileRules(name, args, services, typeof printKey === "string" ? printKey : "");
    return [name, FileSet.checked(name, file, rules, stamp)] as const;
  });
  return new DeclaredFiles(new Map(sets), args.groups);
}

function usersByValue(inputs: Props, args: JobArgs): KeyedUser[] {
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
