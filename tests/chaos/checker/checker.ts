import { isDeepStrictEqual } from "node:util";
import type { StoredUser } from "../../../emulator/directory/userForm";
import { decodeRecord } from "../../../provider/resources/userImportJob/state/record";
import { managedIn, wholeOutputs } from "./recorded";
import { identitiesOf } from "../../../provider/users/model/identity/identity";
import { fromCiamUser } from "../../../provider/users/ciam";
import type { DeclaredUser } from "../../../provider/users/model/user";
import type { Cloud } from "../service/cloud";
import type { Outcome, State } from "../engine/engine";
import { declared } from "../scenario/people";
import { isRefusedInAdvance, isSwap } from "./remedies";
import type { Edit, Scenario } from "../scenario/scenario";
import { isMarked, isMarkedAs, Violation } from "./violation";

/** The calls from the last look at users to their deletion; a change in between cannot be seen. */
const LOOK_AND_DELETE = 8;

interface FailedUser {
  readonly key: string;
  readonly code: string;
  readonly reason: string;
}

interface Kept {
  readonly doc: StoredUser;
  readonly credential: string | null;
}

/**
 * Knows what may have happened: the users who were there before us, the edits of others, and the commits of our calls
 * by the service's own log.
 */
export class Checker {
  /** Users who are not ours, in the form they must keep. */
  private readonly strangers = new Map<string, Kept>();
  /** Users who carried our mark at some time. */
  private readonly everOurs = new Set<string>();
  /** The users that were ours after the first run. */
  private readonly remembered = new Map<string, Kept>();
  /** Users whose mark was cleared by hand → the call before it. */
  private readonly cleared = new Map<string, number>();
  private readonly edits = new Map<string, Set<Edit["what"]>>();

  constructor(
    private readonly cloud: Cloud,
    private readonly scenario: Scenario,
    private readonly groups: readonly [string, string],
  ) {
    for (const doc of cloud.users()) this.strangers.set(doc.UserId, this.kept(doc));
  }

  /** Notes the result of a first run. */
  remember(): void {
    this.history();
    for (const doc of this.ours()) {
      this.everOurs.add(doc.UserId);
      this.remembered.set(doc.UserId, this.kept(doc));
    }
  }

  /** Somebody changed a user behind our back. */
  edited({ UserId }: StoredUser, what: Edit["what"]): void {
    if (what === "clear-mark") this.cleared.set(UserId, this.cloud.callCount);
    this.edits.set(UserId, (this.edits.get(UserId) ?? new Set()).add(what));
    if (!this.strangers.has(UserId)) return;
    const doc = this.cloud.user(UserId);
    if (doc) this.strangers.set(UserId, this.kept(doc));
    else this.strangers.delete(UserId);
  }

  /** A run must succeed, unless the program asked for warnings only or the state was wrong. */
  afterFaults(outcome: Outcome | undefined, state: State | undefined): void {
    this.history();
    const { edits, meanwhile, policies, state: hint } = this.scenario;
    const isPromise = outcome?.ok && (outcome.step === "create" || outcome.step === "update");
    if (isPromise && hint !== "stale" && edits.length === 0 && !meanwhile && policies.failurePolicy !== "warn") {
      this.lenient = true;
      this.declaredAreThere("the operation", state);
    }
  }

  /** @returns true if a user lacks some of its declared groups, where that is allowed */
  settled(what: string, outcome: Outcome, state: State | undefined, { mayLackGroups = false } = {}): boolean {
    this.lenient = mayLackGroups;
    this.lacksGroups = false;
    this.judge(what, outcome, state);
    return this.lacksGroups;
  }

  private judge(what: string, outcome: Outcome, state: State | undefined): void {
    this.history();
    const failures = this.failures(state);
    const { importOnlyChange = "fail" } = this.scenario.policies;
    const mayBeRefused = importOnlyChange === "fail" || isSwap(outcome.message);
    if (outcome.step === "none" && isRefusedInAdvance(outcome.message) && mayBeRefused) {
      this.lacksGroups = this.lenient && this.someLackGroups(state);
      return;
    }
    if (!outcome.ok) {
      const areRefused = /users? could not be updated/.test(outcome.message);
      if (!areRefused || (state && failures.length === 0)) throw new Violation(`${what} failed: ${outcome.message}`);
      if (!state) return;
    }
    const owner = state ? decodeRecord(state.outputs).owner : "";
    for (const failure of failures) this.justify(what, failure, owner, recordOf(state)[failure.key]?.id);
    this.declaredAreThere(what, state);
    this.nobodyVanished();
    if (outcome.ok) this.nobodyStayed(what, state);
  }

  /** Who is no longer declared leaves, or is at least let go; the record names nobody who is gone. */
  private nobodyStayed(what: string, state: State | undefined): void {
    if (!state || this.failures(state).length > 0 || this.scenario.policies.removalPolicy === "freeze") return;
    const { staff = {} } = managedIn(wholeOutputs(state));
    for (const [key, { id }] of Object.entries(staff)) {
      const isThere = this.cloud.user(id) !== undefined;
      if (this.declaredUsers().has(key)) continue;
      const fate = isThere ? "stayed" : "is gone and stays in the record";
      throw new Violation(`${what}: ${key} ${fate}, and is declared nowhere`);
    }
  }

  nobodyLeft(): void {
    this.history();
    const { policies, state, death } = this.scenario;
    if (state === "lost" || state === "none" || state === "stale") return;
    if (death && death.who !== "Ctrl-C") return;
    if (this.wasEdited("clear-mark")) return;
    for (const user of this.ours()) {
      if (policies.removalPolicy === "freeze" && user.Status === "FREEZE") continue;
      if (policies.removalPolicy === "retain") continue;
      throw new Violation(`destroy left ${user.UserId} behind`);
    }
  }

  /** Compares the inputs before and after a refresh; returns the number of undeclared users it shows. */
  unchanged(before: State["inputs"] | undefined, state: State | undefined): number {
    if (!before || !state) return 0;
    const failed = new Set(this.failuresBefore);
    if (state.inputs.userFiles !== undefined) return this.undriftedIn(before, state, failed);
    const was = users(before, "staff");
    const is = users(state.inputs, "staff");
    for (const [key, user] of this.declaredUsers()) {
      // After a failed update the engine has the inputs of the one before it.
      if (failed.has(key) || !isDeepStrictEqual(was[key], user) || isDeepStrictEqual(was[key], is[key])) continue;
      throw new Violation(
        `a refresh shows a change of ${key}: ${JSON.stringify(was[key])} => ${JSON.stringify(is[key])}`,
      );
    }
    const strays = Object.keys(is).filter((key) => !this.declaredUsers().has(key));
    return strays.length + Object.keys(users(state.inputs, "orphans")).length;
  }

  /** The same of users of a file, whose drift is an input of its own. */
  private undriftedIn(before: State["inputs"], state: State, failed: ReadonlySet<string>): number {
    const drift = Object.keys(state.inputs.drift ?? {});
    if (before.drift === undefined) {
      for (const key of this.declaredUsers().keys()) {
        if (!failed.has(key) && drift.includes(`staff/${key}`))
          throw new Violation(`a refresh shows a change of ${key}`);
      }
    }
    const strays = drift.filter((name) => name !== "staff" && !this.declaredUsers().has(name.replace(/^staff\//, "")));
    return strays.length;
  }

  noOrphans(state: State | undefined): void {
    const managed = new Set(Object.values(recordOf(state)).map(({ id }) => id));
    const owner = state && decodeRecord(state.outputs).owner;
    const isOwn = ({ IndexedAttribute5 }: StoredUser): boolean => IndexedAttribute5?.endsWith(`:${owner}`) ?? false;
    const stray = this.ours().filter((user) => user.Primary && isOwn(user) && !managed.has(user.UserId));
    if (stray.length > 0) throw new Violation(`${String(stray.length)} users of ours are recorded nowhere`);
  }

  /** True if a user could not be updated to match the program: a user whose place it was to take then stays. */
  hasFailures(state: State | undefined): boolean {
    return this.failures(state).length > 0;
  }

  private wasEdited(what: Edit["what"]): boolean {
    return [...this.edits.values()].some((edits) => edits.has(what));
  }

  /** True if the service refused a user, rather than our own plan. */
  hasRefusals(state: State | undefined): boolean {
    const { policies, settings } = this.scenario;
    // A service that compares letter by letter misses other spellings, unless the whole store is read.
    const isBlind = policies.preflight === false || settings.identityMatching === "exact";
    return this.failures(state).some(
      ({ code }) => isBlind || code === "Conflict.MarkLost" || !code.startsWith("Conflict."),
    );
  }

  /** A run without a record gives no groups to users it did not make. */
  private lenient = false;
  private lacksGroups = false;
  private failuresBefore: string[] = [];

  private failures(state: State | undefined): FailedUser[] {
    const { users = [] } = (state?.outputs.failedUsers ?? {}) as { users?: FailedUser[] };
    this.failuresBefore = users.map(({ key }) => key);
    return users;
  }

  /** Every refusal needs a cause that the store shows. */
  private justify(what: string, { key, code, reason }: FailedUser, owner: string, own: string | undefined): void {
    const user = this.declaredUsers().get(key);
    if (!user) throw new Violation(`${what}: ${key} failed and is declared nowhere`);
    const { settings, policies } = this.scenario;
    const isHeldByAnother = this.holders(user).some(({ UserId }) => UserId !== own);
    const isMarkedByAnother = this.holders(user).some(({ IndexedAttribute5 }) => !IndexedAttribute5?.endsWith(owner));
    switch (code) {
      case "Conflict.UserExists":
      case "Conflict.IdentityDiffers":
      case "Conflict.ForeignMark":
      case "Conflict.OwnedElsewhere":
        if (isHeldByAnother || isMarkedByAnother || this.wasEdited("clear-mark")) return;
        break;
      case "Conflict.IdentityTaken":
      case "Conflict.TwoUsers":
      case "Conflict.Cycle":
        if (isHeldByAnother) return;
        break;
      case "NotBegun":
        // The one before it failed, and has its own cause.
        if (this.failuresBefore.length > 1) return;
        break;
      case "Conflict.MarkLost":
      case "Conflict.ImportOnly":
        if (policies.importOnlyChange !== "ignore") return;
        break;
      case "NotKept":
        if (settings.updateEmptyString === "keep" || settings.userGroupMode === "add") return;
        break;
      case "FailedOperation.AttributeFormatError":
        if (settings.updateEmptyString === "refuse") return;
        break;
      case "FailedOperation.UserIsFreeze":
        if (policies.passwordPolicy === "managed") return;
        break;
      default:
        // Refused by an import or an update, in any words.
        if (isHeldByAnother) return;
    }
    throw new Violation(`${what}: ${key} failed without a cause: ${reason} (${code})`);
  }

  private declaredAreThere(what: string, state: State | undefined): void {
    const failed = new Set(this.failures(state).map(({ key }) => key));
    const record = recordOf(state);
    for (const [key, user] of this.declaredUsers()) {
      if (failed.has(key)) continue;
      const holders = this.holders(user);
      const [holder] = holders;
      if (!holder) throw new Violation(`${what}: ${key} is lost`);
      const isSkipped = this.scenario.policies.conflictPolicy === "skip" && holders.some((one) => !isMarked(one));
      if (isSkipped) continue;
      if (holders.length > 1 && this.scenario.settings.identityMatching !== "exact") {
        throw new Violation(`${what}: ${key} is there ${String(holders.length)} times`);
      }
      const recorded = holders.find(({ UserId }) => UserId === record[key]?.id);
      if (!recorded)
        throw new Violation(`${what}: ${key} is recorded as ${String(record[key]?.id)}, not ${holder.UserId}`);
      this.isAsDeclared(what, key, user, recorded);
    }
  }

  private isAsDeclared(what: string, key: string, user: DeclaredUser, doc: StoredUser): void {
    const { settings } = this.scenario;
    const edits = this.edits.get(doc.UserId) ?? new Set();
    const altered = (field: string): never => {
      throw new Violation(`${what}: the ${field} of ${key} is not as declared`);
    };
    const mayLackMark = edits.has("clear-mark") || this.scenario.operation === "replace";
    if (!isMarked(doc) && !mayLackMark) altered("mark");
    const live = fromCiamUser(doc);
    const held = new Set(identitiesOf(live).map(({ key: identity }) => identity));
    if (!identitiesOf(user).every(({ key: identity }) => held.has(identity))) altered("identity");
    if (user.nickname !== undefined && (doc.Nickname ?? "") !== user.nickname) altered("nickname");
    if (user.birthdate !== undefined) {
      const midnight = Date.parse(`${user.birthdate}T00:00:00Z`);
      const offset = settings.storedForms?.birthdateOffsetMs ?? 0;
      if (doc.Birthdate !== midnight && doc.Birthdate !== midnight + offset) altered("birthdate");
    }
    const [attribute] = doc.CustomAttributes ?? [];
    if (user.customAttributes && attribute?.Value !== user.customAttributes[0]?.value) altered("attribute");
    if (this.isInItsGroups(user, doc)) return;
    if (!this.lenient) altered("groups");
    this.lacksGroups = true;
  }

  /** Users we did not make get groups only by a person's word. */
  private isInItsGroups(user: DeclaredUser, doc: StoredUser): boolean {
    const { conflictPolicy, adoptGrantsGroups = false } = this.scenario.policies;
    const isGiven = adoptGrantsGroups === true || (doc.LastSignOn === null && conflictPolicy === "adopt");
    const isInGroups = (user.userGroups ?? []).every((group) => (doc.UserGroups ?? []).includes(group));
    return isInGroups || (isMarkedAs(doc, "adopted") && !isGiven);
  }

  /** While a job is refused for one of its users, the others wait for their groups too. */
  private someLackGroups(state: State | undefined): boolean {
    const record = recordOf(state);
    return [...this.declaredUsers()].some(([key, user]) => {
      const doc = this.cloud.user(record[key]?.id ?? "");
      return doc !== undefined && !this.isInItsGroups(user, doc);
    });
  }

  /** The commits of our calls, by the service's log. */
  private history(): void {
    const { policies, formerConflictPolicy } = this.scenario;
    const adopts = policies.conflictPolicy === "adopt" || formerConflictPolicy === "adopt";
    for (const { event, user, action, doc, call } of this.cloud.commits.splice(0)) {
      if (doc && isMarked(doc)) this.everOurs.add(user);
      if (event === "USER_CREATE" || !doc) continue;
      const mayAdopt = adopts && action === "UpdateUser";
      if (!this.everOurs.has(user) && !mayAdopt) throw new Violation(`${action} touched the stranger ${user}`);
      const isRecent = call - (this.cleared.get(user) ?? 0) <= LOOK_AND_DELETE;
      if (action === "DeleteUsers" && !isMarked(doc) && !isRecent) {
        throw new Violation(`${user} was deleted without our mark`);
      }
    }
    for (const [id, { doc, credential }] of this.strangers) {
      const now = this.cloud.user(id);
      if (!now) throw new Violation(`the stranger ${id} was deleted`);
      const isManaged = adopts && policies.passwordPolicy === "managed";
      if (!isManaged && this.cloud.credential(id) !== credential)
        throw new Violation(`the stranger ${id} was given a password`);
      if (now.Status !== doc.Status) throw new Violation(`the status of the stranger ${id} was changed`);
      if (adopts) continue;
      if (!isDeepStrictEqual(now, doc)) throw new Violation(`the stranger ${id} was changed`);
    }
    const {
      readLagMs = 0,
      jobRetentionMs = null,
      updateEmptyString = "clear",
      identityMatching,
    } = this.scenario.settings;
    // Where an update that was to free an identity is refused, the import that waited for it is refused as well.
    const mayBeStuck = this.scenario.policies.preflight === false || updateEmptyString !== "clear";
    // Without a record, a search that compares letter by letter misses who was spelt otherwise before: nobody goes for it.
    const { operation, state } = this.scenario;
    const isSpeltOtherwise = identityMatching === "exact" && (operation === "replace" || state !== "right");
    const canBeSeen = readLagMs === 0 && jobRetentionMs === null && !mayBeStuck && !isSpeltOtherwise;
    if (canBeSeen && this.cloud.sentAgain.length > 0) {
      throw new Violation(`sent with an import though they were there: ${this.cloud.sentAgain.join(", ")}`);
    }
    if (this.cloud.thirdJobs > 0) throw new Violation("a third job of ours was sent while two were under way");
    // Only a look at the store shows a user made by a run with another lineage, and not while others change the store.
    const isLooking =
      !isSpeltOtherwise && this.scenario.policies.preflight !== false && !this.scenario.meanwhile && readLagMs === 0;
    const blind = this.cloud.submissions.blind.find((one) => isLooking || !one.includes("of another lineage"));
    if (blind !== undefined) throw new Violation(blind);
    if (this.cloud.tooFast > 0) throw new Violation("calls came faster than the service allows");
  }

  /** A declared account keeps its UserId, and its password unless passwords are managed. */
  private nobodyVanished(): void {
    const { policies } = this.scenario;
    if (policies.importOnlyChange === "reimport") return;
    const declaredUsers = [...this.declaredUsers().values()];
    // One who has the identities of two accounts is the one whom the record names, be it a stranger's.
    const all = [...new Map([...this.strangers, ...this.remembered]).values()];
    for (const [id, { doc, credential }] of this.remembered) {
      if (this.edits.get(id)?.has("delete")) continue;
      const heirs = declaredUsers.filter((user) => share(user, doc));
      const [heir] = heirs;
      if (heirs.length !== 1 || !heir || all.filter(({ doc: other }) => share(heir, other)).length !== 1) continue;
      if (!this.cloud.user(id)) throw new Violation(`the account ${id} was lost though its user is still declared`);
      if (policies.passwordPolicy !== "managed" && this.cloud.credential(id) !== credential) {
        throw new Violation(`the password of ${id} was changed`);
      }
    }
  }

  private declaredUsers(): Map<string, DeclaredUser> {
    return new Map(Object.entries(this.scenario.after).map(([key, one]) => [key, declared(one, this.groups)]));
  }

  private holders(user: DeclaredUser): StoredUser[] {
    return this.cloud.users().filter((doc) => share(user, doc));
  }

  private ours(): StoredUser[] {
    return this.cloud.users().filter(isMarked);
  }

  private kept(doc: StoredUser): Kept {
    return { doc, credential: this.cloud.credential(doc.UserId) };
  }
}

function share(user: DeclaredUser, doc: StoredUser): boolean {
  const held = new Set(identitiesOf(fromCiamUser(doc)).map(({ key }) => key));
  return identitiesOf(user).some(({ key }) => held.has(key));
}

function users(inputs: State["inputs"], set: string): Record<string, unknown> {
  const sets = inputs.userSets as Record<string, Record<string, unknown>> | undefined;
  return sets?.[set] ?? {};
}

function recordOf(state: State | undefined): Record<string, { id: string }> {
  if (!state) return {};
  return Object.assign({}, ...Object.values(managedIn(wholeOutputs(state)))) as Record<string, { id: string }>;
}
