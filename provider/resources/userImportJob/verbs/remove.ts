import { claimsOf, type RunContext } from "../../../reconcile/run";
import { awaitArrival, awaitEnd, awaitStrangers, CLOCK_SKEW_MS } from "../../../reconcile/imports/jobs";
import { refusal } from "../../../reconcile/beforeWriting/guard";
import { tallyText } from "../../../planDocument/text";
import { Ledger } from "../../../reconcile/ledger";
import { observeOurs } from "../../../reconcile/observe/observe";
import { removeUsers } from "../../../reconcile/writes/removals";
import type { ManagedUser, Plan, Removal } from "../../../users/plan/actions";
import type { LiveUser } from "../../../users/model/live";
import type { LiveUsers } from "../../../users/model/liveUsers";
import { count, listed } from "../../../../text/format";
import { isMadeByUs } from "../../../users/model/mark";
import { showRef } from "../../../users/model/ref";
import { inSteps } from "../../../users/plan/steps";
import { decideRemoval } from "../../../users/plan/decide/removal";
import { originUnseen } from "../../../users/plan/decide/standing";
import { assertSameAccount, explainMissingStore } from "../../account";
import type { DeleteRequest, Props } from "../../resource";
import { UsageError } from "../../../../ciam/errors";
import { PlanRefused, RunStopped } from "../../../messages/errors";
import type { JobArgs } from "../inputs/args";
import { deletionLimit } from "../inputs/deletionLimit";
import { runContext } from "./runContext";
import { actualPlan } from "../preview/planned";
import { jobReports } from "../state/outputs";
import type { RecordedJob } from "../state/recordedJob";
import type { Declaration } from "../session/declaration";
import { ORPHANS } from "../inputs/orphans";

/**
 * Removes the users we made and lets the adopted ones go; what is gone already is fine. Users whom another job of the
 * program declares or has in its record stay: this may be the old half of a replacement, or of a rename.
 */
export async function remove(request: DeleteRequest): Promise<void> {
  const { urn, state, services, session } = request;
  const known = session.recordedIn(state, urn);
  const { record, args } = known;
  if (session.isStillToBeReplaced(record)) {
    throw new UsageError(
      `this replacement would remove ${String(known.count)} users before it creates anything (deleteBeforeReplace): nothing was removed. ` +
        `Leave deleteBeforeReplace out, also of transforms, so that the new resource is created first`,
    );
  }
  const calls = await services.client();
  const store = await assertSameAccount(
    { tenantId: record.account.tenantId, endpoint: record.endpoint },
    calls,
    args.userStoreId,
  );
  if (store === "gone") return;

  const context = runContext({ args, owner: record.owner, known }, calls, request);
  // A job that still runs would bring users back after they were removed.
  if (record.unfinishedJobs.length > 0) await awaitEnd(context, record.unfinishedJobs);
  if (record.inDoubtSince !== undefined) {
    await awaitArrival(context, record.inDoubtSince);
    await awaitStrangers(context);
  }
  const recorded = known.everybody();
  if (recorded.length + record.unfinishedJobs.length === 0 && record.inDoubtSince === undefined) return;
  const live = await explainMissingStore(args.userStoreId, () => observeOurs(context, recorded));
  const late = latecomers(context, known, state, live);
  const leaving = [...recorded, ...late].flatMap((user) => removalFor(user, live.get(user.id), args, context));
  const successor = session.successorOf(record);
  const isMove = successor !== undefined && successor.declaration.args.userStoreId !== args.userStoreId;
  const left: Removal[] = [];
  const stranded: Removal[] = [];
  const removals: Removal[] = [];
  for (const removal of leaving) {
    const {
      kind,
      recorded: { ref },
      live: user,
    } = removal;
    if (context.elsewhere(user) !== undefined) left.push(removal);
    else if (isMove && kind !== "release" && successor.awaits(ref, user)) stranded.push(removal);
    else removals.push(removal);
  }
  const names = (some: readonly Removal[]): string => listed(some.map(({ recorded: { ref } }) => showRef(ref)));
  if (left.length > 0)
    context.reporter.info(`not removed, because another job of this program has them now: ${names(left)}`);
  assertWithinLimit(removals, known, successor?.declaration);
  const numbers = tallyText(actualPlan(planOf(removals), { args, owner: record.owner, urn, known }, services));
  if (numbers !== undefined) context.reporter.info(`plan: ${numbers}`);
  const ledger = new Ledger(recorded);
  await removeUsers(context, ledger, removals);
  if (stranded.length === 0) return;
  throw new RunStopped(
    `${count(stranded.length, "user")} cannot leave user store ${args.userStoreId}, because the store that the program names now has no account for them yet: ${names(stranded)}. ` +
      `Mend what that store refuses, or take them out of the sets, and run \`pulumi up\` again`,
  );
}

function planOf(removals: readonly Removal[]): Plan {
  return { steps: inSteps(removals), orphans: [], credentialsNoted: [], groupsWithheld: [] };
}

/** The old half of a replacement on its own store, of which no `diff` was asked, keeps to the limit of the new one. */
function assertWithinLimit(removals: readonly Removal[], known: RecordedJob, successor: Declaration | undefined): void {
  if (successor?.args.userStoreId !== known.args.userStoreId) return;
  const { args, users } = successor;
  const leaving = removals.filter(({ kind }) => kind !== "release").map(({ recorded: { ref } }) => ref);
  const limit = deletionLimit(args, known.record);
  const refused = refusal(leaving, { managed: known.everybody().length, declared: users.length }, limit);
  if (refused !== undefined) throw new PlanRefused(refused);
}

/** Users whom a job of ours made after the run that started it had given up waiting. */
function latecomers(context: RunContext, known: RecordedJob, state: Props, live: LiveUsers): ManagedUser[] {
  const unfinished = new Set(known.record.unfinishedJobs);
  const began = jobReports(state).flatMap(({ id, createdDate }) =>
    unfinished.has(id) && createdDate !== null ? [createdDate] : [],
  );
  const { inDoubtSince = Infinity } = known.record;
  const since = Math.min(...began, inDoubtSince - CLOCK_SKEW_MS);
  return live
    .all()
    .filter((user) => !known.has(user.id) && isMadeByUs(user, context.mark) && user.createdDate >= since)
    .map((user) => {
      const origin = originUnseen(user, claimsOf(context));
      return { ref: { set: ORPHANS, key: user.id }, id: user.id, origin, inForce: undefined };
    });
}

/** Whom another job has now is not left out here: `remove` names those. */
function removalFor(
  recorded: ManagedUser,
  live: LiveUser | undefined,
  { removalPolicy: removals }: JobArgs,
  context: RunContext,
): Removal[] {
  const { mark, takeOver, now } = claimsOf(context);
  const decided = decideRemoval(recorded, live, { mark, takeOver, now, removals }, "delete");
  return decided.kind === "forget" ? [] : [decided];
}
