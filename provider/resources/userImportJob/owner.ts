import { createHash } from "node:crypto";
import { ownerAt } from "./urns";

/** An indexed attribute takes 512 characters, and the mark has a prefix and the hash besides. */
const LONGEST_NAME = 480;

/**
 * The owner of the users of a new resource, from its urn. Fixed when the resource is created; `check` carries the first
 * one on, whatever the resource is called later.
 */
export function ownerName(urn: string): string {
  // urn:pulumi:<stack>::<project>::<types>::<name>
  const [start = "", project = "", , ...name] = urn.split("::");
  const stack = start.slice("urn:pulumi:".length);
  const hash = createHash("sha256").update(urn).digest("hex").slice(0, 8);
  return `${`${project}/${stack}/${name.join("::")}`.slice(0, LONGEST_NAME)}#${hash}`;
}

/** The owner meant by an entry of `takeOver`: the owner itself, or the urn of a resource of this program. */
export function ownerMeant(entry: string): string {
  return entry.startsWith("urn:pulumi:") ? (ownerAt(entry) ?? ownerName(entry)) : entry;
}
