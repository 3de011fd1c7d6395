import type { ActionSpec } from "../actions";
import { MAINLAND_HOST, type Endpoint } from "../endpoint";

const UNKNOWN_ACTION = /^(?:InvalidAction|ActionOffline|NoSuchVersion|UnsupportedOperation)(?:\.|$)/;

/** A better remedy than the catalogue's, where endpoint and action together show the reason. */
export function remedyHere(code: string, { endpoints, name }: ActionSpec, endpoint: Endpoint): string | undefined {
  if (endpoint.kind === "international" && endpoints === "mainland" && UNKNOWN_ACTION.test(code)) {
    return (
      `the international endpoint has no ${name}: create user stores and user groups in the console and use their ids, ` +
      `or set ciam:endpoint to ${MAINLAND_HOST} if the account is a mainland one`
    );
  }
  return undefined;
}
