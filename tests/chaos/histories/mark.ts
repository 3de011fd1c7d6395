/** A mark as the checker reads it, independently: it must not learn from the provider who owns a user. */
export interface Mark {
  readonly owner: string;
  readonly origin: "created" | "adopted";
}

/** Undefined: no mark. Owner "": a value of the application. */
export function markOn(value: string | null | undefined): Mark | undefined {
  if (value === null || value === undefined || value === "" || value === "pulumi:released") return undefined;
  const [, adopted, owner] = /^pulumi(-adopted)?:(.*)$/.exec(value) ?? [];
  return { owner: owner ?? "", origin: adopted === undefined ? "created" : "adopted" };
}

/** `<project>/<stack>/<resource name>` of `<project>/<stack>/<resource name>#<lineage>`. */
export function readableName(owner: string): string {
  return owner.replace(/#[0-9a-f]{8}(?:[0-9a-f]{4})?$/, "");
}

/** For a resource without a record yet. */
export function readableNameAt(urn: string): string {
  const [start = "", project = "", , name = ""] = urn.split("::");
  return `${project}/${start.slice("urn:pulumi:".length)}/${name}`;
}
