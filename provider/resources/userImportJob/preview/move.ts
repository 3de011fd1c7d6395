import type { UserChange } from "../../../planDocument/changes/userChange";
import { refusal } from "../../../reconcile/beforeWriting/guard";
import { UNKNOWN, type Unknown } from "../../../users/input/envelope/unknown";
import type { UserRef } from "../../../users/model/ref";
import { count } from "../../../../text/format";
import type { Services } from "../../resource";
import { PlanRefused } from "../../../messages/errors";
import { deletionLimit } from "../inputs/deletionLimit";
import type { RecordedJob } from "../state/recordedJob";
import { announce, movePlan, type Change } from "./planned";

/**
 * Another `userStoreId` is a removal: everybody is imported into the new store, and then goes from the old one. Says so
 * with the names of both stores, and holds it to the same limit as any other removal: the id may be mistyped.
 */
export function foretellMove(change: Change, services: Services): void {
  const { job, last, declaration } = change;
  const { args } = declaration;
  const { args: before } = last;
  const { made, adopted } = leavingIn(last);
  const isRetained = before.removalPolicy === "retain";
  const limit = deletionLimit(args, last.record);
  const headcount = { managed: made.length + adopted.length, declared: declaration.count };
  const refused = isRetained ? undefined : refusal(made, headcount, limit);
  const document = movePlan(
    change,
    [...(before.removalPolicy === "retain" ? [] : leaving(made, before.removalPolicy)), ...leaving(adopted, "release")],
    {
      formerUserStoreId: before.userStoreId,
      notes:
        isRetained && made.length > 0
          ? [`${count(made.length, "user")} left with our mark in user store ${before.userStoreId}`]
          : [],
      refusals:
        refused === undefined
          ? []
          : [
              `userStoreId changes from ${before.userStoreId} to ${nameOf(args.userStoreId)}: in user store ${before.userStoreId} ${refused}`,
            ],
    },
    services,
  );
  announce(document, job, services);
  if (document.refusals.length > 0) throw new PlanRefused(document.refusals);
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
