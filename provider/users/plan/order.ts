import type { Action, ActionOf } from "./actions";
import { userFields } from "../model/fields";
import { identitiesOf, type Identity } from "../model/identity/identity";
import type { LiveUser } from "../model/live";
import type { LiveUsers } from "../model/liveUsers";

/** An action that can free an identity of its user. */
export type Releases = ActionOf<"update"> | ActionOf<"delete"> | ActionOf<"reimport">;

/** An action that needs identities for its user. */
export type Needs = ActionOf<"update"> | ActionOf<"reimport"> | ActionOf<"import">;

/** An identity that an action needs and another user holds. */
interface Obstacle {
  readonly identity: Identity;
  readonly holder: LiveUser;
  /** The action that frees the identity; undefined when the holder keeps it. */
  readonly release: Releases | undefined;
}

/**
 * Orders the actions so that they can succeed: an action that frees an identity comes before one that needs it, then
 * updates, imports and the other removals. Users that swap identities cannot be served in one run and become conflicts,
 * as does any user that needs an identity which nobody gives up.
 */
export function inOrder(actions: readonly Action[], live: LiveUsers): Action[] {
  const obstacles = obstaclesOf(actions, live);
  const refused = refusals(obstacles);
  const decided = new Map(actions.map((action) => [action, refused.get(action) ?? action]));
  // All awaited releases go first, together: a job takes a thousand users as well as one.
  const awaited = awaitedReleases(obstacles, refused);
  const place = (action: Action): number =>
    awaited.has(action) ? AWAITED + rank(action) / 10 : rank(decided.get(action) ?? action);
  const sorted = [...actions].sort((a, b) => place(a) - place(b));
  return freedFirst(sorted, obstacles, refused).map((action) => decided.get(action) ?? action);
}

/** The actions that another one waits for and that are carried out. */
function awaitedReleases(
  obstacles: ReadonlyMap<Action, Obstacle[]>,
  refused: ReadonlyMap<Action, unknown>,
): ReadonlySet<Action> {
  const awaited = new Set<Action>();
  for (const [action, found] of obstacles) {
    if (refused.has(action)) continue;
    for (const { release } of found) if (release && !refused.has(release)) awaited.add(release);
  }
  return awaited;
}

/** The actions that can free an identity, by the UserId of its holder. */
export function releasesById(actions: readonly Action[]): Map<string, Releases> {
  const releases = new Map<string, Releases>();
  for (const action of actions) {
    if (action.kind === "update" || action.kind === "delete" || action.kind === "reimport")
      releases.set(action.live.id, action);
  }
  return releases;
}

/** True if this action takes the identity from its present holder. */
export function frees(action: Releases, identity: Identity): boolean {
  if (action.kind === "delete") return true;
  const keeps = action.kind === "reimport" ? identitiesOf(action.user) : identitiesOf(after(action));
  return !keeps.some(({ key }) => key === identity.key);
}

function obstaclesOf(actions: readonly Action[], live: LiveUsers): Map<Action, Obstacle[]> {
  const releases = releasesById(actions);
  const obstacles = new Map<Action, Obstacle[]>();
  for (const action of actions) {
    if (!needsIdentities(action)) continue;
    const found = neededIdentities(action).flatMap((identity): Obstacle[] => {
      const holder = live.holding(identity.key).find(({ id }) => action.kind === "import" || id !== action.live.id);
      if (!holder) return [];
      const release = releases.get(holder.id);
      return [{ identity, holder, release: release && frees(release, identity) ? release : undefined }];
    });
    if (found.length > 0) obstacles.set(action, found);
  }
  return obstacles;
}

/** The actions that cannot be carried out, each with its conflict. */
function refusals(obstacles: ReadonlyMap<Action, Obstacle[]>): Map<Action, ActionOf<"conflict">> {
  const refused = new Map<Action, ActionOf<"conflict">>();
  const waiting = new Map<Action, [Needs, Obstacle][]>();
  const refuse = (action: Needs, { holder, identity: { field } }: Obstacle, kind: "identity-taken" | "cycle"): void => {
    const { ref, user } = action;
    refused.set(action, { kind: "conflict", ref, user, with: [holder], reason: { kind, field } });
  };
  const swapping = inCycles(obstacles);
  for (const [action, found] of obstacles) {
    if (!needsIdentities(action)) continue;
    const stuck = found.find(({ release }) => !release);
    const swap = found.find(({ release }) => release && swapping.has(action) && swapping.has(release));
    if (stuck) refuse(action, stuck, "identity-taken");
    else if (swap) refuse(action, swap, "cycle");
    for (const obstacle of found) {
      if (!obstacle.release) continue;
      const waiters = waiting.get(obstacle.release);
      if (waiters) waiters.push([action, obstacle]);
      else waiting.set(obstacle.release, [[action, obstacle]]);
    }
  }
  // An action that waits for a refused one is refused as well.
  const queue = [...refused.keys()];
  for (let action = queue.pop(); action; action = queue.pop()) {
    for (const [waiter, obstacle] of waiting.get(action) ?? []) {
      if (refused.has(waiter)) continue;
      refuse(waiter, obstacle, "identity-taken");
      queue.push(waiter);
    }
  }
  return refused;
}

/** The actions that wait for each other in a ring. Found by removing the ends of every chain. */
function inCycles(obstacles: ReadonlyMap<Action, Obstacle[]>): Set<Action> {
  const edges = new Map<Action, Set<Action>>();
  const back = new Map<Action, Set<Action>>();
  for (const [action, found] of obstacles) {
    for (const { release } of found) {
      if (!release) continue;
      edges.set(action, (edges.get(action) ?? new Set()).add(release));
      back.set(release, (back.get(release) ?? new Set()).add(action));
    }
  }
  const left = new Set<Action>([...edges.keys(), ...back.keys()]);
  for (const [out, into] of [
    [edges, back],
    [back, edges],
  ] as const) {
    const ends = [...left].filter((action) => !hasOneOf(left, out.get(action)));
    for (let action = ends.pop(); action; action = ends.pop()) {
      left.delete(action);
      for (const neighbour of into.get(action) ?? []) {
        if (left.has(neighbour) && !hasOneOf(left, out.get(neighbour))) ends.push(neighbour);
      }
    }
  }
  return left;
}

function hasOneOf(set: ReadonlySet<Action>, actions: ReadonlySet<Action> = new Set()): boolean {
  for (const action of actions) if (set.has(action)) return true;
  return false;
}

/** Depth first, without recursion: a chain may be as long as the list of users. */
function freedFirst(
  sorted: readonly Action[],
  obstacles: ReadonlyMap<Action, Obstacle[]>,
  refused: ReadonlyMap<Action, unknown>,
): Action[] {
  const ordered = new Set<Action>();
  const opened = new Set<Action>();
  for (const root of sorted) {
    const stack = [root];
    for (let action = stack.at(-1); action; action = stack.at(-1)) {
      const first = opened.has(action) || refused.has(action) ? [] : (obstacles.get(action) ?? []);
      opened.add(action);
      const waitFor = first.flatMap(({ release }) => (release && !ordered.has(release) ? [release] : []));
      if (waitFor.length > 0) for (const release of waitFor) stack.push(release);
      else ordered.add(stack.pop() ?? action);
    }
  }
  return [...ordered];
}

/** After the notes, before all writes. */
const AWAITED = 0.1;

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

function needsIdentities(action: Action): action is Needs {
  return action.kind === "update" || action.kind === "reimport" || action.kind === "import";
}

/**
 * The identities that no other user may hold when this action runs. A re-import needs all of them: otherwise it would
 * delete a user that cannot come back.
 */
export function neededIdentities(action: Needs): Identity[] {
  if (action.kind !== "update") return identitiesOf(action.user);
  const changed = new Set(action.changes.map(({ field }) => field));
  return identitiesOf(action.user).filter(({ field }) => changed.has(field));
}

function after(action: ActionOf<"update">): LiveUser {
  const fields = { ...action.live.fields };
  for (const { field, to } of action.changes) if (userFields[field].identity) Object.assign(fields, { [field]: to });
  return { ...action.live, fields };
}
