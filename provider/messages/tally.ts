import { listed } from "../../text/format";
import { compareText } from "../../text/values";

/** ` (email 2, nickname 1)`, the most frequent first. */
export function countedFields(fields: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const field of fields) counts.set(field, (counts.get(field) ?? 0) + 1);
  if (counts.size === 0) return "";
  const shown = [...counts]
    .sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
    .map(([field, count]) => `${field} ${String(count)}`);
  return ` (${shown.join(", ")})`;
}

/** The note about users that stay frozen. */
export function frozenNote(names: readonly string[]): string {
  return `frozen, and left so, because this job did not freeze them: ${listed(names)}`;
}
