import type { Action } from "./actions";
import { listed } from "../../text/format";

/** Whether a declared user cannot sign on although nobody of us has frozen it: then it is not for us to unfreeze either. */
export function staysFrozen(action: Action): action is Extract<Action, { kind: "keep" | "update" | "adopt" }> {
  if (action.kind === "update") return action.live.status === "FREEZE" && !action.unfreeze;
  return (action.kind === "keep" || action.kind === "adopt") && action.live.status === "FREEZE";
}

/** What a person should know of them. */
export function frozenNote(names: readonly string[]): string {
  return `frozen, and left so, because this job did not freeze them: ${listed(names)}`;
}
