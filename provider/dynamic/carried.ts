import type { Props } from "../resources/resource";

/**
 * Properties of the shell itself that ride along in inputs and outputs, because a dynamic provider is told nothing but
 * those: the provider's own text, and with `ciam:endpoint: embedded` the name of the emulator's database. The engine
 * hides names that begin like this.
 */
const CARRIED = ["__provider", "__database"] as const;

/** The urn of the resource, which the class sends and `check` takes out again: it must not become part of the inputs. */
export const URN = "__urn";

/** What a resource is handed. */
export function withoutCarried(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([name]) => !(CARRIED as readonly string[]).includes(name)));
}

/** What goes back to the engine with the properties that came from it. */
export function carriedIn(props: Props): Props {
  return Object.fromEntries(CARRIED.flatMap((name) => (props[name] === undefined ? [] : [[name, props[name]]])));
}

/** Whether these are the properties of a resource in the embedded emulator. */
export function isEmbedded(props: Props): boolean {
  return props.__database !== undefined;
}

/** The stack's name, and so the database's, in the urn of one of its resources. */
export function stackOf(urn: unknown): string | undefined {
  return typeof urn === "string" ? /^urn:pulumi:([^:]+)::/.exec(urn)?.[1] : undefined;
}
