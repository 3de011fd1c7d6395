import { actionsOf, type Plan } from "../users/actions";
import { showRef, type UserRef } from "../users/ref";

/** How many users one run may take away. */
export interface DeletionLimit {
  readonly count: number;
  readonly percent: number;
  /** The number a person has accepted for this change, which then replaces both. */
  readonly accepted: number | undefined;
}

const PERCENT_COUNTS_FROM = 20;
const NAMED = 20;

/** What a plan takes away: users deleted, frozen, or deleted to be imported again. */
export function removalsOf(plan: Plan): UserRef[] {
  return [
    ...actionsOf(plan, "delete").map(({ recorded }) => recorded.ref),
    ...actionsOf(plan, "freeze").map(({ recorded }) => recorded.ref),
    ...actionsOf(plan, "reimport").map(({ ref }) => ref),
  ];
}

/** The sentence that refuses too many removals, or nothing when they are within the limit. */
export function refusal(removed: readonly UserRef[], managed: number, limit: DeletionLimit): string | undefined {
  if (removed.length === 0) return undefined;
  const named = removed.slice(0, NAMED).map(showRef).join(", ");
  const more = removed.length > NAMED ? ` and ${String(removed.length - NAMED)} more` : "";
  const users = `${String(removed.length)} of ${String(managed)} managed users would be removed: ${named}${more}.`;
  if (limit.accepted !== undefined) {
    if (removed.length <= limit.accepted) return undefined;
    return `${users} acceptDeletions allows ${String(limit.accepted)}. Set acceptDeletions: ${String(removed.length)} if this is meant.`;
  }
  const percent = managed === 0 ? 100 : (removed.length / managed) * 100;
  const overCount = removed.length > limit.count;
  const overPercent = managed >= PERCENT_COUNTS_FROM && percent > limit.percent;
  if (!overCount && !overPercent) return undefined;
  const rule = overCount
    ? `deletionLimit.count is ${String(limit.count)}`
    : `deletionLimit.percent is ${String(limit.percent)} and this is ${percent.toFixed(0)} %`;
  return `${users} ${rule}. Set acceptDeletions: ${String(removed.length)} for this change if it is meant.`;
}
