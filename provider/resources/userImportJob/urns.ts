/**
 * Which row of the screen an owner's progress belongs on. The verbs of a dynamic provider are not told their urn, so
 * the class sends it to `check`, which takes it out of the inputs and leaves it here, in the memory of the process.
 */
const urns = new Map<string, string>();

export function rememberUrn(owner: string, urn: string): void {
  urns.set(owner, urn);
}

/** The owner of the resource with this urn, if it was checked in this process. */
export function ownerAt(urn: string): string | undefined {
  return [...urns].find(([, known]) => known === urn)?.[0];
}

export function urnOf(owner: string): string | undefined {
  return urns.get(owner);
}
