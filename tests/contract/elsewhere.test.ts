import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import { EmulatorProcess } from "../emulator/emulatorProcess";
import { targetFrom } from "./suite/target";
import { admin, vendorFor } from "./clients/vendor";

const REPOSITORY = join(__dirname, "../../..");
const MOCHA = require.resolve("mocha/bin/mocha.js");

/** Runs a part of the suite as a person with an account would. */
async function suite(env: NodeJS.ProcessEnv, part: string): Promise<{ code: number | null; screen: string }> {
  const file = join(__dirname, "vendorsClient.test.js");
  const child = spawn(process.execPath, [MOCHA, file, "--grep", part], {
    cwd: REPOSITORY,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let screen = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (screen += String(chunk)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, screen };
}

describe("the contract suite, against an endpoint that the environment names", function () {
  // Two runs of the test runner, and jobs that take their time.
  this.timeout(60_000);
  let emulator: EmulatorProcess;
  let env: Record<string, string>;

  before(async () => {
    emulator = await EmulatorProcess.start();
    const { endpoint, secretId, secretKey } = emulator.ready;
    const { UserStoreId } = await vendorFor(emulator.ready).CreateUserStore({ UserPoolName: "for the contract" });
    env = {
      CIAM_CONTRACT_ENDPOINT: endpoint,
      CIAM_CONTRACT_SECRET_ID: secretId,
      CIAM_CONTRACT_SECRET_KEY: secretKey,
      CIAM_CONTRACT_STORE: UserStoreId,
    };
  });
  after(() => emulator.end());

  const store = () => ({ UserStoreId: env.CIAM_CONTRACT_STORE ?? "", Pageable: { PageSize: 1, PageNumber: 1 } });

  it("passes in its store, says what it leaves out, and leaves the store as it was", async () => {
    const { code, screen } = await suite(env, "DeleteUserGroups|takes a plain password");
    expect(screen).to.match(/\n(?:9|1\d) passed, 0 failed\n/);
    expect(screen).to.match(/\d+ of \d{3} cases are left out here: they need switches, clock, stores\n/);
    expect(screen).to.contain(`at ${env.CIAM_CONTRACT_ENDPOINT ?? ""}`);
    expect(code).to.equal(0);
    expect((await vendorFor(emulator.ready).ListUser(store())).Total).to.equal(0);
    expect((await vendorFor(emulator.ready).ListUserGroups(store())).Total).to.equal(0);
  });

  it("touches no store that has users in it", async () => {
    const { UserStoreId } = store();
    const somebody = { UserName: "a", PhoneNumber: "13800000001", Email: "a@example.com", Password: "Canary-1!" };
    await vendorFor(emulator.ready).CreateUser({ UserStoreId, ...somebody });
    const { code, screen } = await suite(env, "DeleteUserGroups");
    expect(code).to.be.above(0);
    expect(screen).to.contain("the store has 1 users; name an empty one, its users are deleted");
    expect((await vendorFor(emulator.ready).ListUser(store())).Total).to.equal(1);
  });

  it("passes where there are no store and group actions, when it is told so", async () => {
    const international = await EmulatorProcess.start();
    try {
      const { UserStoreId } = await vendorFor(international.ready).CreateUserStore({ UserPoolName: "international" });
      await admin(international.ready, "PATCH", "/config", { actionSet: "international" });
      const { endpoint } = international.ready;
      const there = { CIAM_CONTRACT_ENDPOINT: endpoint, CIAM_CONTRACT_STORE: UserStoreId };
      const { screen } = await suite(
        { ...env, ...there, CIAM_CONTRACT_ACTION_SET: "international" },
        "ResetPassword|keeps Zone",
      );
      expect(screen).to.match(/they need switches, clock, stores, mainland\n/);
      expect(screen).to.match(/\n(?:9|1\d) passed, 0 failed\n/);
    } finally {
      await international.end();
    }
  });

  it("asks for what it needs to know, and for secure lines", () => {
    expect(() => targetFrom({ ...env, CIAM_CONTRACT_STORE: "" })).to.throw(
      "CIAM_CONTRACT_STORE has to be set besides CIAM_CONTRACT_ENDPOINT",
    );
    expect(() => targetFrom({ ...env, CIAM_CONTRACT_ENDPOINT: "http://example.com" })).to.throw("use https");
  });

  it("leaves out stores and groups where there is no action for them", () => {
    const target = targetFrom({
      ...env,
      CIAM_CONTRACT_ENDPOINT: "ciam.intl.tencentcloudapi.com",
      CIAM_CONTRACT_MAKE_STORES: "yes",
    });
    expect([...target.lacks].sort()).to.deep.equal(["clock", "mainland", "stores", "switches"]);
  });
});
