import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startEmulator } from "../../../emulator";
import { EngineDouble, failing } from "../../engine/support/engine/engineDouble";
import { Host } from "../../engine/support/provider/host";
import { userImportJob, userStore, idOf, type Program } from "../../engine/support/program";
import { row } from "../../support/faultPlan";

const GARBAGE = "this was a database once, and is one no more\n".repeat(200);

describe("a data file that is not what it was", function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ciam-files-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function refusal(data: string): Promise<string> {
    const error: unknown = await startEmulator({ data }).then(
      (emulator) => emulator.close(),
      (reason: unknown) => reason,
    );
    if (!(error instanceof Error)) throw new Error("it was to be refused");
    return error.message;
  }

  it(row(37, "simulated", "one that is no database is refused by name and left as it was"), async () => {
    const data = join(folder, "users.db");
    writeFileSync(data, GARBAGE);
    expect(await refusal(data)).to.match(/users\.db/);
    expect(readFileSync(data, "utf8")).to.equal(GARBAGE);
  });

  it(row(37, "simulated", "one that cannot be made is refused by name"), async () => {
    expect(await refusal(join(folder, "nowhere", "users.db"))).to.match(/users\.db/);
  });

  describe("of the embedded emulator", () => {
    let dataFolder: string;
    const program: Program = [
      userStore("store", { name: "s" }),
      userImportJob("staff", { userStoreId: idOf("store"), userSets: { staff: { alice: { userName: "alice" } } } }),
    ];

    beforeEach(async () => {
      dataFolder = join((await Host.get()).folder.path, ".ciam");
      rmSync(dataFolder, { recursive: true, force: true });
    });
    afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

    it(
      row(37, "real process", "a folder that cannot be made is told in a sentence, and nothing is in the state"),
      async () => {
        writeFileSync(dataFolder, "a file where the folder should be");
        const stack = await EngineDouble.start({ config: { "ciam:endpoint": "embedded" } });
        const { failures } = await failing(stack.up(program));
        expect(failures[0]?.message)
          .to.match(/\.ciam/)
          .and.to.not.match(/\n\s+at /);
        expect(stack.state.resources).to.deep.equal([]);
        await stack.close();
      },
    );

    it(row(37, "real process", "a broken one is told in a sentence and left as it was"), async () => {
      mkdirSync(dataFolder);
      const stack = await EngineDouble.start({ config: { "ciam:endpoint": "embedded" } });
      await stack.up(program);
      const [data = ""] = (await import("node:fs")).readdirSync(dataFolder).filter((name) => name.endsWith(".db"));
      for (const more of ["-wal", "-shm"]) rmSync(join(dataFolder, data + more), { force: true });
      writeFileSync(join(dataFolder, data), GARBAGE);
      const { failures } = await failing(stack.refresh());
      expect(failures[0]?.message)
        .to.include(data)
        .and.to.not.match(/\n\s+at /);
      expect(readFileSync(join(dataFolder, data), "utf8")).to.equal(GARBAGE);
      await stack.close();
    });
  });
});
