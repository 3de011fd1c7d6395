import { deletionLimit } from "../inputs/deletionLimit";
import { isDeepStrictEqual } from "node:util";
import { failureFromConflict } from "../../../messages/failures";
import { refusal, removalsOf } from "../../../reconcile/beforeWriting/guard";
import { planText, tallyText } from "../../../planDocument/text";
import {
  actionsOf,
  everyAction,
  isRemoval,
  type ActionOf,
  type Plan,
  type ManagedUser,
} from "../../../users/plan/actions";
import type { Disclosure } from "../../../users/model/identity/identity";
import { usersOfSets } from "../../../users/input/envelope/sets";
import { hasUnknown, UNKNOWN } from "../../../users/input/envelope/unknown";
import type { DiffRequest, DiffResponse, Props } from "../../resource";
import { PlanRefused } from "../../../messages/errors";
import { assertSameEndpoint } from "../../account";
import { forecast } from "../preview/forecast";
import { Fingerprints } from "../state/fingerprints";
import { failedBefore, reasonsOf } from "../state/outputs";
import { foretellMove } from "../preview/move";
import { leftUndone } from "../preview/leftUndone";
import { stuckIn } from "../preview/order";
import { announce, unknownPlan, updatePlan, type Change } from "../preview/planned";
import type { RecordedJob } from "../state/recordedJob";

/**
 * Says what an update will do, refuses one that removes too many, and leaves the comparison of inputs to the engine, so
 * that it shows user by user what changes: of the inputs only another store counts.
 */
export function diff(request: DiffRequest): DiffResponse {
  const { urn, session, services, state, inputs, isForecast } = request;
  const recorded = typeof state.record === "string" ? session.recordedIn(state, urn) : undefined;
  if (recorded) assertSameEndpoint(recorded.record.endpoint, services);
  const isMoved = state.userStoreId !== undefined && inputs.userStoreId !== state.userStoreId;
  const job = isForecast ? session.job(urn) : undefined;
  if (job && recorded) {
    job.foretoldFrom = recorded;
    const change = { job, declaration: job.declaration, last: recorded, inputs };
    session.recorded(recorded.owner, recorded.args.userStoreId, recorded);
    if (isMoved) foretellMove(change, services);
    else {
      job.owner = recorded.owner;
      job.arrived({ [Symbol.iterator]: () => recorded.settled()[Symbol.iterator]() });
      if (job.declaration.hasUnknowns) services.keepPlan?.(unknownPlan(change, services));
      else foretell(request, change);
    }
  }
  if (isMoved || inputs.userStoreId === UNKNOWN) return { replaces: ["userStoreId"] };
  // A refresh compares what it has found with what was there, and asks for nothing.
  return isForecast && recorded && isToBeTriedAgain(state, inputs, recorded) ? { changes: true } : {};
}

function foretell({ session, services, state }: DiffRequest, change: Change): void {
  const { job, declaration, last, inputs } = change;
  const { args } = declaration;
  const foreseen = forecast(last, declaration, inputs, session);
  const { plan, recorded, isOtherwise } = foreseen;
  const hopeless = args.failurePolicy === "fail" ? hopelessIn(plan, recorded, services.disclosure) : [];
  const limit = deletionLimit(args, last.record);
  const refused = refusal(removalsOf(plan), { managed: last.count, declared: declaration.count }, limit);
  job.leaving = everyAction(plan).filter(isRemoval);
  const stuck = stuckIn(plan, job, session);
  const refusals = [...hopeless, ...stuck, ...(hopeless.length > 0 || refused === undefined ? [] : [refused])];
  const document = updatePlan(change, foreseen, { notes: leftUndone(state, declaration, plan), refusals }, services);
  // An update without a word would leave a reader guessing, who sees a user under another key, or another policy.
  const isSaid = tallyText(document) !== undefined || (isOtherwise && !hasUnknown(inputs));
  announce(document, job, services, isSaid ? planText(document, "no API calls needed") : []);
  if (refusals.length > 0) throw new PlanRefused(refusals);
}

function linesOf(
  conflicts: readonly ActionOf<"conflict">[],
  recorded: readonly ManagedUser[],
  disclosure: Disclosure,
): string[] {
  const names = new Map(recorded.map(({ id, ref }) => [id, ref]));
  const failures = conflicts.map((conflict) => failureFromConflict(conflict, (id) => names.get(id)));
  return reasonsOf(failures, disclosure);
}

/** Changes of users we made that no store lets us carry out: an `up` would fail with them, so the preview does. */
function hopelessIn(plan: Plan, recorded: readonly ManagedUser[], disclosure: Disclosure): string[] {
  const hopeless = actionsOf(plan, "conflict").filter(
    ({ reason }) => reason.kind === "cycle" || (reason.kind === "import-only" && reason.origin === "created"),
  );
  return linesOf(hopeless, recorded, disclosure);
}

/**
 * Users who are not as declared, and a program that says what stands in the state already: nothing else would remind the
 * engine of them. Where the inputs changed, saying "changes" would only hide which.
 */
function isToBeTriedAgain(state: Props, inputs: Props, { record, usersBySet }: RecordedJob): boolean {
  const { otherwise, refreshed, endedEarly, handOvers, declared } = record;
  const isUndone = [otherwise, endedEarly, handOvers].some((left) => left !== undefined);
  if (failedBefore(state).count === 0 && !isUndone) return false;
  // A refresh has put into the inputs what is there.
  if (refreshed !== undefined)
    return refreshed === "without drift" && isDeepStrictEqual(usersOfSets(inputs.userSets), usersBySet);
  return declared !== undefined && declared === new Fingerprints(record.credentialKey).declaration(inputs);
}
