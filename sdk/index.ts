/** Users as code for Tencent Cloud CIAM: the entry point of a Pulumi program. */
export * from "./lookUps";
export * from "./sets";
export { Provider, type ProviderArgs } from "./ciamProvider";
export { UserGroup } from "./resources/userGroup";
export { UserImportJob } from "./resources/userImportJob";
export type { UserGroupArgs, UserImportJobArgs, UserStoreArgs } from "./resources/inputs";
export type { FailedUser, FailedUsers, ImportJob, ImportSummary } from "./resources/outputs";
export { userFile, type UserFile, type UserFileOptions } from "./userFiles/userFile";
export type { UserArgs, UserSet } from "./userSets/userSet";
export { usersOf, type UserOf } from "./usersOf";
export { UserStore } from "./resources/userStore";
export type { UserField } from "../provider/users/model/fields";
