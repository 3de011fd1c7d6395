import * as pulumi from "@pulumi/pulumi";
import * as ciam from "pulumi-tencentcloud-ciam";

const customers = new ciam.UserImportJob("customers", {
  userStoreId: new pulumi.Config().require("userStoreId"),
  userSets: {
    customers: ciam.usersFromFile("export/customers.csv", {
      key: "customerNumber",
      // The older system's own words for the fields, and what of it stays behind.
      columns: {
        login: "userName",
        mail: "email",
        display_name: "nickname",
        born: "birthdate",
        pw_hash: "password",
        pw_salt: "salt.saltValue",
        pw_salt_at: "salt.saltLocation.saltLocationType",
        state: false,
        last_login: false,
      },
      defaults: { passwordEncryptType: "SHA1" },
      where: (row) => row.state !== "closed",
    }),
    // Systems that are well known need no columns: a preset has them, and leaves out who may not sign in there.
    shop: ciam.usersFromFile("systems/auth0.json", { preset: "auth0" }),
    staff: ciam.usersFromFile("systems/wecom.csv", { preset: "wecom", phoneCountry: "86" }),
  },
  // Who has registered in the new store already keeps the account, the UserId and the password.
  conflictPolicy: "adopt",
  // Nobody is deleted because a file has changed: who leaves the file is let go.
  removalPolicy: "retain",
});

export const status = customers.status;
export const summary = customers.summary;
