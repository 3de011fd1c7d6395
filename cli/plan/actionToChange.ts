import { failureFromConflict } from "../../provider/messages/failures";
import type { Action, ActionOf } from "../../provider/users/plan/actions";
import { sameValue } from "../../provider/users/plan/compare";
import { userFields } from "../../provider/users/model/fields";
import type { LiveUser } from "../../provider/users/model/live";
import { declaredCredential } from "./credential";
import { groupChange, showGroup, type DeclaredGroups, type Group } from "./groups";
import type { FieldChange, UserChange } from "./report";
import { identityOf, VERIFICATION } from "./wholeUser";

const base = { changes: [], secrets: [], notes: [] } as const;

/**
 * What an action of a plan is to a reader; nothing for one that leaves its user as it is.
 *
 * @param groupOf what the group with this id is called
 */
export function changeOf(action: Action, groupOf: GroupOf = (id) => ({ id })): UserChange | undefined {
  switch (action.kind) {
    case "import":
      return newcomer(action, groupOf);
    case "adopt":
      return { ...existing(action, groupOf), kind: "adopt", notes: keptByAdoption(action, groupOf) };
    case "update":
      return { ...existing(action, groupOf), kind: action.changes.some(isIdentity) ? "identity" : "update" };
    case "reimport": {
      const changes = action.fields.map((field) => ({
        field,
        from: action.live.fields[field],
        to: action.user[field],
      }));
      return {
        ...base,
        kind: "reimport",
        ref: action.ref,
        identity: liveIdentity(action.live),
        changes,
        notes: [AGAIN],
      };
    }
    case "conflict":
      return conflict(action);
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
      return { ...base, kind: "edited", ref: action.ref, identity, changes, ...groupsIn(changes, groupOf) };
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

type GroupOf = (id: string) => Group;

/** A user who comes, with what it comes with: groups, a verified name, a password. */
function newcomer({ ref, user }: ActionOf<"import">, groupOf: GroupOf): UserChange {
  const credential = declaredCredential(user);
  const brought = (["userGroups", ...VERIFICATION] as const).filter((field) => user[field] !== undefined);
  const changes = brought.map((field) => ({ field, from: undefined, to: user[field] }));
  return {
    ...base,
    kind: "import",
    ref,
    identity: identityOf({ user }),
    changes,
    ...groupsIn(changes, groupOf),
    ...(credential && { credential }),
  };
}

function existing(
  { ref, live, changes }: ActionOf<"adopt"> | ActionOf<"update">,
  groupOf: GroupOf,
): Omit<UserChange, "kind"> {
  return { ...base, ref, identity: liveIdentity(live), changes, ...groupsIn(changes, groupOf) };
}

function groupsIn(changes: readonly FieldChange[], groupOf: GroupOf): Pick<UserChange, "groups"> {
  const change = changes.find(({ field }) => field === "userGroups");
  const groups = change && groupChange(groupsOf(change.from, groupOf), groupsOf(change.to, groupOf), undefined);
  return groups ? { groups } : {};
}

/** The ids of groups as a store has them, all told. */
function groupsOf(ids: unknown, groupOf: GroupOf): DeclaredGroups {
  const told = Array.isArray(ids) ? ids.map((id) => groupOf(String(id))) : [];
  return { told, count: told.length };
}

/** What an adopted user is declared to have, and has already or does not get. */
function keptByAdoption({ user, live, changes }: ActionOf<"adopt">, groupOf: GroupOf): string[] {
  const named = (ids: readonly string[]): string => ids.map((id) => showGroup(groupOf(id))).join(", ");
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

function conflict(action: ActionOf<"conflict">): UserChange {
  const { ref, user, reason } = action;
  const said = failureFromConflict(action);
  const [live] = action.with;
  const changes: FieldChange[] =
    reason.kind === "import-only" && live
      ? reason.fields.map((field) => ({ field, from: live.fields[field], to: user[field] }))
      : [];
  return {
    ...base,
    kind: "conflict",
    ref,
    identity: identityOf({ user }),
    changes,
    notes: [`${said.reason}: ${said.remedy}`],
  };
}

function isIdentity({ field }: FieldChange): boolean {
  return userFields[field].identity;
}

function liveIdentity({ fields }: LiveUser): UserChange["identity"] {
  return identityOf({ user: fields });
}
