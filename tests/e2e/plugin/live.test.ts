import { join } from "node:path";
import { expect } from "chai";
import { ROOT, start } from "../support/pulumi/cli";
import { Cloud } from "../support/service/cloud";
import { people } from "../support/pulumi/programs";
import { Project } from "../support/pulumi/project";
import { yamlJob } from "./support/yaml";

const MAIN = join(ROOT, "dist/cli/main.js");

describe("a preview that asks the store", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;
  let project: Project;

  const users = people("alice", "bob");

  beforeEach(async () => {
    cloud = await Cloud.open();
    store = await cloud.store();
    project = await Project.inYaml(yamlJob(store, { staff: users }), { cloud, config: { "ciam:preview": "live" } });
  });
  afterEach(async () => {
    project.dispose();
    await cloud.close();
  });

  /** Somebody has registered. */
  const registers = (userName: string, PhoneNumber = "+86-13800008000") => {
    const user = { UserName: userName, Email: `${userName}@example.com`, PhoneNumber };
    return cloud.call("CreateUser", { UserStoreId: store, ...user, Password: "Aa1!aaaa" });
  };

  it("names who is there already before a first up, and writes nothing", async () => {
    await registers("bob");
    const { result, writes } = await cloud.callsDuring(() => project.preview());
    expect(writes).to.deep.equal([]);
    expect(result.screen).to.contain("plan against the store as it is now: 1 import, 1 conflict");
    expect(result.screen).to.contain("as the store is now, this would not be done:");
    expect(result.screen).to.contain("staff/bob (b***): exists already in the store");
  });

  it("tells of an adoption as `up` then makes it", async () => {
    await registers("bob");
    project.yaml(yamlJob(store, { staff: users }, { args: { conflictPolicy: "adopt" } }));
    expect((await project.preview()).screen).to.contain("plan against the store as it is now: 1 import, 1 adopt");
    expect((await project.up()).screen).to.contain("1 import, 1 adopt");
  });

  it("says nothing more where the store is as the state has it, and tells what is otherwise", async () => {
    await project.up();
    const changed = { ...users, ...people("carol"), alice: { ...users.alice, nickname: "A" } };
    project.yaml(yamlJob(store, { staff: changed }));
    expect((await project.preview()).screen).not.to.contain("as it is now");
    await registers("carol");
    const { screen } = await project.preview();
    expect(screen).to.contain("plan against the store as it is now: 1 update (nickname 1), 1 conflict");
  });

  it("is what `ciam preview` tells, and what a folder of plans keeps: of a new resource, then of an update", async () => {
    const ciam = async (...args: string[]) => {
      const { code, stdout } = await start(process.execPath, [MAIN, ...args], project.folder, project.env).ended;
      return { code, stdout };
    };
    const plans = join(project.folder, "plans");
    const kept = async () => {
      await start("pulumi", ["preview", "--non-interactive"], project.folder, { ...project.env, CIAM_PLAN_DIR: plans })
        .ended;
      return ciam("plan", plans, "--expect-no-conflicts");
    };
    const isConflict = (name: string) => `  ! staff/${name} (${name[0] ?? ""}***) in conflict\n      exists already`;

    await registers("bob");
    const [first, firstKept] = [await ciam("preview", "--expect-no-conflicts"), await kept()];
    for (const { code, stdout } of [first, firstKept]) {
      expect(stdout)
        .to.match(/^staff \(shop\/dev\): \+1, 1 conflict; is new\n/)
        .and.to.contain(isConflict("bob"));
      expect(code).to.equal(1);
    }
    project.yaml(yamlJob(store, { staff: users }, { args: { conflictPolicy: "adopt" } }));
    await project.up();
    await registers("carol", "+86-13800008001");
    const changed = { ...users, ...people("carol"), alice: { ...users.alice, nickname: "A" } };
    project.yaml(yamlJob(store, { staff: changed }));
    for (const { code, stdout } of [await ciam("preview", "--expect-no-conflicts"), await kept()]) {
      expect(stdout).to.match(/^staff \(shop\/dev\): ~1 \(nickname 1\), 1 conflict, 1 unchanged\n/);
      expect(stdout).to.contain("  * conflictPolicy: adopt → fail\n").and.to.contain(isConflict("carol"));
      expect(code).to.equal(1);
    }
    expect((await ciam("comment", plans)).stdout).to.contain("### CIAM users: ~1 (nickname 1), 1 conflict");
  });

  it("goes on where there is no store, or no answer", async () => {
    project.yaml(yamlJob("0".repeat(32), { staff: users }));
    expect((await project.preview()).screen).to.contain(`user store ${"0".repeat(32)} does not exist`);
    await cloud.faults([
      { action: "ListUserStore", when: "before", effect: "code", code: "AuthFailure.SecretIdNotFound" },
    ]);
    expect((await project.preview()).screen).to.contain("the store could not be asked");
  });
});
