import { createHash } from "node:crypto";

/** An indexed attribute takes 512 characters; a mark needs some of them for its prefix and the lineage. */
const LONGEST_NAME = 480;

/** The number of random bytes that tell jobs of one name apart. */
export const LINEAGE_BYTES = 6;

/** States written before lineages were random have 8 hex digits there, a hash of the urn. */
const LINEAGE = /#(?:[0-9a-f]{8}|[0-9a-f]{12})$/;

/** Where a program has a job, and what it calls it. */
interface Place {
  readonly project: string;
  readonly stack: string;
  readonly name: string;
}

/** The readable name of a job: `<project>/<stack>/<resource name>`. */
export function ownerName({ project, stack, name }: Place): string {
  const whole = `${project}/${stack}/${name}`;
  if (whole.length <= LONGEST_NAME) return whole;
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, 8);
  return `${whole.slice(0, LONGEST_NAME - hash.length - 1)}~${hash}`;
}

/**
 * The owner for a new job. Its lineage is drawn once: renames, aliases and other states of the program do not change
 * it.
 */
export function ownerOf(name: string, lineage: Uint8Array): string {
  return `${name}#${Buffer.from(lineage).toString("hex")}`;
}

/** The readable name of an owner, without its lineage. */
export function nameOf(owner: string): string {
  return owner.replace(LINEAGE, "");
}

/** True if two owners are different jobs of one name: two states of a program, or a job that was created twice. */
export function areNamesakes(one: string, other: string): boolean {
  return one !== other && nameOf(one) === nameOf(other);
}

/** True if two owners belong to one project. A job or stack may be renamed; its users keep the first name. */
export function areOfOneProject(one: string, other: string): boolean {
  const [project] = one.split("/");
  return other.startsWith(`${project ?? ""}/`);
}

/** True if an owner names one lineage, not all jobs of a name. */
export function hasLineage(owner: string): boolean {
  return LINEAGE.test(owner);
}
