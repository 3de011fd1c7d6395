import { expect } from "chai";
import { without } from "../../../text/values";
import { Cloud } from "../support/cloud";
import { program } from "../support/programs";
import { Project } from "../support/project";
import { detailedDiffOf, yamlProgram } from "./support/yaml";

const CANARY = "Canary-nickname-7";

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

// Each step goes on from the one before, as a person's day does.
describe("users of a file, of a program in YAML", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let project: Project;
  const write = (nicknames: Record<string, string>) => project.write("users/customers.csv", csv(nicknames));

  before(async () => {
    cloud = await Cloud.open();
    store = await cloud.store();
    project = await Project.inYaml(job(store), { cloud, key: "of a passphrase" });
  });
  after(async () => {
    project.dispose();
    await cloud.close();
  });

  it("are looked for in the folder of the program", async () => {
    const { screen } = await project.fails("preview");
    expect(screen).to.contain("users/customers.csv: does not exist (looked for ");
  });

  it("are told before they come, and arrive by one job, as the plan that was kept says", async () => {
    write({ ...crowd(30), c7: CANARY });
    expect((await project.preview("--save-plan", "plan.json")).screen).to.contain("plan: 30 import");
    const { result, writes } = await cloud.callsDuring(() => project.up("--plan", "plan.json"));
    expect(writes).to.deep.equal(["CreateApiImportUserJob"]);
    expect(result.screen).not.to.contain(CANARY);
    expect(await project.outputs()).to.deep.include({ status: "InSync" });
  });

  it("leave no value in the state, where it is decrypted neither", async () => {
    const { stdout } = await project.succeeds("stack", "export", "--show-secrets");
    const { inputs = {}, outputs = {} } = await project.revealed("customers");
    expect(JSON.stringify([stdout, inputs, outputs]))
      .not.to.contain(CANARY)
      .and.not.to.contain("customer-c7");
  });

  it("need no call when nothing has changed", async () => {
    const { result, calls } = await cloud.callsDuring(() => project.up("--expect-no-changes"));
    expect(result.screen).to.contain("2 unchanged");
    expect(calls).to.deep.equal([]);
    await project.refresh("--expect-no-changes");
  });

  it("are told by name and field where the file changed, and nobody else is written", async () => {
    write({ ...without(crowd(30), "c3"), c7: CANARY, c4: "Other", c99: "New" });
    const { screen } = await project.preview();
    expect(screen).to.contain("1 import, 1 update (nickname 1), 1 delete");
    expect(screen).to.contain("- customers/c3\n").and.to.contain("~ customers/c4  nickname → O***");
    const { stdout } = await project.succeeds("preview", "--json");
    expect(Object.keys(detailedDiffOf(stdout, "customers") ?? {})).to.deep.equal(["userFiles.customers.digest"]);
    const { writes } = await cloud.callsDuring(() => project.up());
    expect([...writes].sort()).to.deep.equal(["CreateApiImportUserJob", "DeleteUsers", "UpdateUser"]);
  });

  it("drift by name and field, and come back with the next up", async () => {
    await cloud.edit(store, "customer-c5", { Nickname: "By hand" });
    await cloud.drop(store, "customer-c8");
    await project.fails("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    const { inputs = {} } = await project.resource("customers");
    expect(inputs.drift).to.deep.equal({ "customers/c5": "nickname", "customers/c8": "gone" });
    await project.up();
    expect((await cloud.user(store, "customer-c5")).Nickname).to.equal("Nick 5");
    expect((await project.resource("customers")).inputs).not.to.have.property("drift");
    await project.refresh("--expect-no-changes");
  });

  it("stop the up that would remove too many", async () => {
    write(crowd(10));
    expect((await project.upFails()).screen).to.contain("of 30 managed users would be removed");
    expect(await cloud.users(store)).to.have.length(30);
  });

  it("leave with the resource, without the file", async () => {
    project.remove("users/customers.csv");
    await project.refresh();
    await project.destroy();
    expect(await cloud.users(store)).to.deep.equal([]);
  });
});

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
