export { nearestName, suggestion } from "../../text/suggest";

/**
 * A name fit to be quoted in a message: in a file without a header, or a map that was turned round, values stand where
 * names should, and those are nobody's business.
 */
export function quotable(name: string): string {
  return isQuotable(name) ? JSON.stringify(name) : "(not shown: it does not look like a name)";
}

export function isQuotable(name: string): boolean {
  return /^[A-Za-z_][\w.-]{0,47}$/.test(name);
}
