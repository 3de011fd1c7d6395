import { failureFromConflict } from "../../messages/failures";
import { userFields, type UserField } from "../../users/model/fields";
import type { LiveUser } from "../../users/model/live";
import type { UserRef } from "../../users/model/ref";
import { UNTOLD, type Action, type ActionOf } from "../../users/plan/actions";
import { sameValue } from "../../users/plan/compare/compare";
import { declaredCredential } from "./credential";
import { groupChange, showGroup, type DeclaredGroups, type Group } from "./groups";
import { identityOf } from "./identity";
import type { FieldChange, UserChange } from "./userChange";

/** The fields by which a store vouches for who somebody is. */
export const VERIFICATION = ["identityVerificationMethod", "identityVerified"] as const satisfies readonly UserField[];

/** What the users and groups of a plan are called. */
export interface Names {
  /** The group with this id. */
  group(id: string): Group;
  /** The user of ours with this UserId, in the sets. */
  user?(id: string): UserRef | undefined;
}

const byId: Names = { group: (id) => ({ id }) };

const base = { changes: [], secrets: [], about: [], notes: [] } as const;

/** What an action of a plan is to a reader; nothing for one that leaves its user as it is. */
export function changeOf(action: Action, names: Names = byId): UserChange | undefined {
  switch (action.kind) {
    case "import":
      return newcomer(action, names);
    case "adopt":
      return { ...existing(action, names), kind: "adopt", notes: keptByAdoption(action, names) };
    case "update":
      return updated(action, names);
    case "reimport": {
      const changes = action.fields.map((field) => ({
        field,
        from: valueBefore(action.live, field),
        to: action.user[field],
      }));
      return {
        ...base,
        kind: "reimport",
        ref: action.ref,
        identity: liveIdentity(action.live),
        changes,
        about: action.fields,
        notes: [AGAIN],
      };
    }
    case "conflict":
      return conflict(action, names);
    case "skip":
      return { ...base, kind: "skip", ref: action.ref, identity: liveIdentity(action.live) };
    case "keep": {
      if (action.drifted.length === 0) return undefined;
      const changes = action.drifted.map((field) => ({
        field,
        from: action.user[field],
        to: action.live.fields[field],
      }));
      const identity = liveIdentity(action.live);
      return { ...base, kind: "edited", ref: action.ref, identity, changes, ...groupsIn(changes, names) };
    }
    case "delete":
    case "freeze":
    case "release":
      return { ...base, kind: action.kind, ref: action.recorded.ref, identity: liveIdentity(action.live) };
    case "forget":
      return undefined;
    case "missing":
      return { ...base, kind: "gone", ref: action.recorded.ref, identity: identityOf(action) };
  }
}

const AGAIN = "deleted and imported again: new UserId, password lost";

/** A user who comes, with what it comes with: groups, a verified name, a password. */
function newcomer({ ref, user }: ActionOf<"import">, names: Names): UserChange {
  const credential = declaredCredential(user);
  const brought = (["userGroups", ...VERIFICATION] as const).filter((field) => user[field] !== undefined);
  const changes = brought.map((field) => ({ field, from: undefined, to: user[field] }));
  return {
    ...base,
    kind: "import",
    ref,
    identity: identityOf({ user }),
    changes,
    ...groupsIn(changes, names),
    ...(credential && { credential }),
  };
}

/** An update that writes nothing else sets the owner mark. */
function updated(action: ActionOf<"update">, names: Names): UserChange {
  const { changes, setPassword, unfreeze, passwordWithheld } = action;
  const about = [
    ...changes.map(({ field }): string => field),
    ...(setPassword ? ["password"] : []),
    ...(unfreeze ? ["unfreeze"] : []),
  ];
  const isBare = changes.length === 0 && !unfreeze;
  return {
    ...existing(action, names),
    kind: changes.some(isIdentity) ? "identity" : setPassword && isBare ? "credential" : "update",
    about: about.length > 0 ? about : ["mark"],
    ...(setPassword && { credentialChange: "set" as const, secrets: ["password"] as const }),
    notes: passwordWithheld ? [WITHHELD] : [],
  };
}

const WITHHELD = "its owner mark was cleared and is set again; its password is not changed in the same run";

function existing(
  { ref, live, changes }: ActionOf<"adopt"> | ActionOf<"update">,
  names: Names,
): Omit<UserChange, "kind"> {
  return { ...base, ref, identity: liveIdentity(live), changes, ...groupsIn(changes, names) };
}

function groupsIn(changes: readonly FieldChange[], names: Names): Pick<UserChange, "groups"> {
  const change = changes.find(({ field }) => field === "userGroups");
  const groups = change && groupChange(groupsOf(change.from, names), groupsOf(change.to, names), undefined);
  return groups ? { groups } : {};
}

/** The ids of groups as a store has them, all told. */
function groupsOf(ids: unknown, names: Names): DeclaredGroups {
  const told = Array.isArray(ids) ? ids.map((id) => names.group(String(id))) : [];
  return { told, count: told.length };
}

/** What an adopted user is declared to have, and has already or does not get. */
function keptByAdoption({ user, live, changes }: ActionOf<"adopt">, names: Names): string[] {
  const named = (ids: readonly string[]): string => ids.map((id) => showGroup(names.group(id))).join(", ");
  const declared = user.userGroups ?? [];
  const held = new Set(live.fields.userGroups ?? []);
  const granted = changes.some(({ field }) => field === "userGroups");
  const already = declared.filter((id) => held.has(id));
  const withheld = granted ? [] : declared.filter((id) => !held.has(id));
  const verified = VERIFICATION.filter((field) => user[field] !== undefined).map((field) =>
    sameValue(field, user[field], live.fields[field])
      ? `${field} is ${String(user[field])} already`
      : `${field} stays ${String(live.fields[field] ?? "(none)")} and does not become ${String(user[field])}: only an import can set it`,
  );
  return [
    ...(already.length > 0 ? [`is in ${named(already)} already`] : []),
    ...(withheld.length > 0 ? [`is not put into ${named(withheld)}, because it has signed on before`] : []),
    ...verified,
    ...(user.password === undefined ? [] : ["keeps its own password: the declared one is not set"]),
  ];
}

function conflict(action: ActionOf<"conflict">, names: Names): UserChange {
  const { ref, user, reason } = action;
  const { code, reason: why, remedy } = failureFromConflict(action, (id) => names.user?.(id));
  const [live] = action.with;
  const changes: FieldChange[] =
    reason.kind === "import-only" && live
      ? reason.fields.map((field) => ({ field, from: valueBefore(live, field), to: user[field] }))
      : [];
  return {
    ...base,
    kind: "conflict",
    ref,
    identity: identityOf({ user }),
    changes,
    about: reason.kind === "import-only" ? reason.fields : "field" in reason ? [reason.field] : [],
    obstacle: { code, reason: why, remedy },
  };
}

function valueBefore({ fields, untold }: LiveUser, field: UserField): unknown {
  return untold?.has(field) ? UNTOLD : fields[field];
}

function isIdentity({ field }: FieldChange): boolean {
  return userFields[field].identity;
}

function liveIdentity({ fields }: LiveUser): UserChange["identity"] {
  return identityOf({ user: fields });
}
