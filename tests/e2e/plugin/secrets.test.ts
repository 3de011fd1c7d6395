import { expect } from "chai";
import { Cloud } from "../support/service/cloud";
import { Project } from "../support/pulumi/project";
import { yamlJob } from "./support/yaml";

const CANARY = "canary-a@example.com";

/** A secret, as a program in YAML writes it. */
const secret = (value: unknown) => ({ "fn::secret": value });

describe("a secret in the users of a plugin's job", function () {
  this.timeout(60_000);
  let cloud: Cloud;
  let store: string;

  before(async () => {
    cloud = await Cloud.open();
    store = await cloud.store();
  });
  after(() => cloud.close());

  const alice = (nickname: string) => ({ userName: "alice", email: CANARY, nickname });
  const bob = { userName: "bob" };
  const levels: Readonly<Record<string, (nickname: string) => object>> = {
    "all sets": (nickname) => secret({ staff: { alice: alice(nickname), bob } }),
    "a set": (nickname) => ({ staff: secret({ alice: alice(nickname), bob }) }),
    "a user": (nickname) => ({ staff: { alice: secret(alice(nickname)), bob } }),
    "a field": (nickname) => ({ staff: { alice: { ...alice(nickname), email: secret(CANARY) }, bob } }),
  };

  for (const [level, userSets] of Object.entries(levels)) {
    it(`stays one where it is ${level}, and the rest is as ever`, async () => {
      const project = await Project.inYaml(yamlJob(store, userSets("A")), { cloud });
      const screens = [(await project.preview()).screen, (await project.up()).screen];
      await project.up("--expect-no-changes");
      await project.refresh("--expect-no-changes");
      project.yaml(yamlJob(store, userSets("B")));
      const { result, writes } = await cloud.callsDuring(() => project.up("--diff"));
      expect(writes).to.deep.equal(["UpdateUser"]);
      await cloud.edit(store, "alice", { Nickname: "C" });
      screens.push(result.screen, (await project.refresh("--diff")).screen);
      expect(JSON.stringify(await project.state())).not.to.contain(CANARY);
      screens.push((await project.destroy()).screen);
      expect(screens.filter((screen) => screen.includes(CANARY))).to.deep.equal([]);
      project.dispose();
    });
  }

  it("shows no old value of a field that becomes one, not with --debug either, and needs no option for that", async () => {
    const password = "Canary-Passw0rd-7";
    const users = (nickname: string) => ({ staff: { alice: { userName: "alice", nickname, password }, bob } });
    const project = await Project.inYaml(yamlJob(store, users("Canary-old")), { cloud });
    expect((await project.up("--debug")).screen).not.to.contain(password);
    project.yaml(yamlJob(store, users("Canary-new"), { args: { secretFields: ["nickname"] } }));
    const screens = [(await project.preview("--debug")).screen, (await project.up("--diff", "--debug")).screen];
    expect(screens.filter((screen) => screen.includes("Canary"))).to.deep.equal([]);
    expect(screens[0]).to.contain("secretFields").and.to.contain("nickname changed");
    expect((await cloud.user(store, "alice")).Nickname).to.equal("Canary-new");
    expect(JSON.stringify(await project.state())).not.to.contain("Canary");
    await project.up("--expect-no-changes");
    await project.destroy();
    project.dispose();
  });
});
