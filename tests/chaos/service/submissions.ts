import { settleJobs } from "../../../emulator/jobs/jobs";
import type { Service } from "../../../emulator/service/service";
import type { StoredUser } from "../../../emulator/directory/userForm";
import type { CiamUser, ImportUser } from "../../../ciam/actions";

/** The longest that a request with a lost reply may stay under way. */
const REQUEST_DEADLINE_MS = 60_000;

/** The content of one import by one process. */
interface Submission {
  readonly process: number;
  readonly at: number;
  readonly users: ReadonlySet<string>;
  /** No reply, or none that tells the result. */
  readonly isLost: boolean;
  /** The resulting job, if any. */
  readonly job: string | undefined;
}

export interface Request {
  readonly process: number;
  readonly store: string;
  readonly users: readonly ImportUser[];
}

/**
 * The service's own journal of imports. No user may be sent a second time while the first sending may still create it,
 * or has created it: first a job must have ended without it, or the user be gone again.
 */
export class Submissions {
  /** The sendings against that rule. */
  readonly blind: string[] = [];
  private readonly all: Submission[] = [];
  private readonly sent = new Map<string, readonly ImportUser[]>();
  private readonly forgotten = new Set<number>();
  private readonly processes = new Map<number, { began: number; looked: number }>();

  constructor(private readonly service: Service) {}

  /** The state is as it was before this process began. */
  forget(process: number): void {
    this.forgotten.add(process);
  }

  /** Another state than the last one is in use from now on. */
  forgetAll(): void {
    for (const process of this.processes.keys()) this.forget(process);
  }

  /** A call of any kind: it shows when a process began, and when it looked at the users before its first import. */
  note(process: number, action: string): void {
    const now = this.service.services.clock.now();
    const known = this.processes.get(process) ?? { began: now, looked: now };
    const hasSent = this.all.some((one) => one.process === process);
    if (/User/.test(action) && !hasSent) known.looked = now;
    this.processes.set(process, known);
  }

  /** Before a submit gets to the service. */
  check({ process, store, users }: Request): void {
    const { db, clock } = this.service.services;
    const now = clock.now();
    settleJobs(this.service.services);
    const earlier = this.all.filter((one) => users.some((user) => one.users.has(personOf(user, store))));
    if (earlier.length === 0) return;
    const running = new Set(db.all("SELECT id FROM jobs WHERE settled = 0").map(({ id }) => String(id)));
    const there = this.there();
    for (const user of users) {
      const person = personOf(user, store);
      for (const first of earlier.filter((one) => one.users.has(person))) {
        const again = (why: string) => this.blind.push(`${person} was sent blindly a second time: ${why}`);
        if (first.job !== undefined && running.has(first.job)) again("the job that holds it still runs");
        const left = first.at + REQUEST_DEADLINE_MS - now;
        const hasArrived = first.job !== undefined && !running.has(first.job);
        if (first.isLost && !hasArrived && this.couldBeKnown(first, process) && left > 0)
          again(`the first request, whose reply was lost, may be on its way for ${String(left)} ms more`);
        const made = there.get(person);
        if (first.job !== undefined && made && (first.process === process || this.couldBeSeen(made, process)))
          again(
            `it is there as ${made.UserId}${made.IndexedAttribute5 === user.IndexedAttribute5 ? "" : ", of another lineage"}`,
          );
      }
    }
  }

  /** After the service had it. */
  add({ process, store, users }: Request, isLost: boolean): void {
    const { db, clock } = this.service.services;
    const [newest] = db.all("SELECT id FROM jobs WHERE type = 'IMPORT_USER' ORDER BY seq DESC LIMIT 1");
    const id = newest && String(newest.id);
    const isAccepted = id !== undefined && !this.sent.has(id);
    if (isAccepted) this.sent.set(id, users);
    this.all.push({
      process,
      at: clock.now(),
      users: new Set(users.map((user) => personOf(user, store))),
      isLost,
      job: isAccepted ? id : undefined,
    });
  }

  /** The users of a job. */
  of(job: string): readonly ImportUser[] {
    return this.sent.get(job) ?? [];
  }

  private there(): Map<string, StoredUser> {
    const docs = this.service.services.db.all("SELECT doc FROM users");
    // Written by the emulator.
    const users = docs.map(({ doc }) => JSON.parse(String(doc)) as StoredUser);
    return new Map(users.map((user) => [personOf(user, user.UserStoreId), user]));
  }

  /** No other process can know what a process left behind that died, or whose engine did. */
  private couldBeKnown(first: Submission, process: number): boolean {
    return first.process === process || !this.forgotten.has(first.process);
  }

  /** A process that begins right after the end of a job cannot see the job's work in a lagging list. */
  private couldBeSeen({ CreatedDate }: StoredUser, process: number): boolean {
    const { began, looked } = this.processes.get(process) ?? { began: Infinity, looked: Infinity };
    return CreatedDate > began || CreatedDate + this.service.config.readLagMs <= looked;
  }
}

/** The person behind a user of the scenarios, mark included: a user that lost its mark is nobody's. */
function personOf(
  {
    UserName,
    Email,
    PhoneNumber,
    IndexedAttribute5,
  }: Pick<CiamUser, "UserName" | "Email" | "PhoneNumber" | "IndexedAttribute5">,
  store: string,
): string {
  // A job draws another lineage when its first create is repeated.
  const owner = IndexedAttribute5?.replace(/#.*$/, "");
  return [UserName, Email?.toLowerCase(), PhoneNumber?.slice(-11), owner, `in ${store}`].filter(Boolean).join(" ");
}
