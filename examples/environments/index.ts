import * as pulumi from "@pulumi/pulumi";
import * as ciam from "pulumi-tencentcloud-ciam";
import { overlays } from "./overlays";

const stack = pulumi.getStack();
const fakes = new pulumi.Config().getNumber("fakeUsers") ?? 0;

const store = new ciam.UserStore("customers", { name: `customers-${stack}` });

const users = new ciam.UserImportJob("users", {
  userStoreId: store.userStoreId,
  userSets: {
    staff: ciam.overlayUsers(ciam.usersFromFile("users/staff.csv"), overlays[stack] ?? {}),
    // Refused in a production stack, whatever its config says of how many.
    ...(fakes > 0 && { customers: ciam.fakeUsers({ count: fakes, seed: 7 }) }),
  },
});

export const summary = users.summary;
