import type { ActionName, RequestOf } from "../../ciam/actions";
import type { Handler } from "../service/services";
import { createApiImportUserJob } from "./createApiImportUserJob";
import { createFileExportUserJob } from "./createFileExportUserJob";
import { createUser } from "./createUser";
import { createUserGroup } from "./createUserGroup";
import { createUserStore } from "./createUserStore";
import { deleteUserGroups } from "./deleteUserGroups";
import { deleteUserStore } from "./deleteUserStore";
import { deleteUsers } from "./deleteUsers";
import { describeUser } from "./describeUser";
import { describeUserById } from "./describeUserById";
import { linkAccount } from "./linkAccount";
import { listJobs } from "./listJobs";
import { listLogMessageByCondition } from "./listLogMessageByCondition";
import { listUser } from "./listUser";
import { listUserByProperty } from "./listUserByProperty";
import { listUserGroups } from "./listUserGroups";
import { listUserStore } from "./listUserStore";
import { resetPassword } from "./resetPassword";
import { setPassword } from "./setPassword";
import { updateUser } from "./updateUser";
import { updateUserGroup } from "./updateUserGroup";
import { updateUserStatus } from "./updateUserStatus";
import { updateUserStore } from "./updateUserStore";

/** The handler of each action of the API. */
export const handlers: { readonly [A in ActionName]: Handler<RequestOf<A>> } = {
  CreateUserStore: createUserStore,
  UpdateUserStore: updateUserStore,
  DeleteUserStore: deleteUserStore,
  ListUserStore: listUserStore,
  CreateUser: createUser,
  UpdateUser: updateUser,
  UpdateUserStatus: updateUserStatus,
  SetPassword: setPassword,
  ResetPassword: resetPassword,
  DeleteUsers: deleteUsers,
  LinkAccount: linkAccount,
  DescribeUserById: describeUserById,
  DescribeUser: describeUser,
  ListUser: listUser,
  ListUserByProperty: listUserByProperty,
  CreateUserGroup: createUserGroup,
  UpdateUserGroup: updateUserGroup,
  DeleteUserGroups: deleteUserGroups,
  ListUserGroups: listUserGroups,
  CreateApiImportUserJob: createApiImportUserJob,
  CreateFileExportUserJob: createFileExportUserJob,
  ListJobs: listJobs,
  ListLogMessageByCondition: listLogMessageByCondition,
};
