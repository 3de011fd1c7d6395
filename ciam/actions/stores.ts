import { z } from "zod";
import { action, answer, flag, number, optionalText, text, time } from "./types";

/** A user store. Requests call it a user pool; the answers do not. */
const userStore = answer({
  UserStoreId: z.string(),
  TenantId: text,
  UserStoreName: text,
  UserStoreDesc: text,
  UserStoreLogo: text,
  UserNum: number,
  AppNum: number,
  /** The store the console switched to last. */
  LastStatus: flag,
  DefaultStatus: flag,
  CreateDate: time,
  LastStatusTime: time,
  /** The store's own part of its domain name. */
  UserStoreProtocolHost: text,
});
export type CiamUserStore = z.output<typeof userStore>;

export const CreateUserStore = action("CreateUserStore", {
  kind: "write",
  endpoints: "mainland",
  request: { UserPoolName: z.string(), UserPoolDesc: optionalText, UserPoolLogo: optionalText },
  response: { UserStoreId: z.string() },
});

export const UpdateUserStore = action("UpdateUserStore", {
  kind: "write",
  endpoints: "mainland",
  request: {
    UserPoolId: z.string(),
    UserPoolName: optionalText,
    UserPoolDesc: optionalText,
    UserPoolLogo: optionalText,
  },
  response: {},
});

/** Removes the store and everything in it. */
export const DeleteUserStore = action("DeleteUserStore", {
  kind: "write",
  endpoints: "mainland",
  request: { UserPoolId: z.string() },
  response: {},
});

/** All stores of the tenant; not paged. */
export const ListUserStore = action("ListUserStore", {
  kind: "read",
  endpoints: "mainland",
  request: {},
  response: { UserStoreSet: z.array(userStore).nullish() },
});
