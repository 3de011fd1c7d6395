import { count } from "../../../text/format";
import { PlanRefused } from "../../messages/errors";
import { failureFromConflict } from "../../messages/failures";
import type { OwnerMark } from "../../users/model/mark";
import { areNamesakes, areOfOneProject } from "../../users/model/owner";
import { actionsOf, type Plan } from "../../users/plan/actions";
import type { Ledger } from "../ledger";

/** The job to be created. */
interface Create {
  readonly mark: OwnerMark;
  /** The number of users it declares. */
  readonly declared: number;
}

/**
 * Refuses a create that meets users of another job of its project. Either the state was lost, or the program runs
 * twice, or this is a replacement (perhaps of a job that had another name then). Only a person can tell which, and so
 * who owns the users. A replacement that fails here leaves the old resource whole.
 */
export function assertNoRelative(ledger: Ledger, decided: Plan, { mark, declared }: Create): void {
  const owners = new Set<string>();
  const conflicts = actionsOf(decided, "conflict").filter(({ reason }) => {
    if (reason.kind !== "foreign-mark" || reason.owner === undefined) return false;
    if (!areOfOneProject(reason.owner, mark.owner)) return false;
    owners.add(reason.owner);
    return true;
  });
  if (conflicts.length === 0) return;
  for (const conflict of conflicts) ledger.fail(failureFromConflict(conflict));
  const those = [...owners].join(" and ");
  const who = [...owners].every((owner) => areNamesakes(owner, mark.owner))
    ? `${those}, a job of this name with another state. Either that state is in use, in a second clone or as the ` +
      `resource that this one replaces (a replacement on its own store gains nothing), or it was lost. If it was lost, take`
    : `${those}, made by another job of this project or by this one under a former name. Either that job is in use, as ` +
      `itself or as the resource that this one replaces (a replacement on its own store gains nothing), or it is to give ` +
      `them away. If it is, take`;
  throw new PlanRefused(
    `nothing was written: ${String(conflicts.length)} of ${count(declared, "declared user")} ${conflicts.length === 1 ? "belongs" : "belong"} to ` +
      `${who} them over with takeOver: ${stub([...owners])}: they keep UserIds and passwords, and this job updates and ` +
      `removes them as its own`,
  );
}

/**
 * Refuses a move unless every user can come along: once the create succeeds, the engine removes all users from the old
 * store.
 */
export function assertAllCanCome(ledger: Ledger, decided: Plan, declared: number): void {
  const conflicts = actionsOf(decided, "conflict");
  if (conflicts.length === 0) return;
  for (const conflict of conflicts) ledger.fail(failureFromConflict(conflict, ledger.nameOf));
  throw new PlanRefused(
    `nothing was written: ${String(conflicts.length)} of ${count(declared, "declared user")} cannot come into the new store, and the move would remove them from the old one`,
  );
}

/** The list as TypeScript, ready to paste into a program. */
function stub(owners: readonly string[]): string {
  return `[${owners.map((owner) => JSON.stringify(owner)).join(", ")}]`;
}
