import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator";

const run = promisify(execFile);
const FOLDER = join(__dirname, "../../../tests/contract/languages");

/** Fetches the needs of a language; returns the path that its script prints: of a Python, or of a program. */
async function got(language: "python" | "go"): Promise<string> {
  return (await run(join(FOLDER, language, "get.sh"))).stdout.trim();
}

/**
 * Each of the vendor's SDKs signs, names hosts and reads answers in its own way; the emulator must accept all of them.
 */
describe("the vendor's SDK", function () {
  // The first time they are fetched, and one of them is compiled.
  this.timeout(300_000);
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ config: { jobPendingMs: 50, jobProcessingMs: 50 } });
  });
  after(() => emulator.close());

  /** Runs the program, which imports, polls, lists and deletes; returns what it saw. */
  async function seen(file: string, args: readonly string[]): Promise<unknown> {
    const { endpoint, secretId, secretKey } = emulator;
    const env = {
      ...process.env,
      CIAM_HOST: new URL(endpoint).host,
      CIAM_SECRET_ID: secretId,
      CIAM_SECRET_KEY: secretKey,
    };
    return JSON.parse((await run(file, args, { env })).stdout);
  }

  const expected = {
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

  it("for Python goes from import to deletion", async () => {
    expect(await seen(await got("python"), [join(FOLDER, "python/smoke.py")])).to.deep.equal(expected);
  });

  it("for Go goes from import to deletion", async () => {
    expect(await seen(await got("go"), [])).to.deep.equal(expected);
  });
});
