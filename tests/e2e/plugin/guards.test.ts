import { expect } from "chai";
import { Cloud } from "../support/cloud";
import { people } from "../support/programs";
import { Project } from "../support/project";
import { yamlJob, yamlProgram } from "./support/yaml";

describe("what could cost accounts, with the plugin", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let project: Project | undefined;

  const users = people("alice", "bob", "carol");

  beforeEach(async () => {
    cloud = await Cloud.open();
    store = await cloud.store();
  });
  afterEach(async () => {
    project?.dispose();
    await cloud.close();
  });

  async function begun(program = yamlJob(store, { staff: users })): Promise<Project> {
    project = await Project.inYaml(program, { cloud });
    await project.up();
    return project;
  }

  it("is refused by the preview where too many would go, and so it is by an up without one", async () => {
    const made = await begun(yamlJob(store, { staff: users }, { args: { deletionLimit: { count: 1 } } }));
    made.yaml(yamlJob(store, { staff: people("alice") }, { args: { deletionLimit: { count: 1 } } }));
    expect((await made.fails("preview")).screen).to.contain("deletionLimit");
    expect((await made.upFails()).screen).to.contain("deletionLimit");
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "carol"]);
  });

  it("moves to another store before anybody leaves the old one", async () => {
    const made = await begun();
    const other = await cloud.store("others");
    made.yaml(yamlJob(other, { staff: users }, { args: { acceptDeletions: 3 } }));
    const { screen } = await made.preview();
    expect(screen).to.contain(`3 import into user store ${other}; 3 delete in user store ${store}`);
    const { stdout } = await made.succeeds("preview", "--json");
    const { steps } = JSON.parse(stdout) as { steps: { op: string; urn: string }[] };
    expect(steps.filter(({ urn }) => urn.endsWith("::staff")).map(({ op }) => op)).to.deep.equal(["replace"]);
    await made.up();
    expect(await cloud.names(other)).to.deep.equal(["alice", "bob", "carol"]);
    expect(await cloud.names(store)).to.deep.equal([]);
    await made.up("--expect-no-changes");
  });

  it("removes nobody first, also where a program asks for that", async () => {
    const made = await begun(yamlJob(store, { staff: users }, { options: { deleteBeforeReplace: true } }));
    const other = await cloud.store("others");
    const args = { acceptDeletions: 3 };
    made.yaml(yamlJob(other, { staff: users }, { args, options: { deleteBeforeReplace: true } }));
    expect((await made.upFails()).screen).to.contain("nothing was removed");
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "carol"]);
  });

  it("names one reason for each user whom CIAM refuses, and tries just those again", async () => {
    await cloud.configure({ attributePatterns: { UserName: "^(?!carol)[a-z]+$" } });
    const made = (project = await Project.inYaml(yamlJob(store, { staff: users }), { cloud }));
    const { screen } = await made.upFails();
    expect(screen).to.contain("staff/carol (c***): the attribute UserName does not match");
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
    expect((await made.resource("staff")).outputs).to.include({ status: "Degraded" });
    await cloud.configure({ attributePatterns: { UserName: "^[a-z]+$" } });
    const { writes } = await cloud.callsDuring(() => made.up());
    expect(writes).to.deep.equal(["CreateApiImportUserJob"]);
    const sent = (await cloud.calls()).find(({ action }) => action === "CreateApiImportUserJob");
    expect(sent?.users).to.equal(1);
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "carol"]);
  });

  it("is of the account of its own provider, whose credentials the state has encrypted only", async () => {
    const { secretId, secretKey, endpoint } = cloud;
    const program = yamlProgram({
      second: { type: "pulumi:providers:ciam", properties: { endpoint, secretId, secretKey } },
      staff: {
        type: "ciam:UserImportJob",
        properties: { userStoreId: store, userSets: { staff: people("alice") } },
        options: { provider: "${second}" },
      },
    });
    project = await Project.inYaml(program, {
      cloud,
      config: { "ciam:endpoint": "ciam.tencentcloudapi.com" },
      env: { TENCENTCLOUD_SECRET_ID: undefined, TENCENTCLOUD_SECRET_KEY: undefined },
    });
    await project.up();
    expect(await cloud.names(store)).to.deep.equal(["alice"]);
    expect(JSON.stringify(await project.state())).not.to.contain(secretKey);
    await project.refresh("--expect-no-changes");
    await project.destroy();
    expect(await cloud.names(store)).to.deep.equal([]);
  });
});
