import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { Cloud } from "../support/cloud";
import { Project } from "../support/project";
import { detailedDiffOf, yamlJob } from "./support/yaml";

const CANARY = "Plain-canary-1";

// Each step goes on from the one before, as a person's day does.
describe("a set of users in YAML, from the first preview up to destroy", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let project: Project;

  const people = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, { userName: name, email: `${name}@example.com` }]));
  const declared = { ...people("bob", "carol"), alice: { ...people("alice").alice, password: CANARY } };
  const declare = (users: object) => project.yaml(yamlJob(store, { staff: users }));

  before(async () => {
    cloud = await Cloud.open();
    store = await cloud.store();
    project = await Project.inYaml(yamlJob(store, { staff: declared }), { cloud, key: "of a passphrase" });
  });
  after(async () => {
    project.dispose();
    await cloud.close();
  });

  it("is shown user by user, and as a plan, before anything happens", async () => {
    const { result, calls } = await cloud.callsDuring(() => project.preview("--save-plan", "plan.json"));
    expect(result.screen).to.contain("+ ciam:index:UserImportJob: (create)");
    expect(result.screen).to.contain("plan: 3 import");
    expect(result.screen).to.match(/bob\s*: \{\s+email\s*: "bob@example.com"/);
    expect(result.screen).not.to.contain(CANARY);
    expect(result.screen).to.match(/status\s*: \[unknown\]/);
    expect(calls).to.deep.equal([]);
  });

  it("arrives in the store by one job, as the plan that was kept says", async () => {
    const { result, writes } = await cloud.callsDuring(() => project.up("--plan", "plan.json"));
    expect(writes).to.deep.equal(["CreateApiImportUserJob"]);
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "carol"]);
    expect(result.screen).to.contain("plan: 3 import").and.not.to.contain(CANARY);
    expect(await project.outputs()).to.deep.include({ status: "InSync" });
  });

  it("has no password in clear in any file of the state, and no user in an output", async () => {
    const state = join(dirname(project.folder), "state");
    const entries = readdirSync(state, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = entries.map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"));
    expect(texts.some((text) => text.includes("ciam:index:UserImportJob"))).to.equal(true);
    expect(texts.filter((text) => text.includes(CANARY))).to.deep.equal([]);
    const { inputs = {}, outputs = {} } = await project.revealed("staff");
    expect(JSON.stringify(inputs)).to.contain(CANARY);
    expect(JSON.stringify(outputs)).not.to.contain(CANARY).and.not.to.contain("example.com");
  });

  it("needs no call when nothing has changed", async () => {
    const { result, calls } = await cloud.callsDuring(() => project.up("--expect-no-changes"));
    expect(result.screen).to.contain("2 unchanged");
    expect(calls).to.deep.equal([]);
  });

  it("is read and not written by a refresh that finds everything as declared", async () => {
    const { writes } = await cloud.callsDuring(() => project.refresh("--expect-no-changes"));
    expect(writes).to.deep.equal([]);
  });

  it("shows of a change just the difference, by user and field", async () => {
    const bob = { userName: "bob", email: "bob.new@example.com", nickname: "Bob" };
    declare({ ...people("dave"), alice: declared.alice, bob });
    const { screen } = await project.preview();
    expect(screen).to.match(/~ bob\s*: \{\s+~ email\s*: "bob@example.com" => "bob.new@example.com"/);
    expect(screen).to.match(/- carol\s*: \{/);
    expect(screen).to.match(/\+ dave\s*: \{/);
    expect(screen).not.to.contain("alice@example.com");
    expect(screen).to.contain("plan against last known state: 1 import, 1 update (email 1, nickname 1), 1 delete");
    const { stdout } = await project.succeeds("preview", "--json");
    expect(detailedDiffOf(stdout, "staff")).to.deep.equal({
      "userSets.staff.bob.email": { kind: "update", inputDiff: true },
      "userSets.staff.bob.nickname": { kind: "add", inputDiff: true },
      "userSets.staff.carol": { kind: "delete", inputDiff: true },
      "userSets.staff.dave": { kind: "add", inputDiff: true },
    });
  });

  it("submits just the difference", async () => {
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes.sort()).to.deep.equal(["CreateApiImportUserJob", "DeleteUsers", "UpdateUser"]);
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "dave"]);
  });

  it("shows by refresh who was edited by hand, and the next up repairs it", async () => {
    await cloud.edit(store, "bob", { Email: "mallory@example.com" });
    await cloud.drop(store, "dave");
    const { result, calls } = await cloud.callsDuring(() => project.up());
    expect(result.screen).to.contain("2 unchanged");
    expect(calls).to.deep.equal([]);
    const { screen } = await project.succeeds("refresh", "--preview-only", "--diff");
    expect(screen).to.match(/~ bob\s*: \{\s+~ email\s*: "bob.new@example.com" => "mallory@example.com"/);
    expect(screen).to.match(/- dave\s*: \{/);
    expect((await project.fails("preview", "--refresh", "--expect-no-changes")).code).to.equal(7);
    await project.refresh();
    const { writes } = await cloud.callsDuring(() => project.up());
    expect(writes.sort()).to.deep.equal(["CreateApiImportUserJob", "UpdateUser"]);
    expect(await cloud.user(store, "bob")).to.include({ Email: "bob.new@example.com" });
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob", "dave"]);
    await project.up("--expect-no-changes");
  });

  it("is refused with its path where a user cannot be right", async () => {
    declare({ ...people("alice"), erin: { userName: "erin", email: "nowhere" } });
    const { screen } = await project.fails("preview");
    expect(screen).to.contain('userSets["staff"].erin.email: is not an e-mail address');
    declare({ ...people("alice"), erin: { userName: "erin", emial: "erin@example.com" } });
    expect((await project.fails("preview")).screen).to.contain("emial");
  });

  it("leaves nobody behind when it is destroyed", async () => {
    declare({});
    const { screen } = await project.destroy();
    expect(screen).to.contain("plan: 3 delete");
    expect(await cloud.names(store)).to.deep.equal([]);
  });
});
