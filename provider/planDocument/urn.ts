/** The parts of a urn that a person knows a resource by. */
export interface Urn {
  readonly stack: string;
  readonly project: string;
  /** Without the types of its parents. */
  readonly type: string;
  readonly name: string;
}

// The one place that knows how a urn is made.
// eslint-disable-next-line no-restricted-syntax
const START = "urn:pulumi:";

/** Whether a text is the name of a resource, and no other name. */
export function isUrn(text: string): boolean {
  return text.startsWith(START);
}

/** `urn:pulumi:<stack>::<project>::<parent>$<type>::<name>` */
export function parseUrn(urn: string): Urn {
  const [start = "", project = "", types = "", ...name] = urn.split("::");
  return {
    stack: start.startsWith(START) ? start.slice(START.length) : start,
    project,
    type: types.split("$").at(-1) ?? "",
    name: name.join("::"),
  };
}
