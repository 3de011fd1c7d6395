import { join } from "node:path";
import { expect } from "chai";
import { ciam } from "../../unit/cli/inProcess";
import { ROOT } from "../support/pulumi/cli";
import { Cloud } from "../support/service/cloud";
import { Project } from "../support/pulumi/project";
import { yamlJob } from "./support/yaml";

describe("a change with the plugin, under review", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let project: Project;

  const alice = { userName: "alice", email: "alice@example.com" };

  before(async () => {
    cloud = await Cloud.open();
    store = await cloud.store();
    project = await Project.inYaml(yamlJob(store, { staff: { alice, bob: { userName: "bob" } } }), { cloud });
    await project.up();
    project.yaml(
      yamlJob(store, { staff: { alice: { ...alice, email: "new@example.com" }, carol: { userName: "carol" } } }),
    );
  });
  after(async () => {
    project.dispose();
    await cloud.close();
  });

  it("is told by `ciam plan` and `ciam comment` from the preview's document", async () => {
    const { stdout } = await project.succeeds("preview", "--json");
    project.write("preview.json", stdout);
    const file = join(project.folder, "preview.json");
    const plan = await ciam(["plan", file]);
    expect(plan.stdout).to.contain("+1 −1 ~1 (email 1)").and.to.contain("staff/bob");
    const comment = await ciam(["comment", file]);
    expect(comment.stdout).to.contain("staff/carol").and.not.to.contain("new@example.com");
  });

  it("is held to the policies of a pack", async () => {
    const pack = join(ROOT, "examples/policy-pack");
    project.yaml(yamlJob(store, { staff: { alice: { ...alice, password: "CANARY-1-pw" } } }));
    const { screen } = await project.fails("preview", "--policy-pack", pack);
    expect(screen).to.contain("no-plaintext-passwords").and.to.contain("staff/alice has a plaintext password");
    expect(screen).not.to.contain("CANARY");
  });
});
