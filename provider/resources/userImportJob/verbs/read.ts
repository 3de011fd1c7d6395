import type { RunContext } from "../../../reconcile/run";
import { hasEnded } from "../../../../ciam/actions";
import { lookAtJob } from "../../../reconcile/imports/jobs";
import { FORGOTTEN, type JobReport } from "../../../reconcile/ledger";
import {
  everyUser,
  glimpse,
  observeOurs,
  preflight,
  QUERYABLE,
  readUser,
  usersWithIdentity,
} from "../../../reconcile/observe/observe";
import { countedFields, frozenNote } from "../../../messages/tally";
import { identitiesOf } from "../../../users/model/identity/identity";
import { listed, count } from "../../../../text/format";
import { LiveUsers } from "../../../users/model/liveUsers";
import { ownershipOf } from "../../../users/model/mark";
import { originOf, type Claims } from "../../../users/plan/decide/standing";
import type { DeclaredUser } from "../../../users/model/user";
import { refId, showRef, type UserRef } from "../../../users/model/ref";
import { assertSameAccount, explainMissingStore } from "../../account";
import type { Props, ReadRequest, ReadResponse } from "../../resource";
import { runContext } from "./runContext";
import { failedBefore, jobReports, outputsOf } from "../state/outputs";
import { differences } from "../refresh/otherwise";
import { project, type Projection } from "../refresh/projection";
import { refreshed } from "../refresh/refreshed";
import { Secret } from "../../../users/input/envelope/secret";
import { Prints } from "../../../users/plan/compare/prints";
import { isObject, without } from "../../../../text/values";
import { stamped, stampOf } from "../userFiles/given";
import { FileLook } from "../userFiles/look";
import type { JobRecord } from "../state/record";
import type { RecordedJob } from "../state/recordedJob";
import { hideSecrets } from "../../../users/input/envelope/hide";
import { ORPHANS } from "../inputs/orphans";
import { statusOf } from "../state/status";
import { reportUndeclared } from "../refresh/undeclared";

/** The largest store that is read whole before a user counts as gone from it. */
const SMALL_STORE = 10_000;

/** Reads the live users into the state: the record keeps what was declared, the inputs show what is there. */
export async function read(request: ReadRequest): Promise<ReadResponse | undefined> {
  const { id, urn, state, services, session } = request;
  const known = session.recordedIn(state, urn);
  const { record, args } = known;
  const calls = await services.client();
  const store = await assertSameAccount(
    { tenantId: record.account.tenantId, endpoint: record.endpoint },
    calls,
    args.userStoreId,
  );
  if (store === "gone") return undefined;

  const context = runContext({ args, owner: record.owner, known }, calls, request);
  const recorded = known.byValue();
  const look = new FileLook(known.files, new Prints(record.files?.printKey ?? ""), context.mark, args);
  const orphaned = known.files.users.filter(({ ref }) => ref.set === ORPHANS);
  // First the jobs: one that ends between the two looks has its users seen by the second.
  const { unfinished, jobs, live } = await explainMissingStore(args.userStoreId, async () => {
    const looked = await lookAtJobs(context, record, state);
    return { ...looked, live: await observeOurs(context, [...recorded, ...orphaned], [], look) };
  });
  const seen = await glimpse(context);
  const gone = await goneStrangers(context, known, seen.total);
  const projection = project(known.usersBySet, recorded, live, context.mark, args, gone);
  const claims: Claims = { mark: context.mark, takeOver: new Set(args.takeOver), now: calls.serviceNow() };
  const goneOfFiles = await goneStrangersOfFiles(context, known);
  const { drifted: ofSets, otherwise } = differences(record, projection.drifted, recorded, live);
  const handOvers = record.handOvers?.filter((user) => {
    const now = live.get(user);
    return now ? ownershipOf(now, context.mark).kind === "ours" : look.has(user);
  });
  const looked = { projection, look, live, goneOfFiles, otherwise, handOvers, unfinishedJobs: unfinished };
  const { record: next, files, drift } = refreshed(known, looked, claims);
  const ofFiles = look.others;
  const importOnly = ofFiles.map(({ row, importOnly: fields }) => ({ ref: row.ref, fields: [...fields] }));
  warnOfImportOnly(context, [...projection.importOnly, ...importOnly.filter(({ fields }) => fields.length > 0)]);
  const frozen = [...projection.frozen, ...ofFiles.filter(({ isFrozen }) => isFrozen).map(({ row }) => row.ref)];
  if (frozen.length > 0) context.reporter.info(frozenNote(frozen.map(showRef)));
  noteUnmarked(context, [
    ...projection.unmarked,
    ...ofFiles.flatMap(({ row, unmarked }) => (unmarked ? [{ ref: row.ref, owner: unmarked.owner }] : [])),
  ]);
  const unmanaged = Math.max(0, seen.total - live.size - look.found);
  const cared = projection.orphans.filter((user) => originOf(user, claims) === "adopted");
  const unfrozen = look.others.flatMap(({ row: { ref }, unfrozen: user }) => (user ? [{ ref, user }] : []));
  const ours = [...projection.undeclared.filter((user) => !cared.includes(user)), ...unfrozen.map(({ user }) => user)];
  const isManaged = (userId: string): boolean => live.get(userId) !== undefined || look.has(userId);
  await reportUndeclared(context, { ours, cared, unmanaged }, seen, isManaged, services.disclosure);

  const drifted = [
    ...ofSets,
    ...ofFiles
      .map(({ row, drifted: some, importOnly: others }) => ({ ref: row.ref, fields: [...some, ...others] }))
      .filter(({ fields }) => fields.length > 0),
    ...[...look.gone, ...goneOfFiles].map((ref) => ({ ref, fields: [] })),
  ];
  // Orphans that an earlier look has put into the inputs are there too.
  const orphans = Object.keys(projection.userSets[ORPHANS] ?? {}).length;
  const failed = failedBefore(state).count;
  const back = [...projection.unfrozen, ...unfrozen.map(({ ref }) => ref)];
  const undeclared = orphans + back.length;
  const summary = { ...countsOf(state), failed, drifted: drifted.length, orphans: undeclared, unmanaged };
  const { endedEarly } = record;
  const status = statusOf({
    unfinishedJobs: unfinished,
    failed,
    drifted,
    handOvers: (next.handOvers ?? []).flatMap((user) => known.nameOf(user) ?? []),
    orphans,
    unfrozen: back,
    endedEarly,
  });
  const outputs = outputsOf(status, summary, jobs, [], next, files);
  return {
    id,
    // The failures of the last run stay: a look mends none.
    outputs: failed > 0 ? { ...outputs, failedUsers: state.failedUsers } : outputs,
    inputs: {
      ...withSecretKey(record.inputs),
      ...(next.inputs.userSets !== undefined && { userSets: hideSecrets(next.inputs.userSets, args.secretFields) }),
      ...(drift && { drift }),
    },
  };
}

/** The inputs as the engine gets them: the record, which is a secret as a whole, keeps their secrets in clear. */
function withSecretKey(inputs: Props): Props {
  const { printKey, userFiles } = inputs;
  return {
    ...without(inputs, "userSets"),
    ...(printKey !== undefined && { printKey: new Secret(printKey) }),
    ...(isObject(userFiles) && {
      userFiles: Object.fromEntries(
        Object.entries(userFiles).map(([name, file]) => [name, stamped(file, stampOf(file))]),
      ),
    }),
  };
}

/** Users of files whose account was somebody else's, was left alone, and no longer exists. */
async function goneStrangersOfFiles(context: RunContext, known: RecordedJob): Promise<UserRef[]> {
  const { files } = known.record;
  // An earlier look may have missed all of them.
  if (!files || (files.strangers === 0 && !files.isRestless)) return [];
  const gone: UserRef[] = [];
  for (const { ref, id, origin } of known.files.users) {
    if (origin === undefined && !(await readUser(context, id))) gone.push(ref);
  }
  return gone;
}

/** The refIds of users who were skipped because somebody else had them, and who no longer exist. */
async function goneStrangers(context: RunContext, known: RecordedJob, storeSize: number): Promise<Set<string>> {
  const skipped = known.inForce().filter(({ ref }) => !known.record.managed[ref.set]?.[ref.key]);
  if (skipped.length === 0) return new Set();
  const live = new LiveUsers();
  await preflight(
    context,
    live,
    skipped.map(({ user }) => user),
  );
  // A search may compare letter by letter where the walk does not.
  if (storeSize <= SMALL_STORE && !skipped.every(({ user }) => isHeld(live, user))) {
    for (const user of await everyUser(context)) live.add(user);
  }
  const gone = new Set<string>();
  for (const { ref, user } of skipped) {
    if (!isHeld(live, user) && !(await isAnybody(context, user))) gone.add(refId(ref));
  }
  return gone;
}

function isHeld(live: LiveUsers, user: DeclaredUser): boolean {
  return identitiesOf(user).some(({ key }) => live.holding(key).length + live.linkedHolding(key).length > 0);
}

/** True if a search finds the user or cannot tell: a list without order may miss one that is there. */
async function isAnybody(context: RunContext, user: DeclaredUser): Promise<boolean> {
  for (const identity of identitiesOf(user)) {
    if (!QUERYABLE.has(identity.field)) return true;
    if ((await usersWithIdentity(context, identity, user[identity.field])).length > 0) return true;
  }
  return false;
}

/** Asks once for each job that had not ended. One the service has forgotten is history, not a missing resource. */
async function lookAtJobs(
  context: RunContext,
  record: JobRecord,
  props: Props,
): Promise<{ unfinished: string[]; jobs: JobReport[] }> {
  const unfinished: string[] = [];
  const jobs = new Map(jobReports(props).map((job) => [job.id, job]));
  for (const id of record.unfinishedJobs) {
    const job = await lookAtJob(context, id);
    if (job && !hasEnded(job)) unfinished.push(id);
    const known = jobs.get(id);
    if (!known) continue;
    jobs.set(
      id,
      job ? { ...known, status: job.Status, failed: (job.FailedUsers ?? []).length } : { ...known, status: FORGOTTEN },
    );
  }
  return { unfinished, jobs: [...jobs.values()] };
}

function warnOfImportOnly({ reporter }: RunContext, importOnly: Projection["importOnly"]): void {
  if (importOnly.length === 0) return;
  const named = importOnly.map(({ ref, fields }) => `${showRef(ref)}${countedFields(fields)}`);
  reporter.warn(
    `${count(importOnly.length, "user")} with fields that differ and only an import can set; this is reported, not repaired: ${listed(named)}`,
  );
}

/** The next update marks again who lost the mark, and is refused users who have somebody else's. */
function noteUnmarked({ reporter }: RunContext, unmarked: Projection["unmarked"]): void {
  const cleared = unmarked.filter(({ owner }) => owner === undefined);
  const taken = unmarked.filter(({ owner }) => owner !== undefined);
  if (cleared.length > 0) {
    reporter.info(
      `without our owner mark, which the next update sets again: ${listed(cleared.map(({ ref }) => showRef(ref)))}`,
    );
  }
  if (taken.length > 0) {
    const named = taken.map(({ ref, owner }) => `${showRef(ref)} (of ${String(owner)})`);
    reporter.warn(`with the mark of another owner, and left alone until it is in takeOver or gone: ${listed(named)}`);
  }
}

/** The counts of the last run stay: a look at the store is no run. */
function countsOf(props: Props): {
  declared: number;
  created: number;
  adopted: number;
  updated: number;
  removed: number;
  skipped: number;
} {
  const summary = (props.summary ?? {}) as Record<string, unknown>;
  const count = (name: string): number => (typeof summary[name] === "number" ? summary[name] : 0);
  return {
    declared: count("declared"),
    created: count("created"),
    adopted: count("adopted"),
    updated: count("updated"),
    removed: count("removed"),
    skipped: count("skipped"),
  };
}
