import type { UserChange } from "../../../planDocument/changes/userChange";
import { refusal } from "../../../reconcile/beforeWriting/guard";
import { UNKNOWN, type Unknown } from "../../../users/input/envelope/unknown";
import type { UserRef } from "../../../users/model/ref";
import { count } from "../../../../text/format";
import type { Services } from "../../resource";
import { PlanRefused } from "../../../messages/errors";
import { deletionLimit } from "../inputs/deletionLimit";
import type { RecordedJob } from "../state/recordedJob";
import { announce, movePlan, type Change, type Departure } from "./planned";

/**
 * Another `userStoreId` is a removal: everybody is imported into the new store, and then goes from the old one. Says so
 * with the names of both stores, and holds it to the same limit as any other removal: the id may be mistyped.
 */
export function foretellMove(change: Change, services: Services): void {
  const { job, last, declaration } = change;
  const { args } = declaration;
  const { userStoreId } = last.args;
  const { made } = leavingIn(last);
  const limit = deletionLimit(args, last.record);
  const headcount = { managed: last.count, declared: declaration.count };
  const refused = last.args.removalPolicy === "retain" ? undefined : refusal(made, headcount, limit);
  const refusals =
    refused === undefined
      ? []
      : [
          `userStoreId changes from ${userStoreId} to ${nameOf(args.userStoreId)}: in user store ${userStoreId} ${refused}`,
        ];
  const document = movePlan(change, departureOf(last), refusals, services);
  announce(document, job, services);
  if (refusals.length > 0) throw new PlanRefused(refusals);
}

/** Who leaves the old store when the job does, and who stays there with our mark. */
export function departureOf(last: RecordedJob): Departure {
  const { userStoreId, removalPolicy } = last.args;
  const { made, adopted } = leavingIn(last);
  const isRetained = removalPolicy === "retain";
  return {
    formerUserStoreId: userStoreId,
    leaving: [...(isRetained ? [] : leaving(made, removalPolicy)), ...leaving(adopted, "release")],
    notes:
      isRetained && made.length > 0
        ? [`${count(made.length, "user")} left with our mark in user store ${userStoreId}`]
        : [],
  };
}

function nameOf(userStoreId: string | Unknown): string {
  return userStoreId === UNKNOWN ? "one that is not known yet" : userStoreId;
}

function leaving(refs: readonly UserRef[], kind: "delete" | "freeze" | "release"): UserChange[] {
  return refs.map((ref) => ({ kind, ref, identity: undefined, changes: [], secrets: [], about: [], notes: [] }));
}

/** Who leaves the old store when the job does: those it made, and those it adopted and lets go. */
function leavingIn(last: RecordedJob): { made: UserRef[]; adopted: UserRef[] } {
  const made: UserRef[] = [];
  const adopted: UserRef[] = [];
  for (const { ref, origin } of last.everybody()) (origin === "created" ? made : adopted).push(ref);
  return { made, adopted };
}
