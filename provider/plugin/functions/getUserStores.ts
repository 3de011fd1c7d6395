import { z } from "zod";
import { userStoresOf } from "../../lookUps/userStores";
import { date } from "./values";
import { pluginFunction } from "./function";

const store = z
  .object({
    userStoreId: z.string().describe("Its id."),
    name: z.string().describe("Its name."),
    description: z.string().describe("What it is for."),
    logo: z.string().describe("The address of a picture."),
    userCount: z.int().describe("Users in it."),
    domain: z.string().optional().describe("Prefix of its own domain, if it has one."),
    createdDate: date.optional(),
  })
  .meta({ alias: "UserStoreInfo", description: "A user store as it is now." });

export const getUserStores = pluginFunction({
  name: "getUserStores",
  description: "All user stores of the account, in the order of the service. Mainland endpoint only.",
  inputs: z.strictObject({}),
  outputs: z.object({ userStores: z.array(store).describe("The stores.") }),
  answer: async (calls) => ({ userStores: await userStoresOf(calls) }),
});
