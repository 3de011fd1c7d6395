import * as pulumi from "@pulumi/pulumi";
import { onScreen } from "../../text/escape";
import { runError } from "../runError";
import { readSteps } from "../../provider/users/input/finding";
import { suggestion } from "../../text/suggest";

/** The words for a resource in errors about its options. */
export interface ResourceTraits {
  readonly type: "UserImportJob" | "UserStore" | "UserGroup";
  readonly inputs: readonly string[];
  /** The way to take over something that exists. */
  readonly takeOver: string;
  /** The way to use something that is managed elsewhere. */
  readonly use: string;
  /** The replacement for `customTimeouts`, which never reach a dynamic provider. */
  readonly timeouts: string;
}

/**
 * Refuses options that cannot work with a dynamic provider; otherwise Pulumi would fail with a stack, because its
 * process knows a resource only by what a program registered. Warns about options without effect.
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
