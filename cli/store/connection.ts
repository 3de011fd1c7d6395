import { actions } from "../../ciam/actions";
import { BugError } from "../../ciam/errors/bugError";
import { UsageError } from "../../ciam/errors/usageError";
import { systemClock } from "../../ciam/clock";
import {
  clientFor,
  problemsOf,
  settingsFrom,
  targetOf,
  type Settings,
  type Target,
} from "../../provider/connection/clients";
import type { Calls, Reporter, RunContext } from "../../provider/reconcile/run";
import { everyGroup } from "../../provider/reconcile/observe/groups";
import { ownerMark } from "../../provider/users/model/mark";
import type { IndexedAttribute } from "../../provider/users/model/fields";
import type { ConnectionOptions } from "../commands/options";
import { NoConnection } from "../shell/exit";
import type { Lines } from "../../text/escape";
import { remark, type Progress, type Screen } from "../shell/screen";

/** A way to the service that only reads: a command must not be able to write, whatever it calls. */
export async function connect(options: ConnectionOptions, screen: Screen): Promise<Calls> {
  const settings = checkedSettings(options, screen);
  return readOnly(await found(() => clientFor(settings, screen.env.PULUMI_STACK, reporterOn(screen))));
}

/** The service and the caller, for a command that makes its calls by itself. */
export async function target(options: ConnectionOptions, screen: Screen): Promise<Target> {
  const settings = checkedSettings(options, screen);
  return found(() => targetOf(settings, screen.env.PULUMI_STACK, reporterOn(screen), screen.env));
}

function checkedSettings({ endpoint, region, profile }: ConnectionOptions, { env }: Screen): Settings {
  const given: Readonly<Record<string, string | undefined>> = {
    "ciam:endpoint": endpoint,
    "ciam:region": region,
    "ciam:profile": profile,
    "tencentcloud:secretId": env.TENCENTCLOUD_SECRET_ID,
    "tencentcloud:secretKey": env.TENCENTCLOUD_SECRET_KEY,
    "tencentcloud:securityToken": env.TENCENTCLOUD_SECURITY_TOKEN,
  };
  const settings = settingsFrom({ get: (key) => given[key] }, { env, nameOf: (key) => key.replace(/^ciam:/, "--") });
  const [wrong] = problemsOf(settings);
  if (wrong !== undefined) throw new UsageError(wrong);
  return settings;
}

function reporterOn(screen: Screen): Reporter {
  const speak = (text: Lines): void => remark(screen, text);
  return { info: speak, warn: speak, progress: () => undefined };
}

async function found<T>(find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    throw error instanceof UsageError ? new NoConnection(error.said) : error;
  }
}

export function readOnly(calls: Calls): Calls {
  return {
    endpoint: calls.endpoint,
    pageSizes: calls.pageSizes,
    serviceNow: () => calls.serviceNow(),
    call(action, request, options) {
      if (actions[action].kind !== "read") throw new BugError(`${action} writes, and this command only reads`);
      return calls.call(action, request, options);
    },
  };
}

/** The store that was named; else the only one there is. */
export async function storeFor(calls: Calls, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  if (calls.endpoint.kind === "international") {
    throw new UsageError("say which user store with --store: the international endpoint does not list them");
  }
  const { UserStoreSet } = await calls.call("ListUserStore", {});
  const stores = UserStoreSet ?? [];
  const [only, ...others] = stores;
  if (only && others.length === 0) return only.UserStoreId;
  if (!only) throw new UsageError("this account has no user store");
  const names = stores.slice(0, 20).map(({ UserStoreId, UserStoreName }) => `  ${UserStoreId}  ${UserStoreName ?? ""}`);
  throw new UsageError(["say which user store with --store:", ...names]);
}

/** The context that the provider's walks need besides calls. */
export function contextFor(
  calls: Calls,
  userStoreId: string,
  { owner, attribute }: { owner: string | undefined; attribute: IndexedAttribute },
  screen: Screen,
  progress: Progress,
): RunContext {
  return {
    calls,
    userStoreId,
    // Without an owner nobody is ours: no mark is the mark of nobody.
    mark: ownerMark(owner ?? "(nobody)", attribute),
    atRest: 0,
    clock: systemClock,
    reporter: {
      info: () => undefined,
      warn: (text) => remark(screen, text),
      progress: (text) => progress.show([text].flat().join(" ")),
    },
    batch: { users: 2000, bytes: 8 * 1024 * 1024, parallel: 1 },
    timeouts: { jobMs: 0, totalMs: 0 },
    startedAt: systemClock.monotonic(),
    engineIsAlive: () => true,
    takeOver: new Set(),
    elsewhere: () => undefined,
    announce: () => undefined,
  };
}

/** Group id → its name. */
export async function groupNames(calls: Calls, userStoreId: string): Promise<Map<string, string>> {
  const groups = await everyGroup(calls, userStoreId);
  return new Map(groups.map(({ UserGroupId, DisplayName }) => [UserGroupId, DisplayName ?? UserGroupId]));
}
