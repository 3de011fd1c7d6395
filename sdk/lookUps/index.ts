export type { LookUpOptions } from "./connection";
export { findUser, type UserInfo, type UserQuery } from "./findUser";
export { getUserGroups, type UserGroupInfo } from "./userGroups";
export { getUserStores, type UserStoreInfo } from "./userStores";
