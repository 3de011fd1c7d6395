import type { RunContext } from "../../../reconcile/run";
import { hasEnded, lookAtJob } from "../../../reconcile/imports/jobs";
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
import type { LiveUser } from "../../../users/model/live";
import { LiveUsers } from "../../../users/model/liveUsers";
import { ownershipOf } from "../../../users/model/mark";
import type { Origin } from "../../../users/model/mark";
import { standingOf, type Claims } from "../../../users/plan/decide/standing";
import type { DeclaredUser } from "../../../users/model/user";
import { refId, showRef, type UserRef } from "../../../users/model/ref";
import { assertSameAccount, explainMissingStore } from "../../account";
import type { Props, ReadRequest, ReadResponse } from "../../resource";
import { runContext } from "./runContext";
import { failedBefore, jobReports, outputsOf } from "../state/outputs";
import { differences } from "../refresh/otherwise";
import { project, replacedAmong, type Projection } from "../refresh/projection";
import { Secret } from "../../../users/input/envelope/secret";
import type { UsersBySet } from "../../../users/input/envelope/sets";
import { Prints } from "../../../users/plan/compare/prints";
import { isObject, without } from "../../../../text/values";
import { FileRecord, isRestless, isStranger, type FiledUser } from "../state/fileRecord";
import { filesIn, stamped, stampOf } from "../userFiles/given";
import { driftInput, FileLook } from "../userFiles/look";
import type { JobRecord } from "../state/record";
import type { RecordedJob } from "../state/recordedJob";
import { hideSecrets } from "../../../users/input/envelope/hide";
import { ORPHANS } from "../inputs/orphans";
import { statusOf } from "../state/status";
import { reportUndeclared } from "../refresh/undeclared";

/** Such a store is read whole before it is said that somebody is gone from it. */
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
  const looked = { projection, look, live, goneOfFiles, otherwise, handOvers };
  const { next, files, drift } = recordAfterRead(known, looked, unfinished, claims);
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
  const cared = projection.orphans.filter((user) => originByEvidence(user, claims) === "adopted");
  const ours = projection.undeclared.filter((user) => !cared.includes(user));
  const isManaged = (userId: string): boolean => live.get(userId) !== undefined || look.has(userId);
  await reportUndeclared(context, { ours, cared, unmanaged }, seen, isManaged, services.disclosure);

  const drifted = [
    ...ofSets,
    ...ofFiles
      .map(({ row, drifted: some, importOnly: others }) => ({ ref: row.ref, fields: [...some, ...others] }))
      .filter(({ fields }) => fields.length > 0),
    ...[...look.gone, ...goneOfFiles].map((ref) => ({ ref, fields: [] })),
  ];
  // Those whom an earlier look has put into the inputs are there too.
  const orphans = Object.keys(projection.userSets[ORPHANS] ?? {}).length;
  const failed = failedBefore(state).count;
  const summary = { ...countsOf(state), failed, drifted: drifted.length, orphans, unmanaged };
  const { endedEarly } = record;
  const awaited = (next.handOvers ?? []).flatMap((user) => known.nameOf(user) ?? []);
  const status = statusOf({ unfinishedJobs: unfinished, failed, drifted, handOvers: awaited, orphans, endedEarly });
  const outputs = outputsOf(status, summary, jobs, [], next, files);
  return {
    id,
    // Whom the last run could not bring to the declaration, no look brings there.
    outputs: failed > 0 ? { ...outputs, failedUsers: state.failedUsers } : outputs,
    inputs: {
      ...withSecretKey(record.inputs),
      ...(next.inputs.userSets !== undefined && { userSets: hideSecrets(next.inputs.userSets, args.secretFields) }),
      ...(drift && { drift }),
    },
  };
}

/** What the record keeps in clear, because all of it is a secret. */
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

/**
 * From here on the store's values are the ones in force, gone users are unknown to us, orphans are managed, and one we
 * froze who was unfrozen by hand is a user nobody declares.
 */
function recordAfterRead(
  known: RecordedJob,
  { projection, look, live, goneOfFiles, otherwise, handOvers }: Looked,
  unfinishedJobs: string[],
  claims: Claims,
): { next: JobRecord; files: FileRecord; drift: Readonly<Record<string, string>> | undefined } {
  const { record } = known;
  const managed: JobRecord["managed"] = {};
  const replaced = new Map(projection.drifted.map(({ ref, fields }) => [refId(ref), replacedAmong(fields)]));
  for (const [set, users] of Object.entries(record.managed)) {
    for (const [key, { frozen, leftFrozen, stored, ...user }] of Object.entries(users)) {
      const now = live.get(user.id);
      if (!now) continue;
      const away = now.status === "FREEZE" ? { ...(frozen && { frozen }), ...(leftFrozen && { leftFrozen }) } : {};
      // A form belongs to the value that was declared, and not to the one in its place.
      const forms = stored && without(stored, ...(replaced.get(refId({ set, key })) ?? []));
      const kept = forms && Object.keys(forms).length > 0 ? { stored: forms } : {};
      (managed[set] ??= {})[key] = { ...user, ...kept, ...away };
    }
  }
  const isByFile = record.files !== undefined;
  const found = [
    ...projection.orphans.map((user) => ({ user, leftFrozen: false })),
    ...projection.frozenAway.map((user) => ({ user, leftFrozen: true })),
  ];
  const orphans: FiledUser[] = [];
  for (const { user, leftFrozen } of found) {
    const origin = originByEvidence(user, claims);
    // No value of a user may come into the state of a job whose users are none of the state's business.
    if (isByFile) orphans.push(orphanRow(user.id, origin, leftFrozen));
    else
      (managed[ORPHANS] ??= {})[user.id] = { id: user.id, origin, credential: null, ...(leftFrozen && { leftFrozen }) };
  }
  const gone = new Set(goneOfFiles.map(refId));
  const rows = look.rows().map((row) => (gone.has(refId(row.ref)) ? { ...row, isGone: true as const } : row));
  const files = FileRecord.of([...rows, ...orphans]);
  const undeclared = orphans
    .filter(({ frozen }) => frozen === undefined)
    .map(({ ref }) => [ref, "not declared"] as const);
  const drift = driftInput(
    look,
    [...undeclared, ...goneOfFiles.map((ref) => [ref, "gone"] as const)],
    unsettledIn(record),
  );
  const userSets = isByFile ? withoutOrphans(projection.userSets, record.inputs.userSets) : projection.userSets;
  const summary = record.files && filesAfterLook(record.files, files);
  return {
    next: {
      ...record,
      inputs: { ...record.inputs, userSets },
      managed,
      otherwise,
      handOvers: handOvers && handOvers.length > 0 ? handOvers : undefined,
      refreshed: drift ? "with drift" : "without drift",
      unfinishedJobs,
      ...(summary && { files: summary }),
    },
    files,
    drift,
  };
}

/** What came of looking at the store. */
interface Looked {
  readonly projection: Projection;
  readonly look: FileLook;
  readonly live: LiveUsers;
  /** Users of files who were left to somebody whom nobody is any more. */
  readonly goneOfFiles: readonly UserRef[];
  readonly otherwise: JobRecord["otherwise"];
  /** Whom another job takes over and has not marked yet. */
  readonly handOvers: JobRecord["handOvers"];
}

function orphanRow(id: string, origin: Origin, leftFrozen: boolean): FiledUser {
  return {
    ref: { set: ORPHANS, key: id },
    id,
    origin,
    credential: null,
    fields: [],
    prints: "",
    groups: [],
    whole: undefined,
    frozen: leftFrozen ? "others" : undefined,
  };
}

function withoutOrphans(userSets: UsersBySet, before: unknown): UsersBySet | undefined {
  const others = Object.entries(userSets).filter(([set]) => set !== ORPHANS);
  return before === undefined && others.length === 0 ? undefined : Object.fromEntries(others);
}

/** Files whose users the last run could not all bring to their declaration. */
function unsettledIn({ files, inputs }: JobRecord): string[] {
  return [...filesIn(inputs).keys()].filter((set) => (files?.settled[set] ?? null) === null);
}

function filesAfterLook(before: NonNullable<JobRecord["files"]>, files: FileRecord): NonNullable<JobRecord["files"]> {
  return {
    ...before,
    managed: files.managed().length,
    strangers: files.users.filter(isStranger).length,
    isRestless: files.users.some(isRestless),
  };
}

/** Accounts of others that were left alone, and that are no more. */
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

/** A user with our mark whom the record lacks: the mark finds it, and makes nobody ours to remove. */
function originByEvidence(user: LiveUser, claims: Claims): Origin {
  const standing = standingOf(user, undefined, claims);
  return standing.kind === "ours" ? standing.origin : "adopted";
}

/** Users who were skipped because somebody else had them, and whom nobody has any more. */
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

/** A list without order may miss somebody: that a user is gone is only said when nobody answers to its name either. */
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
