import { actionsOf, type Plan } from "../../users/plan/actions";
import { listed, count } from "../../../text/format";
import { showRef, type UserRef } from "../../users/model/ref";

/** The limit on how many users one run may remove. */
export interface DeletionLimit {
  readonly count: number;
  readonly percent: number;
  /** The number a person accepted for this change; it replaces both limits. */
  readonly accepted: number | undefined;
  /** True if that was for an earlier change, and still stands in the program: it holds beside both limits then. */
  readonly isSpent: boolean;
}

const PERCENT_COUNTS_FROM = 20;

/** The users a plan removes: deleted, frozen, or deleted to be imported again. */
export function removalsOf(plan: Plan): UserRef[] {
  return [
    ...actionsOf(plan, "delete").map(({ recorded }) => recorded.ref),
    ...actionsOf(plan, "freeze").map(({ recorded }) => recorded.ref),
    ...actionsOf(plan, "reimport").map(({ ref }) => ref),
  ];
}

/** The number of users in the record and in the declaration. */
export interface Headcount {
  readonly managed: number;
  readonly declared: number;
}

/** The sentence that refuses too many removals; undefined when they are within the limit. */
export function refusal(
  removed: readonly UserRef[],
  { managed, declared }: Headcount,
  limit: DeletionLimit,
): string | undefined {
  const { accepted } = limit;
  if (removed.length === 0) return undefined;
  const isAllowed = accepted === undefined || removed.length <= accepted;
  if (isAllowed && accepted !== undefined && !limit.isSpent) return undefined;
  const isSame = limit.isSpent && removed.length === accepted;
  // The same number again would be no answer.
  const meant = `Set acceptDeletions: ${String(isSame ? removed.length + 1 : removed.length)}`;
  const spent =
    limit.isSpent && isAllowed ? ` acceptDeletions: ${String(accepted)} was for an earlier change, which is done.` : "";
  if (declared === 0) {
    return `userSets is empty now, which would remove everybody: ${count(removed.length, "user")}.${spent} ${meant} if this is meant, or destroy the resource.`;
  }
  const users = `${String(removed.length)} of ${count(managed, "managed user")} would be removed: ${listed(removed.map(showRef))}.`;
  if (!isAllowed) {
    return `${users} acceptDeletions allows ${String(accepted)}. ${meant} if this is meant.`;
  }
  const percent = managed === 0 ? 100 : (removed.length / managed) * 100;
  const overCount = removed.length > limit.count;
  const overPercent = managed >= PERCENT_COUNTS_FROM && percent > limit.percent;
  if (!overCount && !overPercent) return undefined;
  const rule = overCount
    ? `deletionLimit.count is ${String(limit.count)}`
    : `deletionLimit.percent is ${String(limit.percent)} and this is ${percent.toFixed(0)} %`;
  return `${users} ${rule}.${spent} ${meant} for this change if it is meant.`;
}
