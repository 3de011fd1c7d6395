import { CiamError } from "../../../../ciam/errors";
import type { Ledger } from "../../../reconcile/ledger";
import { ourUsers, readUser } from "../../../reconcile/observe/observe";
import type { RunContext } from "../../../reconcile/run";
import { listed } from "../../../../text/format";
import type { LiveUser } from "../../../users/model/live";
import { ownerMark, ownershipOf } from "../../../users/model/mark";
import { showRef } from "../../../users/model/ref";
import type { Session } from "../session/session";

/** So long the run of a job is waited for that has not begun. It may be waiting for this one: `--parallel 1`. */
const BEGINS_WITHIN_MS = 5_000;

const LOOK_MS = 100;

/** At most this many users are read one by one. */
const FEW = 3;

/**
 * Gives up the users whom another job of the program takes over, once it has marked them: until then only the record
 * knows that we made them. Answers how many it gave up.
 */
export async function completeHandOvers(context: RunContext, ledger: Ledger, session: Session): Promise<number> {
  let count = 0;
  for (const [urn, users] of heirs(context, ledger, session)) {
    await written(context, session, urn);
    const given = new Set(await marked(context, session, urn, users));
    const names = (some: readonly LiveUser[]): string => listed(some.flatMap(({ id }) => nameIn(ledger, id)));
    const [gone, left] = [users.filter(({ id }) => given.has(id)), users.filter(({ id }) => !given.has(id))];
    const heir = session.nameAt(urn);
    if (gone.length > 0) context.reporter.info(`taken over by ${heir}: ${names(gone)}`);
    if (left.length > 0) {
      context.reporter.warn(
        `${heir} declares them and has not taken them over: ${names(left)}. They stay with this job until it has`,
      );
    }
    for (const { id } of gone) ledger.drop(id);
    count += gone.length;
  }
  return count;
}

function nameIn(ledger: Ledger, id: string): string[] {
  const ref = ledger.nameOf(id);
  return ref ? [showRef(ref)] : [];
}

function heirs(context: RunContext, ledger: Ledger, session: Session): Map<string, LiveUser[]> {
  const heirs = new Map<string, LiveUser[]>();
  for (const user of ledger.handOvers) {
    const urn = session.heirOf(context.mark.owner, context.userStoreId, user)?.declaration.urn;
    if (urn !== undefined) heirs.set(urn, [...(heirs.get(urn) ?? []), user]);
  }
  return heirs;
}

/** Waits until the job has written what it has to write. It does not wait for us before that. */
async function written(context: RunContext, session: Session, urn: string): Promise<void> {
  const { clock } = context;
  const began = clock.monotonic();
  while (context.engineIsAlive()) {
    const work = session.job(urn)?.work ?? "written";
    if (work === "written" || (work === "to come" && clock.monotonic() - began >= BEGINS_WITHIN_MS)) return;
    await clock.sleep(LOOK_MS);
  }
}

/** Those of these users who have the mark of the job, or no mark of ours any more. A look is no reason to fail. */
async function marked(
  context: RunContext,
  session: Session,
  urn: string,
  users: readonly LiveUser[],
): Promise<string[]> {
  const heir = session.job(urn);
  try {
    if (heir?.owner !== undefined && users.length > FEW) {
      const mark = ownerMark(heir.owner, heir.declaration.args.ownerAttribute);
      const theirs = new Set((await ourUsers({ ...context, mark })).map(({ id }) => id));
      // Somebody marked in another attribute has our mark still, and is in no list that tells it from theirs.
      if (mark.attribute === context.mark.attribute) return users.flatMap(({ id }) => (theirs.has(id) ? [id] : []));
    }
    const given: string[] = [];
    for (const { id } of users) {
      const now = await readUser(context, id);
      if (!now || ownershipOf(now, context.mark).kind !== "ours") given.push(id);
    }
    return given;
  } catch (error) {
    if (!(error instanceof CiamError)) throw error;
    return [];
  }
}
