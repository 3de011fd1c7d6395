import type { Ledger } from "../../reconcile/ledger";
import type { Props } from "../resource";
import type { JobArgs } from "./args";
import { credentialMark } from "./credential";
import { readWireUser } from "./rewrite";
import type { JobRecord, ManagedRecord } from "./record";
import { setWireUser, wireSets, wireUser, type WireSets } from "./sets";
import { hasEnded } from "../../reconcile/jobs";

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
): JobRecord {
  const declared = wireSets(inputs.userSets);
  const before = wireSets(previous?.inputs.userSets);
  const userSets: WireSets = {};
  for (const [set, users] of Object.entries(declared)) {
    userSets[set] = {};
    for (const [key, value] of Object.entries(users)) {
      const ref = { set, key };
      const inForce = ledger.isSettled(ref) ? value : wireUser(before, ref);
      if (inForce !== undefined) setWireUser(userSets, ref, inForce);
    }
  }
  const managed: JobRecord["managed"] = {};
  for (const { ref, id, origin, stored, frozen } of ledger.entries) {
    const old = wireUser(before, ref);
    if (!frozen && wireUser(declared, ref) === undefined && old !== undefined) setWireUser(userSets, ref, old);
    const entry: ManagedRecord = {
      id,
      origin,
      credential: credentialAfter(ref, declared, args, base, previous, ledger),
    };
    (managed[ref.set] ??= {})[ref.key] = {
      ...entry,
      ...(stored && { stored: { ...stored } }),
      ...(frozen && { frozen }),
    };
  }
  return {
    ...base,
    inputs: { ...inputs, userSets },
    managed,
    unfinishedJobs: ledger.jobs.filter((job) => !hasEnded({ Status: job.status })).map(({ id }) => id),
  };
}

/** Under `initial` the mark stays that of the credential the user was imported with. */
function credentialAfter(
  ref: { set: string; key: string },
  declared: WireSets,
  args: JobArgs,
  base: JobRecord,
  previous: JobRecord | undefined,
  ledger: Ledger,
): string | null {
  const before = previous?.managed[ref.set]?.[ref.key];
  const sameUser = before !== undefined && before.id === ledger.entryOf(ref)?.id;
  if (sameUser && before.credential !== null && (args.passwordPolicy === "initial" || !ledger.isSettled(ref)))
    return before.credential;
  const user = readWireUser(wireUser(declared, ref), args.ownerAttribute);
  return user ? credentialMark(user, base.credentialKey) : (before?.credential ?? null);
}
