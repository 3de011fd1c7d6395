import { FORGOTTEN, type Ledger } from "../../../reconcile/ledger";
import type { DesiredUser } from "../../../users/plan/actions";
import { refId, type UserRef } from "../../../users/model/ref";
import type { Props } from "../../resource";
import type { JobArgs } from "../inputs/args";
import { Fingerprints } from "./fingerprints";
import type { JobRecord, ManagedRecord } from "./record";
import { putUser, usersOfSets, userIn, type UsersBySet } from "../../../users/input/envelope/sets";
import { ORPHANS } from "../inputs/sets";
import { hasEnded } from "../../../reconcile/imports/jobs";

/**
 * The record as a run leaves it. A user whose declaration reached the store is recorded with it; one that did not keeps
 * the declaration that is in force, or none. So the next update sees exactly what is still to do.
 */
export function recordAfter(
  inputs: Props,
  args: JobArgs,
  base: JobRecord,
  previous: JobRecord | undefined,
  ledger: Ledger,
  desired: readonly DesiredUser[],
): JobRecord {
  const credentials = new Map(desired.map(({ ref, credential }) => [refId(ref), credential]));
  const declared = usersOfSets(inputs.userSets);
  const before = usersOfSets(previous?.inputs.userSets);
  const userSets: UsersBySet = {};
  /** Deleted to be imported again, and not imported. */
  const isLost = ({ set, key }: UserRef): boolean =>
    previous?.managed[set]?.[key] !== undefined && ledger.entryOf({ set, key }) === undefined;
  for (const [set, users] of Object.entries(declared)) {
    userSets[set] = {};
    for (const [key, value] of Object.entries(users)) {
      const ref = { set, key };
      const inForce = ledger.isApplied(ref) ? value : isLost(ref) ? undefined : userIn(before, ref);
      if (inForce !== undefined) putUser(userSets, ref, inForce);
    }
  }
  const managed: JobRecord["managed"] = {};
  const known = managedById(previous);
  for (const { ref, id, origin, stored, frozen } of ledger.entries) {
    // What is in force for a user goes with it when its key is given to another one.
    const old = userIn(before, known.get(id)?.ref ?? ref);
    const isDeclared = userIn(declared, ref) !== undefined;
    if (frozen === undefined && !isDeclared && old !== undefined) putUser(userSets, ref, old);
    const credential = credentialAfter(
      credentialBefore(known.get(id)),
      credentials.get(refId(ref)),
      args.passwordPolicy === "managed" && ledger.isApplied(ref),
    );
    (managed[ref.set] ??= {})[ref.key] = {
      id,
      origin,
      credential,
      ...(stored && { stored: { ...stored } }),
      ...(frozen === "this job" && { frozen: true }),
      ...(frozen === "others" && !isDeclared && { leftFrozen: true }),
    };
  }
  return {
    ...base,
    inputs: { ...inputs, userSets },
    declared: new Fingerprints(base.credentialKey).declaration(inputs),
    managed,
    unfinishedJobs: ledger.jobs.filter(({ status }) => !isHistory(status)).map(({ id }) => id),
    ...(ledger.inDoubtSince !== undefined && { inDoubtSince: ledger.inDoubtSince }),
  };
}

function isHistory(status: string): boolean {
  return status === FORGOTTEN || hasEnded({ Status: status });
}

/** By UserId, because a user whose key changed is still the same user with the same credential. */
function managedById(record: JobRecord | undefined): Map<string, { ref: UserRef; user: ManagedRecord }> {
  return new Map(
    Object.entries(record?.managed ?? {}).flatMap(([set, users]) =>
      Object.entries(users).map(([key, user]) => [user.id, { ref: { set, key }, user }] as const),
    ),
  );
}

/** Nothing when it is not known. */
function credentialBefore(known: { ref: UserRef; user: ManagedRecord } | undefined): string | null | undefined {
  return known && known.ref.set !== ORPHANS ? known.user.credential : undefined;
}

/** The mark stays that of the credential the user has: another one takes its place only when it was set. */
function credentialAfter(
  before: string | null | undefined,
  declared: string | null | undefined,
  isSet: boolean,
): string | null {
  if (declared === undefined || (before !== undefined && !isSet)) return before ?? null;
  return declared;
}
