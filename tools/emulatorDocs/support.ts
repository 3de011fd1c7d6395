import type { ActionName } from "../../ciam/actions";

/** The emulator's part of each action, and what it leaves out. It answers all of them. */
export const support: Readonly<Record<ActionName, string>> = {
  CreateApiImportUserJob:
    "an asynchronous job, two at once, refusals user by user; hashes are kept as they come, and not checked for form",
  ListJobs: "jobs move by the clock; retention is a switch",
  CreateFileExportUserJob: "NDJSON and CSV, to be fetched at Location; filters, columns",
  CreateUser: "`UserOrg` takes what the switch `organisations` names: no action makes one",
  UpdateUser: "all fields; what empty and omitted ones do are switches",
  UpdateUserStatus: "NORMAL, LOCK, FREEZE; no lock by failed logins, as nobody can log in",
  SetPassword: "kept as a fingerprint; strength is a switch",
  ResetPassword: "answers a new one, once",
  DeleteUsers: "all or nobody; unknown ids and identities of the deleted are switches",
  LinkAccount: "the secondary becomes `Primary: false`; attributes are not merged",
  DescribeUserById: "masked without `Original`",
  DescribeUser: "the documented whitelist, all operators, sort, pages",
  ListUser: "`condition`, `userGroup`, `userGroupId`; `userOrg`; organisations of WeCom find nobody",
  ListUserByProperty: "phoneNumber and email",
  CreateUserGroup: "names are unique in a store",
  UpdateUserGroup: "name and description",
  DeleteUserGroups: "members lose the group; `groupsInUse` gives UserGroupDeletedInfo",
  ListUserGroups: "`condition`, and `UserGroupId`; version 2021-04-20 too, with `Page`, `Size` and `Condition`",
  CreateUserStore: "names are unique; quotas are switches",
  UpdateUserStore: "name, description, logo",
  DeleteUserStore: "everything in it goes at once",
  ListUserStore: "counts users; there are no applications",
  ListLogMessageByCondition: "users created, updated, deleted, linked; nobody signs up",
};
