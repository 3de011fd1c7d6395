/** The owners that a conflict tells a person to list in `takeOver`. */
export function ownersToTakeOver(said: string): string[] {
  const lists = [...said.matchAll(/takeOver: \[([^\]]*)\]/g)].map(([, list = ""]) => list);
  return [...new Set(lists.flatMap((list) => list.match(/[^\\",\s]+\/[^\\",\s]+\/[^\\",\s]+/g) ?? []))];
}

/** Whether a preview would have said already that only an import can set what was changed, or that users swap an identity. */
export function isRefusedInAdvance(message: string): boolean {
  return message.includes("can only be set by import") || isSwap(message);
}

export function isSwap(message: string): boolean {
  return message.includes("[Conflict.Cycle]");
}
