import type { Failure } from "../messages/failures";
import type { RecordedUser } from "../users/plan/actions";
import type { Origin } from "../users/model/mark";
import type { UserField } from "../users/model/fields";
import { identitiesOf, type Identity } from "../users/model/identity";
import type { LiveUser } from "../users/model/live";
import { refId, type UserRef } from "../users/model/ref";
import type { DeclaredUser } from "../users/model/user";

/** A user as this run leaves it. */
export interface ManagedEntry {
  readonly ref: UserRef;
  readonly id: string;
  readonly origin: Origin;
  readonly stored?: DeclaredUser;
  readonly frozen?: true;
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
export interface Doubt {
  readonly sentAt: number;
}

/** What a job is called that the service no longer lists. */
export const FORGOTTEN = "FORGOTTEN";

/**
 * What is known of the work of one run, step by step. It is complete at every moment: whatever throws, what stands
 * here is what goes into the state.
 */
export class Ledger {
  private readonly managed = new Map<string, ManagedEntry>();
  /** UserId → the refId it is managed under. */
  private readonly refIds = new Map<string, string>();
  private readonly applied = new Set<string>();
  private readonly setAside = new Set<string>();
  private readonly failed = new Map<string, Failure>();
  private readonly stayed = new Map<string, LiveUser>();
  private readonly jobsById = new Map<string, JobReport>();
  /** refIds of users whom an earlier run had made, with other values, and who showed only when they were sent again. */
  readonly formers = new Set<string>();
  readonly counts = { created: 0, adopted: 0, updated: 0, removed: 0, skipped: 0 };
  readonly drifted: { ref: UserRef; fields: UserField[] }[] = [];
  /** UserIds of linked accounts that were left alone. */
  readonly linked: string[] = [];
  /** Imports that were sent and of which nobody knows yet what became. */
  readonly doubts = new Set<Doubt>();
  /** Whether an update of this run was read back. */
  updatesSeen = false;
  /** Whether one was that could have changed more than what it was sent for, and did not. */
  updatesProven = false;
  /** Whether the first deletion of this run was read back. */
  deletionsProven = false;
  /** Whether a write was sent: from here on a failure has to be recorded, not only reported. */
  wrote = false;

  constructor(recorded: readonly RecordedUser[]) {
    for (const { ref, id, origin, stored, frozen, leftFrozen } of recorded) {
      if (leftFrozen) this.leaveFrozen(ref);
      this.manage({ ref, id, origin, ...(stored && { stored }), ...(frozen && { frozen }) });
    }
  }

  /** The user is ours under this name from now on. Whoever had the name before stays ours under its UserId. */
  manage(entry: ManagedEntry): void {
    const key = refId(entry.ref);
    const former = this.refIds.get(entry.id);
    if (former !== undefined && former !== key) this.managed.delete(former);
    const displaced = this.managed.get(key);
    this.managed.set(key, entry);
    this.refIds.set(entry.id, key);
    if (displaced && displaced.id !== entry.id) {
      this.refIds.delete(displaced.id);
      this.manage({ ...displaced, ref: { set: displaced.ref.set, key: displaced.id } });
    }
  }

  /** The user left the sets and we froze it. */
  freeze({ ref, id, origin }: ManagedEntry): void {
    const known = this.managed.get(this.refIds.get(id) ?? "");
    this.manage({ ref: known?.ref ?? ref, id, origin, frozen: true });
  }

  /** The user is no longer ours, whatever its name is by now. */
  drop(id: string): void {
    const key = this.refIds.get(id);
    if (key === undefined) return;
    this.managed.delete(key);
    this.refIds.delete(id);
  }

  /** The user left the sets and was frozen already, by somebody else: nothing more is to be done about it. */
  leaveFrozen(ref: UserRef): void {
    this.setAside.add(refId(ref));
  }

  isLeftFrozen(ref: UserRef): boolean {
    return this.setAside.has(refId(ref));
  }

  /** The declaration of this user is in the store. */
  markApplied(ref: UserRef): void {
    this.applied.add(refId(ref));
    this.failed.delete(refId(ref));
  }

  fail(failure: Failure): void {
    this.failed.set(refId(failure.ref), failure);
    this.applied.delete(refId(failure.ref));
  }

  /** The user was to change or to go, and has its identities still. */
  stays(user: LiveUser): void {
    for (const { key } of identitiesOf(user)) this.stayed.set(key, user);
  }

  /** Who has this identity though the plan was to take it away. */
  whoKept({ key }: Identity): LiveUser | undefined {
    return this.stayed.get(key);
  }

  job(report: JobReport): void {
    this.jobsById.set(report.id, report);
  }

  isSettled(ref: UserRef): boolean {
    return this.applied.has(refId(ref));
  }

  hasFailed(ref: UserRef): boolean {
    return this.failed.has(refId(ref));
  }

  entryOf(ref: UserRef): ManagedEntry | undefined {
    return this.managed.get(refId(ref));
  }

  /** Whether the user is managed, under whatever name. */
  manages(id: string): boolean {
    return this.refIds.has(id);
  }

  /** What a managed user is called in the sets. */
  readonly nameOf = (id: string): UserRef | undefined => this.managed.get(this.refIds.get(id) ?? "")?.ref;

  get entries(): ManagedEntry[] {
    return [...this.managed.values()];
  }

  get failures(): Failure[] {
    return [...this.failed.values()];
  }

  /** When the last import was sent of which it is still open what became. */
  get inDoubtSince(): number | undefined {
    return this.doubts.size > 0 ? Math.max(...[...this.doubts].map(({ sentAt }) => sentAt)) : undefined;
  }

  get jobs(): JobReport[] {
    return [...this.jobsById.values()];
  }
}
