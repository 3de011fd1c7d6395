import { CiamError } from "../../../../ciam/errors";
import { failureFromConflict } from "../../../messages/failures";
import { sentence } from "../../../messages/sentence";
import { digestOf } from "../../../planDocument/digest";
import { tallyText, userLines } from "../../../planDocument/text";
import { identify } from "../../../reconcile/beforeWriting/account";
import { refusal, removalsOf } from "../../../reconcile/beforeWriting/guard";
import { decide } from "../../../reconcile/reconcile";
import type { Calls } from "../../../reconcile/run";
import { hasUnknown } from "../../../users/input/envelope/unknown";
import type { LiveUser } from "../../../users/model/live";
import { LINEAGE_BYTES, ownerOf } from "../../../users/model/owner";
import { actionsOf, type Plan } from "../../../users/plan/actions";
import type { CreateRequest, Props } from "../../resource";
import { argsOf, type JobArgs } from "../inputs/args";
import { deletionLimit } from "../inputs/deletionLimit";
import { declaredUsers } from "../inputs/sets";
import { usersAtWork } from "../atWork";
import { newKey } from "../newKey";
import { policyOf, runContext } from "../verbs/runContext";
import { Fingerprints } from "../state/fingerprints";
import { reasonsOf } from "../state/outputs";
import type { RecordedJob } from "../state/recordedJob";
import { leftUndone } from "./leftUndone";
import { departureOf } from "./move";
import { actualPlan, livePlan } from "./planned";

/**
 * Asks the store what a run would do now, and says what a preview from the state alone cannot know: who is there already,
 * who would be adopted, what would be refused. Nothing is written. A preview never fails for want of an answer.
 */
export async function foretellFromStore(request: CreateRequest, state: Props | undefined): Promise<void> {
  const { urn, services, session, inputs } = request;
  if (hasUnknown(inputs)) return;
  const reporter = services.reporter(urn);
  try {
    const known = state && session.recordedIn(state, urn);
    const problems = await askStore(request, state, known);
    if (problems.length > 0) reporter.warn(["as the store is now, this would not be done:", ...problems]);
  } catch (error) {
    if (!(error instanceof CiamError)) throw error;
    reporter.warn(`the store could not be asked: ${sentence(error)}`);
  }
}

/** Keeps the plan, says it if it is another one than was told, and answers what would stop it or leave users out. */
async function askStore(
  request: CreateRequest,
  state: Props | undefined,
  known: RecordedJob | undefined,
): Promise<string[]> {
  const { urn, services, session, inputs } = request;
  const args = argsOf(inputs);
  const job = session.job(urn);
  const replaced = known ? undefined : job?.foretoldFrom;
  const isMoved = replaced !== undefined && replaced.args.userStoreId !== args.userStoreId;
  const about = { inputs, replaced, departure: isMoved ? departureOf(replaced) : undefined };
  // A document of a new job names its owner as the program does: the lineage is drawn by the run.
  const work = { args, owner: known?.owner ?? args.owner, urn, known };
  const calls = await services.client();
  const { store } = await identify(calls, args.userStoreId);
  if (store === "absent") {
    const problem = `user store ${args.userStoreId} does not exist in this account`;
    services.keepPlan?.(livePlan(undefined, work, { ...about, declared: [], refusals: [problem] }, services));
    return [problem];
  }
  const { plan, users, headcount, declared, resting } = await runNow(request, args, known, calls);
  const told = actualPlan(plan, work, services);
  if (digestOf(told) !== job?.announced) {
    const numbers = `plan against the store as it is now: ${tallyText(told) ?? "nothing to do"}`;
    services.reporter(urn).info([numbers, ...userLines(told)]);
  }
  const limit = deletionLimit(args, known?.record);
  const refused = refusal(removalsOf(plan), headcount, limit);
  const refusals = refused === undefined ? [] : [refused];
  const notes = state ? leftUndone(state, users, plan) : [];
  services.keepPlan?.(livePlan(plan, work, { ...about, declared, resting, notes, refusals }, services));
  return [...conflictsIn(plan, request), ...refusals];
}

/** What a run would do now, of everybody it would look at. */
async function runNow(request: CreateRequest, args: JobArgs, known: RecordedJob | undefined, calls: Calls) {
  const { urn, services, session, inputs } = request;
  const job = session.job(urn);
  // Until the lineage of a new job is drawn nobody has its mark.
  const owner = known?.owner ?? ownerOf(args.owner, new Uint8Array(LINEAGE_BYTES));
  // Without an owner it would count as another job of the program, which has its users already.
  if (job) job.owner = owner;
  const bare = runContext({ args, owner, job, known }, calls, request);
  const fingerprints = new Fingerprints(known?.record.credentialKey ?? newKey(services));
  const users = job?.usersOf(inputs) ?? declaredUsers(inputs, args, services);
  const work = usersAtWork(known, { args, users, inputs, groupsKnown: true }, fingerprints);
  const { desired, recorded, headcount } = work;
  const { atRest, resting, strangers } = work.ofFiles;
  const context = { ...bare, atRest: resting };
  const policy = { ...policyOf(args, context.mark), elsewhere: (user: LiveUser) => context.elsewhere(user) };
  const verb = known ? "update" : "create";
  const { plan, met } = await decide(context, { verb, desired, recorded, atRest, policy, preflight: args.preflight });
  return {
    plan,
    users,
    headcount,
    declared: [...desired, ...met.flatMap(({ desired: user }) => user ?? [])].map(({ ref }) => ref),
    resting: resting + strangers - met.length,
  };
}

function conflictsIn(plan: Plan, { services }: CreateRequest): string[] {
  const failures = actionsOf(plan, "conflict").map((conflict) => failureFromConflict(conflict));
  return reasonsOf(failures, services.disclosure);
}
