import type { Services } from "../../provider/resources/resource";
import type { Values } from "./act";
import { Stack, type Outcome, type State, type UpOptions } from "./stack";

export type { Outcome, State } from "./stack";

/** The urn of the only resource. */
export const URN = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ciam:UserImportJob::staff";

/** A stack with one resource, for tests that need no more. */
export class Engine {
  constructor(readonly stack = new Stack()) {}

  get state(): State | undefined {
    return this.stack.current(URN);
  }

  set state(state: State | undefined) {
    this.stack.resources = state ? [{ ...state, urn: URN, replacedBy: undefined }] : [];
  }

  /** Begins a command in a process of its own. */
  command(services: Services): Promise<void> {
    return this.stack.command(services);
  }

  up(program: Values, options: UpOptions = {}): Promise<Outcome> {
    return theOne(this.stack.up([{ urn: URN, aliases: [], inputs: program }], options));
  }

  /** `up --replace`. */
  replace(program: Values): Promise<Outcome> {
    return this.up(program, { replaced: new Set([URN]) });
  }

  refresh(): Promise<Outcome> {
    return theOne(this.stack.refresh());
  }

  destroy(): Promise<Outcome> {
    return theOne(this.stack.destroy());
  }
}

/** The error, or else the step of the resource. */
async function theOne(outcomes: Promise<Outcome[]>): Promise<Outcome> {
  const all = await outcomes;
  const nothing: Outcome = { urn: URN, ok: true, step: "none", message: "", reasons: [] };
  return all.find(({ ok }) => !ok) ?? all[0] ?? nothing;
}
