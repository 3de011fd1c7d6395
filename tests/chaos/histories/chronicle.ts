import { replaceUser, signOn } from "../../../emulator/directory/users";
import type { StoredUser } from "../../../emulator/directory/userForm";
import { Cloud } from "../cloud";
import { apart, changed, type People } from "../people";
import type { Outcome, Registration } from "../stack";
import { Violation } from "../violation";
import { decodeRecord } from "../../../provider/resources/userImportJob/record";
import { Court, usersIn } from "./court";
import { Desk, type Job, type Program, type Stores } from "./desk";
import type { Deed, HandEdit, History, Name, Run, StoreName } from "./history";
import { couldBe, Ledger } from "./ledger";

const MINUTES = 60_000;
const MOST_DESKS = 3;

/** An owner that no state has. */
const STRANGE_LINEAGE = "0badc0de0bad";

/** Lives through a history and throws a Violation at the first promise that is not kept; answers how it ended. */
export async function live(history: History): Promise<Ending> {
  const chronicle = new Chronicle(history, new Cloud(history.settings, history.seed));
  return chronicle.live();
}

export interface Ending {
  /** Commands that were run and judged. */
  readonly commands: number;
  /** Whether at last every job of every desk was as its program declares it. */
  readonly isAtRest: boolean;
}

const CALM: Run = { how: "up", acceptDeletions: 1_000, faults: [], death: undefined };

class Chronicle {
  private readonly ledger: Ledger;
  private readonly court: Court;
  private readonly stores: Stores;
  private readonly desks: Desk[];
  private commands = 0;

  constructor(
    private readonly history: History,
    private readonly cloud: Cloud,
  ) {
    this.ledger = new Ledger(cloud);
    this.court = new Court(cloud, this.ledger);
    const ids = { first: cloud.storeId, second: cloud.store("second"), nowhere: "no-such-store" };
    const [first, second] = [this.groups(ids.first), this.groups(ids.second)];
    this.stores = { ids, groups: { first, second, nowhere: first } };
    const job: Job = { name: "staff", aliases: [], store: "first", people: history.users, takeOver: [] };
    this.desks = [new Desk(cloud, history, this.stores, "dev", [job], 1)];
    for (const who of history.strangers) this.register(who, "first");
  }

  async live(): Promise<Ending> {
    const { cloud } = this;
    const [first] = this.desks;
    if (!first) throw new Error("there is a first desk");
    cloud.clock.advance(10 * MINUTES);
    await this.run(first, CALM);
    for (const { desk, deed, run } of this.history.steps) {
      cloud.clock.advance(10 * MINUTES);
      const at = this.desks[desk % this.desks.length] ?? first;
      this.act(at, deed);
      cloud.clock.advance(10 * MINUTES);
      if (run) await this.run(at, run);
    }
    return { commands: this.commands, isAtRest: await this.end() };
  }

  /** A command at a desk, judged. */
  private async run(desk: Desk, { how, acceptDeletions, faults, death }: Run): Promise<readonly Outcome[]> {
    const { cloud, ledger } = this;
    const { stage } = desk;
    const { stack } = stage;
    const registrations = desk.registrations(acceptDeletions);
    const before = ledger.census();
    const began = cloud.clock.now();
    stack.acts.length = 0;
    cloud.calls = [];
    cloud.setFaults(faults);
    const act = (): Promise<readonly Outcome[]> => this.typed(desk, how, registrations);
    const outcomes = await (death ? stage.dying(death, act) : stage.command(act));
    cloud.setFaults([]);
    this.commands++;
    this.court.judge({
      acts: [...stack.acts],
      before,
      began,
      program: programOf(how, registrations),
      wasKilled: outcomes === undefined,
    });
    desk.remember(outcomes ?? []);
    return outcomes ?? [];
  }

  private async typed(
    { stage: { stack } }: Desk,
    how: Run["how"],
    registrations: readonly Registration[],
  ): Promise<readonly Outcome[]> {
    const all = new Set(registrations.map(({ urn }) => urn));
    switch (how) {
      case "up":
        return stack.up(registrations);
      case "refresh+up": {
        const refreshed = await stack.refresh();
        return refreshed.every(({ ok }) => ok) ? [...refreshed, ...(await stack.up(registrations))] : refreshed;
      }
      case "target":
        return stack.up(registrations, { targets: new Set([...all].slice(0, 1)) });
      case "replace":
        return stack.up(registrations, { replaced: all });
      case "refresh":
        return stack.refresh();
      case "destroy":
        return stack.destroy();
    }
  }

  private act(desk: Desk, deed: Deed): void {
    const { program } = desk;
    switch (deed.kind) {
      case "nothing":
        return;
      case "change users":
        desk.edit(withJob(program, deed.job, (job) => ({ ...job, people: changed(job.people, deed.change) })));
        return;
      case "rename": {
        const { to, alias } = deed;
        if (program.some(({ name }) => name === to)) return;
        desk.edit(
          withJob(program, deed.job, (job) => ({ ...job, name: to, aliases: alias ? [...job.aliases, job.name] : [] })),
        );
        return;
      }
      case "drop aliases":
        desk.edit(program.map((job) => ({ ...job, aliases: [] })));
        return;
      case "revert":
        desk.revert(deed.by);
        return;
      case "move":
        desk.edit(withJob(program, deed.job, (job) => ({ ...job, store: deed.to })));
        return;
      case "add a job":
        this.addJob(desk, deed.name, deed.keys, deed.users);
        return;
      case "drop a job": {
        const dropped = jobAt(program, deed.job);
        desk.edit(program.filter((job) => job !== dropped));
        return;
      }
      case "take over":
        desk.edit(program.map((job) => ({ ...job, takeOver: [...new Set([...job.takeOver, ...desk.named])] })));
        return;
      case "register":
        this.register(deed.who, deed.store);
        return;
      case "edit":
        this.edit(deed.what, deed.whom);
        return;
      case "plant a mark":
        this.plant(desk, deed);
        return;
      case "lose the state":
        this.restored(desk, []);
        return;
      case "restore a state":
        this.restored(desk, desk.states.at(-1 - deed.back) ?? []);
        return;
      case "state delete": {
        const urn = jobAt(program, deed.job)?.name;
        this.restored(
          desk,
          desk.resources.filter((one) => urn === undefined || one.urn !== desk.urn(urn)),
        );
        return;
      }
      case "clone":
        this.clone(desk, deed.withState, deed.stack);
        return;
      case "wait":
        this.cloud.clock.advance(deed.hours * 60 * MINUTES);
    }
  }

  private addJob(desk: Desk, name: Name, keys: readonly string[], users: People): void {
    const [first, ...others] = desk.program;
    if (!first || others.length > 0 || first.name === name) return;
    const some = (areTaken: boolean): People =>
      Object.fromEntries(Object.entries(first.people).filter(([key]) => keys.includes(key) === areTaken));
    const people = { ...apart(users, some(true)), ...some(true) };
    desk.edit([
      { ...first, people: some(false) },
      { name, aliases: [], store: first.store, people, takeOver: [] },
    ]);
  }

  private clone({ program, resources }: Desk, withState: boolean, stackName: "dev" | "prod"): void {
    if (this.desks.length === MOST_DESKS) return;
    const desk = new Desk(this.cloud, this.history, this.stores, stackName, program, this.desks.length + 1);
    // A state belongs to its stack: the names in it are those of that one.
    if (withState && stackName === "dev") desk.resources = resources;
    this.desks.push(desk);
    this.cloud.submissions.forgetAll();
  }

  private restored(desk: Desk, resources: Desk["resources"]): void {
    desk.resources = resources;
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

  private plant(desk: Desk, { whose, form, whom }: Extract<Deed, { kind: "plant a mark" }>): void {
    const { cloud, ledger } = this;
    const users = [...ledger.census().values()];
    const user = users[whom % Math.max(1, users.length)];
    const [resource] = desk.resources;
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

  /** Who is there already under one of these identities cannot register. */
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

  /** Nothing fails any more: every program comes to rest, or says why it cannot. */
  private async end(): Promise<boolean> {
    const { cloud, desks } = this;
    for (const desk of desks) await this.calm(desk, "refresh+up");
    for (const desk of desks) await this.calm(desk, "up");
    let isAtRest = true;
    for (const desk of desks) {
      const isRefusedByService = this.hasRefusals(desk);
      const outcomes = await this.calm(desk, "up");
      if (cloud.writes.length > 0 && !isRefusedByService) {
        throw new Violation(`the last up wrote: ${cloud.writes.join(", ")}`);
      }
      const isDone = outcomes.every(({ ok }) => ok);
      isAtRest &&= isDone;
      if (isDone) this.isAsDeclared(desk);
    }
    return isAtRest;
  }

  private async calm(desk: Desk, how: "up" | "refresh+up"): Promise<readonly Outcome[]> {
    this.cloud.clock.advance(10 * MINUTES);
    const outcomes = await this.run(desk, { ...CALM, how });
    for (const { ok, message, reasons } of outcomes) {
      if (!ok && !KNOWN.test([message, ...reasons].join("\n"))) throw new Violation(`${how} failed: ${message}`);
    }
    return outcomes;
  }

  private hasRefusals({ resources }: Desk): boolean {
    return resources.some(({ outputs }) => {
      const { users = [] } = (outputs.failedUsers ?? {}) as { users?: { code: string }[] };
      return users.some(({ code }) => !code.startsWith("Conflict."));
    });
  }

  /** Everybody is there once, where no other state of the program is at work on the same users. */
  private isAsDeclared(desk: Desk): void {
    if (this.desks.length > 1 || this.history.policies.failurePolicy === "warn") return;
    const users = this.cloud.users();
    for (const { inputs } of desk.registrations(undefined)) {
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

/** How an `up` may fail without a fault: what a person has to decide. */
const KNOWN =
  /could not be brought|would be removed|would remove everybody|does not exist|takeOver|acceptDeletions|can only be set by import|could not serve everybody|was given our owner mark|cannot come into the new store|cannot leave user store/;

/** The part of a program that a command is about. */
function programOf(how: Run["how"], registrations: readonly Registration[]): Registration["inputs"][] {
  if (how === "destroy" || how === "refresh") return [];
  return (how === "target" ? registrations.slice(0, 1) : registrations).map(({ inputs }) => inputs);
}

function jobAt(program: Program, at: number): Job | undefined {
  return program[Math.min(at, program.length - 1)];
}

function withJob(program: Program, at: number, edit: (job: Job) => Job): Program {
  const meant = jobAt(program, at);
  return program.map((job) => (job === meant ? edit(job) : job));
}
