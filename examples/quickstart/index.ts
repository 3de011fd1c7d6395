import * as pulumi from "@pulumi/pulumi";
import * as ciam from "pulumi-tencentcloud-ciam";

const config = new pulumi.Config();

const store = new ciam.UserStore("customers", { name: "quickstart", description: "Users of the quickstart" });
const userStoreId = store.userStoreId;

const engineering = new ciam.UserGroup("engineering", { userStoreId, displayName: "Engineering" });
const support = new ciam.UserGroup("support", { userStoreId, displayName: "Support" });

const users = new ciam.UserImportJob("users", {
  userStoreId,
  // Files name groups; the store knows them by id.
  groups: { engineering: engineering.userGroupId, support: support.userGroupId },
  userSets: {
    staff: ciam.usersFromFile("users/staff.csv"),
    migrated: ciam.usersFromFile("users/migrated.yaml"),
    testers: {
      alice: { userName: "alice", email: "alice@example.com", password: config.requireSecret("testerPassword") },
      bob: { userName: "bob", email: "bob@example.com", userGroups: ["support"], nickname: "Bob" },
    },
  },
});

export { userStoreId };
export const aliceId = users.userId("testers", "alice");
export const summary = users.summary;
