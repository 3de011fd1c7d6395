/** How many users a sentence names. */
const NAMED = 20;

/** The first of them, and how many more there are: `staff/alice, staff/ben and 40 more`. */
export function listed(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(", ")}${rest > 0 ? ` and ${String(rest)} more` : ""}`;
}
