import { handlers } from "../../../emulator/actions";
import { answerTo, skewOf } from "../../../emulator/gateway/callee";
import type { EmulatorSettings } from "../../../emulator/service/config";
import { Database } from "../../../emulator/service/database";
import type { FaultRule } from "../../../emulator/faults/faults";
import { hasCredential } from "../../../emulator/directory/passwords";
import { TABLES_OF_A_STORE } from "../../../emulator/service/schema";
import { Service } from "../../../emulator/service/service";
import type { StoredUser } from "../../../emulator/directory/userForm";
import { userOf } from "../../../emulator/directory/users";
import type { ActionName, CiamJob, CiamUser, ImportUser, RequestOf } from "../../../ciam/actions";
import { CiamClient, type CiamClientOptions } from "../../../ciam/client";
import { emulatorCredentials } from "../../../ciam/credentials";
import { parseEndpoint } from "../../../ciam/endpoint";
import { errorFromService } from "../../../ciam/errors";
import * as own from "../../../ciam/errors/ownErrors";
import type { TransportReply, TransportRequest } from "../../../ciam/transport";
import { FakeClock } from "../../support/fakeClock";
import { acting, type Act } from "../engine/act";
import { Submissions } from "./submissions";

const ENDPOINT = "http://127.0.0.1:1";
const HOST = "127.0.0.1:1";

/** One database for one scenario after the other: its statements are prepared once. */
const database = Database.open(undefined);
const TABLES = ["members", ...TABLES_OF_A_STORE, "stores", "meta", "sqlite_sequence"];

/** The process that made a call is gone, and nobody waits for the answer. */
class Killed extends Error {
  override readonly name = "Killed";
}

/** The death of the process: at the n-th call from now, before it gets out or after it was carried out. */
export interface Death {
  readonly atCall: number;
  readonly when: "before" | "after";
}

/**
 * Ctrl-C at the n-th call from now: before the call gets out, after it was carried out and before its answer is heard, or
 * once that is.
 */
export interface Interruption {
  readonly atCall: number;
  readonly when: "before" | "after" | "heard";
}

/** A change to a user by the provider's calls. */
export interface Commit {
  readonly event: string;
  readonly user: string;
  readonly action: string;
  /** The user before the call, or as it was made. */
  readonly doc: StoredUser | undefined;
  /** The user as the call left it. */
  readonly after: StoredUser | undefined;
  /** The act that made the call. The end of an import job shows at the next question of anybody. */
  readonly by: Act | undefined;
  /** The number of the call among all calls. */
  readonly call: number;
}

/**
 * The emulated service in virtual time and without a socket: calls go from the real client straight into it, with
 * signature, limits and faults. Its own log shows what each call committed.
 */
export class Cloud {
  readonly clock = new FakeClock();
  readonly db = database;
  readonly service: Service;
  readonly storeId: string;
  readonly commits: Commit[] = [];
  /** Passwords that our calls have set. */
  readonly passwords: Pick<Commit, "user" | "doc" | "by">[] = [];
  /** The content of imports. */
  readonly imports: { readonly by: Act | undefined; readonly store: string; readonly users: readonly ImportUser[] }[] =
    [];
  /** Calls since the last reset of the count. */
  calls: string[] = [];
  /** The number of all calls ever. */
  callCount = 0;
  /** How often the service itself, not a fault, found that calls come too fast. */
  tooFast = 0;
  /** Imports sent while two of the same owner were under way. */
  thirdJobs = 0;
  /** Imports the service took, and those of them whose reply was lost. */
  readonly submits = { taken: 0, lost: 0 };
  /** Changes an answer, as a sick service might. */
  twist: ((action: ActionName, json: unknown) => unknown) | undefined;
  /** Calls that something on the way delivers twice. */
  twice: ((action: string) => boolean) | undefined;
  credentials: CiamClientOptions["credentials"] = { get: () => Promise.resolve(emulatorCredentials) };
  /** Users sent with an import although they existed, or a running job held them. */
  readonly sentAgain: string[] = [];
  /** Every call that got in, with its time. */
  readonly journal: { readonly action: string; readonly at: number }[] = [];
  readonly submissions: Submissions;
  /** The number of our process at work. */
  #process = 0;
  #meanwhile: { atCall: number; act: () => void } | undefined;
  #interruption: { atCall: number; when: Interruption["when"]; cancel: () => void } | undefined;
  #death: Death | undefined;
  #dead = false;
  /** The last examined line of the service's log. */
  #logged = 0;

  constructor(settings: EmulatorSettings, seed: number) {
    this.db.transaction(() => {
      for (const table of TABLES) this.db.run(`DELETE FROM ${table}`);
    });
    const { secretId, secretKey } = emulatorCredentials;
    this.service = new Service(this.db, {
      config: settings,
      seed,
      clock: this.clock,
      secretId,
      secretKey,
      endpoint: ENDPOINT,
      log: (line) => {
        throw new Error(`the emulator failed: ${line}`);
      },
    });
    this.submissions = new Submissions(this.service);
    this.storeId = this.store("store");
  }

  /** Adds a store. */
  store(UserPoolName: string): string {
    return this.byHand("CreateUserStore", { UserPoolName }).UserStoreId as string;
  }

  /** A client of a new process. */
  client(): CiamClient {
    this.#dead = false;
    this.#death = undefined;
    this.#interruption = undefined;
    const process = ++this.#process;
    return new CiamClient({
      endpoint: parseEndpoint(ENDPOINT),
      region: "ap-guangzhou",
      // The credentials that are right when the call is made.
      credentials: { get: () => this.credentials.get(), invalidate: () => this.credentials.invalidate?.() },
      clock: this.clock,
      random: () => 0.5,
      transport: (request) => this.#carry(process, request),
    });
  }

  /** Forgets everything that the last process learnt. */
  forgetProcess(): void {
    this.submissions.forget(this.#process);
  }

  kill(death: Death | undefined): void {
    this.#death = death;
  }

  /** Lets somebody press Ctrl-C. */
  interrupt({ atCall, when }: Interruption, cancel: () => void): void {
    this.#interruption = { atCall, when, cancel };
  }

  /** Lets somebody else act right before the n-th call from now. */
  meanwhile(what: { atCall: number; act: () => void } | undefined): void {
    this.#meanwhile = what;
  }

  get isDead(): boolean {
    return this.#dead;
  }

  setFaults(rules: readonly FaultRule[]): void {
    this.service.faults.set(rules);
  }

  /** An action of somebody else in the store: it does not count as ours. */
  byHand<A extends ActionName>(action: A, request: RequestOf<A>): Record<string, unknown> {
    const reply = this.db.transaction(() => handlers[action](this.service.services, request));
    this.#logged = Number(this.db.get("SELECT max(seq) AS seq FROM logs")?.seq ?? 0);
    return reply as Record<string, unknown>;
  }

  users(): StoredUser[] {
    return this.db.all("SELECT doc FROM users ORDER BY seq").map(userOf);
  }

  user(id: string): StoredUser | undefined {
    const row = this.db.get("SELECT doc FROM users WHERE id = ?", id);
    return row && userOf(row);
  }

  /** The fingerprint of a credential changes whenever it is set. */
  credential(id: string): string | null {
    const kept = this.db.get("SELECT credential FROM users WHERE id = ?", id)?.credential;
    return typeof kept === "string" ? kept : null;
  }

  hasPassword(id: string, Password: string): boolean {
    return hasCredential(this.service.services, id, { Password });
  }

  /** The writes sent since the last reset of the count. */
  get writes(): string[] {
    return this.calls.filter((action) => !isRead(action));
  }

  async #carry(process: number, request: TransportRequest): Promise<TransportReply> {
    if (this.#dead) throw new Killed();
    const { action, deadlineMs, signal } = request;
    this.calls.push(action);
    if (!isRead(action)) acting.getStore()?.sent.push(action);
    this.callCount++;
    if (this.#meanwhile && --this.#meanwhile.atCall < 0) {
      const { act } = this.#meanwhile;
      this.#meanwhile = undefined;
      act();
    }
    const dies = this.#death && --(this.#death as { atCall: number }).atCall < 0 ? this.#death.when : undefined;
    if (dies === "before") this.#die();
    const cancelled = this.#interruption && --this.#interruption.atCall < 0 ? this.#interruption : undefined;
    if (cancelled) this.#interruption = undefined;
    if (cancelled?.when === "before") cancelled.cancel();
    if (signal?.aborted) throw own.abandoned(action, HOST);
    const { text, fault } = this.twice?.(action) ? this.#answerTwice(process, request) : this.#answer(process, request);
    const isTaken = action === "CreateApiImportUserJob" && /"Job":/.test(text);
    if (isTaken) this.submits.taken++;
    if (isTaken && (dies === "after" || isLost(fault))) this.submits.lost++;
    if (dies === "after") this.#die();
    if (cancelled && cancelled.when !== "before") cancelled.cancel();
    if (cancelled?.when === "after" && signal?.aborted) {
      if (isTaken && !isLost(fault)) this.submits.lost++;
      throw own.abandoned(action, HOST);
    }
    switch (fault?.effect) {
      case undefined:
      case "job":
      case "forget":
        break;
      case "skew":
        return this.#reply(JSON.parse(text), skewOf(fault));
      case "slow":
      case "drip":
        await this.clock.sleep(fault.delayMs);
        break;
      case "timeout":
        await this.clock.sleep(deadlineMs);
        throw own.timedOut(action, HOST, deadlineMs);
      case "reset":
        throw own.connectionLost(action, HOST, "ECONNRESET");
      case "http":
        throw own.badStatus(action, HOST, fault.status);
      case "garbage":
        throw own.notJson(action, "text/html");
      case "truncate":
        throw own.truncated(action);
      case "code":
        return this.#reply({ Response: { Error: { Code: fault.code, Message: quoted(request) } } });
    }
    // The emulator's own.
    const json = JSON.parse(text) as { Response: object };
    // Only actions of the API get an answer.
    return this.#reply(this.twist ? this.twist(action as ActionName, json) : this.#quoting(json));
  }

  /** A service that reports every refused user with the reason, and with everything else it got. */
  #quoting(reply: { Response: { JobSet?: CiamJob[] | null } }): object {
    for (const job of reply.Response.JobSet ?? []) {
      const said = (name: string | null | undefined, reason: string | null | undefined): string => {
        const user = this.submissions.of(job.Id).find((one) => namesOf(one).includes(name?.toLowerCase() ?? ""));
        return `${reason ?? ""}${user ? `, sent ${JSON.stringify(user)}` : ""}`;
      };
      for (const one of job.FailedUsers ?? []) one.FailedReason = said(one.FailedUserIdentification, one.FailedReason);
      for (const one of job.ErrorDetails ?? []) one.Error = said(one.UserId, one.Error);
    }
    return reply;
  }

  /** The caller gets the second answer, although it sent the call only once. */
  #answerTwice(process: number, request: TransportRequest): ReturnType<typeof answerTo> {
    this.#answer(process, request);
    const [sentAgain, thirdJobs] = [this.sentAgain.length, this.thirdJobs];
    const blind = this.submissions.blind.length;
    const answered = this.#answer(process, request);
    this.sentAgain.length = sentAgain;
    this.submissions.blind.length = blind;
    this.thirdJobs = thirdJobs;
    return answered;
  }

  #reply(json: unknown, skewMs = 0): TransportReply {
    return { json, date: this.service.clock.wall() + skewMs };
  }

  #die(): never {
    this.#dead = true;
    throw new Killed();
  }

  #answer(process: number, { action, headers, body }: TransportRequest): ReturnType<typeof answerTo> {
    const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const before = this.#subjects(action, body);
    const isImport = action === "CreateApiImportUserJob";
    const sentAgain = isImport ? this.#knownAlready(body) : [];
    if (isImport && this.#importsUnderWay(body) >= 2) this.thirdJobs++;
    this.submissions.note(process, action);
    const submission = isImport ? { process, store: storeOf(body), users: usersOf(body) } : undefined;
    if (submission) this.submissions.check(submission);
    const passwordOf = action === "SetPassword" ? subjectOf(body) : undefined;
    const password = passwordOf === undefined ? null : this.credential(passwordOf);
    const by = acting.getStore();
    const answered = answerTo(this.service, action, { headers: lowerCase, body });
    if (submission) this.submissions.add(submission, isOutcomeUnknown(answered.fault));
    if (submission) this.imports.push({ by, ...submission });
    if (passwordOf !== undefined && this.credential(passwordOf) !== password) {
      this.passwords.push({ user: passwordOf, doc: this.user(passwordOf), by });
    }
    if (!answered.text.includes('"RequestLimitExceeded"')) this.journal.push({ action, at: this.service.clock.now() });
    for (const { seq, event, doc } of this.db.all("SELECT seq, event, doc FROM logs WHERE seq > ?", this.#logged)) {
      this.#logged = Number(seq);
      const { UserId } = JSON.parse(String(doc)) as { UserId: string };
      this.commits.push({
        event: String(event),
        user: UserId,
        action,
        doc: before.get(UserId) ?? this.user(UserId),
        after: this.user(UserId),
        by,
        call: this.callCount,
      });
    }
    if (answered.text.includes('"Job"')) this.sentAgain.push(...sentAgain);
    if (answered.text.includes('"RequestLimitExceeded"') && answered.fault === undefined) this.tooFast++;
    return answered;
  }

  /** The unfinished jobs of this import's sender. */
  #importsUnderWay(body: Buffer): number {
    const owner = ownerOf(usersOf(body)[0]);
    return this.#running().filter(([first]) => ownerOf(first) === owner).length;
  }

  /** The users of each import that has not ended by now. */
  #running(): ImportUser[][] {
    return this.db
      .all("SELECT payload FROM jobs WHERE settled = 0 AND type = 'IMPORT_USER' AND ends > ?", this.service.clock.now())
      .map(({ payload }) => (JSON.parse(String(payload)) as { users: ImportUser[] }).users);
  }

  /** The users of an import that are already ours, or on their way. */
  #knownAlready(body: Buffer): string[] {
    const users = usersOf(body);
    const owner = ownerOf(users[0]);
    const running = this.db
      .all("SELECT payload FROM jobs WHERE settled = 0 AND type = 'IMPORT_USER'")
      .flatMap(({ payload }) => (JSON.parse(String(payload)) as { users: ImportUser[] }).users);
    const there = this.users().filter((user) => ownerOf(user) === owner);
    const known = new Set([...running, ...there].flatMap(namesOf));
    return users.flatMap(namesOf).filter((name) => known.has(name));
  }

  /** The users that a write is about, as they are before it. */
  #subjects(action: string, body: Buffer): Map<string, StoredUser> {
    const users = new Map<string, StoredUser>();
    if (action !== "UpdateUser" && action !== "UpdateUserStatus" && action !== "DeleteUsers") return users;
    const { UserId, UserIds = [] } = JSON.parse(body.toString()) as { UserId?: string; UserIds?: string[] };
    for (const id of UserId === undefined ? UserIds : [UserId]) {
      const user = this.user(id);
      if (user) users.set(id, user);
    }
    return users;
  }
}

/** The mark without the lineage: a repeated first create draws another one. */
function ownerOf(user: Pick<CiamUser, "IndexedAttribute5"> | undefined): string | undefined {
  return user?.IndexedAttribute5?.replace(/#.*$/, "");
}

export function isRead(action: string): boolean {
  return /^(?:List|Describe)/.test(action);
}

function storeOf(body: Buffer): string {
  return (JSON.parse(body.toString()) as { UserStoreId: string }).UserStoreId;
}

function subjectOf(body: Buffer): string {
  return (JSON.parse(body.toString()) as { UserId: string }).UserId;
}

/** True if the caller learns nothing about the result. */
function isLost(fault: FaultRule | undefined): boolean {
  return fault !== undefined && fault.effect !== "slow" && fault.effect !== "job";
}

function usersOf(body: Buffer): ImportUser[] {
  return (JSON.parse(body.toString()) as RequestOf<"CreateApiImportUserJob">).DataFlowUserCreateList;
}

/** True if the caller cannot know the outcome of the call. */
function isOutcomeUnknown(fault: FaultRule | undefined): boolean {
  if (fault?.effect !== "code") return isLost(fault);
  return errorFromService("CreateApiImportUserJob", { code: fault.code }).class === "unknown-outcome";
}

/** A complaint that repeats its subject, credentials included, in every spelling. */
function quoted({ headers, body }: TransportRequest): string {
  const text = body.toString();
  const sent = `${emulatorCredentials.secretKey} ${JSON.stringify(headers)} ${text}`;
  return `told to fail by ${text} ${encodeURIComponent(sent)} ${Buffer.from(sent).toString("base64")}`;
}

/** The identities used in the scenarios. */
function namesOf(user: Pick<CiamUser, "UserName" | "Email" | "PhoneNumber">): string[] {
  const { UserName, Email, PhoneNumber } = user;
  return [UserName, Email?.toLowerCase(), PhoneNumber?.slice(-11)].filter((name) => typeof name === "string");
}
