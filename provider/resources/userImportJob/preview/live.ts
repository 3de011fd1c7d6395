import { CiamError } from "../../../../ciam/errors";
import { failureFromConflict } from "../../../messages/failures";
import { sentence } from "../../../messages/sentence";
import { digestOf } from "../../../planDocument/digest";
import { planText, tallyText } from "../../../planDocument/text";
import { identify } from "../../../reconcile/beforeWriting/account";
import { refusal, removalsOf } from "../../../reconcile/beforeWriting/guard";
import { decide } from "../../../reconcile/reconcile";
import { hasUnknown } from "../../../users/input/envelope/unknown";
import type { LiveUser } from "../../../users/model/live";
import { LINEAGE_BYTES, ownerOf } from "../../../users/model/owner";
import { actionsOf, type Plan } from "../../../users/plan/actions";
import type { CreateRequest, Props } from "../../resource";
import { argsOf } from "../inputs/args";
import { deletionLimit } from "../inputs/deletionLimit";
import { declaredUsers } from "../inputs/sets";
import { usersAtWork } from "../atWork";
import { newKey } from "../newKey";
import { policyOf, runContext } from "../verbs/runContext";
import { Fingerprints } from "../state/fingerprints";
import { reasonsOf } from "../state/outputs";
import type { RecordedJob } from "../state/recordedJob";
import { actualPlan } from "./planned";

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
    const problems = await askStore(request, known);
    if (problems.length > 0) reporter.warn(["as the store is now, this would not be done:", ...problems]);
  } catch (error) {
    if (!(error instanceof CiamError)) throw error;
    reporter.warn(`the store could not be asked: ${sentence(error)}`);
  }
}

/** Says the plan, if it is another one than was told, and answers what would stop it or leave users out. */
async function askStore(request: CreateRequest, known: RecordedJob | undefined): Promise<string[]> {
  const { urn, services, session, inputs } = request;
  const args = argsOf(inputs);
  const job = session.job(urn);
  const calls = await services.client();
  const { store } = await identify(calls, args.userStoreId);
  if (store === "absent") return [`user store ${args.userStoreId} does not exist in this account`];
  // The lineage of a new job is drawn by the run; until then nobody has its mark.
  const owner = known?.owner ?? ownerOf(args.owner, new Uint8Array(LINEAGE_BYTES));
  const bare = runContext({ args, owner, job, known }, calls, request);
  const fingerprints = new Fingerprints(known?.record.credentialKey ?? newKey(services));
  const users = job?.usersOf(inputs) ?? declaredUsers(inputs, args, services);
  const work = usersAtWork(known, { args, users, inputs, groupsKnown: true }, fingerprints);
  const { desired, recorded, headcount } = work;
  const { atRest, resting } = work.ofFiles;
  const context = { ...bare, atRest: resting };
  const policy = { ...policyOf(args, context.mark), elsewhere: (user: LiveUser) => context.elsewhere(user) };
  const verb = known ? "update" : "create";
  const { plan } = await decide(context, { verb, desired, recorded, atRest, policy, preflight: args.preflight });

  const document = actualPlan(plan, { args, owner, urn, known }, services);
  if (digestOf(document) !== job?.announced) {
    const [, ...users] = planText(document);
    context.reporter.info([`plan against the store as it is now: ${tallyText(document) ?? "nothing to do"}`, ...users]);
    services.keepPlan?.(document);
  }
  const limit = deletionLimit(args, known?.record);
  const refused = refusal(removalsOf(plan), headcount, limit);
  return [...conflictsIn(plan, request), ...(refused === undefined ? [] : [refused])];
}

function conflictsIn(plan: Plan, { services }: CreateRequest): string[] {
  const failures = actionsOf(plan, "conflict").map((conflict) => failureFromConflict(conflict));
  return reasonsOf(failures, services.disclosure);
}
