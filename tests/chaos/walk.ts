import { replaceUser } from "../../emulator/users";
import type { StoredUser } from "../../emulator/userForm";
import type { Services } from "../../provider/resources/resource";
import { Cloud } from "./cloud";
import { Checker } from "./checker";
import { Engine, type Outcome } from "./engine";
import { declared, type People } from "./people";
import type { Edit, Scenario } from "./scenario";
import { OWNER, Violation } from "./violation";

/** Lives through a scenario and throws a Violation at the first promise that is not kept. */
export async function walk(scenario: Scenario): Promise<void> {
  await new Walk(scenario, new Cloud(scenario.settings, scenario.seed)).run();
}

class Walk {
  private readonly engine = new Engine();
  private readonly groups: readonly [string, string];
  private readonly checker: Checker;
  private engineIsAlive = true;
  private keys = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly cloud: Cloud,
  ) {
    this.groups = [this.group("readers"), this.group("admins")];
    for (const who of scenario.strangers) this.register(who);
    cloud.clock.advance(60_000);
    this.checker = new Checker(cloud, scenario, this.groups);
  }

  async run(): Promise<void> {
    const { scenario, cloud } = this;
    const { operation, faults, death, state, edits } = scenario;
    await this.past();
    this.checker.remember();
    for (const edit of edits) this.edit(edit);
    if (scenario.slotsTaken) this.takeSlots();

    cloud.setFaults(faults);
    const outcome = await this.during(() => this.operate());
    this.checker.afterFaults(outcome, this.engine.state);
    cloud.setFaults([]);

    if (operation === "destroy") return this.destroyed();
    // Users whom a replacement had deleted before it ended are gone for the engine only after a refresh.
    const isHalfReplaced = operation === "replace" && !outcome?.ok;
    const isHintWrong = edits.length > 0 || state === "stale" || isHalfReplaced;
    if (isHintWrong) this.mustSucceed("refresh", await this.command(() => this.engine.refresh()));
    await this.converged(death !== undefined || state !== "right" || isHintWrong || operation === "replace");
  }

  /** What has happened before the operation. */
  private async past(): Promise<void> {
    const { state, before, older } = this.scenario;
    if (state === "none") return;
    if (state === "stale") {
      await this.up(older);
      const { state: saved } = this.engine;
      await this.up(before);
      this.engine.state = saved;
    } else {
      await this.up(before);
      if (state === "lost") this.engine.state = undefined;
    }
    this.cloud.clock.advance(10_000);
  }

  private async operate(): Promise<Outcome> {
    const { operation, after } = this.scenario;
    switch (operation) {
      case "up":
        return this.engine.up(this.program(after));
      case "refresh+up": {
        const refreshed = await this.engine.refresh();
        return refreshed.ok ? this.engine.up(this.program(after)) : refreshed;
      }
      case "destroy":
        return this.engine.destroy();
      case "replace":
        return this.engine.replace(this.program(after));
    }
  }

  /** The operation, in which the process may die. What the engine knew before is then all it knows. */
  private async during(operate: () => Promise<Outcome>): Promise<Outcome | undefined> {
    const { death } = this.scenario;
    const { state } = this.engine;
    const { cloud } = this;
    const outcome = await this.command(() => {
      if (death?.who === "both") cloud.kill({ ...death });
      if (death?.who === "cli") this.dieAt(death.atCall);
      return operate();
    });
    if (!cloud.isDead && this.engineIsAlive) return outcome;
    this.engineIsAlive = true;
    this.engine.state = state;
    return undefined;
  }

  private dieAt(call: number): void {
    const { cloud } = this;
    const began = cloud.calls.length;
    this.isEngineAlive = () => (this.engineIsAlive = this.engineIsAlive && cloud.calls.length - began <= call);
  }

  private isEngineAlive: () => boolean = () => true;

  private async destroyed(): Promise<void> {
    this.mustSucceed("destroy", await this.command(() => this.engine.destroy()));
    this.checker.nobodyLeft();
  }

  /** The faults are over: one `up` brings everything to the declaration, and there is nothing to do after it. */
  private async converged(mayHaveOrphans: boolean): Promise<void> {
    const { after } = this.scenario;
    this.checker.settled("the first up", await this.up(after), this.engine.state);
    await this.quiet("the second up", () => this.up(after));
    const before = this.engine.state?.inputs;
    await this.quiet("a refresh", () => this.command(() => this.engine.refresh()));
    const orphans = this.checker.unchanged(before, this.engine.state);
    if (orphans === 0) return;
    if (!mayHaveOrphans) throw new Violation(`${String(orphans)} users of ours are declared nowhere`);
    this.checker.settled("the up after a refresh", await this.up(after), this.engine.state);
    await this.quiet("the last up", () => this.up(after));
    this.checker.noOrphans(this.engine.state);
  }

  private async quiet(what: string, act: () => Promise<Outcome>): Promise<void> {
    this.cloud.calls = [];
    const before = this.engine.state;
    const { ok, message, reasons } = await act();
    const { writes } = this.cloud;
    // Whoever the service itself refuses is tried again as long as the program wants them.
    if (writes.length > 0 && !this.checker.hasRefusals(before))
      throw new Violation(`${what} wrote: ${writes.join(", ")}`);
    const isKnown = before && before.initErrors.length > 0;
    if (!ok && !isKnown && before) throw new Violation(`${what} failed: ${message} ${reasons.join("; ")}`);
  }

  private up(people: People): Promise<Outcome> {
    return this.command(() => this.engine.up(this.program(people)));
  }

  private async command(act: () => Promise<Outcome>): Promise<Outcome> {
    this.isEngineAlive = () => true;
    // A command takes its time to start, so that the calls of two do not fall into one second.
    this.cloud.clock.advance(1_001);
    const client = this.cloud.client();
    const services: Services = {
      client: () => Promise.resolve(client),
      endpointKind: () => "other",
      reporter: () => ({ progress: () => undefined, info: () => undefined, warn: () => undefined }),
      clock: this.cloud.clock,
      randomBytes: (count) => Buffer.alloc(count, ++this.keys),
      engineIsAlive: () => this.isEngineAlive(),
      memory: client,
    };
    await this.engine.command(services);
    const outcome = await act();
    if (/please report this|fault of pulumi/.test(outcome.message) && !this.cloud.isDead) {
      throw new Violation(outcome.message);
    }
    return outcome;
  }

  private program(people: People): Record<string, unknown> {
    const users = Object.fromEntries(Object.entries(people).map(([key, one]) => [key, declared(one, this.groups)]));
    return {
      userStoreId: this.cloud.storeId,
      owner: OWNER,
      acceptDeletions: 1_000,
      ...this.scenario.policies,
      userSets: { staff: users },
    };
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
