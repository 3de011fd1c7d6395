import { expect } from "chai";
import { emulatorCredentials } from "../../emulator";
import { Bench } from "./support/bench";
import { failing } from "./support/engine/engineDouble";
import { Host } from "./support/provider/host";
import { registered, resolved, urnOf, userImportJob } from "./support/program";
import { secret, type Values } from "./support/state/values";

const users: Values = { alice: { userName: "alice" } };

describe("the configuration of a stack", function () {
  this.timeout(60_000);
  let here: Bench;

  beforeEach(async () => {
    here = await Bench.start({}, { sharesProcess: true });
  });

  afterEach(() => here.close());

  it("reaches two creations that come at once to a process that has done nothing yet", async () => {
    const { world } = here;
    const { calls, ...process } = await raw();
    await calls.configure(world.config);
    const jobs = ["one", "two"].map((name) =>
      userImportJob(name, { userStoreId: world.storeId, userSets: { s: { u: { userName: name } } } }),
    );
    const creations = jobs.map((job) => calls.create(urnOf("dev", job), checked(job)));
    expect((await Promise.all(creations)).map(({ outputs }) => outputs.status)).to.deep.equal(["InSync", "InSync"]);
    expect(here.userNames()).to.have.members(["one", "two"]);
    await process.stop();
  });

  const mistakes: readonly { config: Values; said: RegExp }[] = [
    { config: { "ciam:endpoint": "ftp://example.com" }, said: /ciam:endpoint/ },
    { config: { "ciam:rate": "99" }, said: /ciam:rate "?99/ },
    { config: { "ciam:language": "tlh" }, said: /ciam:language "tlh"/ },
    { config: { "tencentcloud:secretKey": secret("") }, said: /secret ?(?:id|key)/i },
  ];

  for (const { config, said } of mistakes) {
    it(`with a mistake in ${Object.keys(config).join()} fails each verb with a sentence, however often it is asked`, async () => {
      const { world, stack } = here;
      await stack.up(here.staff(users));
      const before = stack.state;
      stack.config = { ...world.config, ...config };
      stack.state = { ...before, config: stack.config };
      const changed = here.staff({ ...users, bob: { userName: "bob" } });
      for (const command of [() => stack.up(changed), () => stack.refresh(), () => stack.destroy()]) {
        const { failures } = await failing(command());
        expect(failures[0]?.message).to.match(said).and.not.to.contain("\n    at ");
      }
      expect(stack.state.resources).to.have.lengthOf(1);
      expect(stack.resource("staff").outputs).to.deep.equal(before.resources[0]?.outputs);
    });
  }

  it("is recorded, and refresh and destroy go by what was recorded", async () => {
    const { stack } = here;
    await stack.up(here.staff(users));
    stack.config = {};
    await stack.refresh();
    await stack.destroy();
    expect(here.userNames()).to.deep.equal([]);
  });

  it("gives way to credentials in the environment, so that a rotated key works for refresh and destroy", async () => {
    await here.close();
    const { secretId, secretKey } = emulatorCredentials;
    const env = { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
    here = await Bench.start({}, { env });
    const { stack, world } = here;
    stack.config = { ...world.config, "tencentcloud:secretKey": secret("an older key") };
    await stack.up(here.staff(users));
    await stack.refresh();
    await stack.destroy();
    expect(here.userNames()).to.deep.equal([]);
  });

  function checked(job: ReturnType<typeof userImportJob>): Values {
    const inputs = resolved(registered("dev", job), () => "");
    return Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== "__urn"));
  }

  async function raw() {
    const process = await (await Host.get()).process();
    return { calls: process.calls, stop: () => process.stop() };
  }
});
