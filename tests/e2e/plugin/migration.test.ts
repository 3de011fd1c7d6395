import { expect } from "chai";
import { Cloud } from "../support/service/cloud";
import { program } from "../support/pulumi/programs";
import { Project, WITH_PLUGIN } from "../support/pulumi/project";
import { yamlJob, yamlProgram } from "./support/yaml";

// Each step goes on from the one before.
describe("a stack of the dynamic provider that goes over to the plugin", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let project: Project;
  let ids: string[];

  const CANARY = "Plain-canary-1";
  const bob = { userName: "bob", email: "bob@example.com" };
  const users = { bob, alice: { userName: "alice", password: CANARY } };

  /** The same program in YAML. That the types of old are aliases of the new ones, the schema of the plugin says. */
  const inYaml = (staff: object, userStoreId = "${customers.id}") =>
    yamlProgram(
      {
        customers: {
          type: "ciam:UserStore",
          properties: { name: "customers", forceDestroy: true },
        },
        qa: {
          type: "ciam:UserGroup",
          properties: { userStoreId: "${customers.id}", displayName: "qa" },
        },
        staff: {
          type: "ciam:UserImportJob",
          properties: { userStoreId, groups: { qa: "${qa.id}" }, userSets: { staff } },
        },
      },
      { status: "${staff.status}" },
    );

  const userIds = async (store: string) => (await cloud.users(store)).map(({ UserId }) => UserId).sort();

  /** The same by the classes of the package. */
  const byClasses = (staff: object, opts: (type: string) => string = () => "{}", store = "userStoreId") => {
    const userSets = JSON.stringify({ staff });
    return program(
      `const customers = new ciam.UserStore("customers", { name: "customers", forceDestroy: true }, ${opts("UserStore")});`,
      "const userStoreId = customers.userStoreId;",
      `const qa = new ciam.UserGroup("qa", { userStoreId, displayName: "qa" }, ${opts("UserGroup")});`,
      `const inputs = { userStoreId: ${store}, groups: { qa: qa.userGroupId }, userSets: ${userSets} };`,
      `new ciam.UserImportJob("staff", inputs, ${opts("UserImportJob")});`,
    );
  };

  before(async () => {
    cloud = await Cloud.open();
    project = await Project.create(byClasses(users), { cloud });
    await project.up();
    const store = (await project.resource("customers")).id ?? "";
    ids = await userIds(store);
    project.remove("index.js");
  });
  after(async () => {
    project.dispose();
    await cloud.close();
  });

  const store = async () => (await project.resource("customers")).id ?? "";

  it("is refused another store at the same time, which would leave the removal to the dynamic provider", async () => {
    project.yaml(inYaml(users, await cloud.store("others")));
    const { screen } = await project.fails("preview");
    expect(screen).to.contain("run `pulumi up` without that change first");
    expect(await userIds(await store())).to.deep.equal(ids);
  });

  it("goes without a call", async () => {
    project.yaml(inYaml(users));
    const before = await project.preview("--expect-no-changes");
    expect(before.screen).to.contain("4 unchanged");
    const { result, calls } = await cloud.callsDuring(() => project.up("--expect-no-changes"));
    expect(result.screen).to.contain("4 unchanged");
    expect(calls).to.deep.equal([]);
    expect((await project.resource("staff")).urn).to.contain("::ciam:index:UserImportJob::staff");
    expect(await userIds(await store())).to.deep.equal(ids);
  });

  it("is found as it was by a refresh", async () => {
    await project.refresh("--expect-no-changes");
  });

  it("writes at the next change just that change, and holds no user twice from then on", async () => {
    project.yaml(inYaml({ ...users, bob: { ...bob, nickname: "Bob" } }));
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes).to.deep.equal(["UpdateUser"]);
    expect(await userIds(await store())).to.deep.equal(ids);
    const { outputs = {} } = await project.revealed("staff");
    expect(JSON.stringify(outputs)).not.to.contain(CANARY).and.not.to.contain("example.com");
    expect(outputs).not.to.have.property("__provider");
  });

  it("goes back to the classes without a write to a user", async () => {
    const changed = { ...users, bob: { ...bob, nickname: "Bob" } };
    project.write(
      "Pulumi.yaml",
      "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n" + WITH_PLUGIN,
    );
    const former = (type: string) => `{ aliases: [{ type: "ciam:index:${type}" }] }`;
    // Here, too, the removal would be left to the other one.
    const others = await cloud.store("others again");
    project.program(byClasses(changed, former, JSON.stringify(others)));
    expect((await project.fails("preview")).screen).to.contain("comes from the plugin pulumi-resource-ciam");
    project.program(byClasses(changed, former));
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes.filter((action) => /User$|Users|Import/.test(action))).to.deep.equal([]);
    expect(await userIds(await store())).to.deep.equal(ids);
    project.program(byClasses(changed));
    await project.up("--expect-no-changes");
    await project.refresh("--expect-no-changes");
  });

  it("goes when it is destroyed", async () => {
    await project.destroy();
    const { UserStoreSet } = await cloud.call("ListUserStore", {});
    expect((UserStoreSet ?? []).map(({ UserStoreName }) => UserStoreName)).to.deep.equal(["others", "others again"]);
  });
});

describe("users from a file that go over to the plugin", function () {
  this.timeout(60_000);

  it("stay as they are with the same loader, and change their form and nothing else where they are written down", async () => {
    const cloud = await Cloud.open();
    const store = await cloud.store();
    const userSets = `{ staff: ciam.usersFromFile("staff.csv") }`;
    const inputs = `{ userStoreId: "${store}", userSets: ${userSets} }`;
    const project = await Project.create(program(`new ciam.UserImportJob("staff", ${inputs});`), { cloud });
    project.write(
      "staff.csv",
      "userName,email,password\nalice,alice@example.com,Plain-canary-1\nbob,bob@example.com,\n",
    );
    await project.up();

    project.write(
      "Pulumi.yaml",
      `name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n${WITH_PLUGIN}\n`,
    );
    const opts = `{ aliases: [{ type: "pulumi-nodejs:dynamic/ciam:UserImportJob" }] }`;
    project.program(program(`new pulumi.CustomResource("ciam:index:UserImportJob", "staff", ${inputs}, ${opts});`));
    const { calls } = await cloud.callsDuring(() => project.up("--expect-no-changes"));
    expect(calls).to.deep.equal([]);

    project.remove("index.js");
    const alice = { userName: "alice", email: "alice@example.com", password: "Plain-canary-1" };
    project.yaml(yamlJob(store, { staff: { alice, bob: { userName: "bob", email: "bob@example.com" } } }));
    const { result, writes } = await cloud.callsDuring(() => project.up());
    expect(result.screen).to.contain("no API calls needed");
    expect(writes).to.deep.equal([]);
    project.dispose();
    await cloud.close();
  });
});
