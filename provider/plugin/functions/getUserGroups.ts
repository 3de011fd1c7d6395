import { z } from "zod";
import { userGroupsOf } from "../../lookUps/userGroups";
import { pluginFunction } from "./function";
import { date, userStoreId } from "./values";

const group = z
  .object({
    userGroupId: z.string().describe("Its id."),
    displayName: z.string().describe("Its name, unique in the store."),
    description: z.string().describe("What it is for."),
    createdDate: date.optional(),
  })
  .meta({ alias: "UserGroupInfo", description: "A user group as it is now." });

export const getUserGroups = pluginFunction({
  name: "getUserGroups",
  description: "All groups of a user store, in the order of the service. Mainland endpoint only.",
  inputs: z.strictObject({ userStoreId }),
  outputs: z.object({
    userGroups: z.array(group).describe("The groups."),
    ids: z
      .record(z.string(), z.string())
      .describe("Their ids by name, as the input `groups` of a UserImportJob takes them."),
  }),
  async answer(calls, args) {
    const userGroups = await userGroupsOf(calls, args.userStoreId);
    const ids = Object.fromEntries(userGroups.map(({ displayName, userGroupId }) => [displayName, userGroupId]));
    return { userGroups, ids };
  },
});
