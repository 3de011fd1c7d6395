export type { UserInfo, UserQuery } from "../../provider/lookUps/findUser";
export type { JobFailure, JobInfo } from "../../provider/lookUps/jobs";
export type { UserGroupInfo } from "../../provider/lookUps/userGroups";
export type { UserStoreInfo } from "../../provider/lookUps/userStores";
export type { LookUpOptions } from "./connection";
export { findUser } from "./findUser";
export { listJobs, type ListJobsOptions } from "./jobs";
export { getUserGroups } from "./userGroups";
export { getUserStores } from "./userStores";
