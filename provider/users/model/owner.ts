import { createHash } from "node:crypto";

/** An indexed attribute takes 512 characters, and a mark has a prefix and the lineage besides. */
const LONGEST_NAME = 480;

/** How many random bytes tell the jobs of one name apart. */
export const LINEAGE_BYTES = 6;

/** States written before lineages were drawn have 8 hex digits there, a hash of the urn. */
const LINEAGE = /#(?:[0-9a-f]{8}|[0-9a-f]{12})$/;

/** The readable name of the job with this urn: `<project>/<stack>/<resource name>`. */
export function ownerName(urn: string): string {
  // urn:pulumi:<stack>::<project>::<types>::<name>
  const [start = "", project = "", , ...name] = urn.split("::");
  const stack = start.slice("urn:pulumi:".length);
  const whole = `${project}/${stack}/${name.join("::")}`;
  if (whole.length <= LONGEST_NAME) return whole;
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, 8);
  return `${whole.slice(0, LONGEST_NAME - hash.length - 1)}~${hash}`;
}

/** The owner of the users of a new job. Drawn once: renames, aliases and other states of the program change nothing. */
export function ownerOf(name: string, lineage: Uint8Array): string {
  return `${name}#${Buffer.from(lineage).toString("hex")}`;
}

/** The readable name of an owner, without its lineage. */
export function nameOf(owner: string): string {
  return owner.replace(LINEAGE, "");
}

/** Whether two owners are different jobs of one name: two states of a program, or one that was created twice. */
export function areNamesakes(one: string, other: string): boolean {
  return one !== other && nameOf(one) === nameOf(other);
}

/** Whether two owners are of one project: a job may have been renamed, or its stack, and its users keep the first name. */
export function areOfOneProject(one: string, other: string): boolean {
  const [project] = one.split("/");
  return other.startsWith(`${project ?? ""}/`);
}

/** Whether an owner names one lineage, and not all jobs of a name. */
export function hasLineage(owner: string): boolean {
  return LINEAGE.test(owner);
}
