import { actionsOf, type DesiredUser, type Plan, type RecordedUser } from "../users/actions";
import { driftedFields } from "../users/changes";
import { plan } from "../users/plan";
import type { Policy } from "../users/policy";
import { refId, showRef } from "../users/ref";
import { apply } from "./apply";
import type { RunContext } from "./context";
import { refusal, removalsOf, type DeletionLimit } from "./guard";
import type { Ledger } from "./ledger";
import { observeOurs, preflight } from "./observe";
import { RunStopped } from "./stop";
import { tally } from "./tally";

/** What one `create` or `update` shall reach. */
export interface Target {
  readonly verb: "create" | "update";
  readonly desired: readonly DesiredUser[];
  readonly recorded: readonly RecordedUser[];
  readonly policy: Policy;
  readonly limit: DeletionLimit;
  /** Whether to look for existing users before the first import. */
  readonly preflight: boolean;
}

/**
 * The walk: observe the store, plan, guard, apply. It can be run again from wherever it stopped: what it finds in
 * the store decides, the record is a hint. The ledger holds what was done, also when this throws.
 */
export async function reconcile(context: RunContext, ledger: Ledger, target: Target): Promise<Plan> {
  const { desired, recorded, policy, verb } = target;
  const live = await observeOurs(context, recorded);
  if (target.preflight) {
    const known = new Set(recorded.map(({ ref }) => refId(ref)));
    await preflight(
      context,
      live,
      desired.filter(({ ref }) => !known.has(refId(ref))).map(({ user }) => user),
    );
    await lookForTakenIdentities(context, target, live);
  }
  const decided = plan({ desired, recorded, live, verb }, policy);
  const refused = refusal(removalsOf(decided), recorded.length, target.limit);
  if (refused !== undefined) throw new RunStopped(refused);
  const doing = tally(decided);
  if (doing !== undefined) context.reporter.info(doing);
  if (decided.orphans.length > 0) {
    context.reporter.warn(
      `${String(decided.orphans.length)} users carry our mark and are not declared: ${decided.orphans
        .slice(0, 20)
        .map(({ id }) => id)
        .join(", ")}. They are removed by the next update`,
    );
  }
  await apply(context, ledger, decided);
  for (const { recorded: user } of actionsOf(decided, "missing")) {
    context.reporter.warn(
      `${showRef(user.ref)} (${user.id}) is gone from the store: run \`pulumi refresh\` to see it, then \`pulumi up\` to import it again`,
    );
  }
  return decided;
}

/** Known users who take an identity that a stranger may hold: looked for like newcomers. */
async function lookForTakenIdentities(
  context: RunContext,
  { desired, recorded, policy }: Target,
  live: Parameters<typeof preflight>[1],
): Promise<void> {
  const byRef = new Map(recorded.map((user) => [refId(user.ref), user]));
  const renamed = desired.filter(({ ref, user }) => {
    const before = byRef.get(refId(ref));
    const now = before && live.get(before.id);
    if (!now) return false;
    const drifted = new Set(driftedFields(user, now, before, policy.ignoreFields));
    return (["userName", "phoneNumber", "email"] as const).some(
      (field) => user[field] !== undefined && user[field] !== now.fields[field] && !drifted.has(field),
    );
  });
  await preflight(
    context,
    live,
    renamed.map(({ user }) => ({
      ...(user.userName !== undefined && { userName: user.userName }),
      ...(user.phoneNumber !== undefined && { phoneNumber: user.phoneNumber }),
      ...(user.email !== undefined && { email: user.email }),
    })),
  );
}
