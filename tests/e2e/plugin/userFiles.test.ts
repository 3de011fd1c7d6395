import { expect } from "chai";
import { Cloud } from "../support/service/cloud";
import { program } from "../support/pulumi/programs";
import { Project } from "../support/pulumi/project";
import { yamlProgram } from "./support/yaml";

const csv = (nicknames: Readonly<Record<string, string>>): string =>
  ["no,userName,nickname", ...Object.entries(nicknames).map(([no, name]) => `${no},customer-${no},${name}`)].join("\n");

const crowd = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`c${String(n)}`, `Nick ${String(n)}`]));

const file = { path: "users/customers.csv", key: "no", columns: { no: "key" } };

const job = (store: string): string =>
  yamlProgram(
    {
      customers: { type: "ciam:UserImportJob", properties: { userStoreId: store, userFiles: { customers: file } } },
    },
    { status: "${customers.status}", summary: "${customers.summary}" },
  );

describe("users of a file, from the classes to the plugin", function () {
  this.timeout(60_000);

  it("come over and go on without a call that writes", async () => {
    const cloud = await Cloud.open();
    const store = await cloud.store();
    const project = await Project.create(
      program(
        `new ciam.UserImportJob("customers", { userStoreId: "${store}",`,
        `  userFiles: { customers: ciam.userFile("users/customers.csv", { key: "no", columns: { no: "key" } }) } });`,
      ),
      { cloud, key: "of a passphrase" },
    );
    try {
      project.write("users/customers.csv", csv(crowd(30)));
      await project.up();
      project.remove("index.js");
      project.yaml(job(store));
      const { writes } = await cloud.callsDuring(() => project.up());
      expect(writes).to.deep.equal([]);
      const again = await cloud.callsDuring(() => project.up("--expect-no-changes"));
      expect(again.calls).to.deep.equal([]);
      project.write("users/customers.csv", csv({ ...crowd(30), c4: "Other" }));
      const edited = await cloud.callsDuring(() => project.up());
      expect(edited.writes).to.deep.equal(["UpdateUser"]);
    } finally {
      project.dispose();
      await cloud.close();
    }
  });
});
