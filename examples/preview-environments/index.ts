import * as pulumi from "@pulumi/pulumi";
import * as ciam from "pulumi-tencentcloud-ciam";

// One stack a pull request: pr-42.
const stack = pulumi.getStack();

const store = new ciam.UserStore("preview", {
  name: `preview-${stack}`,
  description: "Thrown away when the pull request is closed",
  // Whoever tries the preview out may register; they go with it.
  forceDestroy: true,
});

const support = new ciam.UserGroup("support", { userStoreId: store.userStoreId, displayName: "Support" });

const users = new ciam.UserImportJob("users", {
  userStoreId: store.userStoreId,
  groups: { support: support.userGroupId },
  userSets: {
    // Who tests signs in as one of these; the password is a secret of the repository.
    testers: {
      customer: { userName: "customer", email: "customer@example.com", password: testPassword() },
      agent: { userName: "agent", email: "agent@example.com", password: testPassword(), userGroups: ["support"] },
    },
    // And these are there so that lists are not empty.
    customers: ciam.fakeUsers({ count: 40 }),
  },
});

function testPassword(): pulumi.Output<string> {
  return new pulumi.Config().requireSecret("testPassword");
}

export const userStoreId = store.userStoreId;
export const customerId = users.userId("testers", "customer");
