import * as pulumi from "@pulumi/pulumi";
import * as ciam from "./sdk/nodejs";

const password = new pulumi.Config().getSecret("alicePassword") ?? pulumi.secret("Only-for-trying-1");

const customers = new ciam.UserStore("customers", { name: "customers", forceDestroy: true });
const qa = new ciam.UserGroup("qa", { userStoreId: customers.id, displayName: "qa" });
const staff = new ciam.UserImportJob("staff", {
  userStoreId: customers.id,
  groups: { qa: qa.id },
  userSets: {
    staff: {
      alice: { userName: "alice", email: "alice@example.com", password, userGroups: ["qa"] },
      bob: { userName: "bob", email: "bob@example.com" },
    },
  },
});

export const userStoreId = customers.id;
export const status = staff.status;
