import { setTimeout as delay } from "node:timers/promises";
import { parseEndpoint } from "../../../ciam";
import { apiOf, vendorsClient, type Api, type Caller, type Driver } from "./api";
import { Bench, usersOf, type Place } from "./bench";
import type { Need } from "./case";
import type { Target } from "./target";

/** Below the documented 20 a second, with room for other callers of the account. */
const CALLS_A_SECOND = 15;
const LOOK_AGAIN_MS = 500;
const DELETED_AT_ONCE = 100;

/**
 * Any endpoint, by `CIAM_CONTRACT_ENDPOINT`, `_SECRET_ID`, `_SECRET_KEY`, `_TOKEN`, `_REGION`, `_ACTION_SET` and
 * `_STORE`. The store must exist and be empty: the suite deletes everything in it. With `CIAM_CONTRACT_MAKE_STORES=yes`
 * the suite also makes and removes its own stores.
 */
export function elsewhere(env: NodeJS.ProcessEnv): Target {
  const { url, kind } = parseEndpoint(required(env, "CIAM_CONTRACT_ENDPOINT"));
  const UserStoreId = required(env, "CIAM_CONTRACT_STORE");
  const actionSet = env.CIAM_CONTRACT_ACTION_SET ?? (kind === "international" ? "international" : "mainland");
  const caller: Caller = {
    endpoint: url,
    secretId: required(env, "CIAM_CONTRACT_SECRET_ID"),
    secretKey: required(env, "CIAM_CONTRACT_SECRET_KEY"),
    token: env.CIAM_CONTRACT_TOKEN,
    region: env.CIAM_CONTRACT_REGION ?? (actionSet === "international" ? "ap-singapore" : "ap-guangzhou"),
  };
  const lacks = new Set<Need>(["switches", "clock"]);
  if (env.CIAM_CONTRACT_MAKE_STORES !== "yes") lacks.add("stores");
  if (actionSet === "international") lacks.add("mainland").add("stores");
  return {
    name: url,
    lacks,
    async open() {
      const api = apiOf(paced(vendorsClient).sendAs(caller));
      const { Total } = await api.ListUser({ UserStoreId, Pageable: { PageSize: 1, PageNumber: 1 } });
      if (Total > 0) throw new Error(`the store has ${String(Total)} users; name an empty one, its users are deleted`);
      const place: Place = {
        caller,
        letJobsEnd: () => delay(LOOK_AGAIN_MS),
        advance: () => Promise.reject(new Error("the service's clock cannot be set")),
        stopClock: () => Promise.reject(new Error("the service's clock cannot be stopped")),
        configure: () => Promise.reject(new Error("the service has no switches")),
      };
      return {
        bench: (needs, driver) => Promise.resolve(new Bench(UserStoreId, place, paced(driver), needs)),
        async clear(bench) {
          await jobsEnded(api, UserStoreId, place);
          await emptied(api, UserStoreId);
          if (!lacks.has("mainland")) await ungrouped(api, UserStoreId);
          for (const UserPoolId of bench.madeStores) await api.DeleteUserStore({ UserPoolId }).catch(() => undefined);
        },
        close: () => Promise.resolve(),
      };
    },
  };
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") throw new Error(`${name} has to be set besides CIAM_CONTRACT_ENDPOINT`);
  return value;
}

let nextCall = 0;

/** Limits the rate over all clients of this process. */
function paced(driver: Driver): Driver {
  return {
    ...driver,
    sendAs(caller) {
      const send = driver.sendAs(caller);
      return async (action, request) => {
        const now = performance.now();
        nextCall = Math.max(nextCall + 1000 / CALLS_A_SECOND, now);
        if (nextCall > now) await delay(nextCall - now);
        return send(action, request);
      };
    },
  };
}

/** Two unfinished jobs would block the next case. */
async function jobsEnded(api: Api, UserStoreId: string, place: Place): Promise<void> {
  for (;;) {
    const { JobSet } = await api.ListJobs({ UserStoreId });
    if (!JobSet.some(({ Status }) => Status === "PENDING" || Status === "PROCESSING")) return;
    await place.letJobsEnd();
  }
}

async function emptied(api: Api, UserStoreId: string): Promise<void> {
  const ids = (await usersOf(api, UserStoreId)).map(({ UserId }) => UserId);
  for (let at = 0; at < ids.length; at += DELETED_AT_ONCE) {
    await api.DeleteUsers({ UserStoreId, UserIds: ids.slice(at, at + DELETED_AT_ONCE) });
  }
}

async function ungrouped(api: Api, UserStoreId: string): Promise<void> {
  const { Content } = await api.ListUserGroups({ UserStoreId, Pageable: { PageSize: 100, PageNumber: 1 } });
  if (Content.length === 0) return;
  await api.DeleteUserGroups({ UserStoreId, UserGroupIds: Content.map(({ UserGroupId }) => UserGroupId) });
}
