import * as ciam from "pulumi-tencentcloud-ciam";

const store = new ciam.UserStore("customers", { name: "customers" });

const staff = new ciam.UserImportJob("staff", {
  userStoreId: store.userStoreId,
  userSets: { staff: ciam.usersFromFile("users/staff.csv") },
});

export const userStoreId = store.userStoreId;
export const summary = staff.summary;
