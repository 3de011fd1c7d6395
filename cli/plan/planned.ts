import { failureFromConflict } from "../../provider/reconcile/failures";
import type { Action, ActionOf } from "../../provider/users/actions";
import { userFields } from "../../provider/users/fields";
import type { LiveUser } from "../../provider/users/live";
import type { FieldChange, UserChange } from "./report";
import { identityOf } from "./whole";

const base = { changes: [], secrets: [], notes: [] } as const;

/** What an action of a plan is to a reader; nothing for one that leaves its user as it is. */
export function changeOf(action: Action): UserChange | undefined {
  switch (action.kind) {
    case "import":
      return { ...base, kind: "import", ref: action.ref, identity: identityOf(action) };
    case "adopt":
      return { ...existing(action), kind: "adopt" };
    case "update":
      return { ...existing(action), kind: action.changes.some(isIdentity) ? "identity" : "update" };
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
      return { ...base, kind: "edited", ref: action.ref, identity: liveIdentity(action.live), changes };
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

function existing({ ref, live, changes }: ActionOf<"adopt"> | ActionOf<"update">): Omit<UserChange, "kind"> {
  return { ...base, ref, identity: liveIdentity(live), changes };
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
