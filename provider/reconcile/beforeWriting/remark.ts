import { actionsOf, everyAction, type Plan, staysFrozen } from "../../users/plan/actions";
import { count, listed } from "../../../text/format";
import { frozenNote } from "../../messages/tally";
import { otherOwnerOf, type OwnerMark } from "../../users/model/mark";
import { refId, showRef, type UserRef } from "../../users/model/ref";
import type { Reason } from "../../users/plan/decide/standing";
import type { Reporter, RunContext } from "../run";
import type { Ledger } from "../ledger";

/** Reports the users that were not touched and why. */
export function remark({ reporter, mark }: RunContext, { linked }: Ledger, decided: Plan): void {
  const missing = actionsOf(decided, "missing").map(({ recorded: { ref, id } }) => `${showRef(ref)} (${id})`);
  if (missing.length > 0) {
    reporter.warn(`gone from the store: ${listed(missing)}. A refresh shows it, and the update after it imports again`);
  }
  if (decided.orphans.length > 0) {
    const carry = decided.orphans.length === 1 ? "carries this job's mark but is" : "carry this job's mark but are";
    reporter.warn(
      `${count(decided.orphans.length, "user")} ${carry} not declared: ${listed(decided.orphans.map(({ id }) => id))}. ` +
        `A refresh shows them; the update after it deletes those that were never used since this job made them, and releases the others`,
    );
  }
  const frozen = everyAction(decided).flatMap((action) => (staysFrozen(action) ? [showRef(action.ref)] : []));
  if (frozen.length > 0) reporter.info(frozenNote(frozen));
  if (linked.length > 0) {
    reporter.warn(`linked to another account and left alone: ${listed(linked)}`);
  }
  remarkOnOwners({ reporter, mark }, decided);
}

/** Reports the users that became ours, and the groups withheld from them. */
export function remarkOnOwners({ reporter, mark }: Pick<RunContext, "reporter" | "mark">, decided: Plan): void {
  remarkOnStanding(reporter, decided, mark);
  remarkOnGroups(reporter, decided);
}

function remarkOnGroups(reporter: Reporter, decided: Plan): void {
  const ours = [...actionsOf(decided, "update"), ...actionsOf(decided, "keep")];
  const reasons = new Map(ours.map(({ ref, by }) => [refId(ref), by]));
  const withheld = { found: [] as UserRef[], unmarked: [] as UserRef[], never: [] as UserRef[] };
  for (const ref of decided.groupsWithheld) withheld[untilWhen(reasons.get(refId(ref)))].push(ref);
  const { found, unmarked, never } = withheld;
  for (const [later, why] of [
    [found, "the state did not know these accounts until now"],
    [unmarked, "these accounts had lost their owner mark, which is set again"],
  ] as const) {
    if (later.length === 0) continue;
    reporter.warn(
      `not put into their groups yet, because ${why}: ${listed(later.map(showRef))}. A refresh and the update after it put them in`,
    );
  }
  if (never.length > 0) {
    reporter.warn(
      `not put into their groups, because this job did not make these accounts: ${listed(never.map(showRef))}. Set adoptGrantsGroups: true if they may have them`,
    );
  }
}

/**
 * When a user gets the groups that this run withholds: once it is recorded, once it is marked, or only when the program
 * grants them.
 */
function untilWhen(by: Reason | undefined): "found" | "unmarked" | "never" {
  if (by === "leftover" || by === "interrupted") return "found";
  return by === "unmarked" ? "unmarked" : "never";
}

/** Reports the users that became ours without a record, by which evidence, and the users left to another job. */
function remarkOnStanding(reporter: Reporter, decided: Plan, mark: OwnerMark): void {
  const known = [...actionsOf(decided, "update"), ...actionsOf(decided, "keep")];
  const interrupted = new Map<string, string[]>();
  for (const { live, ref } of known.filter(({ by }) => by === "interrupted")) {
    const owner = otherOwnerOf(live, mark) ?? "another job";
    interrupted.set(owner, [...(interrupted.get(owner) ?? []), showRef(ref)]);
  }
  for (const [owner, names] of interrupted) {
    const are = names.length === 1 ? "is" : "are";
    reporter.info(
      `${count(names.length, "user")} of an interrupted run of ${owner} ${are} taken into this state: ${listed(names)}`,
    );
  }
  const cared = known.filter(({ by }) => by === "care");
  if (cared.length > 0) {
    const names = cared.map(({ ref, live }) => `${showRef(ref)} (${live.id})`);
    const carry = cared.length === 1 ? "carries this job's mark, is" : "carry this job's mark, are";
    reporter.warn(
      `${count(cared.length, "user")} ${carry} in use and not in the state, so adopted (kept as declared, later released, ` +
        `never deleted): ${listed(names)}`,
    );
  }
  const left = actionsOf(decided, "forget").filter(({ why }) => why === "declared-elsewhere");
  if (left.length > 0) {
    const names = left.map(({ recorded: { ref } }) => showRef(ref));
    reporter.warn(
      `not removed, because another job of this program declares them: ${listed(names)}. List this job in its takeOver`,
    );
  }
}
