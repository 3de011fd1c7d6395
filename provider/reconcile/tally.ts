import { actionsOf, type ActionOf, type Plan } from "../users/actions";

/** A plan in one line, `12 import, 3 update (email 2, nickname 1), 1 delete`, or nothing when it does nothing. */
export function tally(plan: Plan): string | undefined {
  const updates = actionsOf(plan, "update");
  const parts = [
    counted(actionsOf(plan, "delete"), "delete"),
    counted(actionsOf(plan, "freeze"), "freeze"),
    counted(actionsOf(plan, "release"), "release"),
    counted(actionsOf(plan, "reimport"), "import again"),
    counted(actionsOf(plan, "conflict"), "in conflict"),
    counted(actionsOf(plan, "skip"), "skip"),
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
  return countedFields(updates.flatMap(whatOf));
}

/** What an update writes; one that writes nothing else sets the owner mark. */
function whatOf({ changes, setPassword, unfreeze }: ActionOf<"update">): string[] {
  const what = [
    ...changes.map(({ field }): string => field),
    ...(setPassword ? ["password"] : []),
    ...(unfreeze ? ["status"] : []),
  ];
  return what.length > 0 ? what : ["mark"];
}

/** ` (email 2, nickname 1)`, the most frequent first. */
export function countedFields(fields: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const field of fields) counts.set(field, (counts.get(field) ?? 0) + 1);
  if (counts.size === 0) return "";
  const shown = [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([field, count]) => `${field} ${String(count)}`);
  return ` (${shown.join(", ")})`;
}
