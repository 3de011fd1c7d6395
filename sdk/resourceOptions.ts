import * as pulumi from "@pulumi/pulumi";
import { onScreen } from "../text/escape";
import { runError } from "./runError";
import { readSteps } from "../provider/users/input/finding";
import { suggestion } from "../text/suggest";

/** What a resource of ours is to those who misuse its options. */
export interface ResourceTraits {
  readonly type: "UserImportJob" | "UserStore" | "UserGroup";
  readonly inputs: readonly string[];
  /** How something that exists already is taken over. */
  readonly takeOver: string;
  /** How something is used that is managed elsewhere. */
  readonly use: string;
  /** What there is in the place of `customTimeouts`, which never reach a dynamic provider. */
  readonly timeouts: string;
}

/**
 * Refuses what cannot work with a dynamic provider, before Pulumi fails in its own process with a stack: there, a resource
 * is known only by what a program registered. Warns of what would have no effect.
 */
export function refuseOptions(
  { type, inputs, takeOver, use, timeouts }: ResourceTraits,
  name: string,
  args: unknown,
  opts: pulumi.CustomResourceOptions,
): void {
  const refused = (why: string): Error => runError(`${type} ${JSON.stringify(name)}: ${why}`);
  if (typeof args !== "object" || args === null) throw refused(`needs its inputs, an object with ${inputs.join(", ")}`);
  if (opts.import !== undefined) {
    throw refused(
      `the option import cannot work, because Pulumi reads the resource before this package is known to it. ${takeOver}`,
    );
  }
  if (opts.id !== undefined) {
    throw refused(`the option id, which reads a resource without managing it, cannot work. ${use}`);
  }
  const warn = (what: string): void => void pulumi.log.warn(onScreen(`${type} ${JSON.stringify(name)}: ${what}`));
  if (opts.customTimeouts !== undefined) warn(`customTimeouts has no effect. ${timeouts}`);
  for (const option of ["version", "pluginDownloadURL"] as const) {
    if (opts[option] !== undefined) warn(`${option} has no effect: what is installed as an npm package is what runs`);
  }
  for (const path of opts.ignoreChanges ?? []) {
    const [root = ""] = readSteps(path);
    if (root === "*" || inputs.includes(root)) continue;
    warn(`ignoreChanges ${JSON.stringify(path)} has no effect: there is no such input${suggestion(root, inputs)}`);
  }
}

/** `.get()` of a resource, for those who look for it. */
export function refuseGet({ type, use }: ResourceTraits): never {
  throw runError(`${type}.get cannot work: Pulumi knows this package only by what a program registers. ${use}`);
}
