import { UsageError } from "../../../ciam/errors/usageError";
import { PROVIDER, providerLiteral } from "../../../provider/engine/literal";
import { isObject } from "../../../text/values";
import { parseUrn } from "../../../provider/planDocument/urn";
import { USER_GROUP, USER_IMPORT_JOB, USER_STORE } from "../../preview/urn";
import type { Checked } from "./checked";

/** The text that each kind of resource of this package has there, for ever. */
const ours: ReadonlyMap<string, string> = new Map([
  [USER_IMPORT_JOB, providerLiteral("UserImportJob")],
  [USER_STORE, providerLiteral("UserStore")],
  [USER_GROUP, providerLiteral("UserGroup")],
]);

/** The nearest resource around a place in a state. */
interface Resource {
  readonly urn: string;
  readonly type: string;
}

interface ProviderText {
  readonly text: unknown;
  readonly of: Resource | undefined;
  /** The members that lead there from the resource, or from the top where there is none. */
  readonly path: readonly string[];
}

/**
 * Checks that a state makes Pulumi run the code of this package and no other. Pulumi evaluates the text that a dynamic
 * resource has in its state, with all that the process holds, so anybody who can write the state can run code wherever it
 * is refreshed, updated or destroyed.
 *
 * @param text what `pulumi stack export` printed, which evaluates nothing
 */
export function providerTexts(text: string): Checked {
  const found = providerTextsIn(stateFrom(text));
  const findings = found.flatMap((one) => {
    const wrong = wrongWith(one);
    return wrong === undefined ? [] : [`${placeOf(one)}: ${wrong}`];
  });
  return { name: "code in the state", verdict: verdictOn(found, findings.length), findings, remedy: REMEDY };
}

const REMEDY =
  "do not run `pulumi up`, `refresh` or `destroy` on this state, which would run that code: find out who can write the " +
  "state, and put an earlier version of it back";

function verdictOn(found: readonly ProviderText[], wrong: number): string {
  if (wrong > 0) return `${wrong.toLocaleString("en-US")} of ${counted(found.length, "text")} not this package's`;
  const resources = new Set(found.map(({ of }) => of?.urn)).size;
  return resources === 0 ? "none" : `this package's and no other, in ${counted(resources, "resource")}`;
}

function stateFrom(text: string): unknown {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    // What the parser says has a piece of the state in it.
  }
  if (!isObject(state) || !isObject(state.deployment))
    throw new UsageError("this is no state: hand in what `pulumi stack export` prints");
  return state;
}

/** Wherever they are: also of a resource that is about to be deleted, and of an operation that never ended. */
function providerTextsIn(state: unknown): ProviderText[] {
  const found: ProviderText[] = [];
  const open: { value: unknown; of: Resource | undefined; path: readonly string[] }[] = [
    { value: state, of: undefined, path: [] },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value } = next;
    if (Array.isArray(value)) for (const member of value as unknown[]) open.push({ ...next, value: member });
    if (!isObject(value)) continue;
    const resource = resourceOf(value);
    const of = resource ?? next.of;
    const path = resource ? [] : next.path;
    for (const [name, member] of Object.entries(value)) {
      // Which resources a property depends on, by the name of the property.
      if (resource && name === "propertyDependencies") continue;
      if (name === PROVIDER) found.push({ text: member, of, path: [...path, name] });
      else open.push({ value: member, of, path: [...path, name] });
    }
  }
  return found.reverse();
}

function resourceOf({ urn, type }: Readonly<Record<string, unknown>>): Resource | undefined {
  return typeof urn === "string" && typeof type === "string" ? { urn, type } : undefined;
}

function wrongWith({ text, of, path }: ProviderText): string | undefined {
  if (!of) return "belongs to no resource";
  const expected = ours.get(of.type);
  if (expected === undefined) return "is code of another dynamic provider, for which this package cannot speak";
  if (path.length !== 2 || (path[0] !== "inputs" && path[0] !== "outputs"))
    return "stands where this package never puts one";
  if (typeof text !== "string") return "is no plain text, so nobody can tell what it runs";
  return text === expected ? undefined : "is not the text of this package";
}

/** By the names that a person knows; each of them comes from the state, and whoever edited it. */
function placeOf({ of, path }: ProviderText): string {
  const where = path.join(".");
  if (!of) return where;
  const { project, stack, name } = parseUrn(of.urn);
  return `${project}/${stack}/${name} (${of.type}): ${where}`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
