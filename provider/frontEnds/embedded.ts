import { isUrn, parseUrn } from "../planDocument/urn";
import type { Props } from "../resources/resource";

/**
 * The name of the embedded emulator's database, which rides along in the inputs of a resource that is in it: after a
 * rename of the stack its users are still to be found. The engine hides names with this prefix.
 */
export const DATABASE = "__database";

export function databaseIn(props: Props): string | undefined {
  const database = props[DATABASE];
  return typeof database === "string" ? database : undefined;
}

/** The name of the stack, which is also that of a new database, from the urn of one of its resources. */
export function stackOf(urn: string | undefined): string | undefined {
  return urn !== undefined && isUrn(urn) ? parseUrn(urn).stack : undefined;
}
