import { z } from "zod";
import type { CiamUserGroup } from "../ciam/actions";
import { CiamError } from "../ciam/errors";
import { identify } from "../reconcile/account";
import type { Calls } from "../reconcile/context";
import { readAll } from "../reconcile/pages";
import { UNKNOWN } from "../users/parse";
import { sameAccount } from "./account";
import { UsageError, type Props, type Resource } from "./resource";
import { accountOf, checkArgs, given } from "./userStore";

const LONGEST_DESCRIPTION = 128;

const argsSchema = z.strictObject({
  userStoreId: z.string().min(1, "must not be empty"),
  displayName: z.string().min(1, "must not be empty"),
  description: z
    .string()
    .max(LONGEST_DESCRIPTION, `must have at most ${String(LONGEST_DESCRIPTION)} characters`)
    .default(""),
});
type GroupArgs = z.infer<typeof argsSchema>;

/** A group of users of one store. Its resource id is the UserGroupId. */
export const userGroup: Resource = {
  check(_olds, news, services) {
    return checkArgs(argsSchema, news, services, "UserGroup");
  },

  diff(_id, olds, news) {
    const moved = news.userStoreId !== olds.userStoreId;
    return moved || news.userStoreId === UNKNOWN ? { replaces: ["userStoreId"] } : {};
  },

  async create(inputs, services) {
    const calls = await services.client();
    const args = argsSchema.parse(given(inputs));
    const { account } = await identify(calls, args.userStoreId);
    const id = await createGroup(calls, args);
    const group = await groupById(calls, args.userStoreId, id);
    return { id, outs: outputs(args, group, account.tenantId, calls) };
  },

  async read(id, props, services) {
    const calls = await services.client();
    const { userStoreId } = argsSchema.pick({ userStoreId: true }).parse({ userStoreId: props.userStoreId });
    if ((await sameAccount(accountOf(props), calls, userStoreId)) === "gone") return undefined;
    const group = await groupById(calls, userStoreId, id);
    if (!group) return undefined;
    const args = { userStoreId, displayName: group.DisplayName ?? "", description: group.Description ?? "" };
    return {
      id,
      props: outputs(args, group, accountOf(props).tenantId, calls),
      inputs: {
        userStoreId,
        displayName: args.displayName,
        ...(args.description !== "" || props.description !== "" ? { description: args.description } : {}),
      },
    };
  },

  async update(id, olds, news, services) {
    const calls = await services.client();
    const args = argsSchema.parse(given(news));
    await sameAccount(accountOf(olds), calls, args.userStoreId);
    await calls.call("UpdateUserGroup", {
      UserGroupId: id,
      UserStoreId: args.userStoreId,
      DisplayName: args.displayName,
      Description: args.description,
    });
    return { outs: outputs(args, await groupById(calls, args.userStoreId, id), accountOf(olds).tenantId, calls) };
  },

  async delete(id, props, services) {
    const calls = await services.client();
    const { userStoreId } = argsSchema.pick({ userStoreId: true }).parse({ userStoreId: props.userStoreId });
    if ((await sameAccount(accountOf(props), calls, userStoreId)) === "gone") return;
    if (!(await groupById(calls, userStoreId, id))) return;
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
    throw new UsageError(
      `user group ${id} was not deleted: ${applications === "" ? said : `it is used by ${applications}`}. Take the group out of these applications first`,
    );
  },
};

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
    if (!(error instanceof CiamError) || error.class !== "unknown-outcome") throw error;
    const made = (await groupsOf(calls, args.userStoreId)).filter(
      ({ DisplayName }) => DisplayName === args.displayName,
    );
    if (made.length !== 1 || !made[0]) throw error;
    return made[0].UserGroupId;
  }
}

async function groupById(calls: Calls, userStoreId: string, id: string): Promise<CiamUserGroup | undefined> {
  return (await groupsOf(calls, userStoreId)).find(({ UserGroupId }) => UserGroupId === id);
}

/** All groups of a store: the filter's keys are not documented well enough to rely on. */
function groupsOf(calls: Calls, userStoreId: string): Promise<CiamUserGroup[]> {
  return readAll(
    { calls, action: "ListUserGroups" },
    async (Pageable) => {
      const { Total, Content } = await calls.call("ListUserGroups", { UserStoreId: userStoreId, Pageable });
      return { total: Total ?? 0, items: Content ?? [] };
    },
    ({ UserGroupId }) => UserGroupId,
  );
}

function outputs(args: GroupArgs, group: CiamUserGroup | undefined, tenantId: string | null, calls: Calls): Props {
  return { ...args, createdDate: group?.CreatedDate ?? null, tenantId, endpoint: calls.endpoint.kind };
}
