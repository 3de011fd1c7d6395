import { expect } from "chai";
import { Cloud } from "../support/service/cloud";
import type { Running } from "../support/pulumi/cli";
import { until } from "../support/pulumi/interrupted";
import { commandOf, familyOf, killAll } from "../support/pulumi/processes";
import { Project } from "../support/pulumi/project";
import { yamlJob } from "./support/yaml";

describe("an up with the plugin that does not come to its end", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let project: Project | undefined;

  const users = { staff: { alice: { userName: "alice" }, bob: { userName: "bob" } } };

  beforeEach(async () => {
    // Jobs that take longer than anybody waits.
    cloud = await Cloud.open({ jobProcessingMs: 600_000 });
    store = await cloud.store();
  });
  afterEach(async () => {
    project?.dispose();
    await cloud.close();
  });

  const imports = async () => (await cloud.calls()).filter(({ action }) => action === "CreateApiImportUserJob").length;

  async function whileItsJobRuns(run: Running): Promise<void> {
    await until(async () => {
      if (run.child.exitCode !== null) throw new Error(`it ended by itself:\n${(await run.ended).screen}`);
      return (await imports()) > 0;
    });
    // The service has it; the plugin has heard so once it asks how the job goes.
    await until(async () => {
      const calls = (await cloud.calls()).map(({ action }) => action);
      return calls.lastIndexOf("ListJobs") > calls.indexOf("CreateApiImportUserJob");
    });
  }

  async function finishesWithOneImport(begun: Project): Promise<void> {
    await cloud.admin("POST", "/clock", { advanceMs: 700_000 });
    const { screen } = await begun.up();
    expect(screen).to.match(/staff updated/);
    expect(await imports()).to.equal(1);
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
    expect(await begun.outputs()).to.deep.include({ status: "InSync" });
    await begun.up("--expect-no-changes");
  }

  it("keeps its state after Ctrl-C, and the next one waits for the job", async () => {
    const begun = (project = await Project.inYaml(yamlJob(store, users), { cloud }));
    const run = begun.begin("up", "--yes", "--skip-preview");
    await whileItsJobRuns(run);
    const pressed = performance.now();
    run.child.kill("SIGINT");
    const { screen } = await run.ended;
    expect(performance.now() - pressed).to.be.lessThan(2_000);
    expect(screen).to.contain("the run was cancelled: what is done is recorded");
    const { outputs, initErrors } = await begun.resource("staff");
    expect(outputs).to.include({ status: "Pending" });
    expect(initErrors).to.have.length(1);
    expect((await begun.state()).deployment.pending_operations ?? []).to.deep.equal([]);
    await finishesWithOneImport(begun);
  });

  it("keeps its state when its customTimeouts are used up", async () => {
    const program = yamlJob(store, users, { options: { customTimeouts: { create: "2s" } } });
    const begun = (project = await Project.inYaml(program, { cloud }));
    const { screen } = await begun.upFails();
    expect(screen).to.contain("customTimeouts (2 s) are used up");
    expect((await begun.resource("staff")).outputs).to.include({ status: "Pending" });
    await finishesWithOneImport(begun);
  });

  it("ends its plugin when its CLI is killed, and the next one finds what the job made", async () => {
    const begun = (project = await Project.inYaml(yamlJob(store, users), { cloud }));
    const run = begun.begin("up", "--yes", "--skip-preview");
    await whileItsJobRuns(run);
    const [cli = 0, ...others] = familyOf(run.child.pid ?? 0);
    const plugins = others.filter((pid) => commandOf(pid).includes("pulumi-resource-ciam"));
    expect(plugins).not.to.deep.equal([]);
    killAll([cli]);
    await run.ended;
    await until(() => Promise.resolve(plugins.every((pid) => commandOf(pid) === "")));
    // The host of YAML stays, which is not ours.
    killAll(others);
    await begun.run("cancel", "--yes");
    await cloud.admin("POST", "/clock", { advanceMs: 700_000 });
    await begun.up();
    expect(await imports()).to.equal(1);
    expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
  });
});
