import { z } from "zod";
import {
  action,
  answeredPage,
  filter,
  indexedAttributes,
  memberMap,
  number,
  optionalFlag,
  optionalText,
  optionalTexts,
  pageable,
} from "./types";
import { user } from "./user";

/** A condition of DescribeUser; PropertyKey must be one the service has an index for. */
const queryUserFilter = z.strictObject({
  PropertyKey: optionalText,
  PropertyValue: optionalText,
  /** True: equals; false: differs. */
  Logic: optionalFlag,
  /** One of > < = >= <= != between. */
  OperateLogic: optionalText,
});
export type QueryUserFilter = z.output<typeof queryUserFilter>;

const sort = z.strictObject({
  PropertyKey: optionalText,
  /** ASC or DESC. */
  Order: optionalText,
});
export type Sort = z.output<typeof sort>;

/** The fields that CreateUser and UpdateUser share; all others can only be imported. */
const editable = {
  Nickname: optionalText,
  Address: optionalText,
  UserGroup: optionalTexts,
  /** Milliseconds since the epoch. */
  Birthdate: z.int().optional(),
  CustomizationAttributes: z.array(memberMap).optional(),
  ...indexedAttributes,
  /** Mainland only. */
  UserOrg: optionalTexts,
} as const;

const oneUser = { UserStoreId: z.string(), UserId: z.string() } as const;
const pageOfUsers = { Total: number, Pageable: answeredPage, Content: z.array(user).nullish() } as const;

export const CreateUser = action("CreateUser", {
  kind: "write",
  endpoints: "all",
  request: {
    UserStoreId: z.string(),
    PhoneNumber: z.string(),
    Email: z.string(),
    Password: z.string(),
    UserName: z.string(),
    ...editable,
  },
  response: { User: user },
});

/** Omitted fields stay as they are. */
export const UpdateUser = action("UpdateUser", {
  kind: "write",
  endpoints: "all",
  request: { ...oneUser, UserName: optionalText, PhoneNumber: optionalText, Email: optionalText, ...editable },
  response: { User: user.nullish() },
});

export const UpdateUserStatus = action("UpdateUserStatus", {
  kind: "write",
  endpoints: "all",
  request: { ...oneUser, Status: z.string() },
  response: {},
});

export const SetPassword = action("SetPassword", {
  kind: "write",
  endpoints: "all",
  request: { ...oneUser, Password: z.string() },
  response: {},
});

/** Answers with the new password, which cannot be read again. */
export const ResetPassword = action("ResetPassword", {
  kind: "write",
  endpoints: "all",
  request: oneUser,
  response: { Password: z.string() },
});

/** The reply says nothing about the single ids. */
export const DeleteUsers = action("DeleteUsers", {
  kind: "write",
  endpoints: "all",
  request: { UserStoreId: z.string(), UserIds: z.array(z.string()) },
  response: {},
});

/** Merges the second user into the first one; there is no way back. */
export const LinkAccount = action("LinkAccount", {
  kind: "write",
  endpoints: "all",
  request: {
    UserStoreId: z.string(),
    PrimaryUserId: z.string(),
    SecondaryUserId: z.string(),
    /** PHONENUMBER or EMAIL. */
    UserLinkedOnAttribute: z.string(),
  },
  response: {},
});

/** User is null when there is none with this id. */
export const DescribeUserById = action("DescribeUserById", {
  kind: "read",
  endpoints: "all",
  request: { ...oneUser, Original: optionalFlag },
  response: { User: user.nullish() },
});

export const DescribeUser = action("DescribeUser", {
  kind: "read",
  endpoints: "all",
  request: {
    UserStoreId: z.string(),
    Pageable: pageable,
    Filters: z.array(queryUserFilter).optional(),
    Original: optionalFlag,
    Sort: sort.optional(),
  },
  response: pageOfUsers,
});

/** Filters take `condition` (id, user name, phone or e-mail), `userGroup` and its older name `userGroupId`. */
export const ListUser = action("ListUser", {
  kind: "read",
  endpoints: "all",
  request: {
    UserStoreId: z.string(),
    Pageable: pageable,
    Filters: z.array(filter).optional(),
    Original: optionalFlag,
  },
  response: pageOfUsers,
});

/** PropertyCode is phoneNumber or email; not paged. */
export const ListUserByProperty = action("ListUserByProperty", {
  kind: "read",
  endpoints: "all",
  request: {
    UserStoreId: z.string(),
    PropertyCode: z.string(),
    PropertyValue: z.string(),
    Original: optionalFlag,
  },
  response: { Users: z.array(user).nullish() },
});
