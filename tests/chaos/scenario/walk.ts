import { replaceUser } from "../../../emulator/directory/users";
import { emulatorCredentials } from "../../../ciam/credentials";
import { canaries, Lookout } from "../../support/canaries";
import type { StoredUser } from "../../../emulator/directory/userForm";
import { Checker } from "../checker/checker";
import { Cloud } from "../service/cloud";
import type { Outcome, State } from "../engine/engine";
import { frontEnds } from "../frontEnds";
import { declared, type People } from "./people";
import type { Edit, Scenario } from "./scenario";
import { Project, type Users } from "../program/project";
import { isRefusedInAdvance, ownersToTakeOver } from "../checker/remedies";
import { Violation } from "../checker/violation";

/** Lives through a scenario and throws a Violation at the first broken promise. */
export async function walk(scenario: Scenario): Promise<void> {
  const life = new Walk(scenario, new Cloud(scenario.settings, scenario.seed));
  await life.run();
  life.wasDiscreet();
}

const ALWAYS_SECRET = {
  password: canaries.password,
  newPassword: canaries.newPassword,
  card: canaries.card,
  secretKey: emulatorCredentials.secretKey,
};
const lookout = new Lookout(ALWAYS_SECRET);
const stricter = new Lookout({ ...ALWAYS_SECRET, secretAttribute: canaries.secretAttribute });

class Walk {
  private readonly groups: readonly [string, string];
  private readonly checker: Checker;
  private readonly project: Project;
  /** Owners that a person took over from, because a conflict said so. */
  private takeOver: readonly string[] = [];

  constructor(
    private readonly scenario: Scenario,
    private readonly cloud: Cloud,
  ) {
    const { frontEnd = "dynamic", previews = "none" } = scenario;
    this.project = new Project(cloud, scenario.policies, undefined, undefined, frontEnds[frontEnd]);
    this.project.previews = frontEnd === "plugin" && previews !== "none";
    this.project.stack.isLive = previews === "of the store";
    this.groups = [this.group("readers"), this.group("admins")];
    for (const who of scenario.strangers) this.register(who);
    // Long enough that no user passes for made by us.
    cloud.clock.advance(600_000);
    this.checker = new Checker(cloud, scenario, this.groups);
  }

  async run(): Promise<void> {
    const { scenario, cloud, project } = this;
    const { operation, faults, death, state, edits, meanwhile } = scenario;
    const [before, after] = scenario.ways ?? ["value", "value"];
    project.way = before;
    await this.past();
    project.way = after;
    this.checker.remember();
    for (const edit of edits) this.edit(edit);
    if (scenario.slotsTaken) this.takeSlots();

    cloud.setFaults(faults);
    if (meanwhile) cloud.meanwhile({ atCall: meanwhile.atCall, act: () => this.edit(meanwhile.edit) });
    if (project.previews && operation !== "destroy") await project.preview(() => this.foresee());
    const outcome = await (death ? project.dying(death, () => this.operate()) : project.command(() => this.operate()));
    this.checker.afterFaults(outcome, project.engine.state);
    cloud.setFaults([]);
    cloud.meanwhile(undefined);

    if (operation === "destroy") return this.destroyed();
    // After a half-done replacement only a refresh shows who was to leave.
    const isHalfReplaced = operation === "replace" && !outcome?.ok;
    const isHintWrong = edits.length > 0 || meanwhile !== undefined || state === "stale" || isHalfReplaced;
    if (isHintWrong) await this.refreshed();
    // What Ctrl-C has left is in the state.
    const hasDied = death !== undefined && death.who !== "Ctrl-C";
    await this.converged(hasDied || state !== "right" || isHintWrong || operation === "replace");
  }

  /** No secret of this scenario was visible at any time. */
  wasDiscreet(): void {
    const secrets = this.scenario.policies.secretFields === undefined ? lookout : stricter;
    const [sighting] = secrets.sightings([...this.project.seen].join("\n"));
    if (sighting !== undefined) throw new Violation(`a secret was to be seen: ${sighting}`);
  }

  /** The events before the operation. */
  private async past(): Promise<void> {
    const { state, before, older, formerConflictPolicy } = this.scenario;
    const { engine } = this.project;
    const policies = formerConflictPolicy && { conflictPolicy: formerConflictPolicy };
    const up = (people: People): Promise<Outcome> => this.project.up(this.users(people), policies);
    if (state === "none") return;
    if (state === "stale") {
      await up(older);
      const { state: saved } = engine;
      await up(before);
      engine.state = saved;
    } else {
      await up(before);
      if (state === "lost") engine.state = undefined;
    }
    this.cloud.clock.advance(10_000);
  }

  private foresee(): Promise<Outcome> {
    const { operation, after } = this.scenario;
    const replaced = new Set(operation === "replace" ? [this.project.engine.urn] : []);
    return this.project.engine.preview(this.project.program(this.users(after)), { replaced });
  }

  private async operate(): Promise<Outcome> {
    const { operation, after } = this.scenario;
    const { engine } = this.project;
    const program = this.project.program(this.users(after));
    switch (operation) {
      case "up":
        return engine.up(program);
      case "refresh+up": {
        const refreshed = await engine.refresh();
        return refreshed.ok ? engine.up(program) : refreshed;
      }
      case "destroy":
        return engine.destroy();
      case "replace":
        return engine.replace(program);
    }
  }

  private async destroyed(): Promise<void> {
    this.mustSucceed("destroy", await this.project.destroy());
    this.checker.nobodyLeft();
  }

  /** After the faults: one `up` makes everything as declared, and nothing is left to do after it. */
  private async converged(mayHaveOrphans: boolean): Promise<void> {
    const { after } = this.scenario;
    const { engine } = this.project;
    let first = await this.up(after);
    // In a store that shows users late, a user that the previous run made and did not record is met blindly, and known
    // the next time.
    const isLate =
      mayHaveOrphans &&
      (this.scenario.settings.readLagMs ?? 0) > 0 &&
      (!first.ok || this.checker.hasFailures(engine.state));
    if (isLate) first = await this.up(after);
    const lacksGroups = this.checker.settled("the first up", first, engine.state, { mayLackGroups: mayHaveOrphans });
    if (lacksGroups) {
      // Recorded users get them, and before this up none had them.
      await this.refreshed();
      this.checker.settled("the up after that", await this.up(after), engine.state);
    }
    await this.quiet("the second up", () => this.up(after));
    const before = engine.state?.inputs;
    const isPartial = this.checker.hasFailures(engine.state) || isRefusedInAdvance(first.message);
    await this.quiet("a refresh", () => this.project.refresh());
    const orphans = this.checker.unchanged(before, engine.state);
    if (orphans === 0) return;
    if (!mayHaveOrphans && !isPartial) throw new Violation(`${String(orphans)} users of ours are declared nowhere`);
    this.checker.settled("the up after a refresh", await this.up(after), engine.state);
    await this.quiet("the last up", () => this.up(after));
    this.checker.noOrphans(engine.state);
  }

  /** Once no job runs and no list lags, a refresh says of the users what the one before it has said. */
  private async refreshed(): Promise<void> {
    const { project, cloud } = this;
    this.mustSucceed("refresh", await project.refresh());
    cloud.clock.advance(10_000);
    this.mustSucceed("the refresh after it", await project.refresh());
    const before = saidOf(project.engine.state);
    this.mustSucceed("the last refresh", await project.refresh());
    const after = saidOf(project.engine.state);
    if (before !== after) throw new Violation(`a refresh said ${before}, and the next one ${after}`);
  }

  private async quiet(what: string, act: () => Promise<Outcome>): Promise<void> {
    this.cloud.calls = [];
    const before = this.project.engine.state;
    const { ok, message, reasons } = await act();
    const { writes } = this.cloud;
    // A user that the service itself refuses is tried again as long as the program declares it.
    if (writes.length > 0 && !this.checker.hasRefusals(before)) {
      throw new Violation(`${what} wrote: ${writes.join(", ")}`);
    }
    const isKnown = before && before.initErrors.length > 0;
    const isForeseen = isRefusedInAdvance(message);
    if (!ok && !isKnown && !isForeseen && before) {
      throw new Violation(`${what} failed: ${message} ${reasons.join("; ")}`);
    }
  }

  /**
   * Follows the advice of a conflict with a job of the same name whose state was lost, and of a password that waits for
   * its user's mark.
   */
  private async up(people: People): Promise<Outcome> {
    const up = (): Promise<Outcome> => this.project.up(this.users(people), { takeOver: this.takeOver });
    const said = ({ message, reasons }: Outcome): string =>
      [message, ...reasons, JSON.stringify(this.project.engine.state?.outputs.failedUsers ?? "")].join("\n");
    let outcome = await up();
    if (said(outcome).includes("its owner mark had been cleared and is set again")) outcome = await up();
    const named = ownersToTakeOver(said(outcome));
    const others = named.filter((owner) => !this.takeOver.includes(owner));
    if (others.length === 0) return outcome;
    this.takeOver = [...this.takeOver, ...others];
    return up();
  }

  private users(people: People): Users {
    return Object.fromEntries(Object.entries(people).map(([key, one]) => [key, declared(one, this.groups)]));
  }

  private mustSucceed(what: string, { ok, message, reasons }: Outcome): void {
    if (!ok) throw new Violation(`${what} failed: ${message} ${reasons.join("; ")}`);
  }

  private group(DisplayName: string): string {
    return this.cloud.byHand("CreateUserGroup", { UserStoreId: this.cloud.storeId, DisplayName }).UserGroupId as string;
  }

  private register(who: number): void {
    this.cloud.byHand("CreateUser", {
      UserStoreId: this.cloud.storeId,
      UserName: `user-${String(who)}`,
      PhoneNumber: `1380000800${String(who)}`,
      Email: `p${String(who)}@example.com`,
      Password: "Their0wn-password",
      Nickname: "Stranger",
    });
  }

  private edit({ what, whom }: Edit): void {
    const { cloud } = this;
    const users = cloud.users();
    const user = users[whom % Math.max(1, users.length)];
    if (!user) return;
    const one = { UserStoreId: cloud.storeId, UserId: user.UserId };
    switch (what) {
      case "nickname":
        cloud.byHand("UpdateUser", { ...one, Nickname: "Edited" });
        break;
      case "groups":
        cloud.byHand("UpdateUser", { ...one, UserGroup: [this.groups[1]] });
        break;
      case "clear-mark":
        this.replace(user, { IndexedAttribute5: null });
        break;
      case "sign-on":
        this.replace(user, { LastSignOn: cloud.clock.now() });
        break;
      case "freeze":
        cloud.byHand("UpdateUserStatus", { ...one, Status: "FREEZE" });
        break;
      case "delete":
        cloud.byHand("DeleteUsers", { UserStoreId: cloud.storeId, UserIds: [user.UserId] });
        break;
    }
    this.checker.edited(user, what);
  }

  private replace(user: StoredUser, change: Partial<StoredUser>): void {
    this.cloud.db.transaction(() => replaceUser(this.cloud.service.services, { ...user, ...change }));
  }

  private takeSlots(): void {
    for (let job = 0; job < this.cloud.service.config.jobsAtOnce; job++) {
      this.cloud.byHand("CreateFileExportUserJob", { UserStoreId: this.cloud.storeId });
    }
  }
}

/** How the users of a job stand, as its outputs have it. */
function saidOf(state: State | undefined): string {
  const { status, statusReason, failedUsers } = state?.outputs ?? {};
  return JSON.stringify({ status, statusReason, failedUsers });
}
