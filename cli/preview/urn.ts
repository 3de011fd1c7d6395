export const USER_IMPORT_JOB = "pulumi-nodejs:dynamic/ciam:UserImportJob";
export const USER_STORE = "pulumi-nodejs:dynamic/ciam:UserStore";
export const USER_GROUP = "pulumi-nodejs:dynamic/ciam:UserGroup";
