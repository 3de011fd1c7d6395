import type { z } from "zod";
import { actions, API_VERSION, isActionName, type ActionEndpoints, type ActionKind } from "../../ciam/actions";
import type { Handler } from "../service/services";
import { handlers } from "./index";
import { GROUPS_VERSION, listUserGroupsOf2021 } from "./listUserGroupsOf2021";

/** An action of one version of the API, and what carries it out. */
export interface VersionedAction {
  readonly name: string;
  readonly kind: ActionKind;
  readonly endpoints: ActionEndpoints | "international";
  readonly request: z.ZodObject;
  readonly handler: Handler<never>;
}

/** The versions that are served. */
export const versions: readonly string[] = [API_VERSION, GROUPS_VERSION];

/** The action of this name in this version. */
export function versionedAction(version: string, name: string): VersionedAction | undefined {
  if (version === GROUPS_VERSION) return name === "ListUserGroups" ? listUserGroupsOf2021 : undefined;
  if (version !== API_VERSION || !isActionName(name)) return undefined;
  return { ...actions[name], handler: handlers[name] };
}
