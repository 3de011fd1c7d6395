import { actionsOf, type ActionOf, type Plan } from "../users/actions";
import type { UserField } from "../users/fields";

/** A plan in one line, `12 import, 3 update (email 2, nickname 1), 1 delete`, or nothing when it does nothing. */
export function tally(plan: Plan): string | undefined {
  const updates = actionsOf(plan, "update");
  const parts = [
    counted(actionsOf(plan, "delete"), "delete"),
    counted(actionsOf(plan, "freeze"), "freeze"),
    counted(actionsOf(plan, "release"), "release"),
    counted(actionsOf(plan, "reimport"), "import again"),
    counted(actionsOf(plan, "conflict"), "in conflict"),
    counted(actionsOf(plan, "adopt"), "adopt"),
    updates.length > 0 ? `${String(updates.length)} update${byField(updates)}` : undefined,
    counted(actionsOf(plan, "import"), "import"),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? `plan: ${parts.reverse().join(", ")}` : undefined;
}

function counted(actions: readonly unknown[], verb: string): string | undefined {
  return actions.length > 0 ? `${String(actions.length)} ${verb}` : undefined;
}

function byField(updates: readonly ActionOf<"update">[]): string {
  return countedFields(updates.flatMap(({ changes }) => changes.map(({ field }) => field)));
}

/** ` (email 2, nickname 1)`, the most frequent first. */
export function countedFields(fields: readonly UserField[]): string {
  const counts = new Map<UserField, number>();
  for (const field of fields) counts.set(field, (counts.get(field) ?? 0) + 1);
  if (counts.size === 0) return "";
  const shown = [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([field, count]) => `${field} ${String(count)}`);
  return ` (${shown.join(", ")})`;
}
