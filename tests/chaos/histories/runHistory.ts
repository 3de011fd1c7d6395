import { replaceUser, signOn } from "../../../emulator/directory/users";
import type { StoredUser } from "../../../emulator/directory/userForm";
import { Cloud } from "../service/cloud";
import { apart, changed, type People } from "../scenario/people";
import type { Outcome, Registration, UpOptions } from "../engine/stack";
import { Violation } from "../checker/violation";
import { decodeRecord } from "../../../provider/resources/userImportJob/state/record";
import { RightsChecker, usersIn } from "./rightsChecker";
import { Checkout, type Job, type Program, type Stores } from "./checkout";
import { ANY, type Deed, type HandEdit, type History, type Name, type Run, type StoreName } from "./history";
import { couldBe, Ledger } from "./ledger";

const MINUTES = 60_000;
const MOST_CHECKOUTS = 3;

/** An owner that no state has. */
const STRANGE_LINEAGE = "0badc0de0bad";

/** Lives through a history and throws a Violation at the first broken promise; returns the end. */
export async function runHistory(history: History): Promise<Ending> {
  const whole = new HistoryRun(history, new Cloud(history.settings, history.seed));
  return whole.live();
}

export interface Ending {
  /** The number of commands run and judged. */
  readonly commands: number;
  /** True if at the end every job of every checkout is as its program declares it. */
  readonly isAtRest: boolean;
}

const CALM: Run = { how: "up", acceptDeletions: ANY, faults: [], death: undefined };

class HistoryRun {
  private readonly ledger: Ledger;
  private readonly rights: RightsChecker;
  private readonly stores: Stores;
  private readonly checkouts: Checkout[];
  private commands = 0;

  constructor(
    private readonly history: History,
    private readonly cloud: Cloud,
  ) {
    this.ledger = new Ledger(cloud);
    this.rights = new RightsChecker(cloud, this.ledger);
    const ids = { first: cloud.storeId, second: cloud.store("second"), nowhere: "no-such-store" };
    const [first, second] = [this.groups(ids.first), this.groups(ids.second)];
    this.stores = { ids, groups: { first, second, nowhere: first } };
    const job: Job = { name: "staff", aliases: [], store: "first", people: history.users, takeOver: [] };
    this.checkouts = [new Checkout(cloud, history, this.stores, "dev", [job], 1)];
    for (const who of history.strangers) this.register(who, "first");
  }

  async live(): Promise<Ending> {
    const { cloud } = this;
    const [first] = this.checkouts;
    if (!first) throw new Error("there is a first checkout");
    cloud.clock.advance(10 * MINUTES);
    await this.run(first, CALM);
    for (const { checkout, deed, run } of this.history.steps) {
      cloud.clock.advance(10 * MINUTES);
      const at = this.checkouts[checkout % this.checkouts.length] ?? first;
      this.act(at, deed);
      cloud.clock.advance(10 * MINUTES);
      if (run) await this.run(at, run);
    }
    return { commands: this.commands, isAtRest: await this.end() };
  }

  /** Runs and judges a command at a checkout. */
  private async run(checkout: Checkout, { how, acceptDeletions, faults, death }: Run): Promise<readonly Outcome[]> {
    const { cloud, ledger } = this;
    const { project } = checkout;
    const { stack } = project;
    const registrations = checkout.registrations(acceptDeletions);
    const before = ledger.census();
    const began = cloud.clock.now();
    stack.acts.length = 0;
    cloud.calls = [];
    cloud.setFaults(faults);
    const targets = targetsOf(how, registrations);
    if (project.previews && isPreviewed(how)) await project.preview(() => stack.preview(registrations, targets));
    const act = (): Promise<readonly Outcome[]> => this.typed(checkout, how, registrations);
    const outcomes = await (death ? project.dying(death, act) : project.command(act));
    cloud.setFaults([]);
    this.commands++;
    // A provider of the classes is not told of Ctrl-C, and cannot know what a job declares that never came.
    const isDeaf = death?.who === "Ctrl-C" && stack.frontEnd.name === "dynamic" && isUp(how);
    this.rights.check({
      acts: [...stack.acts],
      before,
      began,
      program: programOf(how, isDeaf ? registrations.filter(({ urn }) => stack.heard.has(urn)) : registrations),
      wasKilled: outcomes === undefined,
    });
    checkout.remember(outcomes ?? []);
    return outcomes ?? [];
  }

  private async typed(
    { project: { stack } }: Checkout,
    how: Run["how"],
    registrations: readonly Registration[],
  ): Promise<readonly Outcome[]> {
    const targets = targetsOf(how, registrations);
    switch (how) {
      case "up":
        return stack.up(registrations, targets);
      case "refresh+up": {
        const refreshed = await stack.refresh();
        return refreshed.every(({ ok }) => ok) ? [...refreshed, ...(await stack.up(registrations))] : refreshed;
      }
      case "target":
      case "replace":
        return stack.up(registrations, targets);
      case "refresh":
        return stack.refresh();
      case "destroy":
        return stack.destroy();
    }
  }

  private act(checkout: Checkout, deed: Deed): void {
    const { program } = checkout;
    switch (deed.kind) {
      case "nothing":
        return;
      case "change users":
        checkout.edit(withJob(program, deed.job, (job) => ({ ...job, people: changed(job.people, deed.change) })));
        return;
      case "rename": {
        const { to, alias } = deed;
        if (program.some(({ name }) => name === to)) return;
        checkout.edit(
          withJob(program, deed.job, (job) => ({ ...job, name: to, aliases: alias ? [...job.aliases, job.name] : [] })),
        );
        return;
      }
      case "turn":
        checkout.way = checkout.way === "file" ? "value" : "file";
        return;
      case "go over":
        checkout.goOver();
        return;
      case "drop aliases":
        checkout.edit(program.map((job) => ({ ...job, aliases: [] })));
        return;
      case "revert":
        checkout.revert(deed.by);
        return;
      case "move":
        checkout.edit(withJob(program, deed.job, (job) => ({ ...job, store: deed.to })));
        return;
      case "add a job":
        this.addJob(checkout, deed.name, deed.keys, deed.users);
        return;
      case "drop a job": {
        const dropped = jobAt(program, deed.job);
        checkout.edit(program.filter((job) => job !== dropped));
        return;
      }
      case "take over":
        checkout.edit(program.map((job) => ({ ...job, takeOver: [...new Set([...job.takeOver, ...checkout.named])] })));
        return;
      case "register":
        this.register(deed.who, deed.store);
        return;
      case "edit":
        this.edit(deed.what, deed.whom);
        return;
      case "plant a mark":
        this.plant(checkout, deed);
        return;
      case "lose the state":
        this.restored(checkout, []);
        return;
      case "restore a state":
        this.restored(checkout, checkout.states.at(-1 - deed.back) ?? []);
        return;
      case "state delete": {
        const urn = jobAt(program, deed.job)?.name;
        this.restored(
          checkout,
          checkout.resources.filter((one) => urn === undefined || one.urn !== checkout.urn(urn)),
        );
        return;
      }
      case "clone":
        this.clone(checkout, deed.withState, deed.stack);
        return;
      case "wait":
        this.cloud.clock.advance(deed.hours * 60 * MINUTES);
    }
  }

  private addJob(checkout: Checkout, name: Name, keys: readonly string[], users: People): void {
    const [first, ...others] = checkout.program;
    if (!first || others.length > 0 || first.name === name) return;
    const some = (areTaken: boolean): People =>
      Object.fromEntries(Object.entries(first.people).filter(([key]) => keys.includes(key) === areTaken));
    const people = { ...apart(users, some(true)), ...some(true) };
    checkout.edit([
      { ...first, people: some(false) },
      { name, aliases: [], store: first.store, people, takeOver: [] },
    ]);
  }

  private clone({ program, resources }: Checkout, withState: boolean, stackName: "dev" | "prod"): void {
    if (this.checkouts.length === MOST_CHECKOUTS) return;
    const checkout = new Checkout(this.cloud, this.history, this.stores, stackName, program, this.checkouts.length + 1);
    // A state belongs to its stack: its names are those of that stack.
    if (withState && stackName === "dev") checkout.resources = resources;
    this.checkouts.push(checkout);
    this.cloud.submissions.forgetAll();
  }

  private restored(checkout: Checkout, resources: Checkout["resources"]): void {
    checkout.resources = resources;
    this.cloud.submissions.forgetAll();
  }

  private edit(what: HandEdit, whom: number): void {
    const { cloud, ledger } = this;
    const users = [...ledger.census().values()];
    const user = users[whom % Math.max(1, users.length)];
    if (!user) return;
    ledger.used(user.UserId);
    const one = { UserStoreId: user.UserStoreId, UserId: user.UserId };
    switch (what) {
      case "sign-on":
        signOn(cloud.service.services, user.UserId);
        return;
      case "nickname":
        cloud.byHand("UpdateUser", { ...one, Nickname: "Edited" });
        return;
      case "groups":
        cloud.byHand("UpdateUser", { ...one, UserGroup: [this.groupsOf(user)[1]] });
        return;
      case "freeze":
        cloud.byHand("UpdateUserStatus", { ...one, Status: "FREEZE" });
        return;
      case "clear-mark":
        cloud.db.transaction(() =>
          replaceUser(cloud.service.services, {
            ...user,
            IndexedAttribute5: null,
            LastModifiedDate: cloud.clock.now(),
          }),
        );
        return;
      case "delete":
        cloud.byHand("DeleteUsers", { UserStoreId: user.UserStoreId, UserIds: [user.UserId] });
        return;
    }
  }

  private plant(checkout: Checkout, { whose, form, whom }: Extract<Deed, { kind: "plant a mark" }>): void {
    const { cloud, ledger } = this;
    const users = [...ledger.census().values()];
    const user = users[whom % Math.max(1, users.length)];
    const [resource] = checkout.resources;
    if (!user || !resource) return;
    const own = decodeRecord(resource.outputs).owner;
    const owners = {
      own,
      namesake: own.replace(/#.*$/, `#${STRANGE_LINEAGE}`),
      other: `shop/dev/elsewhere#${STRANGE_LINEAGE}`,
    };
    ledger.used(user.UserId);
    cloud.byHand("UpdateUser", {
      UserStoreId: user.UserStoreId,
      UserId: user.UserId,
      IndexedAttribute5: `${form === "created" ? "pulumi" : "pulumi-adopted"}:${owners[whose]}`,
    });
  }

  /** A user who already exists under one of these identities cannot register. */
  private register(who: number, store: "first" | "second"): void {
    const { cloud, ledger, stores } = this;
    const person = { UserName: `user-${who}`, PhoneNumber: `1380000800${who}`, Email: `p${who}@example.com` };
    const wanted = { userName: person.UserName, phoneNumber: person.PhoneNumber, email: person.Email };
    const isThere = [...ledger.census().values()].some(
      (user) => user.UserStoreId === stores.ids[store] && couldBe(wanted, user),
    );
    if (isThere) return;
    const { User } = cloud.byHand("CreateUser", {
      UserStoreId: stores.ids[store],
      ...person,
      Password: "Their0wn-password",
      Nickname: "Stranger",
    });
    // The whole user, as the emulator answers it.
    ledger.registered(User as StoredUser);
  }

  /** Faults are over: every program comes to rest, or says why it cannot. */
  private async end(): Promise<boolean> {
    const { cloud, checkouts } = this;
    for (const checkout of checkouts) await this.calm(checkout, "refresh+up");
    for (const checkout of checkouts) await this.calm(checkout, "up");
    let isAtRest = true;
    for (const checkout of checkouts) {
      const isRefusedByService = this.hasRefusals(checkout);
      const outcomes = await this.calm(checkout, "up");
      if (cloud.writes.length > 0 && !isRefusedByService) {
        throw new Violation(`the last up wrote: ${cloud.writes.join(", ")}`);
      }
      const isDone = outcomes.every(({ ok }) => ok);
      isAtRest &&= isDone;
      if (isDone) this.isAsDeclared(checkout);
    }
    return isAtRest;
  }

  private async calm(checkout: Checkout, how: "up" | "refresh+up"): Promise<readonly Outcome[]> {
    this.cloud.clock.advance(10 * MINUTES);
    const outcomes = await this.run(checkout, { ...CALM, how });
    for (const { ok, message, reasons } of outcomes) {
      if (!ok && !KNOWN.test([message, ...reasons].join("\n"))) throw new Violation(`${how} failed: ${message}`);
    }
    return outcomes;
  }

  private hasRefusals({ resources }: Checkout): boolean {
    return resources.some(({ outputs }) => {
      const { users = [] } = (outputs.failedUsers ?? {}) as { users?: { code: string }[] };
      return users.some(({ code }) => !code.startsWith("Conflict."));
    });
  }

  /** Every user exists once, unless another state of the program works on the same users. */
  private isAsDeclared(checkout: Checkout): void {
    if (this.checkouts.length > 1 || this.history.policies.failurePolicy === "warn") return;
    const users = this.cloud.users();
    for (const { inputs } of checkout.registrations(undefined)) {
      for (const declared of usersIn(inputs)) {
        const holders = users.filter((user) => user.UserStoreId === inputs.userStoreId && couldBe(declared, user));
        const isSkipping = this.history.policies.conflictPolicy === "skip";
        if (holders.length > 1 && !isSkipping) {
          throw new Violation(`${JSON.stringify(declared)} is there ${holders.length} times`);
        }
        if (holders.length === 0) throw new Violation(`${JSON.stringify(declared)} is lost`);
      }
    }
  }

  private groups(UserStoreId: string): readonly [string, string] {
    const group = (DisplayName: string): string =>
      this.cloud.byHand("CreateUserGroup", { UserStoreId, DisplayName }).UserGroupId as string;
    return [group("readers"), group("admins")];
  }

  private groupsOf({ UserStoreId }: StoredUser): readonly [string, string] {
    const names: readonly StoreName[] = ["first", "second"];
    return this.stores.groups[names.find((name) => this.stores.ids[name] === UserStoreId) ?? "first"];
  }
}

/** The failures of an `up` without a fault: a person has to decide. */
const KNOWN =
  /could not be updated|would be removed|would remove everybody|does not exist|takeOver|acceptDeletions|can only be set by import|could not serve everybody|was given our owner mark|cannot come into the new store|cannot leave user store|comes from the [a-z -]+, and its userStoreId changes/;

/** The part of a program that a command concerns. */
function programOf(how: Run["how"], registrations: readonly Registration[]): Registration["inputs"][] {
  if (how === "destroy" || how === "refresh") return [];
  return (how === "target" ? registrations.slice(0, 1) : registrations).map(({ inputs }) => inputs);
}

function isUp(how: Run["how"]): boolean {
  return how === "up" || how === "refresh+up" || how === "target" || how === "replace";
}

function isPreviewed(how: Run["how"]): boolean {
  return how !== "destroy" && how !== "refresh";
}

function targetsOf(how: Run["how"], registrations: readonly Registration[]): UpOptions {
  const all = registrations.map(({ urn }) => urn);
  if (how === "target") return { targets: new Set(all.slice(0, 1)) };
  return how === "replace" ? { replaced: new Set(all) } : {};
}

function jobAt(program: Program, at: number): Job | undefined {
  return program[Math.min(at, program.length - 1)];
}

function withJob(program: Program, at: number, edit: (job: Job) => Job): Program {
  const meant = jobAt(program, at);
  return program.map((job) => (job === meant ? edit(job) : job));
}
