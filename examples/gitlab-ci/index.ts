import * as ciam from "pulumi-tencentcloud-ciam";

const store = new ciam.UserStore("customers", { name: "customers" });

const staff = new ciam.UserImportJob(
  "staff",
  {
    userStoreId: store.userStoreId,
    userSets: { staff: ciam.usersFromFile("users/staff.csv") },
  },
  // Whoever takes these lines out is stopped by Pulumi, before the users are deleted with them.
  { protect: true },
);

export const userStoreId = store.userStoreId;
export const summary = staff.summary;
