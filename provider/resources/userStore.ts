import { z } from "zod";
import type { CiamUserStore } from "../../ciam/actions";
import { UsageError } from "../../ciam/errors";
import { STORE_TAKEN } from "../../ciam/errors/catalogue/stores";
import { RunStopped } from "../messages/errors";
import type { Calls } from "../reconcile/run";
import { hasUnknown, UNKNOWN } from "../users/input/envelope/unknown";
import { assertSameAccount, assertSameEndpoint } from "./account";
import { createOrAdopt, foretell, type Creation } from "./creation";
import { assertAllCreated, isLeftToHolder, isUnchanged } from "./holders";
import { wrongInputs } from "./issues";
import type { CheckRequest, CheckResponse, CreateRequest, CreateResponse, Props, Resource, Services } from "./resource";
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
    .describe(
      "True to allow the deletion of a store that still has users or applications, with all of them. Otherwise that is an error, and nothing is deleted.",
    ),
  adoptExisting: z
    .boolean()
    .default(false)
    .describe(
      "True to adopt an existing store of this name with its users, instead of an error: one made in the console, or one whose state was lost. Name, description and logo are updated to match the program. An adopted store is never deleted; `pulumi destroy` leaves it in place. Matters only when the resource is created.",
    ),
});
type StoreArgs = z.infer<typeof storeInputs>;

/** What a store and a group tell of how they came to be. */
export const madeOutputs = {
  adopted: z.boolean().describe("True if it existed before; a destroy then leaves it in place."),
  createdDate: z
    .number()
    .nullable()
    .describe("When it was created, in milliseconds since the epoch; null if the service does not say."),
  tenantId: z.string().nullable().describe("The tenant it was created in; null if the endpoint does not tell it."),
  endpoint: z.string().describe("The kind of endpoint it was created on."),
};

/** What a UserStore tells besides its inputs. */
export const storeOutputs = z.object({
  userCount: z.int().describe("Users in the store when it was last read, by `pulumi up` or `pulumi refresh`."),
  domain: z.string().nullable().describe("Prefix of the store's own domain; null while it has none."),
  ...madeOutputs,
});

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

  diff(request) {
    assertSameEndpoint(accountOf(request.state).endpoint, request.services);
    if (isUnchanged(storeInputs, request)) request.session.holders.hold(request.urn, { userStoreId: request.id });
    return {};
  },

  create(request) {
    const { urn, inputs, services, session } = request;
    const { name } = storeInputs.parse(given(inputs));
    const create = (): Promise<CreateResponse> => createStore(request);
    return session.holders.creating(urn, () =>
      session.underWay.during(`user store ${name}`, "create", services, create),
    );
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
    const told = outputs(args, store, { adopted, endpoint: calls.endpoint.kind });
    return { id, outputs: told, inputs: declaredAgain(state, args) };
  },

  async update({ urn, id, state, inputs, services, session }) {
    session.holders.hold(urn, { userStoreId: id });
    const args = storeInputs.parse(given(inputs));
    return session.underWay.during(`user store ${args.name}`, "update", services, async () => {
      const calls = await services.client();
      if ((await assertSameAccount(accountOf(state), calls, id)) === "gone") {
        throw new UsageError(`user store ${id} is gone: run \`pulumi refresh\`, then \`pulumi up\` to create it anew`);
      }
      await describe(calls, id, args);
      const { adopted } = recorded.parse(state);
      const store = await storeById(calls, id, services);
      return { outputs: outputs(args, store, { adopted, endpoint: calls.endpoint.kind }) };
    });
  },

  async delete(request) {
    const { id, state, services } = request;
    if (isLeftToHolder(request, { userStoreId: id })) return;
    const calls = await services.client();
    if ((await assertSameAccount(accountOf(state), calls, id)) === "gone") return;
    if (recorded.parse(state).adopted) {
      services
        .reporter(undefined)
        .info(`user store ${id} was there before it was adopted, and this resource leaves it where it is`);
      return;
    }
    const store = await storeById(calls, id, services);
    assertAllCreated(request, `user store ${id}`);
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

async function createStore({ urn, inputs, services, session: { holders } }: CreateRequest): Promise<CreateResponse> {
  const calls = await services.client();
  const args = storeInputs.parse(given(inputs));
  const { id, adopted } = await createOrAdopt(
    creationOf(args, calls),
    (userStoreId) => holders.holderOf({ userStoreId }) !== undefined,
  );
  holders.hold(urn, { userStoreId: id });
  if (adopted) await describe(calls, id, args);
  const store = await storeById(calls, id, services);
  return { id, outputs: outputs(args, store, { adopted, endpoint: calls.endpoint.kind }) };
}

/** Says in a preview that asks the service what creating the store would meet. */
export async function foretellStore({ urn, inputs, services }: CreateRequest, state: Props | undefined): Promise<void> {
  if (state !== undefined || hasUnknown(inputs)) return;
  const creation = creationOf(storeInputs.parse(given(inputs)), await services.client());
  await foretell(creation, services.reporter(urn));
}

function creationOf({ name, description, logo, adoptExisting }: StoreArgs, calls: Calls): Creation {
  return {
    calls,
    kind: "user store",
    remedy: STORE_TAKEN,
    adoptExisting,
    look: async () =>
      ((await calls.call("ListUserStore", {})).UserStoreSet ?? [])
        .filter(({ UserStoreName }) => UserStoreName === name)
        .map(({ UserStoreId, CreateDate }) => ({ id: UserStoreId, created: CreateDate })),
    create: async () => {
      const request = { UserPoolName: name, UserPoolDesc: description, UserPoolLogo: logo };
      return (await calls.call("CreateUserStore", request)).UserStoreId;
    },
  };
}

/** All three, so that a string that was taken out of the program is cleared. */
async function describe(calls: Calls, id: string, { name, description, logo }: StoreArgs): Promise<void> {
  await calls.call("UpdateUserStore", {
    UserPoolId: id,
    UserPoolName: name,
    UserPoolDesc: description,
    UserPoolLogo: logo,
  });
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

type StoreOutputs = z.infer<typeof storeOutputs>;

function outputs(
  args: StoreArgs,
  store: CiamUserStore,
  made: Pick<StoreOutputs, "adopted" | "endpoint">,
): StoreArgs & StoreOutputs {
  return {
    ...args,
    ...made,
    userCount: store.UserNum ?? 0,
    domain: store.UserStoreProtocolHost ?? null,
    createdDate: store.CreateDate ?? null,
    tenantId: store.TenantId ?? null,
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
