import type { DeletionLimit } from "../../../reconcile/beforeWriting/guard";
import type { JobRecord } from "../state/record";
import type { JobArgs } from "./args";

/**
 * The limit on how many users a change may remove. `acceptDeletions` is for one change: the run that ends with it spends
 * it, and where the number still stands, it widens no limit.
 */
export function deletionLimit(
  { deletionLimit: limit, acceptDeletions }: Pick<JobArgs, "deletionLimit" | "acceptDeletions">,
  last: Pick<JobRecord, "spentAcceptance"> | undefined,
): DeletionLimit {
  const isSpent = acceptDeletions !== undefined && acceptDeletions === last?.spentAcceptance;
  return { ...limit, accepted: acceptDeletions, isSpent };
}
