import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../../emulator";
import { vendorFor } from "./vendor";

const run = promisify(execFile);
const FOLDER = join(__dirname, "../../../../tests/contract/languages");

/** Fetches the needs of a language; returns what its script prints: a Python, a program, or a class path. */
async function got(language: "python" | "python-intl" | "go" | "java"): Promise<string> {
  return (await run(join(FOLDER, language, "get.sh"))).stdout.trim();
}

/** All ways to sign a call and to send it. */
const WAYS = ["TC3-HMAC-SHA256", "HmacSHA1", "HmacSHA256"].flatMap((signed) => [`${signed}:POST`, `${signed}:GET`]);

/**
 * Each of the vendor's SDKs signs, names hosts, writes flags and reads answers in its own way; the emulator must accept
 * all of them.
 */
describe("the vendor's SDK", function () {
  // The first time they are fetched, and two of them are compiled.
  this.timeout(300_000);
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ config: { jobPendingMs: 50, jobProcessingMs: 50, ratePerSecond: 0 } });
  });
  after(() => emulator.close());

  /** Runs the program, which imports, polls, lists and deletes in every way; returns what it saw in each. */
  async function seen(file: string, args: readonly string[], more: Record<string, string> = {}): Promise<unknown> {
    const { endpoint, secretId, secretKey } = emulator;
    const env = {
      ...process.env,
      ...more,
      CIAM_HOST: new URL(endpoint).host,
      CIAM_SECRET_ID: secretId,
      CIAM_SECRET_KEY: secretKey,
    };
    return JSON.parse((await run(file, [...args, ...WAYS], { env })).stdout);
  }

  const story = {
    started: "PENDING",
    ended: "COMPLETED",
    failed: 1,
    listed: [
      ["alice", null, "数字 ß"],
      [null, "bob@example.com", null],
    ],
    left: 0,
    refused: "AuthFailure.SignatureFailure",
  };
  const inEveryWay = Object.fromEntries(WAYS.map((way) => [way, story]));

  it("for Python goes from import to deletion, however it signs and sends", async () => {
    expect(await seen(await got("python"), [join(FOLDER, "python/smoke.py")])).to.deep.equal(inEveryWay);
  });

  it("for Go goes from import to deletion, however it signs and sends", async () => {
    expect(await seen(await got("go"), [])).to.deep.equal(inEveryWay);
  });

  it("for Java goes from import to deletion, however it signs and sends", async () => {
    // A short life is not worth the better compiler.
    const args = ["-XX:TieredStopAtLevel=1", "-cp", await got("java"), "Smoke"];
    expect(await seen("java", args)).to.deep.equal(inEveryWay);
  });

  it("for Python, international, lists the groups of version 2021-04-20, however it signs and sends", async () => {
    const vendor = vendorFor(emulator);
    const { UserStoreId } = await vendor.CreateUserStore({ UserPoolName: "international" });
    await vendor.CreateUserGroup({ UserStoreId, DisplayName: "staff" });
    const program = [join(FOLDER, "python-intl/groups.py")];
    const told = await seen(await got("python-intl"), program, { CIAM_STORE: UserStoreId });
    expect(told).to.deep.equal(Object.fromEntries(WAYS.map((way) => [way, ["staff"]])));
  });
});
