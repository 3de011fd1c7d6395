import type { Action, ActionOf } from "./actions";
import { userFields } from "./fields";
import { identitiesOf, type Identity } from "./identity";
import type { LiveUsers } from "./liveUsers";

/** An action that gives an identity a new holder, or takes it from the one it had. */
export type Mover = ActionOf<"update"> | ActionOf<"delete"> | ActionOf<"reimport">;

/**
 * Puts the actions into the order in which they can succeed: what frees an identity comes before what needs it,
 * then updates, then imports, then the other removals. Users who swap identities cannot be served in one run and
 * become conflicts, as does whoever wants an identity that nobody gives up.
 */
export function inOrder(actions: readonly Action[], live: LiveUsers): Action[] {
  const movers = moversById(actions);
  const done = new Set<Action>();
  const refused = new Set<Action>();
  const entered = new Set<Action>();
  const ordered: Action[] = [];

  const visit = (action: Action): void => {
    if (entered.has(action)) return;
    entered.add(action);
    const obstacle = firstObstacle(action);
    if (obstacle) refused.add(action);
    done.add(action);
    ordered.push(obstacle ?? action);
  };

  /** Sees to it that the identities this action needs are freed first; answers with the conflict when one is not. */
  const firstObstacle = (action: Action): Action | undefined => {
    if (action.kind !== "update" && action.kind !== "import") return undefined;
    for (const identity of neededIdentities(action)) {
      const holder = live.holding(identity.key).find((user) => action.kind === "import" || user.id !== action.live.id);
      if (!holder) continue;
      const mover = movers.get(holder.id);
      const taken = conflict(action, holder, { kind: "identity-taken", field: identity.field });
      if (!mover || !frees(mover, identity)) return taken;
      if (entered.has(mover) && !done.has(mover))
        return conflict(action, holder, { kind: "cycle", field: identity.field });
      visit(mover);
      if (refused.has(mover)) return taken;
    }
    return undefined;
  };

  for (const action of [...actions].sort((a, b) => rank(a) - rank(b))) visit(action);
  return ordered;
}

/** The actions that can free an identity, by the UserId of who holds it. */
export function moversById(actions: readonly Action[]): Map<string, Mover> {
  const movers = new Map<string, Mover>();
  for (const action of actions) {
    if (action.kind === "update" || action.kind === "delete" || action.kind === "reimport")
      movers.set(action.live.id, action);
  }
  return movers;
}

function rank(action: Action): number {
  switch (action.kind) {
    case "conflict":
    case "skip":
    case "keep":
    case "missing":
    case "forget":
      return 0;
    case "update":
    case "adopt":
      return 1;
    case "reimport":
      return 2;
    case "import":
      return 3;
    case "release":
      return 4;
    case "freeze":
      return 5;
    case "delete":
      return 6;
  }
}

function neededIdentities(action: Action): Identity[] {
  if (action.kind === "import") return identitiesOf(action.user);
  if (action.kind !== "update") return [];
  const changed = new Set(action.changes.map(({ field }) => field));
  return identitiesOf(action.user).filter(({ field }) => changed.has(field));
}

/** Whether carrying out this action takes the identity from the user who holds it now. */
export function frees(action: Mover, identity: Identity): boolean {
  if (action.kind === "delete") return true;
  const keeps = action.kind === "reimport" ? identitiesOf(action.user) : identitiesOf(after(action));
  return !keeps.some(({ key }) => key === identity.key);
}

function after(action: ActionOf<"update">): ActionOf<"update">["live"] {
  const fields = { ...action.live.fields };
  for (const { field, to } of action.changes) if (userFields[field].identity) Object.assign(fields, { [field]: to });
  return { ...action.live, fields };
}

function conflict(
  action: ActionOf<"update"> | ActionOf<"import">,
  holder: ActionOf<"update">["live"],
  reason: ActionOf<"conflict">["reason"],
): ActionOf<"conflict"> {
  return { kind: "conflict", ref: action.ref, user: action.user, with: [holder], reason };
}
