import * as pulumi from "@pulumi/pulumi";
import * as ciam from "pulumi-tencentcloud-ciam";

const team = new ciam.UserImportJob("team", {
  userStoreId: new pulumi.Config().require("userStoreId"),
  userSets: {
    team: {
      alice: { email: "alice@example.com", nickname: "Alice" },
      bob: { email: "bob@example.com", nickname: "Bob" },
    },
  },
});

export const aliceId = team.userId("team", "alice");
