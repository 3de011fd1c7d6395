import { listed } from "../../../../text/format";
import { nameOf } from "../../../users/model/owner";
import type { LiveUser } from "../../../users/model/live";
import { actionsOf, type Plan, type Removal } from "../../../users/plan/actions";
import { knownIdentities, PrintedInForce, Prints } from "../../../users/plan/compare/prints";
import { takesOver } from "../../../users/plan/decide/standing";
import { showRef } from "../../../users/model/ref";
import type { Declaration } from "../session/declaration";
import type { JobInSession } from "../session/jobInSession";
import type { Session } from "../session/session";

/** Why a job comes too late: others, whose updates are foreseen already, remove users whom it declares. */
export function lateFor(others: readonly JobInSession[], job: JobInSession): string[] {
  return others.flatMap(({ leaving, owner, declaration }) => {
    const lost = leaving.length > 0 ? leaving.filter(isDeclaredBy(job, declaration)) : [];
    if (lost.length === 0) return [];
    const whole = owner ?? declaration.args.owner;
    const name = nameOf(whole);
    const isListed = takesOver(new Set(job.declaration.args.takeOver), whole);
    const names = listed(lost.map(({ recorded: { ref } }) => showRef(ref)));
    const { args } = job.declaration;
    const remedy = takesOver(new Set(declaration.args.takeOver), job.owner ?? args.owner)
      ? "If both give users to each other, move them one way first, and the other way in another update"
      : "Let it wait for this job, with dependsOn among its options, and take out what makes this job wait for it";
    return [
      `${name} comes before this job, and would remove users whom this one declares: ${names}. ${remedy}` +
        (isListed ? "" : `; and list it here, with takeOver: [${JSON.stringify(name)}]`),
    ];
  });
}

/** Of a user of a file its job knows prints only, by a key of its own. */
function isDeclaredBy(job: JobInSession, { inputs: { printKey } }: Declaration): (leaving: Removal) => boolean {
  const users = job.declaration.users.map(({ user }) => user);
  const known = typeof printKey === "string" ? knownIdentities(users, new Prints(printKey)) : undefined;
  return ({ live, recorded: { inForce } }) =>
    job.declares(live) || (known !== undefined && inForce instanceof PrintedInForce && inForce.isAmong(known));
}

/** Why users who go to another job would stay where they are: \`up\` would fail with it, so the preview does. */
export function stuckIn(plan: Plan, { owner, declaration: { args } }: JobInSession, session: Session): string[] {
  const leaving = actionsOf(plan, "forget").flatMap((action) => (action.why === "declared-elsewhere" ? [action] : []));
  const refused = new Map<string, string[]>();
  for (const { live, recorded } of leaving) {
    const heir = session.heirOf(owner ?? args.owner, args.userStoreId, live);
    const sentence = heir && withoutRight(args, heir, live);
    if (sentence !== undefined) refused.set(sentence, [...(refused.get(sentence) ?? []), showRef(recorded.ref)]);
  }
  return [...refused].map(([sentence, names]) => `${sentence}: ${listed(names)}`);
}

type Args = JobInSession["declaration"]["args"];

/** Of one who was declared there before, only the store can tell whose it is. */
function withoutRight(args: Args, heir: JobInSession, user: LiveUser): string | undefined {
  const { args: others } = heir.declaration;
  if (others.failurePolicy !== "fail" || !heir.declaresAnew(user)) return undefined;
  const name = JSON.stringify(nameOf(args.owner));
  return `${others.owner} declares users of this job and would be refused them. List takeOver: [${name}] there, or take them out of it`;
}
