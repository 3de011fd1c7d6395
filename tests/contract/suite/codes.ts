import { codesOfActions, codesOfEveryAction, codesOfEveryProduct } from "../../../tools/published/codesOfActions";

const common: ReadonlySet<string> = new Set([...codesOfEveryAction, ...codesOfEveryProduct]);

/** A client's own code for what never reached the service. */
const OWN = /^(?:Request|Response|Network)\./;

/** Whether the vendor says that the action may answer this error code. */
export function isPublishedFor(action: string, code: string): boolean {
  return common.has(code) || (codesOfActions[action]?.includes(code) ?? false) || OWN.test(code);
}
