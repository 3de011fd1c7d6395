import { accountMismatch, identify } from "../../../reconcile/beforeWriting/account";
import type { RunContext } from "../../../reconcile/run";
import { Ledger } from "../../../reconcile/ledger";
import { reconcile, type Reconciled } from "../../../reconcile/reconcile";
import { besideUsers, PartlyDone, PlanRefused } from "../../../messages/errors";
import type { Plan } from "../../../users/plan/actions";
import { listed } from "../../../../text/format";
import { compareRefs, refId, showRef } from "../../../users/model/ref";
import type { CreateRequest, CreateResponse, Props } from "../../resource";
import { UsageError } from "../../../../ciam/errors";
import { sentence } from "../../../messages/sentence";
import { argsOf, type JobArgs } from "../inputs/args";
import { deletionLimit } from "../inputs/deletionLimit";
import { completeHandOvers } from "./handOvers";
import { policyOf, runContext } from "./runContext";
import { newKey } from "../newKey";
import { Fingerprints } from "../state/fingerprints";
import { outputsOf, reasonsOf, type Summary } from "../state/outputs";
import { BY_VALUE, type JobRecord } from "../state/record";
import { declaredUsers } from "../inputs/sets";
import { usersAtWork, type UsersAtWork } from "../atWork";
import type { JobInSession } from "../session/jobInSession";
import type { RecordedJob } from "../state/recordedJob";
import { recordAfter } from "../state/next";
import { statusOf } from "../state/status";
import { LINEAGE_BYTES, ownerOf } from "../../../users/model/owner";

/**
 * One `create` or `update`: the same walk. What it needs from before is the record; without one (a first create, or
 * one after a crash) the store alone tells what is ours.
 */
export async function run(request: CreateRequest, previous: RecordedJob | undefined): Promise<CreateResponse> {
  const { urn, session } = request;
  session.underWay.begin();
  const job = session.job(urn);
  if (job) job.work = "begun";
  try {
    return await walk(request, previous, job);
  } finally {
    if (job) job.work = "written";
  }
}

async function walk(
  request: CreateRequest,
  previous: RecordedJob | undefined,
  job: JobInSession | undefined,
): Promise<CreateResponse> {
  const { inputs, services, session } = request;
  previous?.assertWhole();
  const args = argsOf(inputs);
  const owner = previous?.owner ?? ownerOf(args.owner, services.randomBytes(LINEAGE_BYTES));
  if (job) job.owner = owner;
  const calls = await services.client();
  const bare = runContext({ args, owner, job, known: previous }, calls, request);
  const base = await baseRecord({ request, args, owner, previous: previous?.record }, bare);
  const fingerprints = new Fingerprints(base.credentialKey);
  const users = job?.usersOf(inputs) ?? declaredUsers(inputs, args, services);
  const work = usersAtWork(previous, { args, users, inputs, groupsKnown: true }, fingerprints);
  const { desired, recorded, headcount } = work;
  const { atRest, resting } = work.ofFiles;
  const context = { ...bare, atRest: resting };
  const ledger = new Ledger(recorded, atRest);
  const report = (known: Partial<Reconciled>, failed?: "failed"): Props =>
    result({ inputs, args, base, previous, ledger, ...work }, known, failed);

  // What `diff` has spoken about and `create` is called for is a replacement: it takes everybody out of the old store.
  const isMoving = !previous && job?.isForetold === true;
  let lacking: string | undefined;
  let done: Reconciled;
  try {
    done = await reconcile(context, ledger, {
      verb: previous ? "update" : "create",
      desired,
      recorded,
      atRest,
      headcount,
      policy: {
        ...policyOf(args, context.mark),
        grantsAnew: previous !== undefined && !previous.args.adoptGrantsGroups,
        elsewhere: (user) => context.elsewhere(user),
        lacking: () => lacking,
      },
      limit: deletionLimit(args, previous?.record),
      isMove: isMoving,
      preflight: args.preflight,
      settle: async (leaving) => {
        lacking = await session.underWay.settled(services);
        return lacking !== undefined || leaving.some((user) => context.elsewhere(user) !== undefined);
      },
      unfinishedJobs: previous?.record.unfinishedJobs ?? [],
      inDoubtSince: previous?.record.inDoubtSince,
    });
  } catch (error) {
    const why = reasonsOf(ledger.failures, services.disclosure);
    // Before the first write the state that is there is as good as any other.
    if (!ledger.hasWritten) throw why.length > 0 ? besideUsers(error, why) : error;
    const message = sentence(error);
    throw new PartlyDone(message, resourceId(args, owner), report({}, "failed"), [message, ...why]);
  } finally {
    session.recorded(owner, args.userStoreId, { has: (id) => ledger.manages(id) });
    const settled = desired.filter(({ ref }) => ledger.isApplied(ref));
    job?.arrived([...ledger.entries, ...settled, ...atRest.users].map(({ ref }) => ref));
  }
  if (job) job.work = "written";
  const given = await completeHandOvers(context, ledger, session);
  if (done.plan.credentialsNoted.length > 0) noteCredentials(context, done.plan, args);
  const outputs = report({ ...done, unmanaged: done.unmanaged === undefined ? undefined : done.unmanaged + given });
  const id = resourceId(args, owner);
  if (ledger.failures.length === 0) return { id, outputs };
  const { declared } = headcount;
  const others = ledger.failures.length < declared ? "; the others are done and recorded" : "";
  const message = `${String(ledger.failures.length)} of ${declared.toLocaleString("en-US")} users could not be updated to match the program${others}`;
  if (args.failurePolicy === "warn" && !isMoving) {
    context.reporter.warn([message, ...reasonsOf(ledger.failures, services.disclosure)]);
    return { id, outputs };
  }
  if (!ledger.hasWritten && !previous && ledger.entries.length === 0)
    throw new PlanRefused([message, ...reasonsOf(ledger.failures, services.disclosure)]);
  throw new PartlyDone(message, id, outputs, reasonsOf(ledger.failures, services.disclosure));
}

/** Ours and stable: an update cannot change an id, and every update submits other jobs. */
function resourceId({ userStoreId }: JobArgs, owner: string): string {
  return `${userStoreId}/${owner}`;
}

/** A run before it has looked at the store. */
interface Start {
  readonly request: CreateRequest;
  readonly args: JobArgs;
  readonly owner: string;
  readonly previous: JobRecord | undefined;
}

async function baseRecord(
  { request: { urn, inputs, services }, args, owner, previous }: Start,
  { calls, mark: { formers } }: RunContext,
): Promise<JobRecord> {
  const { account, store } = await identify(calls, args.userStoreId);
  const mismatch =
    previous && accountMismatch({ tenantId: previous.account.tenantId, endpoint: previous.endpoint }, account);
  if (mismatch !== undefined) throw new UsageError(mismatch);
  if (store === "absent") {
    throw new UsageError(
      `user store ${args.userStoreId} does not exist in this account: check userStoreId and the credentials, or create the store first`,
    );
  }
  return {
    schemaVersion: BY_VALUE,
    owner,
    urn: urn ?? previous?.urn ?? null,
    account: { tenantId: account.tenantId ?? previous?.account.tenantId ?? null },
    endpoint: account.endpoint,
    credentialKey: previous?.credentialKey ?? newKey(services),
    inputs,
    managed: previous?.managed ?? {},
    ...(formers.length > 0 && { formerOwnerAttributes: [...formers] }),
    unfinishedJobs: [],
  };
}

interface Run extends UsersAtWork {
  readonly inputs: Props;
  readonly args: JobArgs;
  readonly base: JobRecord;
  readonly previous: RecordedJob | undefined;
  readonly ledger: Ledger;
}

function result(run: Run, { plan, unmanaged }: Partial<Reconciled>, failed?: "failed"): Props {
  const { ledger, headcount, ofFiles } = run;
  const { skipped, ...counts } = ledger.counts;
  const summary: Summary = {
    declared: headcount.declared,
    ...counts,
    skipped: skipped + ofFiles.strangers,
    failed: ledger.failures.length,
    drifted: ledger.drifted.length,
    orphans: (plan?.orphans.length ?? 0) + ledger.unfrozen.length,
    unmanaged: unmanaged ?? 0,
  };
  const failures = [...ledger.failures].sort((a, b) => compareRefs(a.ref, b.ref));
  const { record, files } = recordAfter(run);
  const handOvers = ledger.handOvers.map(({ id }) => id);
  const status = statusOf({
    unfinishedJobs: record.unfinishedJobs,
    failed: failures.length,
    drifted: ledger.drifted,
    unfrozen: ledger.unfrozen,
    handOvers: handOvers.flatMap((id) => ledger.nameOf(id) ?? []),
    endedEarly: failed !== undefined,
  });
  const known = {
    ...record,
    ...(handOvers.length > 0 && { handOvers }),
    ...(failed !== undefined && { endedEarly: true as const }),
    spentAcceptance: spentAcceptance(run, failed),
  };
  return outputsOf(status, summary, ledger.jobs, failures, known, files);
}

/** A run that has not removed everybody whom it was to remove leaves the acceptance to the next one. */
function spentAcceptance({ args, previous, desired, ledger }: Run, failed?: "failed"): number | undefined {
  const declared = new Set(desired.map(({ ref }) => refId(ref)));
  const isSomebodyLeft = ledger.failures.some(({ ref }) => !declared.has(refId(ref)));
  return failed === undefined && !isSomebodyLeft ? args.acceptDeletions : previous?.record.spentAcceptance;
}

function noteCredentials({ reporter }: RunContext, { credentialsNoted }: Plan, { passwordPolicy }: JobArgs): void {
  const named = listed(credentialsNoted.map((ref) => showRef(ref)));
  const why = passwordPolicy === "initial" ? 'passwordPolicy: "initial"' : "adopted users keep theirs";
  reporter.warn(`changed credentials are not applied (${why}): ${named}`);
}
