import { z } from "zod";
import type { CiamUserStore } from "../../ciam/actions";
import { AmbiguousError, UsageError } from "../../ciam/errors";
import { isNameTaken } from "../../ciam/errors/catalogue/meanings";
import { RunStopped } from "../messages/errors";
import type { Calls } from "../reconcile/run";
import { UNKNOWN } from "../users/input/envelope/unknown";
import { assertSameAccount, assertSameEndpoint } from "./account";
import { wrongInputs } from "./issues";
import type { CheckRequest, CheckResponse, Props, Resource, Services } from "./resource";
import { count } from "../../text/format";
import { valueAt } from "../../text/shape";

const LONGEST_NAME = 128;

/** The inputs of a UserStore: their form, their defaults and what they are for. */
export const storeInputs = z.strictObject({
  name: z
    .string()
    .min(1, "must not be empty")
    .max(LONGEST_NAME, `must have at most ${String(LONGEST_NAME)} characters`)
    .describe("Unique in the account, 1 to 128 characters. Changed in place."),
  description: z.string().default("").describe("What the store is for. Changed in place; taking it out clears it."),
  logo: z.string().default("").describe("The address of a picture. Changed in place; taking it out clears it."),
  forceDestroy: z
    .boolean()
    .default(false)
    .describe("True to allow the deletion of a store that still has users or applications, with all of them."),
  adoptExisting: z
    .boolean()
    .default(false)
    .describe(
      "True to adopt an existing store of this name with its users, instead of an error: one made in the console, or one whose state was lost. Name, description and logo are updated to match the program. An adopted store is never deleted; `pulumi destroy` leaves it in place. Matters only when the resource is created.",
    ),
});
type StoreArgs = z.infer<typeof storeInputs>;

const recorded = z.object({
  tenantId: z.string().nullable().default(null),
  endpoint: z.string(),
  forceDestroy: z.boolean().default(false),
  adoptExisting: z.boolean().default(false),
  /** Whether it was there before us; such a store is never deleted. */
  adopted: z.boolean().default(false),
});

/** A directory of users. Its resource id is the UserStoreId. */
export const userStore: Resource = {
  check(request) {
    return checkArgs(storeInputs, request, "UserStore");
  },

  diff({ state, services }) {
    assertSameEndpoint(accountOf(state).endpoint, services);
    return {};
  },

  async create({ inputs, services, session }) {
    const args = storeInputs.parse(given(inputs));
    return session.underWay.during(`user store ${args.name}`, "create", services, async () => {
      const calls = await services.client();
      const { id, adopted } = await createOrAdopt(calls, args, services);
      const store = await storeById(calls, id, services);
      return { id, outputs: outputs(args, store, adopted, calls) };
    });
  },

  async read({ id, state, services }) {
    const calls = await services.client();
    if ((await assertSameAccount(accountOf(state), calls, id)) === "gone") return undefined;
    const store = await storeById(calls, id, services);
    const { forceDestroy, adoptExisting, adopted } = recorded.parse(state);
    const args = {
      name: store.UserStoreName ?? "",
      description: store.UserStoreDesc ?? "",
      logo: store.UserStoreLogo ?? "",
      forceDestroy,
      adoptExisting,
    };
    return { id, outputs: outputs(args, store, adopted, calls), inputs: declaredAgain(state, args) };
  },

  async update({ id, state, inputs, services, session }) {
    const args = storeInputs.parse(given(inputs));
    return session.underWay.during(`user store ${args.name}`, "update", services, async () => {
      const calls = await services.client();
      if ((await assertSameAccount(accountOf(state), calls, id)) === "gone") {
        throw new UsageError(`user store ${id} is gone: run \`pulumi refresh\`, then \`pulumi up\` to create it anew`);
      }
      await describe(calls, id, args);
      return { outputs: outputs(args, await storeById(calls, id, services), recorded.parse(state).adopted, calls) };
    });
  },

  async delete({ id, state, services }) {
    const calls = await services.client();
    if ((await assertSameAccount(accountOf(state), calls, id)) === "gone") return;
    if (recorded.parse(state).adopted) {
      services.reporter(undefined).info(`user store ${id} was there before it was adopted, and is left where it is`);
      return;
    }
    const store = await storeById(calls, id, services);
    const inUse = (store.UserNum ?? 0) + (store.AppNum ?? 0) > 0;
    if (inUse && !recorded.parse(state).forceDestroy) {
      throw new UsageError(
        `user store ${id} still has ${count(store.UserNum ?? 0, "user")} and ${count(store.AppNum ?? 0, "application")}, which would be deleted with it. ` +
          `Remove them first, or set forceDestroy: true and run \`pulumi up\` before destroying it`,
      );
    }
    await calls.call("DeleteUserStore", { UserPoolId: id });
  },
};

/** All three, so that a string that was taken out of the program is cleared. */
async function describe(calls: Calls, id: string, { name, description, logo }: StoreArgs): Promise<void> {
  await calls.call("UpdateUserStore", {
    UserPoolId: id,
    UserPoolName: name,
    UserPoolDesc: description,
    UserPoolLogo: logo,
  });
}

/** A store of this name is taken over only where the program asks for it: it may be another program's. */
async function createOrAdopt(
  calls: Calls,
  args: StoreArgs,
  services: Services,
): Promise<{ id: string; adopted: boolean }> {
  try {
    return { id: await createStore(calls, args, services), adopted: false };
  } catch (error) {
    if (!isNameTaken(error) || !args.adoptExisting) throw error;
    const { UserStoreSet } = await calls.call("ListUserStore", {});
    const found = (UserStoreSet ?? []).filter(({ UserStoreName }) => UserStoreName === args.name);
    if (found.length !== 1 || !found[0]) throw error;
    await describe(calls, found[0].UserStoreId, args);
    return { id: found[0].UserStoreId, adopted: true };
  }
}

/** A name is unique, so a creation whose reply was lost is found again by it. */
async function createStore(calls: Calls, args: StoreArgs, { clock }: Services): Promise<string> {
  const began = clock.now();
  try {
    const { UserStoreId } = await calls.call("CreateUserStore", {
      UserPoolName: args.name,
      UserPoolDesc: args.description,
      UserPoolLogo: args.logo,
    });
    return UserStoreId;
  } catch (error) {
    if (!(error instanceof AmbiguousError)) throw error;
    const { UserStoreSet } = await calls.call("ListUserStore", {});
    const made = (UserStoreSet ?? []).filter(
      (store) => store.UserStoreName === args.name && (store.CreateDate ?? 0) >= began - 5 * 60_000,
    );
    if (made.length !== 1 || !made[0]) throw error;
    return made[0].UserStoreId;
  }
}

/** Creating a store may finish after the call has answered, so it is given a few looks to appear. */
async function storeById(calls: Calls, id: string, { clock }: Services): Promise<CiamUserStore> {
  for (const wait of [0, 200, 1_000, 3_000]) {
    if (wait > 0) await clock.sleep(wait);
    const { UserStoreSet } = await calls.call("ListUserStore", {});
    const store = (UserStoreSet ?? []).find(({ UserStoreId }) => UserStoreId === id);
    if (store) return store;
  }
  throw new RunStopped(`CIAM accepted user store ${id} and does not list it: run \`pulumi refresh\` in a while`);
}

function outputs(args: StoreArgs, store: CiamUserStore, adopted: boolean, calls: Calls): Props {
  return {
    ...args,
    adopted,
    userCount: store.UserNum ?? 0,
    domain: store.UserStoreProtocolHost ?? null,
    createdDate: store.CreateDate ?? null,
    tenantId: store.TenantId ?? null,
    endpoint: calls.endpoint.kind,
  };
}

/** Only what the program declared, or what the store now has and did not have then. */
function declaredAgain(props: Props, live: StoreArgs): Props {
  return {
    name: live.name,
    ...(live.description !== "" || props.description !== "" ? { description: live.description } : {}),
    ...(live.logo !== "" || props.logo !== "" ? { logo: live.logo } : {}),
    ...(live.forceDestroy ? { forceDestroy: true } : {}),
    ...(live.adoptExisting ? { adoptExisting: true } : {}),
  };
}

/** The account in which an existing store or group was made. */
export function accountOf(props: Props): { tenantId: string | null; endpoint: string } {
  const result = recorded.safeParse(props);
  if (!result.success) {
    throw new UsageError(
      "the state does not tell where this resource was created, so it was not created by this package: Pulumi's import and get cannot work with it. Declare the resource with adoptExisting: true instead",
    );
  }
  const { tenantId, endpoint } = result.data;
  return { tenantId, endpoint };
}

/** Validates plain inputs; a value that is not known yet passes, whatever its type. Stores and groups exist on the mainland endpoint only. */
export function checkArgs(
  schema: z.ZodObject,
  { state, inputs, services, session }: CheckRequest,
  type: string,
): CheckResponse {
  const failures: string[] = [];
  if (services.endpointKind() === "international") {
    failures.push(
      `${type} needs the mainland API: the international endpoint has no action for it. Use an existing one by its id, or set ciam:endpoint to ciam.tencentcloudapi.com`,
    );
  }
  const about = { type, names: Object.keys(schema.shape), schema, given: given(inputs) };
  for (const issue of schema.safeParse(about.given).error?.issues ?? []) {
    const value = valueAt(inputs, issue.path);
    if (value === UNKNOWN) continue;
    for (const { path, rule } of wrongInputs(issue, about)) {
      failures.push(`${path}: ${value === undefined ? `${type} needs it` : rule}`);
    }
  }
  if (state === undefined && failures.length === 0) session.underWay.expect(services);
  return { inputs, failures };
}

export function given(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== null));
}
