export type { LookUpOptions } from "./connection";
export { findUser, type UserInfo, type UserQuery } from "./findUser";
export { listJobs, type JobFailure, type JobInfo, type ListJobsOptions } from "./jobs";
export { getUserGroups, type UserGroupInfo } from "./userGroups";
export { getUserStores, type UserStoreInfo } from "./userStores";
