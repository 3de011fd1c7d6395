import { z } from "zod";
import { userOf } from "../../lookUps/findUser";
import { userSchema } from "../../users/model/user";
import { pluginFunction } from "./function";
import { date, userStoreId } from "./values";

const user = z
  .object({
    userId: z.string().describe("CIAM's own name for the user."),
    status: z.string().describe("`NORMAL`, `NOT_ENABLED`, `LOCK` or `FREEZE`."),
    createdDate: date,
    lastSignOn: z
      .number()
      .optional()
      .describe("Milliseconds since the epoch; nothing for a user who has never signed on."),
    fields: userSchema
      .meta({ alias: "User" })
      .describe("Unmasked, without values that the store does not tell or keeps secret."),
  })
  .meta({ alias: "UserInfo", about: "A user as the store holds it now." });

const by = (what: string) =>
  z.string().min(1, "must not be empty").optional().describe(`Find the user with this ${what}.`);

export const findUser = pluginFunction({
  name: "findUser",
  description:
    "One user of a store, found by the UserId or by one identity in any spelling (`ALICE@example.com`, `+86-13800008000`). Takes exactly one of them. It is an error if two users have it.",
  inputs: z.strictObject({
    userStoreId,
    userId: by("UserId"),
    userName: by("user name"),
    phoneNumber: by("phone number"),
    email: by("e-mail address"),
    wechatOpenId: by("WeChat OpenID"),
    wechatUnionId: by("WeChat UnionID"),
    alipayUserId: by("Alipay id"),
    qqOpenId: by("QQ OpenID"),
    qqUnionId: by("QQ UnionID"),
  }),
  outputs: z.object({ user: user.optional().describe("The user; nothing when there is none.") }),
  async answer(calls, { userStoreId, ...query }) {
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { user: await userOf(calls, userStoreId, Object.fromEntries(given)) };
  },
});
