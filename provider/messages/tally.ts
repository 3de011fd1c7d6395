import { listed } from "../../text/format";
import { compareText } from "../../text/values";
import { actionsOf, type ActionOf, type Plan } from "../users/plan/actions";

/** What is said of a plan that does nothing, where something else had been announced. */
export const NOTHING_LEFT = "nothing is left to do";

/** A plan in one line, `12 import, 3 update (email 2, nickname 1), 1 delete`, or nothing when it does nothing. */
export function tally(plan: Plan): string | undefined {
  const parts = [
    counted(actionsOf(plan, "import"), "import"),
    counted(actionsOf(plan, "update"), "update", written),
    counted(actionsOf(plan, "adopt"), "adopt"),
    counted(actionsOf(plan, "skip"), "skip"),
    counted(actionsOf(plan, "conflict"), "in conflict", refused),
    counted(actionsOf(plan, "reimport"), "import again", ({ fields }) => fields),
    counted(actionsOf(plan, "release"), "release"),
    counted(actionsOf(plan, "freeze"), "freeze"),
    counted(actionsOf(plan, "delete"), "delete"),
    counted(plan.credentialsNoted, "changed credential not applied"),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(", ") : undefined;
}

/** What a deletion of the whole resource does, `58 delete, 2 release`, or nothing when it does nothing. */
export function removalTally(
  removals: readonly { readonly kind: "delete" | "freeze" | "release" }[],
): string | undefined {
  const parts = (["release", "freeze", "delete"] as const).map((kind) =>
    counted(
      removals.filter((removal) => removal.kind === kind),
      kind,
    ),
  );
  return parts.filter((part) => part !== undefined).join(", ") || undefined;
}

function counted<T>(
  users: readonly T[],
  what: string,
  fieldsOf: (user: T) => readonly string[] = () => [],
): string | undefined {
  if (users.length === 0) return undefined;
  return `${String(users.length)} ${what}${countedFields(users.flatMap(fieldsOf))}`;
}

/** What an update writes; one that writes nothing else sets the owner mark. */
function written({ changes, setPassword, unfreeze }: ActionOf<"update">): string[] {
  const what = [
    ...changes.map(({ field }): string => field),
    ...(setPassword ? ["password"] : []),
    ...(unfreeze ? ["unfreeze"] : []),
  ];
  return what.length > 0 ? what : ["mark"];
}

/** The fields that a conflict is about, where it is about fields. */
function refused({ reason }: ActionOf<"conflict">): readonly string[] {
  if (reason.kind === "import-only") return reason.fields;
  return "field" in reason ? [reason.field] : [];
}

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

/** What a person should know of them. */
export function frozenNote(names: readonly string[]): string {
  return `frozen, and left so, because this job did not freeze them: ${listed(names)}`;
}
