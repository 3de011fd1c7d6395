import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { bench, type Bench } from "./vendor";

const run = promisify(execFile);
const FOLDER = join(__dirname, "../../../../tests/contract/languages");

/** The command for the mainland, and the one that is international. */
const EDITIONS = ["tccli", "python-intl"] as const;
const START = "from tccli.main import main; main()";

describe("the vendor's command tccli", function () {
  // The first time it is fetched.
  this.timeout(300_000);
  let at: Bench;
  const pythons = new Map<string, string>();
  /** It writes a log and a configuration into its home. */
  const home = mkdtempSync(join(tmpdir(), "tccli-"));

  before(async () => {
    at = await bench();
    for (const edition of EDITIONS) pythons.set(edition, (await run(join(FOLDER, edition, "get.sh"))).stdout.trim());
  });
  after(async () => {
    await at.emulator.close();
    rmSync(home, { recursive: true });
  });

  const tccli = (endpoint: string, action: string, ...members: string[]): Promise<Record<string, unknown>> =>
    answerTo("tccli", endpoint, action, members);
  const answerTo = async (
    edition: (typeof EDITIONS)[number],
    endpoint: string,
    action: string,
    members: readonly string[],
  ): Promise<Record<string, unknown>> => {
    const { secretId, secretKey } = at.emulator;
    const env = {
      PATH: process.env["PATH"],
      HOME: home,
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      TENCENTCLOUD_REGION: "ap-guangzhou",
    };
    const args = ["-c", START, "ciam", action, "--endpoint", endpoint, ...members];
    const { stdout } = await run(pythons.get(edition) ?? "", args, { env });
    return JSON.parse(stdout) as Record<string, unknown>;
  };

  it("is answered at the emulator's endpoint as its ready line has it, scheme and all", async () => {
    const { endpoint } = at.emulator;
    const { UserStoreSet } = await tccli(endpoint, "ListUserStore");
    expect(UserStoreSet).to.have.length(1);
    const users = JSON.stringify([{ UserName: "alice", Email: "alice@example.com" }]);
    const store = ["--UserStoreId", at.UserStoreId];
    await tccli(endpoint, "CreateApiImportUserJob", ...store, "--DataFlowUserCreateList", users);
    await at.advance(2 * 3_600_000);
    const page = ["--Pageable", '{"PageSize": 10, "PageNumber": 1}', "--Original", "True"];
    const { Content } = await tccli(endpoint, "ListUser", ...store, ...page);
    expect((Content as { UserName: string }[]).map(({ UserName }) => UserName)).to.deep.equal(["alice"]);
  });

  it("is answered with a slash behind the endpoint", async () => {
    const { endpoint } = at.emulator;
    expect(await tccli(`${endpoint}/`, "ListUserStore")).to.have.property("UserStoreSet");
  });

  it("lists groups of version 2021-04-20 in its international edition", async () => {
    const { UserStoreId, vendor } = at;
    await vendor.CreateUserGroup({ UserStoreId, DisplayName: "staff" });
    const members = ["--version", "2021-04-20", "--UserStoreId", UserStoreId, "--Page", "0", "--Size", "10"];
    const { Content } = await answerTo("python-intl", at.emulator.endpoint, "ListUserGroups", members);
    expect((Content as { DisplayName: string }[]).map(({ DisplayName }) => DisplayName)).to.deep.equal(["staff"]);
  });
});
