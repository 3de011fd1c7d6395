import type { Props } from "../resources/resource";
import { PROVIDER } from "../engine/literal";
import { fromEngine } from "../engine/values";
import { DATABASE } from "../frontEnds/embedded";

/**
 * Properties of the shell that ride along in inputs and outputs, because a dynamic provider gets nothing but those: the
 * provider's own text, and with `ciam:endpoint: embedded` the name of the emulator's database. The engine hides names
 * with this prefix.
 */
const CARRIED = [PROVIDER, DATABASE] as const;

/** The resource's urn. The class sends it to `check` only: it must not become part of the inputs. */
export const URN = "__urn";

/** The class sends it to `check` if the program hides the diff of the users. */
export const USERS_HIDDEN = "__usersHidden";

const ours: ReadonlySet<string> = new Set([...CARRIED, URN, USERS_HIDDEN]);

/** The properties for a resource. */
export function toResource(props: Props): Props {
  return fromEngine(Object.fromEntries(Object.entries(props).filter(([name]) => !ours.has(name))));
}

/** The carried properties, for the way back to the engine. */
export function carriedIn(props: Props): Props {
  return Object.fromEntries(CARRIED.flatMap((name) => (props[name] === undefined ? [] : [[name, props[name]]])));
}

export function urnIn(props: Props): string | undefined {
  return typeof props[URN] === "string" ? props[URN] : undefined;
}

/** The inputs whose diff the program hides from the screen. */
export function hiddenIn(props: Props): string[] {
  return props[USERS_HIDDEN] === true ? ["userSets"] : [];
}
