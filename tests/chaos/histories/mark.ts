/** What the checker reads in a mark, by itself: it must not learn from the provider whose a user is. */
export interface Mark {
  readonly owner: string;
  readonly origin: "created" | "adopted";
}

/** Undefined: no mark. An owner of "": something of the application's. */
export function markOn(value: string | null | undefined): Mark | undefined {
  if (value === null || value === undefined || value === "" || value === "pulumi:released") return undefined;
  const [, adopted, owner] = /^pulumi(-adopted)?:(.*)$/.exec(value) ?? [];
  return { owner: owner ?? "", origin: adopted === undefined ? "created" : "adopted" };
}

/** `<project>/<stack>/<resource name>` of `<project>/<stack>/<resource name>#<lineage>`. */
export function readableName(owner: string): string {
  return owner.replace(/#[0-9a-f]{8}(?:[0-9a-f]{4})?$/, "");
}

/** Of a resource of which nothing is recorded yet. */
export function readableNameAt(urn: string): string {
  const [start = "", project = "", , name = ""] = urn.split("::");
  return `${project}/${start.slice("urn:pulumi:".length)}/${name}`;
}
