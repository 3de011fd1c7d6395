import { parseUrn } from "../../../provider/planDocument/urn";
import { ownerName } from "../../../provider/users/model/owner";
import type { DeclaredUser } from "../../../provider/users/model/user";
import type { Cloud } from "../service/cloud";
import { apart, declared, type People } from "../scenario/people";
import { ownersToTakeOver } from "../checker/remedies";
import { frontEnds } from "../frontEnds";
import type { Outcome, Registration, Resource } from "../engine/stack";
import { Project } from "../program/project";
import { userFiles, type Way } from "../program/userFiles";
import { ANY, type History, type Name, type StoreName } from "./history";

/** A job in the program of a checkout. */
export interface Job {
  readonly name: Name;
  /** Its former names, as far as the program gives them. */
  readonly aliases: readonly Name[];
  readonly store: StoreName;
  readonly people: People;
  readonly takeOver: readonly string[];
}

export type Program = readonly Job[];

/** The stores and their groups. */
export interface Stores {
  readonly ids: Readonly<Record<StoreName, string>>;
  readonly groups: Readonly<Record<StoreName, readonly [string, string]>>;
}

/** How long the second job of a program keeps the engine waiting. */
const LATE_MS = 500;

/** A checkout of the program on somebody's machine, with its stack and the stack's state. */
export class Checkout {
  readonly project: Project;
  /** How its program declares users. */
  way: Way;
  /** The states after each command, the newest last. */
  readonly states: (readonly Resource[])[] = [[]];
  /** The owners named by the last conflicts. */
  named: readonly string[] = [];
  /** Earlier programs, the newest last. */
  private readonly former: Program[] = [];

  constructor(
    readonly cloud: Cloud,
    private readonly history: History,
    private readonly stores: Stores,
    /** The name of its stack. */
    readonly stackName: "dev" | "prod",
    public program: Program,
    place: number,
  ) {
    const { frontEnd = "dynamic", previews = "none" } = history;
    const { dynamic, plugin } = frontEnds;
    const all = frontEnd === "dynamic" ? [dynamic, plugin] : [plugin, dynamic];
    this.project = new Project(cloud, {}, undefined, place, ...all);
    this.project.previews = frontEnd === "plugin" && previews !== "none";
    this.project.stack.isLive = previews === "of the store";
    this.way = history.way ?? "value";
  }

  get resources(): readonly Resource[] {
    return this.project.stack.resources;
  }

  set resources(resources: readonly Resource[]) {
    this.project.stack.resources = resources;
  }

  edit(program: Program): void {
    this.former.push(this.program);
    this.program = program;
  }

  revert(by: number): void {
    const before = this.former.at(-by);
    if (before) this.edit(before);
  }

  /** The program is written for the other front end from now on. */
  goOver(): void {
    const { stack } = this.project;
    stack.frontEnd = stack.frontEnd.name === "dynamic" ? frontEnds.plugin : frontEnds.dynamic;
  }

  urn(name: Name, { type } = this.project.stack.frontEnd): string {
    return `urn:pulumi:${this.stackName}::shop::${type}::${name}`;
  }

  /** The registrations that the program's classes would make. */
  registrations(acceptDeletions: number | undefined): Registration[] {
    const [first] = this.program;
    return this.program.map((job) => {
      const { name, aliases, store, takeOver } = job;
      // The class refuses an identity that two jobs declare for one store.
      const people = first && first !== job && first.store === store ? apart(job.people, first.people) : job.people;
      const inputs = {
        ...this.history.policies,
        userStoreId: this.stores.ids[store],
        owner: ownerName(parseUrn(this.urn(name))),
        __urn: this.urn(name),
        ...(acceptDeletions !== undefined && { acceptDeletions: accepted(acceptDeletions, people) }),
        ...(takeOver.length > 0 && { takeOver }),
        ...userFiles.inputs(this.way, first === job ? "staff" : "testers", this.users(people, store)),
      };
      const formerNames = aliases.filter((alias) => this.mayBeFormer(job, alias));
      const made = { urn: this.urn(name), aliases: this.formerUrns([name, ...formerNames]).slice(1), inputs };
      if (first === job) return made;
      // A group that it names may still be being made when the first job is about to remove somebody.
      return { ...made, after: () => this.project.cloud.clock.sleep(LATE_MS) };
    });
  }

  /** These names with the type of the program first, and then with the other one. */
  private formerUrns(names: readonly Name[]): string[] {
    const { frontEnd } = this.project.stack;
    const other = frontEnd.name === "dynamic" ? frontEnds.plugin : frontEnds.dynamic;
    return [frontEnd, other].flatMap((each) => names.map((name) => this.urn(name, each)));
  }

  /**
   * The engine refuses a former name that another resource has, or also gives as a former one; a person removes it
   * there.
   */
  private mayBeFormer(job: Job, alias: Name): boolean {
    if (this.program.some(({ name }) => name === alias)) return false;
    const rivals = this.program.filter(({ aliases }) => aliases.includes(alias));
    const unheard = rivals.filter(({ name }) => !this.resources.some(({ urn }) => urn === this.urn(name)));
    return rivals.length === 1 || unheard[0] === job;
  }

  /** Notes the result and messages of the last command. */
  remember(outcomes: readonly Outcome[]): void {
    this.states.push(this.resources);
    const said = outcomes.flatMap(({ ok, message, reasons }) => (ok ? [] : [message, ...reasons]));
    if (said.length > 0) this.named = ownersToTakeOver(said.join("\n"));
  }

  private users(people: People, store: StoreName): Record<string, DeclaredUser> {
    const groups = this.stores.groups[store];
    return Object.fromEntries(Object.entries(people).map(([key, one]) => [key, declared(one, groups)]));
  }
}

/** Whoever accepts any number writes another one for each change: a number is for one. */
function accepted(acceptDeletions: number, people: Job["people"]): number {
  return acceptDeletions < ANY ? acceptDeletions : acceptDeletions + Object.keys(people).length;
}
