import { z } from "zod";
import { action, answer, answeredPage, filter, number, optionalText, pageable, text, time } from "./types";

const userGroup = answer({
  UserGroupId: z.string(),
  DisplayName: text,
  Description: text,
  UserStoreId: text,
  TenantId: text,
  CreatedDate: time,
  /** So spelled here; users have LastModifiedDate. */
  LastModifyDate: time,
});
export type CiamUserGroup = z.output<typeof userGroup>;

/** DeleteUserGroups may succeed by its envelope and still say here that applications hold on to the group. */
const userGroupDeletedInfo = answer({
  ErrorMessage: text,
  AppAssociatedUserGroupIds: z
    .array(answer({ UserGroupId: text, ApplicationId: text, ApplicationName: text }))
    .nullish(),
});
export type CiamUserGroupDeletedInfo = z.output<typeof userGroupDeletedInfo>;

export const CreateUserGroup = action("CreateUserGroup", {
  kind: "write",
  endpoints: "mainland",
  request: { DisplayName: z.string(), UserStoreId: z.string(), Description: optionalText },
  response: { UserGroupId: z.string() },
});

export const UpdateUserGroup = action("UpdateUserGroup", {
  kind: "write",
  endpoints: "mainland",
  request: {
    UserGroupId: z.string(),
    DisplayName: z.string(),
    UserStoreId: z.string(),
    Description: optionalText,
  },
  response: {},
});

/** Look at UserGroupDeletedInfo: a refusal may come without an Error. */
export const DeleteUserGroups = action("DeleteUserGroups", {
  kind: "write",
  endpoints: "mainland",
  request: { UserGroupIds: z.array(z.string()), UserStoreId: z.string() },
  response: { UserGroupDeletedInfo: userGroupDeletedInfo.nullish() },
});

/** Filters take the key `condition`: a group's id or name. */
export const ListUserGroups = action("ListUserGroups", {
  kind: "read",
  endpoints: "mainland",
  request: { UserStoreId: z.string(), Pageable: pageable, Filters: z.array(filter).optional() },
  response: { Content: z.array(userGroup).nullish(), Total: number, Pageable: answeredPage },
});
