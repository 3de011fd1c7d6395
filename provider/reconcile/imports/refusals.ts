import type { CiamJob } from "../../../ciam/actions";
import { textsIn, withoutValues } from "../../../ciam/errors/redact";
import { identitiesOf } from "../../users/model/identity/identity";
import { spellingsOfPhone } from "../../users/model/identity/phone";
import type { ImportItem } from "./batches";

/**
 * Matches the failed users that a job names with those we sent. The service does not document which identity of a user
 * it names, or whether it names one at all. A job that refused all its users for one reason needs no names.
 */
export function refusalsOf(job: CiamJob, items: readonly ImportItem[]): Map<ImportItem, string> {
  const byValue = new Map<string, ImportItem>();
  for (const item of items) {
    for (const { field, normal } of identitiesOf(item.action.user)) {
      byValue.set(normal, item);
      const declared = item.action.user[field];
      if (typeof declared !== "string") continue;
      const spellings = field === "phoneNumber" ? spellingsOfPhone(declared) : [declared];
      for (const spelling of spellings) byValue.set(spelling, item);
    }
  }
  const failed = (job.FailedUsers ?? []).map((user) => ({ of: user.FailedUserIdentification, why: user.FailedReason }));
  const detailed = (job.ErrorDetails ?? []).map((detail) => ({ of: detail.UserId, why: detail.Error }));
  const said = [...failed, ...detailed];
  const refusals = new Map<ImportItem, string>();
  for (const { of, why } of said) {
    const item = byValue.get(of ?? "");
    if (item) refusals.set(item, why ?? "");
  }
  const [first] = said;
  const isUnanimous = first !== undefined && said.every(({ why }) => why === first.why);
  // The two lists may be about the same users.
  if (refusals.size === 0 && isUnanimous && Math.max(failed.length, detailed.length) >= items.length) {
    // A reason given for all may quote one of them, and the others must not read it.
    const why = withoutValues(first.why ?? "", textsIn(items.map(({ action }) => action.user)));
    for (const item of items) refusals.set(item, why);
  }
  return refusals;
}
