/** Users as code for Tencent Cloud CIAM: the entry point of a Pulumi program. */
export * from "./lookUps";
export * from "./sets";
export { Provider, type ProviderArgs } from "./ciamProvider";
export { UserGroup, type UserGroupArgs } from "./userGroup";
export { UserImportJob, type FailedUser, type FailedUsers, type ImportJob, type ImportSummary } from "./userImportJob";
export type { UserArgs, UserImportJobArgs, UserSet } from "./userImportJobArgs";
export { usersOf, type UserOf } from "./usersOf";
export { UserStore, type UserStoreArgs } from "./userStore";
export type { UserField } from "../provider/users/model/fields";
