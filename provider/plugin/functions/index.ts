import { UsageError } from "../../../ciam/errors";
import { suggestion } from "../../../text/suggest";
import { findUser } from "./findUser";
import type { PluginFunction } from "./function";
import { getUserGroups } from "./getUserGroups";
import { getUserStores } from "./getUserStores";
import { listJobs } from "./listJobs";

export const functions = { findUser, getUserGroups, getUserStores, listJobs } as const satisfies Readonly<
  Record<string, PluginFunction>
>;

/** The function of this token, as in `ciam:index:findUser`. */
export function functionNamed(token: string): PluginFunction {
  const name = token.split(":").at(-1) ?? "";
  const found = Object.entries(functions).find(([known]) => `ciam:index:${known}` === token);
  if (found) return found[1];
  throw new UsageError(
    `${JSON.stringify(token)} is no function of this plugin${suggestion(name, Object.keys(functions))}: it has ${Object.keys(functions).join(", ")}`,
  );
}
