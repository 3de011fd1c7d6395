import type { Failure } from "../messages/failures";
import type { FrozenBy, RecordedUser } from "../users/plan/actions";
import type { Origin } from "../users/model/mark";
import type { UserField } from "../users/model/fields";
import { identitiesOf, type Identity } from "../users/model/identity";
import type { LiveUser } from "../users/model/live";
import { refId, type UserRef } from "../users/model/ref";
import type { DeclaredUser } from "../users/model/user";
import { Canary } from "./canary";

/** A user as this run leaves it. */
export interface ManagedEntry {
  readonly ref: UserRef;
  readonly id: string;
  readonly origin: Origin;
  readonly stored?: DeclaredUser;
  readonly frozen?: FrozenBy;
}

export interface JobReport {
  readonly id: string;
  readonly status: string;
  readonly submitted: number;
  readonly failed: number;
  /** Milliseconds since the epoch, as the service said. */
  readonly createdDate: number | null;
}

/** An import whose reply was lost, by our clock. */
interface Doubt {
  readonly sentAt: number;
}

/** What a job is called that the service no longer lists. */
export const FORGOTTEN = "FORGOTTEN";

/** A user in the store who left a declaration that did not change. No fields: it is gone. */
export interface Drift {
  readonly ref: UserRef;
  readonly fields: readonly UserField[];
}

/** How many users a run did what to. */
export interface Counts {
  readonly created: number;
  readonly adopted: number;
  readonly updated: number;
  readonly removed: number;
  readonly skipped: number;
}

/**
 * What is known of the work of one run, step by step. It is complete at every moment: whatever throws, what stands
 * here is what goes into the state.
 */
export class Ledger {
  /** The first update, deletion and re-import of the run. */
  readonly canaries = { updates: new Canary(), deletions: new Canary(), reimports: new Canary() };

  readonly #managed = new Map<string, ManagedEntry>();
  /** UserId → the refId it is managed under. */
  readonly #refIds = new Map<string, string>();
  readonly #applied = new Set<string>();
  readonly #failed = new Map<string, Failure>();
  /** Identity → who was to give it up and has it still. */
  readonly #kept = new Map<string, LiveUser>();
  readonly #jobs = new Map<string, JobReport>();
  readonly #resurfaced = new Set<string>();
  readonly #drifted: Drift[] = [];
  readonly #linked: string[] = [];
  readonly #doubts = new Set<Doubt>();
  readonly #counts = { created: 0, adopted: 0, updated: 0, removed: 0, skipped: 0 };
  #hasWritten = false;

  constructor(recorded: readonly RecordedUser[]) {
    for (const { ref, id, origin, stored, frozen } of recorded) {
      this.manage({ ref, id, origin, ...(stored && { stored }), ...(frozen && { frozen }) });
    }
  }

  // Who is ours.

  /** The user is ours under this name from now on. Whoever had the name before stays ours under its UserId. */
  manage(entry: ManagedEntry): void {
    const key = refId(entry.ref);
    const before = this.#refIds.get(entry.id);
    if (before !== undefined && before !== key) this.#managed.delete(before);
    const displaced = this.#managed.get(key);
    this.#managed.set(key, entry);
    this.#refIds.set(entry.id, key);
    if (displaced && displaced.id !== entry.id) {
      this.#refIds.delete(displaced.id);
      this.manage({ ...displaced, ref: { set: displaced.ref.set, key: displaced.id } });
    }
  }

  /** The user left the sets, and this run froze it. */
  freeze({ ref, id, origin }: ManagedEntry): void {
    const known = this.#managed.get(this.#refIds.get(id) ?? "");
    this.manage({ ref: known?.ref ?? ref, id, origin, frozen: "this job" });
  }

  /** The user is no longer ours, whatever its name is by now. */
  drop(id: string): void {
    const key = this.#refIds.get(id);
    if (key === undefined) return;
    this.#managed.delete(key);
    this.#refIds.delete(id);
  }

  /** The user left the sets and was frozen already: nothing more is to be done about it. */
  leaveFrozen(id: string): void {
    const known = this.#managed.get(this.#refIds.get(id) ?? "");
    if (known && known.frozen === undefined) this.manage({ ...known, frozen: "others" });
  }

  entryOf(ref: UserRef): ManagedEntry | undefined {
    return this.#managed.get(refId(ref));
  }

  /** Whether the user is managed, under whatever name. */
  manages(id: string): boolean {
    return this.#refIds.has(id);
  }

  /** What a managed user is called in the sets. */
  readonly nameOf = (id: string): UserRef | undefined => this.#managed.get(this.#refIds.get(id) ?? "")?.ref;

  get entries(): ManagedEntry[] {
    return [...this.#managed.values()];
  }

  // What became of declarations.

  /** The declaration of this user is in the store. */
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

  /** The user was to change or to go, and has its identities still. */
  noteStays(user: LiveUser): void {
    for (const { key } of identitiesOf(user)) this.#kept.set(key, user);
  }

  /** Who has this identity though the plan was to take it away. */
  whoKept({ key }: Identity): LiveUser | undefined {
    return this.#kept.get(key);
  }

  /** An earlier run had made the user, with other values or for another owner, and it showed only when it was sent again. */
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

  /** The account was merged into another one, and was left alone. */
  noteLinked(id: string): void {
    this.#linked.push(id);
  }

  get linked(): readonly string[] {
    return this.#linked;
  }

  count(what: keyof Counts, users = 1): void {
    this.#counts[what] += users;
  }

  get counts(): Counts {
    return this.#counts;
  }

  // What was sent.

  /** A write is about to be sent: from here on a failure has to be recorded, not only reported. */
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

  /** An import was sent of which nobody knows what became. */
  beginDoubt(sentAt: number): Doubt {
    const doubt = { sentAt };
    this.#doubts.add(doubt);
    return doubt;
  }

  /** It is known now. */
  endDoubt(doubt: Doubt): void {
    this.#doubts.delete(doubt);
  }

  /** When the last import was sent of which it is still open what became. */
  get inDoubtSince(): number | undefined {
    let last: number | undefined;
    for (const { sentAt } of this.#doubts) last = Math.max(last ?? sentAt, sentAt);
    return last;
  }
}
