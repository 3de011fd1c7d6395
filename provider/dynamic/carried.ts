import type { Props } from "../resources/resource";
import { fromEngine } from "../engine/values";

/**
 * Properties of the shell itself that ride along in inputs and outputs, because a dynamic provider is told nothing but
 * those: the provider's own text, and with `ciam:endpoint: embedded` the name of the emulator's database. The engine
 * hides names that begin like this.
 */
const CARRIED = ["__provider", "__database"] as const;

/** The urn of the resource, which the class sends to `check` only: it must not become part of the inputs. */
export const URN = "__urn";

/** The class sends it to `check` where the program hides the diff of the users. */
export const USERS_HIDDEN = "__usersHidden";

const ours: ReadonlySet<string> = new Set([...CARRIED, URN, USERS_HIDDEN]);

/** What a resource is handed. */
export function toResource(props: Props): Props {
  return fromEngine(Object.fromEntries(Object.entries(props).filter(([name]) => !ours.has(name))));
}

/** What goes back to the engine with the properties that came from it. */
export function carriedIn(props: Props): Props {
  return Object.fromEntries(CARRIED.flatMap((name) => (props[name] === undefined ? [] : [[name, props[name]]])));
}

/** Whether these are the properties of a resource in the embedded emulator. */
export function isEmbedded(props: Props): boolean {
  return props.__database !== undefined;
}

export function urnIn(props: Props): string | undefined {
  return typeof props[URN] === "string" ? props[URN] : undefined;
}

/** The inputs whose differences the program keeps from the screen. */
export function hiddenIn(props: Props): string[] {
  return props[USERS_HIDDEN] === true ? ["userSets"] : [];
}

/** The stack's name, and so the database's, in the urn of one of its resources. */
export function stackOf(urn: string | undefined): string | undefined {
  return urn === undefined ? undefined : /^urn:pulumi:([^:]+)::/.exec(urn)?.[1];
}
