import { hasFailed, type CiamJob } from "../../../ciam/actions";
import { codeIn, saysTaken } from "../../../ciam/errors/catalogue/reasons";
import { failureFromConflict, failureFromService, type Failure } from "../../messages/failures";
import type { LiveUser } from "../../users/model/live";
import type { Sent } from "./batches";
import { shortId } from "./jobs";

/** True if the user's job ended before it was done: it took some of its users first. */
export function hasBrokenDown({ end }: Pick<Sent, "end">): boolean {
  return end !== "unknown" && hasFailed(end);
}

/** The reason why a user that was sent has no account of ours. */
export function failureOfMissing({ item: { action }, end, refusal }: Sent, holder?: LiveUser): Failure {
  const { ref, user } = action;
  if (refusal === undefined && holder)
    return failureFromConflict({ ref, user, with: [holder], reason: { kind: "exists" } });
  if (refusal !== undefined) {
    const besides = holder ? `; user ${holder.id} holds its identity` : heldByNobody(refusal);
    return failureFromService(ref, user, refusal, { besides });
  }
  const said = end === "unknown" ? "" : saidOfNobody(end);
  if (end !== "unknown" && hasBrokenDown({ end })) {
    const reason = `import job ${shortId(end.Id)} FAILED before this user was imported${said}`;
    return failureFromService(ref, user, reason, { code: "JobFailed" });
  }
  return failureFromService(
    ref,
    user,
    `its job ended without naming it${said}, and the store does not show it: it lags, or keeps identities of deleted users taken`,
    { code: "Unconfirmed" },
  );
}

/** A store need not free the identities of deleted users. */
function heldByNobody(refusal: string): string {
  return saysTaken(refusal)
    ? "; no user in the store holds its identities, so the store seems to keep those of deleted users taken"
    : "";
}

/**
 * The reason of a job that names its users in an unknown way: the code only, because the text may be about another
 * user.
 */
function saidOfNobody({ FailedUsers, ErrorDetails }: CiamJob): string {
  const why = FailedUsers?.[0]?.FailedReason ?? ErrorDetails?.[0]?.Error ?? "";
  const code = codeIn(why);
  if (code !== undefined) return `, which reports ${code} for an unnamed user`;
  if (saysTaken(why)) return ", which reports a taken identity for an unnamed user";
  return why === "" ? "" : ", which refuses a user it does not name";
}
