import { expect } from "chai";
import { Accounts, harm, remedyIn } from "../support/service/accounts";
import { Cloud } from "../support/service/cloud";
import { people } from "../support/pulumi/programs";
import { Project } from "../support/pulumi/project";
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

  it("takes no account of users by file in use: not by a wrong store, a rename and back, a second state or a planted mark", async () => {
    const byFile = (userStoreId: string, name = "staff", options = {}): string => {
      const properties = { userStoreId, userFiles: { staff: { path: "staff.csv" } }, acceptDeletions: 3 };
      return yamlProgram({ [name]: { type: "ciam:UserImportJob", properties, options } });
    };
    const accounts = new Accounts(cloud, store);
    const table = "userName\nalice\nbob\ncarol\n";
    const ours = (project = await Project.inYaml(byFile(store), { cloud }));
    ours.write("staff.csv", table);
    await ours.up();
    await accounts.signOn("alice", "bob", "carol");
    const ids = await accounts.ids();
    const mark = await accounts.mark("alice");

    ours.yaml(byFile("0000000000000000000000000000dead"));
    expect((await ours.upFails()).screen).to.contain("does not exist in this account");
    ours.yaml(byFile(store, "people", { aliases: [{ name: "staff" }] }));
    await ours.up();
    ours.yaml(byFile(store));
    expect(remedyIn((await ours.upFails()).screen).takeOver).to.deep.equal([mark.replace(/^pulumi:/, "")]);
    expect(await accounts.ids()).to.deep.equal(ids);
    ours.yaml(byFile(store, "people"));
    const back = await cloud.callsDuring(() => ours.up("--expect-no-changes"));
    expect(back.calls).to.deep.equal([]);

    const theirs = await Project.inYaml(byFile(store), { cloud });
    theirs.write("staff.csv", `${table}zoe\n`);
    const second = await cloud.callsDuring(() => theirs.upFails());
    expect(second.writes).to.deep.equal([]);
    await theirs.destroy();
    theirs.dispose();

    const mallory = await accounts.register("mallory");
    await accounts.signOn("mallory");
    await accounts.plant(mark, "mallory");
    const planted = await cloud.callsDuring(() => ours.up("--refresh"));
    expect(harm(planted.writes)).to.deep.equal([]);
    expect(planted.result.screen).to.match(new RegExp(`so never deleted: [^\\n]*: 1: ${mallory} \\(m`));
    expect((await ours.refresh()).screen).to.match(new RegExp(`unmanaged: 1: ${mallory} \\([^()]*\\)$`, "m"));
    expect(await accounts.ids()).to.deep.equal({ ...ids, mallory });
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
