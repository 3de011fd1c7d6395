import { z } from "zod";
import type { CiamUserGroup } from "../../ciam/actions";
import { GROUP_TAKEN } from "../../ciam/errors/catalogue/stores";
import { RunStopped } from "../messages/errors";
import { identify } from "../reconcile/beforeWriting/account";
import type { Calls } from "../reconcile/run";
import { everyGroup } from "../reconcile/observe/groups";
import { hasUnknown, UNKNOWN } from "../users/input/envelope/unknown";
import { assertSameAccount, assertSameEndpoint } from "./account";
import { createOrAdopt, foretell, type Creation } from "./creation";
import { assertAllCreated, isLeftToHolder, isUnchanged } from "./holders";
import type { CreateRequest, CreateResponse, Props, Resource } from "./resource";
import { accountOf, checkArgs, given, madeOutputs } from "./userStore";

const LONGEST_DESCRIPTION = 128;

/** The inputs of a UserGroup: their form, their defaults and what they are for. */
export const groupInputs = z.strictObject({
  userStoreId: z
    .string()
    .min(1, "must not be empty")
    .describe("The store the group is in. Changing it replaces the group."),
  displayName: z.string().min(1, "must not be empty").describe("Unique in the store. Changed in place."),
  description: z
    .string()
    .max(LONGEST_DESCRIPTION, `must have at most ${String(LONGEST_DESCRIPTION)} characters`)
    .default("")
    .describe("At most 128 characters. Changed in place; taking it out clears it."),
  adoptExisting: z
    .boolean()
    .default(false)
    .describe(
      "True to adopt an existing group of this name, instead of an error: one made in the console, or one whose state was lost. Its description is updated to match the program. An adopted group is never deleted; `pulumi destroy` leaves it in place. Matters only when the resource is created.",
    ),
});
type GroupArgs = z.infer<typeof groupInputs>;

/** What a UserGroup tells besides its inputs. */
export const groupOutputs = z.object(madeOutputs);

const recorded = z.object({
  adoptExisting: z.boolean().default(false),
  /** Whether it was there before us; such a group is never deleted. */
  adopted: z.boolean().default(false),
});

/** A group of users of one store. Its resource id is the UserGroupId. */
export const userGroup: Resource = {
  check(request) {
    return checkArgs(groupInputs, request, "UserGroup");
  },

  diff(request) {
    const { urn, id, state, inputs, services, session } = request;
    assertSameEndpoint(accountOf(state).endpoint, services);
    const { userStoreId } = inputs;
    if (userStoreId !== state.userStoreId || userStoreId === UNKNOWN) return { replaces: ["userStoreId"] };
    if (typeof userStoreId === "string" && isUnchanged(groupInputs, request)) {
      session.holders.hold(urn, { userStoreId, userGroupId: id });
    }
    return {};
  },

  create(request) {
    const { urn, inputs, services, session } = request;
    const { displayName } = groupInputs.parse(given(inputs));
    const create = (): Promise<CreateResponse> => createGroup(request);
    return session.holders.creating(urn, () =>
      session.underWay.during(`user group ${displayName}`, "create", services, create),
    );
  },

  async read({ id, state, services }) {
    const calls = await services.client();
    const { userStoreId } = groupInputs.pick({ userStoreId: true }).parse({ userStoreId: state.userStoreId });
    if ((await assertSameAccount(accountOf(state), calls, userStoreId)) === "gone") return undefined;
    const group = await groupById(calls, userStoreId, id);
    if (!group) return undefined;
    const { adoptExisting, adopted } = recorded.parse(state);
    const args = {
      userStoreId,
      displayName: group.DisplayName ?? "",
      description: group.Description ?? "",
      adoptExisting,
    };
    return {
      id,
      outputs: outputs(args, group, { adopted, tenantId: accountOf(state).tenantId, endpoint: calls.endpoint.kind }),
      inputs: {
        userStoreId,
        displayName: args.displayName,
        ...(args.description !== "" || state.description !== "" ? { description: args.description } : {}),
        ...(adoptExisting ? { adoptExisting } : {}),
      },
    };
  },

  async update({ urn, id, state, inputs, services, session }) {
    const args = groupInputs.parse(given(inputs));
    session.holders.hold(urn, { userStoreId: args.userStoreId, userGroupId: id });
    return session.underWay.during(`user group ${args.displayName}`, "update", services, async () => {
      const calls = await services.client();
      await assertSameAccount(accountOf(state), calls, args.userStoreId);
      await describe(calls, id, args);
      const group = await groupById(calls, args.userStoreId, id);
      const { adopted } = recorded.parse(state);
      return {
        outputs: outputs(args, group, { adopted, tenantId: accountOf(state).tenantId, endpoint: calls.endpoint.kind }),
      };
    });
  },

  async delete(request) {
    const { id, state, services } = request;
    const { userStoreId } = groupInputs.pick({ userStoreId: true }).parse({ userStoreId: state.userStoreId });
    if (isLeftToHolder(request, { userStoreId, userGroupId: id })) return;
    const calls = await services.client();
    if ((await assertSameAccount(accountOf(state), calls, userStoreId)) === "gone") return;
    const group = await groupById(calls, userStoreId, id);
    if (!group) return;
    if (recorded.parse(state).adopted) {
      services
        .reporter(undefined)
        .info(`user group ${id} was there before it was adopted, and this resource leaves it where it is`);
      return;
    }
    assertAllCreated(request, `user group ${id}`);
    const { UserGroupDeletedInfo } = await calls.call("DeleteUserGroups", {
      UserStoreId: userStoreId,
      UserGroupIds: [id],
    });
    const users = UserGroupDeletedInfo?.AppAssociatedUserGroupIds ?? [];
    const said = UserGroupDeletedInfo?.ErrorMessage ?? "";
    if (users.length === 0 && said === "") return;
    const applications = users
      .map(({ ApplicationName, ApplicationId }) => ApplicationName ?? ApplicationId ?? "an application")
      .join(", ");
    throw new RunStopped(
      `user group ${id} was not deleted: ${applications === "" ? said : `it is used by ${applications}`}. Take the group out of these applications first`,
    );
  },
};

async function createGroup({ urn, inputs, services, session: { holders } }: CreateRequest): Promise<CreateResponse> {
  const calls = await services.client();
  const args = groupInputs.parse(given(inputs));
  const { userStoreId } = args;
  const { account } = await identify(calls, userStoreId);
  const { id, adopted } = await createOrAdopt(
    creationOf(args, calls),
    (userGroupId) => holders.holderOf({ userStoreId, userGroupId }) !== undefined,
  );
  holders.hold(urn, { userStoreId, userGroupId: id });
  if (adopted) await describe(calls, id, args);
  const group = await groupById(calls, userStoreId, id);
  return {
    id,
    outputs: outputs(args, group, { adopted, tenantId: account.tenantId, endpoint: calls.endpoint.kind }),
  };
}

/** Says in a preview that asks the store what creating the group would meet. */
export async function foretellGroup({ urn, inputs, services }: CreateRequest, state: Props | undefined): Promise<void> {
  if (state !== undefined || hasUnknown(inputs)) return;
  const creation = creationOf(groupInputs.parse(given(inputs)), await services.client());
  await foretell(creation, services.reporter(urn));
}

function creationOf({ userStoreId, displayName, description, adoptExisting }: GroupArgs, calls: Calls): Creation {
  return {
    calls,
    kind: "user group",
    remedy: GROUP_TAKEN,
    adoptExisting,
    look: async () =>
      (await everyGroup(calls, userStoreId))
        .filter(({ DisplayName }) => DisplayName === displayName)
        .map(({ UserGroupId, CreatedDate }) => ({ id: UserGroupId, created: CreatedDate })),
    create: async () => {
      const request = { UserStoreId: userStoreId, DisplayName: displayName, Description: description };
      return (await calls.call("CreateUserGroup", request)).UserGroupId;
    },
  };
}

/** Both, so that a description that was taken out of the program is cleared. */
async function describe(calls: Calls, id: string, args: GroupArgs): Promise<void> {
  await calls.call("UpdateUserGroup", {
    UserGroupId: id,
    UserStoreId: args.userStoreId,
    DisplayName: args.displayName,
    Description: args.description,
  });
}

async function groupById(calls: Calls, userStoreId: string, id: string): Promise<CiamUserGroup | undefined> {
  return (await everyGroup(calls, userStoreId)).find(({ UserGroupId }) => UserGroupId === id);
}

type GroupOutputs = z.infer<typeof groupOutputs>;

function outputs(
  args: GroupArgs,
  group: CiamUserGroup | undefined,
  made: Omit<GroupOutputs, "createdDate">,
): GroupArgs & GroupOutputs {
  return { ...args, ...made, createdDate: group?.CreatedDate ?? null };
}
