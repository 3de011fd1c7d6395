import { expect } from "chai";
import { Cloud } from "../support/service/cloud";
import { Project } from "../support/pulumi/project";
import { yamlProgram } from "./support/yaml";

describe("the functions of the plugin", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let project: Project;

  const ask = (name: string, args: object, result?: string) => ({
    "fn::invoke": { function: `ciam:index:${name}`, arguments: args, ...(result !== undefined && { return: result }) },
  });

  before(async () => {
    cloud = await Cloud.open();
    store = await cloud.store();
    await cloud.call("CreateUserGroup", { UserStoreId: store, DisplayName: "qa" });
    const alice = {
      UserName: "alice",
      Email: "alice@example.com",
      PhoneNumber: "+86-13800008000",
      Password: "Aa1!aaaa",
    };
    await cloud.call("CreateUser", { UserStoreId: store, ...alice });
    project = await Project.inYaml("resources: {}\n", { cloud });
  });
  after(async () => {
    project.dispose();
    await cloud.close();
  });

  it("tell of stores, groups, users and jobs", async () => {
    const variables = {
      stores: ask("getUserStores", {}, "userStores"),
      groups: ask("getUserGroups", { userStoreId: store }, "ids"),
      alice: ask("findUser", { userStoreId: store, email: "ALICE@example.com" }, "user"),
      jobs: ask("listJobs", { userStoreId: store }, "jobs"),
    };
    const outputs = {
      store: "${stores[0].userStoreId}",
      groups: "${groups}",
      alice: "${alice.fields}",
      jobs: "${jobs}",
    };
    project.yaml(yamlProgram({}, outputs, variables));
    await project.up();
    const said = await project.outputs();
    expect(said).to.deep.include({ store, jobs: [] });
    expect(said.alice).to.include({ userName: "alice", email: "alice@example.com" });
    expect(Object.keys(said.groups as object)).to.deep.equal(["qa"]);
  });

  it("say what is wrong with what they are asked", async () => {
    const refused = async (name: string, args: object) => {
      project.yaml(yamlProgram({}, { it: "${it}" }, { it: ask(name, args) }));
      return (await project.fails("preview")).screen;
    };
    expect(await refused("findUser", { userStoreId: store })).to.contain("findUser takes exactly one of");
    expect(await refused("getUserGroups", { userStoreId: "" })).to.contain("userStoreId: must not be empty");
  });
});
