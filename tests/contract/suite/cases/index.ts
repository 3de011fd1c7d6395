import type { ContractCase } from "../case";
import { createUser } from "./createUser";
import { deleteUsers } from "./deleteUsers";
import { describeUser } from "./describeUser";
import { createFileExportUserJob } from "./exports";
import { form } from "./form";
import { gateway } from "./gateway";
import { createUserGroup, deleteUserGroups, listUserGroups, updateUserGroup } from "./groups";
import { importRules } from "./importRules";
import { imports } from "./imports";
import { listJobs } from "./jobs";
import { linkAccount } from "./linkAccount";
import { listUser } from "./listUser";
import { listLogMessageByCondition } from "./logs";
import { describeUserById, listUserByProperty } from "./reads";
import { shapes } from "./shapes";
import { createUserStore, deleteUserStore, listUserStore, updateUserStore } from "./stores";
import { switches } from "./switches";
import { updateUser } from "./updateUser";
import { resetPassword, setPassword, updateUserStatus } from "./userState";

/** The contract: what the API does, case by case. */
export const cases: readonly ContractCase[] = [
  ...createUserStore,
  ...updateUserStore,
  ...deleteUserStore,
  ...listUserStore,
  ...createUserGroup,
  ...updateUserGroup,
  ...deleteUserGroups,
  ...listUserGroups,
  ...importRules,
  ...imports,
  ...listJobs,
  ...createFileExportUserJob,
  ...createUser,
  ...updateUser,
  ...updateUserStatus,
  ...setPassword,
  ...resetPassword,
  ...deleteUsers,
  ...linkAccount,
  ...describeUserById,
  ...describeUser,
  ...listUser,
  ...listUserByProperty,
  ...listLogMessageByCondition,
  ...shapes,
  ...form,
  ...gateway,
  ...switches,
];
