import * as ciam from "pulumi-tencentcloud-ciam";

const customers = new ciam.UserStore("customers", { name: "${PROJECT}" });

const staff = new ciam.UserImportJob("staff", {
  userStoreId: customers.userStoreId,
  userSets: { staff: ciam.usersFromFile("users/staff.csv") },
});

export const userStoreId = staff.userStoreId;
export const status = staff.status;
