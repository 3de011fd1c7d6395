import type { Action, Step } from "./actions";

/** Cuts actions into steps: neighbours of one kind of work make one. */
export function inSteps(actions: readonly Action[]): Step[] {
  const steps: Step[] = [];
  for (const action of actions) {
    const last = steps.at(-1);
    switch (action.kind) {
      case "conflict":
      case "skip":
      case "keep":
      case "missing":
      case "forget":
        if (last?.kind === "note") last.actions.push(action);
        else steps.push({ kind: "note", actions: [action] });
        break;
      case "update":
      case "adopt":
        if (last?.kind === "write") last.actions.push(action);
        else steps.push({ kind: "write", actions: [action] });
        break;
      case "reimport":
        if (last?.kind === "reimport") last.actions.push(action);
        else steps.push({ kind: "reimport", actions: [action] });
        break;
      case "import":
        if (last?.kind === "import") last.actions.push(action);
        else steps.push({ kind: "import", actions: [action] });
        break;
      case "release":
      case "freeze":
      case "delete":
        if (last?.kind === "remove") last.actions.push(action);
        else steps.push({ kind: "remove", actions: [action] });
        break;
    }
  }
  return steps;
}
