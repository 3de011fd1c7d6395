import { saysTaken } from "../../../ciam/errors/catalogue/reasons";
import { differingFields } from "../../users/plan/compare/changes";
import { ValueForm, type KeptForms } from "../../users/plan/compare/inForce";
import type { UserField } from "../../users/model/fields";
import { identitiesOf } from "../../users/model/identity/identity";
import type { LiveUser } from "../../users/model/live";
import { LiveUsers } from "../../users/model/liveUsers";
import { isMadeByUs, otherOwnerOf, type OwnerMark } from "../../users/model/mark";
import { areNamesakes } from "../../users/model/owner";
import { originOf } from "../../users/plan/decide/standing";
import type { DeclaredUser } from "../../users/model/user";
import { holdersOf, type ImportItem, type Sent } from "./batches";
import { failureOfMissing, hasBrokenDown } from "./missing";
import { claimsOf, type RunContext } from "../run";
import { failureResurfaced, failureFromConflict } from "../../messages/failures";
import { READ_LAG_MS } from "./jobs";
import type { Ledger } from "../ledger";
import { imported, preflight, type Aside } from "../observe/observe";
import { RunStopped } from "../../messages/errors";

const LOOKS = 3;

/**
 * The clocks of two machines of one service may differ by this much, so only a user older than that predates our
 * submit.
 */
const SERVICE_CLOCK_TOLERANCE_MS = 2_000;

/** Finds the imported users in the store and records their UserIds; a user who is not there gets a reason. */
export async function confirm(context: RunContext, ledger: Ledger, sent: readonly Sent[]): Promise<void> {
  let missing = [...sent];
  for (let look = 1; look <= LOOKS && missing.length > 0; look++) {
    if (look > 1) {
      if (!missing.some(isExpected)) break;
      context.reporter.progress(`${String(missing.length)} imported users are not listed yet, looking again`);
      await context.clock.sleep(500 * 2 ** look);
    }
    missing = recordFound(context, ledger, missing, await arrivalsOf(context, ledger, missing));
    context.reporter.progress(`imported: ${String(ledger.counts.created)}`);
  }
  if (missing.length === 0) return;
  await explain(context, ledger, missing);
}

/** Records the users who have arrived. It says nothing about the others: their job has not ended. */
export async function recordPresent(context: RunContext, ledger: Ledger, items: readonly ImportItem[]): Promise<void> {
  if (items.length === 0) return;
  const sent = items.map((item): Sent => ({ item, end: "unknown" }));
  recordFound(context, ledger, sent, await arrivalsOf(context, ledger, sent));
}

async function arrivalsOf(context: RunContext, ledger: Ledger, sent: readonly Sent[]): Promise<Arrivals> {
  const arrivals = new Arrivals(ledger, sent, context.mark);
  await imported(
    context,
    sent.map(({ item }) => item.action.user),
    arrivals,
  );
  return arrivals;
}

/**
 * Matches live users with those who were sent as a list comes in. Of one who is as it was sent nothing is kept that the
 * declaration does not have: a hundred thousand of them would fill the memory.
 */
class Arrivals implements Aside {
  readonly count = 0;
  readonly #sent = new Map<string, Sent>();
  readonly #found = new Map<Sent, LiveUser>();

  constructor(
    private readonly ledger: Ledger,
    sent: readonly Sent[],
    private readonly mark: OwnerMark,
  ) {
    for (const one of sent) for (const { key } of identitiesOf(one.item.action.user)) this.#sent.set(key, one);
  }

  take(user: LiveUser): boolean {
    for (const { key } of identitiesOf(user)) {
      const one = this.#sent.get(key);
      if (!one || isAnothers(this.ledger, one.item, user.id)) continue;
      const before = this.#found.get(one);
      if (!before || rankOf(one, user) < rankOf(one, before)) this.#found.set(one, slim(user, one, this.mark));
    }
    return true;
  }

  awaited(): string[] {
    return [];
  }

  of(one: Sent): LiveUser | undefined {
    return this.#found.get(one);
  }
}

/** Of two holders the one who has the first of the identities that were sent. */
function rankOf({ item }: Sent, user: LiveUser): number {
  const held = new Set(identitiesOf(user).map(({ key }) => key));
  return identitiesOf(item.action.user).findIndex(({ key }) => held.has(key));
}

/** The same user with what was sent in the place of its own values, if those are no others. */
function slim(live: LiveUser, { item: { action } }: Sent, { attribute, values }: OwnerMark): LiveUser {
  const isAsSent =
    differingFields(action.user, live, AS_SENT).length === 0 && live.fields[attribute] === values.created;
  return isAsSent ? { ...live, fields: { ...action.user, [attribute]: values.created } } : live;
}

const AS_SENT = { ignored: new Set<UserField>(), groups: "all" } as const;

/** True if the user may be there: a job that broke down took some of its users first. */
function isExpected({ refusal }: Sent): boolean {
  return refusal === undefined;
}

function recordFound(context: RunContext, ledger: Ledger, missing: readonly Sent[], arrivals: Arrivals): Sent[] {
  const found: { one: Sent; live: LiveUser }[] = [];
  const left = missing.filter((one) => {
    const live = arrivals.of(one);
    if (live) found.push({ one, live });
    return !live;
  });
  const tolerance = touchedAfterCreation(found.map(({ live }) => live)) ? SERVICE_CLOCK_TOLERANCE_MS : 0;
  for (const { one, live } of found) recordImported(context, ledger, one, live, tolerance);
  return left;
}

/**
 * True if the service itself writes to users a moment after it creates them: no user then looks as new as on its first
 * day.
 */
function touchedAfterCreation(users: readonly LiveUser[]): boolean {
  return users.length > 1 && users.every((live) => live.lastModifiedDate > live.createdDate);
}

/** True if the user is managed under another name: this import did not make it. */
function isAnothers(ledger: Ledger, { action }: ImportItem, id: string): boolean {
  return ledger.manages(id) && ledger.entryOf(action.ref)?.id !== id;
}

/**
 * Looks up by identity the users that were not found by the mark. A list may lag, an earlier run's job may have taken
 * them, or a stranger may hold the identity. Or the store does not keep our mark: then nothing more may be sent.
 */
async function explain(context: RunContext, ledger: Ledger, missing: readonly Sent[]): Promise<void> {
  if (missing.length === 0) return;
  const live = await holders(context, missing);
  for (const one of missing) {
    const [holder] = holdersOf(live, one.item);
    // A mark of any owner shows that the store keeps marks, and that this import did not make the user.
    const owner = holder && otherOwnerOf(holder, context.mark);
    if (holder && isMadeByUs(holder, context.mark) && !isAnothers(ledger, one.item, holder.id))
      recordImported(context, ledger, one, holder);
    else if (holder && owner !== undefined) leaveToItsOwner(context, ledger, one, holder, owner);
    else if (holder && isExpected(one) && !hasBrokenDown(one) && !isOlder(holder, one.since))
      throw unmarked(context, holder);
    else ledger.fail(failureOfMissing(one, holder));
  }
}

/** Only now does it show that another owner, perhaps an interrupted run, has the user. The user is decided anew. */
function leaveToItsOwner({ mark }: RunContext, ledger: Ledger, { item }: Sent, holder: LiveUser, owner: string): void {
  const { ref, user } = item.action;
  const isNamesake = areNamesakes(owner, mark.owner);
  ledger.fail(failureFromConflict({ ref, user, with: [holder], reason: { kind: "foreign-mark", owner, isNamesake } }));
  ledger.noteResurfaced(ref);
}

/**
 * The live users that hold identities of the users not found. If a job says that an identity is taken and no holder
 * shows, the list may lag, so it is read again before the job is believed.
 */
async function holders(context: RunContext, missing: readonly Sent[]): Promise<LiveUsers> {
  const live = new LiveUsers();
  for (let look = 1; ; look++) {
    const unheld = missing.filter(({ item }) => holdersOf(live, item).length === 0);
    const sought = look === 1 ? unheld : unheld.filter(({ refusal = "" }) => saysTaken(refusal));
    if (sought.length === 0 || look > LOOKS) return live;
    if (look > 1) await context.clock.sleep(500 * 2 ** look);
    await preflight(
      context,
      live,
      sought.map(({ item }) => item.action.user),
    );
  }
}

function isOlder(live: LiveUser, since: number | undefined): boolean {
  return since !== undefined && live.createdDate < since - SERVICE_CLOCK_TOLERANCE_MS;
}

/**
 * True if an import overwrote a user it found. A user of ours with no write since then comes from an earlier run
 * instead.
 */
function isOverwritten(live: LiveUser, since: number | undefined): boolean {
  const { lastModifiedDate: modified } = live;
  return (
    since !== undefined && isOlder(live, since) && (modified === 0 || modified >= since - SERVICE_CLOCK_TOLERANCE_MS)
  );
}

function recordImported(
  context: RunContext,
  ledger: Ledger,
  { item, since, end, refusal }: Sent,
  live: LiveUser,
  tolerance = 0,
): void {
  const { ref, user } = item.action;
  if (end !== "unknown" && refusal === undefined && isOverwritten(live, since)) {
    throw new RunStopped(
      `user ${live.id} is older than the import job that was to create it: this store lets an import change existing users. ` +
        `Nothing more is imported. Declare such users with conflictPolicy: "adopt"`,
    );
  }
  if (wasThereToSee(live, since)) {
    recordResurfaced(context, ledger, item, live);
    return;
  }
  // If the service does not say when it accepted the job, only the user itself shows who made it.
  const origin = since === undefined ? originOf(live, claimsOf(context)) : "created";
  // A run that ends early looks at all that it sent once more.
  const isNew = !ledger.manages(live.id);
  ledger.manage({ ref, id: live.id, origin, ...learnt(user, live, tolerance) });
  ledger.markApplied(ref);
  if (isNew) ledger.count(origin);
}

/** True if the user is so old that the lists showed it when this run began, when it was matched to another one. */
function wasThereToSee(live: LiveUser, since: number | undefined): boolean {
  return since !== undefined && live.createdDate < since - 2 * READ_LAG_MS;
}

/** Records a user that an earlier run imported, perhaps from another declaration. An update writes what differs. */
function recordResurfaced(
  context: RunContext,
  ledger: Ledger,
  { action: { ref, user } }: ImportItem,
  live: LiveUser,
): void {
  ledger.manage({ ref, id: live.id, origin: originOf(live, claimsOf(context)) });
  if (differingFields(user, live, AS_SENT).length === 0) {
    ledger.markApplied(ref);
    return;
  }
  ledger.fail(failureResurfaced(ref, user, live.id));
  ledger.noteResurfaced(ref);
}

/**
 * The values that the service keeps in another form than was sent; from now on both forms count as equal. A user edited
 * since the import teaches nothing: a hand edit would pass for a habit of the service.
 */
function learnt(user: DeclaredUser, live: LiveUser, tolerance: number): { forms?: KeptForms } {
  if (live.lastModifiedDate > live.createdDate + tolerance) return {};
  const differing = differingFields(user, live, AS_SENT);
  if (differing.length === 0) return {};
  return { forms: new Map(differing.map((field) => [field, new ValueForm(field, live.fields[field])])) };
}

/** Without its mark we could never find the user again, so an import that loses the mark must stop. */
function unmarked({ mark }: RunContext, { id }: LiveUser): RunStopped {
  return new RunStopped(
    `user ${id} was imported, or existed, without our owner mark in ${mark.attribute}. ` +
      `Nothing more is imported: check that the store keeps this attribute, or choose another ownerAttribute`,
  );
}
