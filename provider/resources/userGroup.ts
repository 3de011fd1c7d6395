import { z } from "zod";
import type { CiamUserGroup } from "../../ciam/actions";
import { AmbiguousError } from "../../ciam/errors";
import { isNameTaken } from "../../ciam/errors/catalogue/meanings";
import { RunStopped } from "../messages/errors";
import { identify } from "../reconcile/beforeWriting/account";
import type { Calls } from "../reconcile/run";
import { everyGroup } from "../reconcile/observe/groups";
import { UNKNOWN } from "../users/input/envelope/unknown";
import { assertSameAccount, assertSameEndpoint } from "./account";
import type { Props, Resource } from "./resource";
import { accountOf, checkArgs, given } from "./userStore";

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

  diff({ state, inputs, services }) {
    assertSameEndpoint(accountOf(state).endpoint, services);
    const moved = inputs.userStoreId !== state.userStoreId;
    return moved || inputs.userStoreId === UNKNOWN ? { replaces: ["userStoreId"] } : {};
  },

  async create({ inputs, services, session }) {
    const args = groupInputs.parse(given(inputs));
    return session.underWay.during(`user group ${args.displayName}`, "create", services, async () => {
      const calls = await services.client();
      const { account } = await identify(calls, args.userStoreId);
      const { id, adopted } = await createOrAdopt(calls, args);
      const group = await groupById(calls, args.userStoreId, id);
      return { id, outputs: outputs(args, group, adopted, account.tenantId, calls) };
    });
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
      outputs: outputs(args, group, adopted, accountOf(state).tenantId, calls),
      inputs: {
        userStoreId,
        displayName: args.displayName,
        ...(args.description !== "" || state.description !== "" ? { description: args.description } : {}),
        ...(adoptExisting ? { adoptExisting } : {}),
      },
    };
  },

  async update({ id, state, inputs, services, session }) {
    const args = groupInputs.parse(given(inputs));
    return session.underWay.during(`user group ${args.displayName}`, "update", services, async () => {
      const calls = await services.client();
      await assertSameAccount(accountOf(state), calls, args.userStoreId);
      await describe(calls, id, args);
      const group = await groupById(calls, args.userStoreId, id);
      return { outputs: outputs(args, group, recorded.parse(state).adopted, accountOf(state).tenantId, calls) };
    });
  },

  async delete({ id, state, services }) {
    const calls = await services.client();
    const { userStoreId } = groupInputs.pick({ userStoreId: true }).parse({ userStoreId: state.userStoreId });
    if ((await assertSameAccount(accountOf(state), calls, userStoreId)) === "gone") return;
    if (!(await groupById(calls, userStoreId, id))) return;
    if (recorded.parse(state).adopted) {
      services.reporter(undefined).info(`user group ${id} was there before it was adopted, and is left where it is`);
      return;
    }
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

/** Both, so that a description that was taken out of the program is cleared. */
async function describe(calls: Calls, id: string, args: GroupArgs): Promise<void> {
  await calls.call("UpdateUserGroup", {
    UserGroupId: id,
    UserStoreId: args.userStoreId,
    DisplayName: args.displayName,
    Description: args.description,
  });
}

/** A group of this name is taken over only where the program asks for it: it may be another program's. */
async function createOrAdopt(calls: Calls, args: GroupArgs): Promise<{ id: string; adopted: boolean }> {
  try {
    return { id: await createGroup(calls, args), adopted: false };
  } catch (error) {
    if (!isNameTaken(error) || !args.adoptExisting) throw error;
    const groups = await everyGroup(calls, args.userStoreId);
    const found = groups.filter(({ DisplayName }) => DisplayName === args.displayName);
    if (found.length !== 1 || !found[0]) throw error;
    await describe(calls, found[0].UserGroupId, args);
    return { id: found[0].UserGroupId, adopted: true };
  }
}

/** A group's name is unique in its store, so a creation whose reply was lost is found again by it. */
async function createGroup(calls: Calls, args: GroupArgs): Promise<string> {
  try {
    const { UserGroupId } = await calls.call("CreateUserGroup", {
      UserStoreId: args.userStoreId,
      DisplayName: args.displayName,
      Description: args.description,
    });
    return UserGroupId;
  } catch (error) {
    if (!(error instanceof AmbiguousError)) throw error;
    const made = (await everyGroup(calls, args.userStoreId)).filter(
      ({ DisplayName }) => DisplayName === args.displayName,
    );
    if (made.length !== 1 || !made[0]) throw error;
    return made[0].UserGroupId;
  }
}

async function groupById(calls: Calls, userStoreId: string, id: string): Promise<CiamUserGroup | undefined> {
  return (await everyGroup(calls, userStoreId)).find(({ UserGroupId }) => UserGroupId === id);
}

function outputs(
  args: GroupArgs,
  group: CiamUserGroup | undefined,
  adopted: boolean,
  tenantId: string | null,
  calls: Calls,
): Props {
  return { ...args, adopted, createdDate: group?.CreatedDate ?? null, tenantId, endpoint: calls.endpoint.kind };
}
