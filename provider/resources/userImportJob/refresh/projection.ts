import { compareText } from "../../../../text/values";
import { differingFields } from "../../../users/plan/compare/changes";
import { encodeUser } from "../../../users/input/envelope/encode";
import { userFields, type UserField } from "../../../users/model/fields";
import type { LiveUser } from "../../../users/model/live";
import type { LiveUsers } from "../../../users/model/liveUsers";
import { comparisonFor } from "../../../users/plan/decide/decide";
import { isMadeByUs, ownershipOf, showOwner, type OwnerMark } from "../../../users/model/mark";
import type { ManagedUser } from "../../../users/plan/actions";
import { refId, type UserRef } from "../../../users/model/ref";
import type { JobArgs } from "../inputs/args";
import { rewritten } from "../../../users/input/envelope/rewrite";
import { putUser, userIn, type UsersBySet } from "../../../users/input/envelope/sets";
import { ORPHANS } from "../inputs/orphans";
import type { FiledUser } from "../state/fileRecord";

export interface Projection {
  /** The recorded sets with live values in the place of declared ones. */
  readonly userSets: UsersBySet;
  /** By refId: the groups that a user was declared with, if it is not in all of them, else none. */
  readonly given: Map<string, readonly string[]>;
  /** Users who differ, with the fields; no fields means that the user is gone. */
  readonly drifted: { ref: UserRef; fields: UserField[] }[];
  /** Drift of fields that only an import can set: reported, never acted on. */
  readonly importOnly: { ref: UserRef; fields: UserField[] }[];
  /** Declared users whom somebody else froze. */
  readonly frozen: UserRef[];
  /** Declared users without our mark, by whose it is instead; nothing where it was cleared. */
  readonly unmarked: { ref: UserRef; owner: string | undefined }[];
  /** Users with our mark whom no record knows. */
  readonly orphans: LiveUser[];
  /** Of these, users who are frozen, where that is how users are removed: there is nothing left to do about them. */
  readonly frozenAway: LiveUser[];
  /** Users of ours whom the sets do not declare: orphans, and those whom an earlier run should have removed. */
  readonly undeclared: LiveUser[];
  /** Of these, who left the sets frozen and is so no longer. */
  readonly unfrozen: UserRef[];
}

/**
 * What the program would have to say to describe the store as it is: declared fields only, credentials as declared,
 * a user who is gone left out, a user of ours whom nobody declares put in. Recorded against it, `refresh` shows
 * drift user by user, and the next `up` repairs it.
 */
export function project(
  usersBySet: UsersBySet,
  recorded: readonly ManagedUser[],
  live: LiveUsers,
  mark: OwnerMark,
  args: JobArgs,
  /** refIds of declared users who are not managed and whom nobody in the store is. */
  gone: ReadonlySet<string> = new Set(),
): Projection {
  const known = new Map(recorded.map((user) => [refId(user.ref), user]));
  const projection: Projection = {
    userSets: {},
    given: new Map(),
    drifted: [],
    importOnly: [],
    frozen: [],
    unmarked: [],
    orphans: [],
    frozenAway: [],
    undeclared: [],
    unfrozen: [],
  };

  for (const [set, users] of Object.entries(usersBySet)) {
    projection.userSets[set] = {};
    for (const [key, value] of Object.entries(users)) {
      const ref = { set, key };
      const user = known.get(refId(ref));
      if (user?.unfrozen) continue;
      const now = user && live.get(user.id);
      // One that was skipped is not ours to speak of as long as it is there, a linked one not ours to repair.
      const isAnothers = user ? now?.primary === false || !user.inForce : !gone.has(refId(ref));
      if (isAnothers) putUser(projection.userSets, ref, value);
      else if (!user || !now) projection.drifted.push({ ref, fields: [] });
      else {
        if (now.isFrozen && user.frozen !== "this job") projection.frozen.push(ref);
        const ownership = ownershipOf(now, mark);
        if (ownership.kind === "free") projection.unmarked.push({ ref, owner: undefined });
        if (ownership.kind === "foreign") projection.unmarked.push({ ref, owner: showOwner(ownership, mark) });
        putUser(projection.userSets, ref, projectUser(value, user, now, args, projection));
      }
    }
  }
  for (const user of recorded) {
    const now = live.get(user.id);
    const isDeclared = userIn(usersBySet, user.ref) !== undefined && !user.unfrozen;
    if (!now?.primary || isDeclared || isFrozenAway(user, now, args)) continue;
    if (hasLeft(user)) {
      // Whose mark another job has is the business of that one.
      if (ownershipOf(now, mark).kind !== "ours") continue;
      projection.unfrozen.push(user.ref);
    }
    projection.undeclared.push(now);
    // Of one who left the record knows in which groups it was put, and others may have put it in more.
    const shown = shownFields(now, mark.attribute, ...(hasLeft(user) ? (["userGroups"] as const) : []));
    putUser(projection.userSets, user.ref, encodeUser(shown));
  }
  const managed = new Set(recorded.map(({ id }) => id));
  for (const user of live.all()) {
    if (managed.has(user.id) || !user.primary || ownershipOf(user, mark).kind !== "ours") continue;
    if (isMadeByUs(user, mark) && isFrozenAway({}, user, args)) {
      projection.frozenAway.push(user);
      continue;
    }
    projection.orphans.push(user);
    projection.undeclared.push(user);
    putUser(projection.userSets, { set: ORPHANS, key: user.id }, encodeUser(shownFields(user, mark.attribute)));
  }
  return projection;
}

/** True for one who was frozen when leaving the sets. Orphans are in a set of their own, and are found anew by each look. */
function hasLeft({ ref, frozen, unfrozen }: ManagedUser): boolean {
  return ref.set !== ORPHANS && (frozen !== undefined || unfrozen === true);
}

/** Frozen is how this resource removes users. */
export function isFrozenAway(
  { frozen }: Pick<ManagedUser, "frozen"> | Pick<FiledUser, "frozen">,
  { isFrozen }: LiveUser,
  { removalPolicy }: JobArgs,
): boolean {
  return isFrozen && (frozen === "this job" || removalPolicy === "freeze");
}

function projectUser(
  value: unknown,
  { ref, inForce, given, forms, origin }: ManagedUser,
  now: LiveUser,
  args: JobArgs,
  projection: Projection,
): unknown {
  const { adoptGrantsGroups, ignoreFields, conflictPolicy: conflicts } = args;
  const comparison = comparisonFor(
    now,
    { origin, by: "record" },
    { conflicts, adoptGrantsGroups, ignoreFields: new Set(ignoreFields) },
  );
  const user = inForce?.recalled(undefined).fields ?? {};
  const differing = differingFields(user, now, comparison, forms);
  const importOnly = differing.filter((field) => !userFields[field].updatable);
  if (importOnly.length > 0) projection.importOnly.push({ ref, fields: importOnly });
  // A secret one too: it is marked again where it stands, and what is not shown would never be repaired.
  const shown = new Map(replacedAmong(differing).map((field) => [field, liveValue(field, now)]));
  if (differing.length > 0) projection.drifted.push({ ref, fields: differing });
  const areGroupsShown = comparison.groups !== "withdraw" && !comparison.ignored.has("userGroups");
  if (areGroupsShown && (given ?? differing.includes("userGroups"))) {
    const groups = given ?? user.userGroups ?? [];
    const held = groups.filter((group) => now.fields.userGroups?.includes(group));
    projection.given.set(refId(ref), held.length < groups.length ? groups : []);
    shown.set("userGroups", groupNames(held, args));
  }
  return rewritten(value, shown);
}

/** The fields of these that a look puts the store's values in; what only an import can set stays as declared. */
export function replacedAmong(fields: readonly UserField[]): UserField[] {
  return fields.filter((field) => userFields[field].updatable);
}

function liveValue(field: UserField, { fields }: LiveUser): unknown {
  if (field !== "customAttributes") return fields[field];
  return [...(fields.customAttributes ?? [])].sort((a, b) => compareText(a.name, b.name));
}

/** As a program names them. Of groups only the declared ones are ours to speak of; the others stay out of sight. */
function groupNames(ids: readonly string[], { groups }: JobArgs): string[] {
  const names = new Map(Object.entries(groups).map(([name, id]) => [id, name]));
  return ids.map((group) => names.get(group) ?? group);
}

/** An undeclared user as a program could have declared it, without our own mark. */
function shownFields(live: LiveUser, ...hidden: readonly UserField[]): LiveUser["fields"] {
  const fields = { ...live.fields };
  for (const field of hidden) Reflect.deleteProperty(fields, field);
  return fields;
}
