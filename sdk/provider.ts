/**
 * The entry that state files name: `require('pulumi-tencentcloud-ciam/provider').UserImportJob` and the others. Its
 * path and exports are part of the state format and never change.
 */
import { servicesFor } from "../provider/dynamic/services";
import { shell } from "../provider/dynamic/shell";
import { userGroup } from "../provider/resources/userGroup";
import { userImportJob } from "../provider/resources/userImportJob";
import { userStore } from "../provider/resources/userStore";

export const UserImportJob = shell(userImportJob, servicesFor);
export const UserStore = shell(userStore, servicesFor);
export const UserGroup = shell(userGroup, servicesFor);
