import { VERIFICATION } from "../../provider/planDocument/changes/actionToChange";
import { identityOf } from "../../provider/planDocument/changes/identity";
import type { FieldChange, UserChange } from "../../provider/planDocument/changes/userChange";
import type { UserField } from "../../provider/users/model/fields";
import type { KeyedUser } from "../../provider/users/model/user";
import { UNKNOWN } from "../../provider/users/input/envelope/unknown";
import type { RemovalPolicy } from "../../provider/users/plan/policy";
import { HIDDEN } from "../../provider/users/input/envelope/open";
import { credentialOf } from "./credential";
import type { DocumentUser } from "./declared";
import { groupChange, noGroups, type GroupChange, type Untold } from "../../provider/planDocument/changes/groups";

/** A user who comes, with what it comes with: groups, a verified name, a password. */
export function importOf(user: DocumentUser): UserChange {
  const { ref, untold } = user;
  const groups = untold ? undefined : groupChange(noGroups, user.groups, BROUGHT);
  const credential = credentialOf(user);
  return {
    kind: "import",
    ref,
    identity: identityOf(user),
    changes: [...groupField(groups), ...verification(user)],
    ...(groups && { groups }),
    ...(credential && { credential }),
    ...(untold && { untold }),
    secrets: [],
    about: [],
    notes: untold ? [UNTOLD[untold]] : [],
  };
}

export const UNTOLD: Readonly<Record<Untold, string>> = {
  unknown: "known by `pulumi up` only",
  secret: "secret as a whole, so nothing is told of it",
};

/** All that a newcomer has is new. */
const BROUGHT = { declaration: true, names: true } as const;

function verification(user: DocumentUser): FieldChange[] {
  return VERIFICATION.flatMap((field) => {
    const to = user.user[field] ?? untoldValue(user, field);
    return to === undefined ? [] : [{ field, from: undefined, to }];
  });
}

function untoldValue({ shown }: DocumentUser, field: UserField): unknown {
  if (shown.unknown === "all") return undefined;
  if (shown.secret.includes(field)) return HIDDEN;
  if (!shown.unknown.includes(field)) return undefined;
  return shown.closed !== undefined ? HIDDEN : UNKNOWN;
}

/** The change of groups among those of other fields, where it is counted. */
export function groupField(groups: GroupChange | undefined): FieldChange[] {
  if (!groups) return [];
  const ids = (of: GroupChange["gained"]): string[] => of.map(({ id, name }) => id ?? name ?? "");
  return [{ field: "userGroups", from: ids(groups.lost), to: ids(groups.gained) }];
}

/** A user who goes. */
export function removalOf(named: KeyedUser, policy: RemovalPolicy): UserChange {
  const kind = policy === "retain" ? "release" : policy;
  return { kind, ref: named.ref, identity: identityOf(named), changes: [], secrets: [], about: [], notes: [] };
}
