import type { Services } from "../../../provider/resources/resource";
import type { Values } from "./act";
import { Stack, type Outcome, type Registration, type State, type UpOptions } from "./stack";

export type { Outcome, State } from "./stack";

/** A stack with one resource, for tests that need no more. */
export class Engine {
  constructor(readonly stack = new Stack()) {}

  /** The urn of the only resource. */
  get urn(): string {
    return `urn:pulumi:dev::shop::${this.stack.frontEnd.type}::staff`;
  }

  get state(): State | undefined {
    return this.stack.current(this.urn);
  }

  set state(state: State | undefined) {
    this.stack.resources = state ? [{ ...state, urn: this.urn, replacedBy: undefined }] : [];
  }

  /** Begins a command in a process of its own. */
  command(services: Services): Promise<void> {
    return this.stack.command(services);
  }

  up(program: Values, options: UpOptions = {}): Promise<Outcome> {
    return this.#theOne(this.stack.up(this.#registered(program), options));
  }

  preview(program: Values, options: UpOptions = {}): Promise<Outcome> {
    return this.#theOne(this.stack.preview(this.#registered(program), options));
  }

  /** `up --replace`. */
  replace(program: Values): Promise<Outcome> {
    return this.up(program, { replaced: new Set([this.urn]) });
  }

  refresh(): Promise<Outcome> {
    return this.#theOne(this.stack.refresh());
  }

  destroy(): Promise<Outcome> {
    return this.#theOne(this.stack.destroy());
  }

  #registered(inputs: Values): Registration[] {
    return [{ urn: this.urn, aliases: [], inputs }];
  }

  /** The error, or else the step of the resource. */
  async #theOne(outcomes: Promise<Outcome[]>): Promise<Outcome> {
    const all = await outcomes;
    const nothing: Outcome = { urn: this.urn, ok: true, step: "none", message: "", reasons: [] };
    return all.find(({ ok }) => !ok) ?? all[0] ?? nothing;
  }
}
