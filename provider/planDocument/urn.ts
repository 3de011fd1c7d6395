/** The parts of a urn that a person knows a resource by. */
export interface Urn {
  readonly stack: string;
  readonly project: string;
  /** Without the types of its parents. */
  readonly type: string;
  readonly name: string;
}

/** `urn:pulumi:<stack>::<project>::<parent>$<type>::<name>` */
export function parseUrn(urn: string): Urn {
  const [start = "", project = "", types = "", ...name] = urn.split("::");
  return {
    stack: start.replace(/^urn:pulumi:/, ""),
    project,
    type: types.split("$").at(-1) ?? "",
    name: name.join("::"),
  };
}
