import { failureFromConflict } from "../../messages/failures";
import { refusal, removalsOf } from "../../reconcile/guard";
import { planText, tallyText } from "../../planDocument/text";
import { actionsOf, type ActionOf, type Plan, type RecordedUser } from "../../users/plan/actions";
import { count } from "../../../text/format";
import type { Disclosure } from "../../users/model/identity";
import type { KeyedUser } from "../../users/model/user";
import { UNKNOWN } from "../../users/input/envelope/unknown";
import { refId, showRef } from "../../users/model/ref";
import type { DiffResult, Props, Services } from "../resource";
import { PlanRefused } from "../../messages/errors";
import { assertSameEndpoint } from "../account";
import { holdsUnknown } from "./args";
import { forecast } from "./forecast";
import { Fingerprints } from "./state/fingerprints";
import { failedBefore, reasonsOf } from "./state/outputs";
import { foretellMove } from "./move";
import { decodeRecord, idsOf, settledIn } from "./state/record";
import { announce, unknownPlan, updatePlan, type Change } from "./planned";
import { sessionOf } from "./session";

/**
 * Says what an update will do, refuses one that removes too many, and leaves the comparison of inputs to the engine, so
 * that it shows user by user what changes. It is not asked on create, and refresh asks with the arguments turned round:
 * of the inputs only another store counts.
 */
export function diff(_id: string, olds: Props, news: Props, services: Services): DiffResult {
  const session = sessionOf(services);
  const job = session.jobOf(news);
  const declaration = job?.takeFresh();
  const isMoved = olds.userStoreId !== undefined && news.userStoreId !== olds.userStoreId;
  const record = typeof olds.record === "string" ? decodeRecord(olds) : undefined;
  if (record) assertSameEndpoint(record.endpoint, services);
  if (job && declaration && record) {
    job.isForetold = true;
    session.recorded(record.owner, String(record.inputs.userStoreId), idsOf(record));
    const change = { job, declaration, record, inputs: news };
    if (isMoved) foretellMove(change, services);
    else {
      job.owner = record.owner;
      job.arrived(settledIn(record));
      if (declaration.hasUnknowns) services.keepPlan?.(unknownPlan(change, services));
      else foretell(olds, change, services);
    }
  }
  if (isMoved || news.userStoreId === UNKNOWN) return { replaces: ["userStoreId"] };
  return isToBeTriedAgain(olds, news) ? { changes: true } : {};
}

function foretell(olds: Props, change: Change, services: Services): void {
  const { job, declaration, inputs } = change;
  const { args, users } = declaration;
  const foreseen = forecast(change.record, declaration, inputs, services);
  const { plan, recorded, isOtherwise } = foreseen;
  const hopeless = args.failurePolicy === "fail" ? hopelessIn(plan, recorded, services.disclosure) : [];
  const limit = { ...args.deletionLimit, accepted: args.acceptDeletions };
  const refused = refusal(removalsOf(plan), { managed: recorded.length, declared: users.length }, limit);
  const refusals = hopeless.length > 0 ? hopeless : refused === undefined ? [] : [refused];
  const document = updatePlan(change, foreseen, { notes: leftUndone(olds, users, plan), refusals }, services);
  // An update without a word would leave a reader guessing, who sees a user under another key, or another policy.
  const isSaid = tallyText(document) !== undefined || (isOtherwise && !holdsUnknown(inputs));
  announce(document, job, services, isSaid ? planText(document, "nothing is sent to CIAM") : []);
  if (refusals.length > 0) throw new PlanRefused(refusals);
}

function linesOf(
  conflicts: readonly ActionOf<"conflict">[],
  recorded: readonly RecordedUser[],
  disclosure: Disclosure,
): string[] {
  const names = new Map(recorded.map(({ id, ref }) => [id, ref]));
  const failures = conflicts.map((conflict) => failureFromConflict(conflict, (id) => names.get(id)));
  return reasonsOf(failures, disclosure);
}

/** Changes of users we made that no store lets us carry out: an `up` would fail with them, so the preview does. */
function hopelessIn(plan: Plan, recorded: readonly RecordedUser[], disclosure: Disclosure): string[] {
  const hopeless = actionsOf(plan, "conflict").filter(
    ({ reason }) => reason.kind === "cycle" || (reason.kind === "import-only" && reason.origin === "created"),
  );
  return linesOf(hopeless, recorded, disclosure);
}

/** Whom among those who are still declared the last run could not bring to their declaration, and why. */
function leftUndone(olds: Props, users: readonly KeyedUser[], plan: Plan): string[] {
  const { named, others } = failedBefore(olds);
  const told = new Set(actionsOf(plan, "conflict").map(({ ref }) => refId(ref)));
  const open = new Set(users.map(({ ref }) => refId(ref)).filter((id) => !told.has(id)));
  const reasons = named.flatMap(({ ref, code }) => (open.has(refId(ref)) ? [`${showRef(ref)} (${code})`] : []));
  if (reasons.length === 0) return [];
  const more = others > 0 ? ` and ${count(others, "more user")}` : "";
  return [`left undone by the last run: ${reasons.join(", ")}${more}`];
}

/**
 * Users whom the last run could not bring to their declaration, and a program that still declares the same. With
 * `failurePolicy: "warn"` nothing else would remind the engine of them. Where the inputs changed, saying "changes" would
 * only hide which. A refresh counts nobody as failed.
 */
function isToBeTriedAgain(olds: Props, news: Props): boolean {
  const { named, others } = failedBefore(olds);
  if (named.length + others === 0) return false;
  const { declared, credentialKey } = decodeRecord(olds);
  return declared !== undefined && declared === new Fingerprints(credentialKey).declaration(news);
}
