import { count } from "../../../../text/format";
import { refId, showRef } from "../../../users/model/ref";
import { actionsOf, type Plan } from "../../../users/plan/actions";
import type { Props } from "../../resource";
import type { DeclaredUsers } from "../session/declaration";
import { failedBefore } from "../state/outputs";

/** Whom among those who are still declared the last run could not bring to their declaration, and why. */
export function leftUndone(olds: Props, { byValue, files }: DeclaredUsers, plan: Plan): string[] {
  const { named, others } = failedBefore(olds);
  if (named.length === 0) return [];
  const told = new Set(actionsOf(plan, "conflict").map(({ ref }) => refId(ref)));
  const declared = [...byValue, ...files.everybody()].map(({ ref }) => refId(ref));
  const open = new Set(declared.filter((id) => !told.has(id)));
  const reasons = named.flatMap(({ ref, code }) => (open.has(refId(ref)) ? [`${showRef(ref)} (${code})`] : []));
  if (reasons.length === 0) return [];
  const more = others > 0 ? ` and ${count(others, "more user")}` : "";
  return [`left undone by the last run: ${reasons.join(", ")}${more}`];
}
