import type { ActionOf } from "../users/actions";
import { LiveUsers } from "../users/liveUsers";
import { ownershipOf } from "../users/mark";
import type { RunContext } from "./context";
import type { Ledger } from "./ledger";
import { readUser, usersWithMark } from "./observe";
import { RunStopped } from "./stop";
import { repeatableWrite } from "./write";
import { releaseUser, setStatus } from "./updates";

/** How many users one DeleteUsers call takes with it; the service documents no maximum. */
const CHUNK = 100;

/** Up to this many users are read one by one before they are removed, instead of all of ours. */
const FEW = 3;

type Removal = ActionOf<"delete"> | ActionOf<"freeze"> | ActionOf<"release">;

/**
 * Removes users who are still ours. They are read again right before: the plan may be minutes old, and a user whose
 * mark is gone, or somebody else's, is not ours to touch any more.
 */
export async function removeUsers(context: RunContext, ledger: Ledger, removals: readonly Removal[]): Promise<void> {
  if (removals.length === 0) return;
  const ours = await stillOurs(context, removals);
  for (const { recorded } of removals.filter((removal) => !ours.has(removal))) ledger.drop(recorded.ref);

  const present = removals.filter((removal) => ours.has(removal));
  for (const removal of present) {
    if (removal.kind === "release") {
      await releaseUser(context, ledger, removal.live);
      ledger.drop(removal.recorded.ref);
      ledger.counts.removed++;
    } else if (removal.kind === "freeze") {
      await setStatus(context, ledger, removal.live.id, "FREEZE");
      const { ref, id, origin } = removal.recorded;
      ledger.manage({ ref, id, origin, frozen: true });
      ledger.counts.removed++;
    }
  }
  await deleteUsers(
    context,
    ledger,
    present.filter((removal) => removal.kind === "delete"),
  );
}

async function stillOurs(context: RunContext, removals: readonly Removal[]): Promise<Set<Removal>> {
  const live = new LiveUsers();
  if (removals.length <= FEW) {
    for (const removal of removals) {
      const user = await readUser(context, removal.live.id);
      if (user) live.add(user);
    }
  } else {
    for (const user of await usersWithMark(context)) live.add(user);
  }
  return new Set(
    removals.filter((removal) => {
      const now = live.get(removal.live.id);
      return now !== undefined && ownershipOf(now, context.mark).kind === "ours";
    }),
  );
}

/** The first deletion of a run goes alone and is read back, then the others follow in chunks. */
async function deleteUsers(
  context: RunContext,
  ledger: Ledger,
  removals: readonly ActionOf<"delete">[],
): Promise<void> {
  for (let start = 0; start < removals.length;) {
    const size = ledger.deletionsProven ? CHUNK : 1;
    const chunk = removals.slice(start, start + size);
    const UserIds = chunk.map(({ live }) => live.id);
    await repeatableWrite(context, ledger, () =>
      context.calls.call("DeleteUsers", { UserStoreId: context.userStoreId, UserIds }),
    );
    if (!ledger.deletionsProven) await assertGone(context, chunk[0]);
    ledger.deletionsProven = true;
    for (const { recorded } of chunk) ledger.drop(recorded.ref);
    ledger.counts.removed += chunk.length;
    start += chunk.length;
    if (removals.length > CHUNK)
      context.reporter.progress(`${String(start)} of ${String(removals.length)} users deleted`);
  }
}

/** Read lag is possible, so a user is given a few looks to disappear. */
async function assertGone(context: RunContext, removal: ActionOf<"delete"> | undefined): Promise<void> {
  if (!removal) return;
  for (const wait of [0, 200, 1_000, 3_000]) {
    if (wait > 0) await context.clock.sleep(wait);
    if (!(await readUser(context, removal.live.id))) return;
  }
  throw new RunStopped(
    `CIAM accepted the deletion of user ${removal.live.id} and still lists it; nothing more is deleted`,
  );
}
