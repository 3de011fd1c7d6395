/** The owners that a conflict asks to list in `takeOver`. */
export function ownersToTakeOver(said: string): string[] {
  const lists = [...said.matchAll(/takeOver: \[([^\]]*)\]/g)].map(([, list = ""]) => list);
  return [...new Set(lists.flatMap((list) => list.match(/[^\\",\s]+\/[^\\",\s]+\/[^\\",\s]+/g) ?? []))];
}

/** True if a preview would have refused it already: a change of import-only fields, or a swap of identities. */
export function isRefusedInAdvance(message: string): boolean {
  return message.includes("can only be set by import") || isSwap(message);
}

export function isSwap(message: string): boolean {
  return message.includes("[Conflict.Cycle]");
}
