import type { z } from "zod";
import * as groups from "./groups";
import * as jobs from "./jobs";
import * as logs from "./logs";
import * as stores from "./stores";
import type { ActionSpec } from "./types";
import * as users from "./users";

/** The API version of all actions; the service's name is for signatures. */
export const API_VERSION = "2022-03-31";
export const SERVICE = "ciam";

/** All actions of the API. */
export const actions = {
  CreateUserStore: stores.CreateUserStore,
  UpdateUserStore: stores.UpdateUserStore,
  DeleteUserStore: stores.DeleteUserStore,
  ListUserStore: stores.ListUserStore,
  CreateUser: users.CreateUser,
  UpdateUser: users.UpdateUser,
  UpdateUserStatus: users.UpdateUserStatus,
  SetPassword: users.SetPassword,
  ResetPassword: users.ResetPassword,
  DeleteUsers: users.DeleteUsers,
  LinkAccount: users.LinkAccount,
  DescribeUserById: users.DescribeUserById,
  DescribeUser: users.DescribeUser,
  ListUser: users.ListUser,
  ListUserByProperty: users.ListUserByProperty,
  CreateUserGroup: groups.CreateUserGroup,
  UpdateUserGroup: groups.UpdateUserGroup,
  DeleteUserGroups: groups.DeleteUserGroups,
  ListUserGroups: groups.ListUserGroups,
  CreateApiImportUserJob: jobs.CreateApiImportUserJob,
  CreateFileExportUserJob: jobs.CreateFileExportUserJob,
  ListJobs: jobs.ListJobs,
  ListLogMessageByCondition: logs.ListLogMessageByCondition,
} as const satisfies Readonly<Record<string, ActionSpec>>;

export type ActionName = keyof typeof actions;

/** The request of an action. */
export type RequestOf<A extends ActionName> = z.input<(typeof actions)[A]["request"]>;

/** The response of an action, without the envelope. */
export type ResponseOf<A extends ActionName> = z.output<(typeof actions)[A]["response"]>;

export function isActionName(name: string): name is ActionName {
  return Object.hasOwn(actions, name);
}

export type { ActionEndpoints, ActionKind, ActionSpec, Filter, MemberMap, Pageable } from "./types";
export type { CiamUserStore } from "./stores";
export type { CiamUserGroup, CiamUserGroupDeletedInfo } from "./groups";
export { freezing, isDeleted, isFrozen, settableUserStatuses, type CiamUser } from "./user";
export type { QueryUserFilter, Sort } from "./users";
export type { ImportUser, Salt, SaltLocation } from "./importUser";
export { hasEnded, hasFailed, isImport, type CiamJob, type ExportPropertyMap } from "./jobs";
export type { CiamLogMessage } from "./logs";
