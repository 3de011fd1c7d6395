import { isTooManyAtOnce, isUserGone } from "../../../ciam/errors/catalogue/meanings";
import type { ActionOf, Removal } from "../../users/plan/actions";
import { LiveUsers } from "../../users/model/liveUsers";
import { isMadeByUs, ownershipOf, type Origin } from "../../users/model/mark";
import type { LiveUser } from "../../users/model/live";
import type { RunContext } from "../run";
import type { Ledger } from "../ledger";
import { isFewer, ourUsers, readUser } from "../observe/observe";
import { RunStopped } from "../../messages/errors";
import { releaseUser, setFreezing } from "./updates";
import { repeatableWrite } from "./write";

/** The number of users in one DeleteUsers call; the service documents no maximum. */
const CHUNK = 100;

/** At most this many users are read one by one before they are removed; for more, all our users are read. */
const FEW = 3;

/** How often users that remain after a deletion are deleted again. */
const ATTEMPTS = 3;

type Deletion = ActionOf<"delete">;

/**
 * A look at the users stays valid this long, counted from its start. Once done, a slower look stays valid for as long as
 * it took: otherwise the run would mostly look, and would never finish a store of a hundred thousand users.
 */
const FRESH_MS = 5_000;

/**
 * Removes users that are still ours, and answers which are gone. They are read again right before: the plan may be
 * minutes old, and a user that lost our mark or carries another one is no longer ours to touch.
 *
 * @param isElsewhere whether a job that came since declares the user
 */
export async function removeUsers(
  context: RunContext,
  ledger: Ledger,
  removals: readonly Removal[],
  isElsewhere: (user: LiveUser) => boolean = () => false,
): Promise<Set<Removal>> {
  const remover = new Remover(context, ledger, isElsewhere);
  await remover.remove(removals.filter(({ kind }) => kind !== "delete"));
  return await remover.remove(removals.filter(({ kind }) => kind === "delete"));
}

class Remover {
  private readonly gone = new Set<Removal>();
  private size = CHUNK;

  constructor(
    private readonly context: RunContext,
    private readonly ledger: Ledger,
    private readonly isElsewhere: (user: LiveUser) => boolean,
  ) {}

  async remove(removals: readonly Removal[]): Promise<Set<Removal>> {
    let rest = removals;
    while (rest.length > 0) {
      const part = rest[0]?.kind === "delete" ? this.ledger.canaries.deletions.next(rest) : rest;
      const { clock } = this.context;
      const began = clock.monotonic();
      const ours = await this.stillOurs(part);
      const freshFor = Math.max(FRESH_MS, 2 * (clock.monotonic() - began));
      const done = await this.removeWhile(part, ours, () => clock.monotonic() - began < freshFor);
      rest = rest.slice(done);
    }
    return this.gone;
  }

  /** Removes users while the look at them is fresh, and answers how far it came. */
  private async removeWhile(
    part: readonly Removal[],
    ours: ReadonlySet<Removal>,
    isFresh: () => boolean,
  ): Promise<number> {
    let done = 0;
    while (done < part.length && (done === 0 || isFresh())) {
      const chunk: ActionOf<"delete">[] = [];
      for (const removal of part.slice(done, done + this.size)) {
        if (!ours.has(removal)) this.leave(removal);
        else if (this.isElsewhere(removal.live)) this.handOver(removal);
        else if (removal.kind === "delete") chunk.push(removal);
        else await letGo(this.context, this.ledger, removal);
      }
      const count = Math.min(this.size, part.length - done);
      if (await this.deleteChunk(chunk)) done += count;
    }
    return done;
  }

  /** Leaves a user that is gone or no longer ours. */
  private leave(removal: Removal): void {
    this.ledger.drop(removal.recorded.id);
    if (!this.gone.has(removal)) this.ledger.noteStays(removal.live);
  }

  private handOver({ live }: Removal): void {
    this.ledger.handOver(live);
    this.ledger.noteStays(live);
  }

  /** False when the service takes fewer at once; then no user was deleted. */
  private async deleteChunk(chunk: readonly ActionOf<"delete">[]): Promise<boolean> {
    if (chunk.length === 0) return true;
    const { context, ledger } = this;
    try {
      await deleteAll(context, ledger, chunk);
    } catch (error) {
      if (!isTooManyAtOnce(error) || chunk.length === 1) throw error;
      this.size = Math.ceil(chunk.length / 2);
      return false;
    }
    if (ledger.canaries.deletions.needsLook(true)) await assertGone(context, chunk);
    ledger.canaries.deletions.cameBack();
    for (const deletion of chunk) {
      ledger.drop(deletion.recorded.id);
      this.gone.add(deletion);
    }
    ledger.count("removed", chunk.length);
    if (chunk.length > FEW) context.reporter.progress(`removed: ${String(ledger.counts.removed)}`);
    return true;
  }

  private async stillOurs(removals: readonly Removal[]): Promise<Set<Removal>> {
    const { context } = this;
    const isFew = removals.length <= FEW || isFewer(context, removals.length);
    const live = new LiveUsers(isFew ? [] : await ourUsers(context, originsOf(removals)));
    const ours = new Set<Removal>();
    for (const removal of removals) {
      // A list may lag: only reading the user itself shows that it is gone, or no longer ours.
      const now = live.get(removal.live.id) ?? (await readUser(context, removal.live.id));
      if (!now) this.gone.add(removal);
      else if (now.primary && mayTouch(context, removal, now)) ours.add(removal);
    }
    return ours;
  }
}

/** The origins, and so the marks, of these users: adopted ones are only released. */
function originsOf(removals: readonly Removal[]): Origin[] {
  return [...new Set(removals.map(({ kind, recorded }) => (kind === "release" ? recorded.origin : "created")))];
}

/** True if the user is ours. To be deleted or frozen, it must also be one that we made. */
function mayTouch({ mark }: RunContext, { kind }: Removal, now: LiveUser): boolean {
  return kind === "release" ? ownershipOf(now, mark).kind === "ours" : isMadeByUs(now, mark);
}

async function letGo(context: RunContext, ledger: Ledger, removal: Exclude<Removal, Deletion>): Promise<void> {
  const { ref, id, origin } = removal.recorded;
  if (removal.kind === "release") {
    await releaseUser(context, ledger, removal.live);
    ledger.drop(id);
  } else {
    try {
      await setFreezing(context, ledger, id, "frozen");
      ledger.freeze({ ref, id, origin });
    } catch (error) {
      if (!isUserGone(error)) throw error;
      ledger.drop(id);
    }
  }
  ledger.count("removed");
}

/** Deletes the whole chunk. If the service refuses because some users are already gone, deletes the rest. */
async function deleteAll(context: RunContext, ledger: Ledger, chunk: readonly Deletion[]): Promise<void> {
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

/** A list may lag, so a deleted user gets a few looks to disappear. */
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
