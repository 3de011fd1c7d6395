import { codesOfActions, codesOfEveryAction, codesOfEveryProduct } from "../../../tools/published/codesOfActions";

const common: ReadonlySet<string> = new Set([...codesOfEveryAction, ...codesOfEveryProduct]);

/** A client's own codes for calls that never reached the service. */
const OWN = /^(?:Request|Response|Network)\./;

/** True if the vendor publishes this error code for the action. */
export function isPublishedFor(action: string, code: string): boolean {
  return common.has(code) || (codesOfActions[action]?.includes(code) ?? false) || OWN.test(code);
}
