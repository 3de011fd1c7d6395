import type { CiamJob } from "../../../ciam/actions";
import { codeIn, saysTaken } from "../../../ciam/errors/catalogue/reasons";
import { failureFromConflict, failureFromService, type Failure } from "../../messages/failures";
import type { LiveUser } from "../../users/model/live";
import type { Sent } from "./batches";
import { shortId } from "./jobs";

/** Whether the job of the user ended before it was done: it took some of its users first. */
export function hasBrokenDown({ end }: Pick<Sent, "end">): boolean {
  return end !== "unknown" && end.Status === "FAILED";
}

/** Why a user who was sent has no account of ours. */
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
    `its job ended without naming it${said}, and the store does not show it: it lags behind, or keeps identities of deleted users taken`,
    { code: "Unconfirmed" },
  );
}

/** A store need not give the identities of deleted users free again. */
function heldByNobody(refusal: string): string {
  return saysTaken(refusal)
    ? "; nobody in the store holds its identities, so it seems to keep those of deleted users taken"
    : "";
}

/** What a job says of users whom it names in a way that nobody understands: the code only, its words may be about another one. */
function saidOfNobody({ FailedUsers, ErrorDetails }: CiamJob): string {
  const why = FailedUsers?.[0]?.FailedReason ?? ErrorDetails?.[0]?.Error ?? "";
  const code = codeIn(why);
  if (code !== undefined) return `, which says ${code} of somebody`;
  if (saysTaken(why)) return ", which says of somebody that an identity is taken";
  return why === "" ? "" : ", which refuses somebody it does not name";
}
