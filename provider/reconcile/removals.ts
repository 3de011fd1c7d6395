import { CiamError } from "../ciam/errors";
import type { ActionOf } from "../users/actions";
import { LiveUsers } from "../users/liveUsers";
import { ownershipOf } from "../users/mark";
import type { RunContext } from "./context";
import type { Ledger } from "./ledger";
import { readUser, usersWithMark } from "./observe";
import { RunStopped } from "./stop";
import { releaseUser, setStatus } from "./updates";
import { isUserGone, repeatableWrite } from "./write";

/** How many users one DeleteUsers call takes with it; the service documents no maximum. */
const CHUNK = 100;

/** Up to this many users are read one by one before they are removed, instead of all of ours. */
const FEW = 3;

/** How often users who are still there after a deletion are deleted again. */
const ATTEMPTS = 3;

export type Removal = ActionOf<"delete"> | ActionOf<"freeze"> | ActionOf<"release">;
type Deletion = ActionOf<"delete">;

/**
 * Removes users who are still ours, and answers who is gone. They are read again right before: the plan may be minutes
 * old, and a user whose mark is gone, or somebody else's, is not ours to touch any more.
 */
export async function removeUsers(
  context: RunContext,
  ledger: Ledger,
  removals: readonly Removal[],
): Promise<Set<Removal>> {
  const gone = new Set<Removal>();
  if (removals.length === 0) return gone;
  const { ours, absent } = await stillOurs(context, removals);
  for (const removal of removals) {
    if (ours.has(removal)) continue;
    ledger.drop(removal.recorded.ref, removal.recorded.id);
    if (absent.has(removal)) gone.add(removal);
  }
  const deletions: Deletion[] = [];
  for (const removal of ours) {
    if (removal.kind === "delete") deletions.push(removal);
    else await letGo(context, ledger, removal);
  }
  await deleteUsers(context, ledger, deletions);
  for (const deletion of deletions) gone.add(deletion);
  return gone;
}

async function letGo(context: RunContext, ledger: Ledger, removal: Exclude<Removal, Deletion>): Promise<void> {
  const { ref, id, origin } = removal.recorded;
  if (removal.kind === "release") {
    await releaseUser(context, ledger, id);
    ledger.drop(ref, id);
  } else {
    try {
      await setStatus(context, ledger, id, "FREEZE");
      // Its name may be another user's by now.
      const holder = ledger.entryOf(ref)?.id ?? id;
      ledger.manage({ ref: holder === id ? ref : { set: ref.set, key: id }, id, origin, frozen: true });
    } catch (error) {
      if (!isUserGone(error)) throw error;
      ledger.drop(ref, id);
    }
  }
  ledger.counts.removed++;
}

async function stillOurs(
  context: RunContext,
  removals: readonly Removal[],
): Promise<{ ours: Set<Removal>; absent: Set<Removal> }> {
  const live = new LiveUsers(removals.length > FEW ? await usersWithMark(context, context.mark) : []);
  const ours = new Set<Removal>();
  const absent = new Set<Removal>();
  for (const removal of removals) {
    // A list may lag behind: only a look at the user itself tells that it is gone, or no longer ours.
    const now = live.get(removal.live.id) ?? (await readUser(context, removal.live.id));
    if (!now) absent.add(removal);
    else if (now.primary && ownershipOf(now, context.mark).kind === "ours") ours.add(removal);
  }
  return { ours, absent };
}

/** The first deletion of a run goes alone and is read back, then the others follow in chunks. */
async function deleteUsers(context: RunContext, ledger: Ledger, deletions: readonly Deletion[]): Promise<void> {
  let size = CHUNK;
  for (let start = 0; start < deletions.length;) {
    const chunk = deletions.slice(start, start + (ledger.deletionsProven ? size : 1));
    try {
      await deleteChunk(context, ledger, chunk);
    } catch (error) {
      if (!isTooMany(error) || chunk.length === 1) throw error;
      size = Math.ceil(chunk.length / 2);
      continue;
    }
    if (!ledger.deletionsProven) await assertGone(context, chunk);
    ledger.deletionsProven = true;
    for (const { recorded } of chunk) ledger.drop(recorded.ref, recorded.id);
    ledger.counts.removed += chunk.length;
    start += chunk.length;
    if (deletions.length > CHUNK)
      context.reporter.progress(`${String(start)} of ${String(deletions.length)} users deleted`);
  }
}

/** Deletes all of the chunk; where the service refuses to delete who is gone already, those who are left. */
async function deleteChunk(context: RunContext, ledger: Ledger, chunk: readonly Deletion[]): Promise<void> {
  let UserIds = chunk.map(({ live }) => live.id);
  for (let attempt = 1; UserIds.length > 0; attempt++) {
    try {
      await repeatableWrite(context, ledger, () =>
        context.calls.call("DeleteUsers", { UserStoreId: context.userStoreId, UserIds }),
      );
      return;
    } catch (error) {
      if (!isUserGone(error) || attempt === ATTEMPTS) throw error;
      const left: string[] = [];
      for (const id of UserIds) if (await readUser(context, id)) left.push(id);
      UserIds = left;
    }
  }
}

function isTooMany(error: unknown): boolean {
  return error instanceof CiamError && /^(?:InvalidParameter|LimitExceeded|RequestSizeLimitExceeded)/.test(error.code);
}

/** Read lag is possible, so a user is given a few looks to disappear. */
async function assertGone(context: RunContext, [deletion]: readonly Deletion[]): Promise<void> {
  if (!deletion) return;
  for (const wait of [0, 200, 1_000, 3_000]) {
    if (wait > 0) await context.clock.sleep(wait);
    if (!(await readUser(context, deletion.live.id))) return;
  }
  throw new RunStopped(
    `CIAM accepted the deletion of user ${deletion.live.id} and still lists it; nothing more is deleted`,
  );
}
