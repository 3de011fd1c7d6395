import type { StoredUser } from "../../../emulator/directory/userForm";
import { decodeRecord, type ManagedRecord } from "../../../provider/resources/userImportJob/state/record";
import type { DeclaredUser } from "../../../provider/users/model/user";
import type { Act, Values } from "../engine/act";
import type { Cloud, Commit } from "../service/cloud";
import { managedIn } from "../checker/recorded";
import { userFiles } from "../program/userFiles";
import { Violation } from "../checker/violation";
import { couldBe, type Account, type Census, type Ledger } from "./ledger";
import { markOn, readableName, readableNameAt } from "./mark";

const DAY_MS = 24 * 3_600_000;

/** A finished command, with the situation before it. */
export interface Command {
  /** The verbs it called. */
  readonly acts: readonly Act[];
  readonly before: Census;
  readonly began: number;
  /** The program's jobs; undefined if the program was not asked, as for a destroy. */
  readonly program: readonly Values[];
  /** It was killed on the way. */
  readonly wasKilled: boolean;
}

/** The right of a verb over an account. */
type Standing = "created" | "adopted" | "none";

/**
 * Judges what a command did to accounts, by the ledger of their makers and the record that each verb got. Marks are
 * only hints, as they must be for the provider.
 */
export class RightsChecker {
  constructor(
    private readonly cloud: Cloud,
    private readonly ledger: Ledger,
  ) {}

  check(command: Command): void {
    const check = new CommandCheck(this.cloud, this.ledger, command);
    const commits = this.cloud.commits.splice(0);
    const passwords = this.cloud.passwords.splice(0);
    this.ledger.census();
    for (const commit of commits) check.commit(commit);
    for (const password of passwords) check.password(password);
    for (const act of command.acts) {
      check.removals(act);
      check.record(act);
      if (!command.wasKilled) check.silence(act);
    }
    const [blind] = this.cloud.submissions.blind;
    if (blind !== undefined) throw new Violation(blind);
    if (this.cloud.tooFast > 0) throw new Violation("calls came faster than the service allows");
  }
}

/** The check of one command. */
class CommandCheck {
  private readonly suspects = new Map<Act, Suspect>();
  private readonly sights: Sights;

  constructor(
    private readonly cloud: Cloud,
    private readonly ledger: Ledger,
    private readonly command: Command,
  ) {
    this.sights = new Sights(command.before);
  }

  commit({ event, action, doc, after, by }: Commit): void {
    if (!doc) return;
    const account = this.ledger.made(doc);
    if (event === "USER_CREATE")
      this.sights.add(
        doc,
        this.command.acts.find((act) => act === account.maker),
      );
    if (event === "USER_CREATE" || !by) return;
    const suspect = this.suspect(by);
    const right = suspect.standing(account);
    if (after) this.sights.add(after, by);
    const what = (verb: string): string => `${suspect.name} ${verb} ${this.described(account)}`;
    switch (action) {
      case "DeleteUsers":
        suspect.removed++;
        if (right !== "created") throw new Violation(`${what("deleted")}, which it does not own`);
        this.isStillOurs(suspect, doc, what("deleted"));
        this.isDeclaredNoMore(suspect, account, doc, what("deleted"));
        if (by.verb === "delete" && by.replacement) this.hasMoved(by, account, doc, what("deleted"));
        return;
      case "UpdateUserStatus":
        if (right !== "created") throw new Violation(`${what("froze or unfroze")}, which it does not own`);
        if (after?.Status !== "FREEZE") return;
        suspect.removed++;
        this.isStillOurs(suspect, doc, what("froze"));
        this.isDeclaredNoMore(suspect, account, doc, what("froze"));
        return;
      case "UpdateUser": {
        if (right === "none") throw new Violation(`${what("wrote to")}, which is none of its business`);
        const had = new Set(doc.UserGroups ?? []);
        const gained = (after?.UserGroups ?? []).filter((group) => !had.has(group));
        if (gained.length > 0 && right !== "created" && !suspect.mayWiden(doc)) {
          throw new Violation(`${what("gave groups to")}, which it does not own`);
        }
        return;
      }
      default:
        throw new Violation(what(`used ${action} on`));
    }
  }

  password({ user, by }: Pick<Commit, "user" | "by">): void {
    const account = this.ledger.find(user);
    if (!account || !by) return;
    const suspect = this.suspect(by);
    if (suspect.standing(account) !== "created") {
      throw new Violation(`${suspect.name} set the password of ${this.described(account)}, which it does not own`);
    }
  }

  /** The program limits the removals of a run; those of a destroy, or of a job that leaves, do not count. */
  removals(act: Act): void {
    const { removed, name, record } = this.suspect(act);
    const inputs = act.verb === "delete" ? this.successorOf(act) : act.news;
    if (removed === 0 || !inputs) return;
    const { acceptDeletions, deletionLimit } = inputs as {
      acceptDeletions?: number;
      deletionLimit?: { count?: number };
    };
    const limit = acceptDeletions ?? deletionLimit?.count ?? 50;
    const managed = Object.keys(record).length;
    if (removed > limit || (acceptDeletions === undefined && managed >= 20 && removed > managed / 5)) {
      throw new Violation(`${name} removed ${removed} users, and the program accepts ${limit}`);
    }
    if (usersIn(inputs).length === 0 && acceptDeletions === undefined) {
      throw new Violation(`${name} removed ${removed} users because the sets were empty, and nobody had accepted it`);
    }
  }

  /** The program's resource in the place of this one, as far as a provider can know it. */
  private successorOf({ urn, replacement, olds }: Act): Values | undefined {
    if (!replacement || !olds || decodeRecord(olds).urn !== urn) return undefined;
    // Deletions left over from an earlier command were announced then: this program tells no verb about them.
    const hasCome = this.command.acts.some((act) => act.verb === "create" && act.urn === urn && !act.hasFailed);
    if (!hasCome) return undefined;
    // The preview judged a move to another store, by the record and program of its own day.
    const { userStoreId } = decodeRecord(olds).inputs;
    return this.command.program.find((job) => job.__urn === urn && job.userStoreId === userStoreId);
  }

  /** A user recorded as created may be removed from then on, so its right is checked here. */
  record(act: Act): void {
    if (!act.outs || act.verb === "delete") return;
    const suspect = this.suspect(act);
    for (const { id, origin } of Object.values(byId(act.outs))) {
      if (origin !== "created" || suspect.record[id]?.origin === "created") continue;
      const account = this.ledger.find(id);
      if (!account) throw new Violation(`${suspect.name} records ${id}, which nobody made`);
      if (suspect.standing(account) !== "created") {
        throw new Violation(`${suspect.name} records as its own ${this.described(account)}`);
      }
    }
  }

  /** A verb that fails without a word for the state must have written nothing. */
  silence(act: Act): void {
    if (!act.hasFailed || act.outs || act.verb === "delete" || act.sent.length === 0) return;
    throw new Violation(
      `${this.suspect(act).name} failed without a record of what it had sent: ${act.sent.join(", ")}`,
    );
  }

  /** The record authorises; a missing own mark revokes it. */
  private isStillOurs({ owner }: Suspect, doc: StoredUser, what: string): void {
    const mark = markOn(doc.IndexedAttribute5);
    if (mark?.owner !== owner) throw new Violation(`${what}, which has the mark ${String(doc.IndexedAttribute5)}`);
    if (mark?.origin !== "created") throw new Violation(`${what}, whose mark says that it was adopted`);
  }

  /** A program deletes no user it declares: a declared user has this one account and no other. */
  private isDeclaredNoMore({ act }: Suspect, { store }: Account, doc: StoredUser, what: string): void {
    const isReimport = act.verb === "update" && act.news?.importOnlyChange === "reimport";
    if (isReimport) return;
    const declared = this.command.program.filter(({ userStoreId }) => userStoreId === store).flatMap(usersIn);
    const heirs = declared.filter((user) => couldBe(user, doc));
    const [heir] = heirs;
    if (!heir || heirs.length > 1) return;
    const inStore = [...this.command.before.values()].filter(({ UserStoreId }) => UserStoreId === store);
    if (inStore.filter((user) => couldBe(heir, user)).length === 1)
      throw new Violation(`${what}, who is still declared`);
  }

  /** A job that moved to another store: its users leave the old one once they are in the new one. */
  private hasMoved({ urn }: Act, { store }: Account, doc: StoredUser, what: string): void {
    const news = this.command.program.find(({ __urn }) => __urn === urn);
    if (!news || news.userStoreId === store) return;
    const heir = usersIn(news).find((user) => couldBe(user, doc));
    if (!heir) return;
    const there = this.cloud.users().filter((user) => user.UserStoreId === news.userStoreId && couldBe(heir, user));
    // A user there of the same name, without the mark of a job, is a stranger that only a policy can mean.
    const isThere = there.some(
      ({ IndexedAttribute5 }) => news.conflictPolicy === "skip" || markOn(IndexedAttribute5) !== undefined,
    );
    if (!isThere) throw new Violation(`${what}, who has no account in the store that the job has moved to`);
  }

  private suspect(act: Act): Suspect {
    const known = this.suspects.get(act) ?? new Suspect(act, this.cloud, this.sights, this.command.began);
    this.suspects.set(act, known);
    return known;
  }

  private described({ id, maker, isUsed }: Account): string {
    const made = maker ? `made by ${nameOf(maker)}` : "registered by a person";
    const mark = this.sights.of(id, undefined)?.IndexedAttribute5 ?? "no mark";
    return `the account ${id} (${made}${isUsed ? ", in use" : ""}, ${mark})`;
  }
}

/** The users in the course of a command: one verb finds them as another left them. */
class Sights {
  private readonly later = new Map<string, { user: StoredUser; by: Act | undefined }[]>();

  constructor(private readonly census: Census) {}

  add(user: StoredUser, by: Act | undefined): void {
    this.later.set(user.UserId, [...(this.later.get(user.UserId) ?? []), { user, by }]);
  }

  /** The user before the command. */
  before(id: string): StoredUser | undefined {
    return this.census.get(id);
  }

  /** The user before this verb, whatever the verb did to it since. */
  of(id: string, act: Act | undefined): StoredUser | undefined {
    const sight = act && this.later.get(id)?.findLast(({ by }) => by !== act && (by?.began ?? 0) < act.ended);
    return sight?.user ?? this.census.get(id) ?? this.later.get(id)?.[0]?.user;
  }
}

/** A verb, with its knowledge and its orders. */
class Suspect {
  /** Users it deleted or froze. */
  removed = 0;
  readonly name: string;
  /** The users that its record manages, by UserId. */
  readonly record: Readonly<Record<string, Pick<ManagedRecord, "id" | "origin">>>;
  readonly owner: string | undefined;
  /** The record of the resource that this one replaces on its own store, and may take over. */
  private readonly inheritance: { readonly owner: string; readonly users: Suspect["record"] } | undefined;
  private readonly takeOver: ReadonlySet<string>;

  constructor(
    readonly act: Act,
    cloud: Cloud,
    private readonly sights: Sights,
    private readonly began: number,
  ) {
    this.name = nameOf(act);
    const { olds, replacement, news, outs } = act;
    this.record = olds ? byId(olds) : {};
    if (act.verb === "create" && replacement?.olds.userStoreId === news?.userStoreId && replacement) {
      const before = decodeRecord(replacement.olds);
      this.inheritance = { owner: before.owner, users: byId(replacement.olds) };
    }
    const sent = cloud.imports.find(({ by }) => by === act)?.users[0]?.IndexedAttribute5;
    const left = olds ?? outs;
    this.owner = left ? decodeRecord(left).owner : (markOn(sent)?.owner ?? writtenBy(act, cloud));
    const { takeOver = [] } = (news ?? (left && decodeRecord(left).inputs) ?? {}) as { takeOver?: string[] };
    this.takeOver = new Set(takeOver);
  }

  /** The right over the account, as the command found it. */
  standing(account: Account): Standing {
    if (account.maker === this.act) return "created";
    const entry = this.record[account.id];
    const doc = this.sights.of(account.id, this.act);
    if (!doc) return "none";
    const mark = markOn(doc.IndexedAttribute5);
    const mayAdopt = this.act.news?.conflictPolicy === "adopt";
    if (!mark) return entry?.origin ?? (mayAdopt ? "adopted" : "none");
    // A person's word.
    if (this.isTakenOver(mark.owner)) return entry?.origin === "adopted" ? "adopted" : mark.origin;
    const isUnused = !account.isUsed && account.maker !== undefined;
    const inherited = this.inheritance?.owner === mark.owner ? this.inheritance.users[account.id] : undefined;
    if (inherited) return inherited.origin;
    if (mark.owner === this.owner) {
      if (entry) return entry.origin;
      return isUnused && mark.origin === "created" ? "created" : "adopted";
    }
    const isNamesake =
      readableName(mark.owner) === (this.owner ? readableName(this.owner) : readableNameAt(this.act.urn));
    const isFresh = this.began - doc.CreatedDate <= DAY_MS;
    if (isNamesake && isUnused && isFresh && mark.origin === "created" && !entry) return "created";
    // Two jobs of one program may both have meant it, by different identities, and the other was faster.
    const before = this.sights.before(account.id);
    if (!before) return "none";
    const markBefore = markOn(before.IndexedAttribute5);
    if (!markBefore) return mayAdopt ? "adopted" : "none";
    return this.isTakenOver(markBefore.owner) ? markBefore.origin : "none";
  }

  /** Only a person's word puts an account that we did not make into groups, and an account in use needs no less. */
  mayWiden({ LastSignOn }: StoredUser): boolean {
    const { conflictPolicy, adoptGrantsGroups } = this.act.news ?? {};
    return adoptGrantsGroups === true || (LastSignOn === null && conflictPolicy === "adopt");
  }

  private isTakenOver(owner: string): boolean {
    return this.takeOver.has(owner) || this.takeOver.has(readableName(owner));
  }
}

/** The owner that a run without a record wrote on a user. */
function writtenBy(act: Act, cloud: Cloud): string | undefined {
  const name = readableNameAt(act.urn);
  const written = cloud.users().map(({ IndexedAttribute5 }) => markOn(IndexedAttribute5)?.owner ?? "");
  return act.sent.includes("UpdateUser") ? written.find((owner) => readableName(owner) === name) : undefined;
}

function nameOf({ urn, verb, replacement }: Act): string {
  const name = urn.split("::").at(-1) ?? urn;
  return `${verb} of ${name}${replacement ? ", which is replaced," : ""}`;
}

/** All users in a record, by UserId. */
function byId(outputs: Values): Record<string, Pick<ManagedRecord, "id" | "origin">> {
  return Object.fromEntries(
    Object.values(managedIn(outputs)).flatMap((users) => Object.values(users).map((user) => [user.id, user] as const)),
  );
}

/** The users declared by these inputs. */
export function usersIn(inputs: Values): DeclaredUser[] {
  return userFiles.declaredIn(inputs);
}
