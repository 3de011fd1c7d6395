import type { Failure } from "../messages/failures";
import type { FrozenBy, ManagedUser } from "../users/plan/actions";
import type { Origin } from "../users/model/mark";
import type { UserField } from "../users/model/fields";
import { identitiesOf, type Identity } from "../users/model/identity/identity";
import type { LiveUser } from "../users/model/live";
import { refId, type UserRef } from "../users/model/ref";
import type { KeptForms } from "../users/plan/compare/inForce";
import { NOBODY, type AtRest } from "./atRest";
import { Canary } from "./canary";

/** A user as this run leaves it. */
export interface ManagedEntry {
  readonly ref: UserRef;
  readonly id: string;
  readonly origin: Origin;
  readonly forms?: KeptForms;
  readonly frozen?: FrozenBy;
}

export interface JobReport {
  readonly id: string;
  readonly status: string;
  readonly submitted: number;
  readonly failed: number;
  /** Milliseconds since the epoch, as the service reports it. */
  readonly createdDate: number | null;
}

/** An import whose reply was lost; the time is by our clock. */
interface Doubt {
  readonly sentAt: number;
}

/** The status of a job that the service no longer lists. */
export const FORGOTTEN = "FORGOTTEN";

/** A live user that differs from its declaration, which did not change. Without fields: the user is gone. */
export interface Drift {
  readonly ref: UserRef;
  readonly fields: readonly UserField[];
}

/** The number of users created, updated and so on by a run. */
export interface Counts {
  readonly created: number;
  readonly adopted: number;
  readonly updated: number;
  readonly removed: number;
  readonly skipped: number;
}

/**
 * The work of one run, recorded step by step. It is complete at every moment: whatever throws, the ledger is what goes
 * into the state.
 */
export class Ledger {
  /** For the first update, deletion and re-import of the run. */
  readonly canaries = { updates: new Canary(), deletions: new Canary(), reimports: new Canary() };

  readonly #managed = new Map<string, ManagedEntry>();
  /** UserId → refId under which the user is managed. */
  readonly #refIds = new Map<string, string>();
  readonly #strangers = new Map<string, string>();
  readonly #applied = new Set<string>();
  readonly #failed = new Map<string, Failure>();
  /** Identity → the user that was to give it up and still holds it. */
  readonly #kept = new Map<string, LiveUser>();
  readonly #jobs = new Map<string, JobReport>();
  readonly #resurfaced = new Set<string>();
  readonly #drifted: Drift[] = [];
  readonly #unfrozen: UserRef[] = [];
  readonly #linked: string[] = [];
  readonly #handOvers: LiveUser[] = [];
  readonly #doubts = new Set<Doubt>();
  readonly #counts = { created: 0, adopted: 0, updated: 0, removed: 0, skipped: 0 };
  #hasWritten = false;

  /** @param atRest users who are managed and take no part in this run */
  constructor(
    recorded: readonly ManagedUser[],
    private readonly atRest: Pick<AtRest, "has"> = NOBODY,
  ) {
    for (const user of recorded) this.know(user);
  }

  // Ownership.

  /** The user was ours before this run. */
  know({ ref, id, origin, forms, frozen }: ManagedUser): void {
    this.manage({ ref, id, origin, ...(forms && { forms }), ...(frozen && { frozen }) });
  }

  /** The user is ours under this name from now on. A user that had the name before stays ours, under its UserId. */
  manage(entry: ManagedEntry): void {
    const key = refId(entry.ref);
    const before = this.#refIds.get(entry.id);
    if (before !== undefined && before !== key) this.#managed.delete(before);
    const displaced = this.#managed.get(key);
    this.#managed.set(key, entry);
    this.#refIds.set(entry.id, key);
    if (displaced && displaced.id !== entry.id) {
      this.#refIds.delete(displaced.id);
      this.#displace(displaced);
    }
  }

  /** The user left the sets, and its name is somebody else's now. */
  vacate(id: string): void {
    const entry = this.#managed.get(this.#refIds.get(id) ?? "");
    if (entry) this.#displace(entry);
  }

  #displace(entry: ManagedEntry): void {
    this.manage({ ...entry, ref: { set: entry.ref.set, key: entry.id } });
  }

  /** The user left the sets, and this run froze it. */
  freeze({ ref, id, origin }: ManagedEntry): void {
    const known = this.#managed.get(this.#refIds.get(id) ?? "");
    this.manage({ ref: known?.ref ?? ref, id, origin, frozen: "this job" });
  }

  /** The user is no longer ours, under any name. */
  drop(id: string): void {
    const key = this.#refIds.get(id);
    if (key === undefined) return;
    this.#managed.delete(key);
    this.#refIds.delete(id);
  }

  /** The user left the sets and was already frozen: nothing is left to do. */
  leaveFrozen(id: string): void {
    const known = this.#managed.get(this.#refIds.get(id) ?? "");
    if (known && known.frozen === undefined) this.manage({ ...known, frozen: "others" });
  }

  entryOf(ref: UserRef): ManagedEntry | undefined {
    return this.#managed.get(refId(ref));
  }

  /** True if the user is managed, under any name. */
  manages(id: string): boolean {
    return this.#refIds.has(id) || this.atRest.has(id);
  }

  /** The name of a managed user in the sets. */
  readonly nameOf = (id: string): UserRef | undefined => this.#managed.get(this.#refIds.get(id) ?? "")?.ref;

  get entries(): ManagedEntry[] {
    return [...this.#managed.values()];
  }

  /** A declared user is somebody else's account, which stays as it is. */
  leaveAlone(ref: UserRef, id: string): void {
    this.#strangers.set(refId(ref), id);
  }

  /** The UserId of the account that was left alone. */
  strangerOf(ref: UserRef): string | undefined {
    return this.#strangers.get(refId(ref));
  }

  // The fate of declarations.

  /** The store now holds the user as declared. */
  markApplied(ref: UserRef): void {
    this.#applied.add(refId(ref));
    this.#failed.delete(refId(ref));
  }

  isApplied(ref: UserRef): boolean {
    return this.#applied.has(refId(ref));
  }

  fail(failure: Failure): void {
    this.#failed.set(refId(failure.ref), failure);
    this.#applied.delete(refId(failure.ref));
  }

  hasFailed(ref: UserRef): boolean {
    return this.#failed.has(refId(ref));
  }

  get failures(): Failure[] {
    return [...this.#failed.values()];
  }

  /** The user was to change or to go, and still holds its identities. */
  noteStays(user: LiveUser): void {
    for (const { key } of identitiesOf(user)) this.#kept.set(key, user);
  }

  /** The user that still holds this identity although the plan was to free it. */
  whoKept({ key }: Identity): LiveUser | undefined {
    return this.#kept.get(key);
  }

  /**
   * An earlier run had made the user, with other values or for another owner; it showed only when it was sent again.
   */
  noteResurfaced(ref: UserRef): void {
    this.#resurfaced.add(refId(ref));
  }

  hasResurfaced(ref: UserRef): boolean {
    return this.#resurfaced.has(refId(ref));
  }

  get hasAnyResurfaced(): boolean {
    return this.#resurfaced.size > 0;
  }

  noteDrift(drift: Drift): void {
    this.#drifted.push(drift);
  }

  get drifted(): readonly Drift[] {
    return this.#drifted;
  }

  /** The user left the sets and was frozen then, and somebody has unfrozen it. */
  noteUnfrozen(ref: UserRef): void {
    this.#unfrozen.push(ref);
  }

  get unfrozen(): readonly UserRef[] {
    return this.#unfrozen;
  }

  /** The account was merged into another one and was left alone. */
  noteLinked(id: string): void {
    this.#linked.push(id);
  }

  get linked(): readonly string[] {
    return this.#linked;
  }

  /** Another job of the program takes the user over: it stays in the record until that has marked it. */
  handOver(user: LiveUser): void {
    this.#handOvers.push(user);
  }

  /** Users who are taken over and still in the record. */
  get handOvers(): readonly LiveUser[] {
    return this.#handOvers.filter(({ id }) => this.manages(id));
  }

  count(what: keyof Counts, users = 1): void {
    this.#counts[what] += users;
  }

  get counts(): Counts {
    return this.#counts;
  }

  // What was sent.

  /** A write is about to be sent: from now on a failure must be recorded, not only reported. */
  beginWrite(): void {
    this.#hasWritten = true;
  }

  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  noteJob(report: JobReport): void {
    this.#jobs.set(report.id, report);
  }

  get jobs(): JobReport[] {
    return [...this.#jobs.values()];
  }

  /** An import was sent and its outcome is unknown. */
  beginDoubt(sentAt: number): Doubt {
    const doubt = { sentAt };
    this.#doubts.add(doubt);
    return doubt;
  }

  /** The outcome is known. */
  endDoubt(doubt: Doubt): void {
    this.#doubts.delete(doubt);
  }

  /** The time of the last import whose outcome is still unknown. */
  get inDoubtSince(): number | undefined {
    let last: number | undefined;
    for (const { sentAt } of this.#doubts) last = Math.max(last ?? sentAt, sentAt);
    return last;
  }
}
