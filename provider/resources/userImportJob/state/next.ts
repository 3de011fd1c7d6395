import { FORGOTTEN } from "../../../reconcile/ledger";
import { ValueForm, type KeptForms } from "../../../users/plan/compare/inForce";
import type { UserRef } from "../../../users/model/ref";
import { ORPHANS } from "../inputs/orphans";
import { Fingerprints } from "./fingerprints";
import { credentialsAfter, seenAfter, type DoneRun } from "./doneRun";
import type { FileRecord } from "./fileRecord";
import type { JobRecord, ManagedRecord } from "./record";
import { RecordPrints } from "./recordPrints";
import { putUser, usersOfSets, userIn, type UsersBySet } from "../../../users/input/envelope/sets";
import { hasEnded } from "../../../../ciam/actions";
import { fileUsersAfter, isOfFiles } from "../userFiles/after";

/**
 * The record as a run leaves it. A user whose declaration reached the store is recorded with it; one that did not keeps
 * the declaration that is in force, or none. So the next update sees exactly what is still to do.
 */
export function recordAfter(run: DoneRun): { record: JobRecord; files: FileRecord } {
  const { inputs, base, ledger } = run;
  const { userSets, managed } = byValueAfter(run);
  const { files, summary } = fileUsersAfter(run);
  const record: JobRecord = {
    ...base,
    inputs: { ...inputs, userSets },
    declared: new Fingerprints(base.credentialKey).declaration(inputs),
    managed,
    otherwise: stillOtherwise(run),
    ...(summary && { files: summary }),
    unfinishedJobs: ledger.jobs.filter(({ status }) => !isHistory(status)).map(({ id }) => id),
    ...(ledger.inDoubtSince !== undefined && { inDoubtSince: ledger.inDoubtSince }),
  };
  return { record, files };
}

/** Of whom a refresh found otherwise, those whom this run was to bring to their declaration and did not reach. */
function stillOtherwise({ inputs, previous, ledger }: DoneRun): JobRecord["otherwise"] {
  const declared = usersOfSets(inputs.userSets);
  const left = Object.entries(previous?.record.otherwise ?? {}).flatMap(([set, users]) => {
    const open = Object.entries(users).filter(
      ([key]) => userIn(declared, { set, key }) !== undefined && !ledger.isApplied({ set, key }),
    );
    return open.length > 0 ? [[set, Object.fromEntries(open)] as const] : [];
  });
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

function byValueAfter(run: DoneRun): { userSets: UsersBySet | undefined; managed: JobRecord["managed"] } {
  const { inputs, args, previous, ledger, recorded } = run;
  const areGroupsIgnored = args.ignoreFields.includes("userGroups");
  const declared = usersOfSets(inputs.userSets);
  const usersBefore = previous?.usersBySet ?? {};
  const userSets: UsersBySet = {};
  /** Deleted to be imported again, and not imported. */
  const isLost = ({ set, key }: UserRef): boolean =>
    previous?.record.managed[set]?.[key] !== undefined && ledger.entryOf({ set, key }) === undefined;
  for (const [set, users] of Object.entries(declared)) {
    userSets[set] = {};
    for (const [key, value] of Object.entries(users)) {
      const ref = { set, key };
      const inForce = ledger.isApplied(ref) ? value : isLost(ref) ? undefined : userIn(usersBefore, ref);
      if (inForce !== undefined) putUser(userSets, ref, inForce);
    }
  }
  const managed: JobRecord["managed"] = {};
  const known = new Map(recorded.map((user) => [user.id, user]));
  const credentials = credentialsAfter(run);
  const stillSeen = seenAfter(run);
  const prints = new RecordPrints(run.base.credentialKey);
  for (const entry of ledger.entries) {
    const { ref, id, origin, forms, frozen } = entry;
    if (isOfFiles(entry, run)) continue;
    // What is in force for a user goes with it when its key is given to another one.
    const before = known.get(id);
    const old = userIn(usersBefore, before?.ref ?? ref);
    // A name that was given to another person is not the one's who left, even if that came to nothing.
    const isDeclared = userIn(declared, ref) !== undefined && (before?.left === undefined || ledger.isApplied(ref));
    // Who is frozen keeps its groups, and has no declaration any more that would tell which are ours to withdraw.
    const once = before?.given ?? (frozen === undefined ? [] : (before?.inForce?.userGroups ?? []));
    const given = isDeclared && ledger.isApplied(ref) && !areGroupsIgnored ? [] : once;
    const last = before && previous?.record.managed[before.ref.set]?.[before.ref.key];
    const seen = stillSeen(entry);
    if (frozen === undefined && !isDeclared && old !== undefined) putUser(userSets, ref, old);
    (managed[ref.set] ??= {})[ref.key] = {
      id,
      origin,
      credential: credentials(entry),
      ...(given.length > 0 && { given: [...given] }),
      ...storedForms(forms),
      ...(frozen === "this job" && { frozen: true }),
      ...(frozen === "others" && !isDeclared && { leftFrozen: true }),
      ...(frozen === undefined && !isDeclared && before?.unfrozen && { unfrozen: true }),
      ...(!isDeclared &&
        // Who goes over to a file, and could not be brought there yet, has not left.
        (before?.left !== undefined || run.users.files.members(ref.set).get(ref.key) === undefined) &&
        ref.set !== ORPHANS && { left: last?.left ?? prints.toLeft(id, before?.inForce?.recalled(undefined).fields) }),
      ...(seen.length > 0 && { seen: Object.fromEntries(seen.map((field) => [field, last?.seen?.[field] ?? ""])) }),
    };
  }
  const isEmpty = inputs.userSets === undefined && Object.keys(userSets).length === 0;
  return { userSets: isEmpty ? undefined : userSets, managed };
}

/** A print of a form says nothing where values are kept: the next look learns it anew. */
function storedForms(forms: KeptForms | undefined): Pick<ManagedRecord, "stored"> {
  const values = [...(forms ?? [])].flatMap(([field, form]) =>
    form instanceof ValueForm ? [[field, form.value] as const] : [],
  );
  return values.length > 0 ? { stored: Object.fromEntries(values) } : {};
}

function isHistory(status: string): boolean {
  return status === FORGOTTEN || hasEnded({ Status: status });
}
