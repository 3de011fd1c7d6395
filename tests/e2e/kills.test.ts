import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { randomFrom } from "../../emulator/service/random";
import { Cloud } from "./support/cloud";
import { Crowd } from "./support/crowd";
import { familyOf, killAll } from "./support/processes";
import { job, program } from "./support/programs";
import { Project } from "./support/project";

const KILLS = Number(process.env.CIAM_KILLS ?? 4);
const SEED = Number(process.env.CIAM_KILL_SEED ?? Date.now() % 1_000_000);
/** After so many a new stack is begun, so that creations are killed as well as updates. */
const KILLS_PER_STACK = 2;

describe(`a pulumi up that is killed at any moment (replay: CIAM_KILL_SEED=${String(SEED)})`, function () {
  this.timeout(120_000);
  let cloud: Cloud;
  let crowd: Crowd;
  let project: Project | undefined;
  const random = randomFrom(SEED, 0);

  before(async () => {
    // Jobs take their time, so that most kills fall into the middle of the work.
    cloud = await Cloud.open({ jobPendingMs: 150, jobProcessingMs: 150 });
  });
  after(async () => {
    project?.dispose();
    await cloud.close();
  });

  for (let kill = 0; kill < KILLS; kill++) {
    const who = kill % 2 === 0 ? "with its provider" : "while its provider lives on";
    const isByFile = Math.floor(kill / KILLS_PER_STACK) % 2 === 1;
    const where = isByFile ? ", its users in a file" : "";
    it(`loses and doubles nobody, number ${String(kill + 1)}, ${who}${where}`, async () => {
      if (kill % KILLS_PER_STACK === 0) {
        project?.dispose();
        crowd = await Crowd.begin(cloud, random, `store ${String(kill)}`);
        project = await Project.create(program(), { cloud, runs: "here" });
      }
      const shop = project;
      if (!shop) throw new Error("the first of a stack makes a project");
      const declared = crowd.someUsers();
      const args = { batch: { users: 20 }, deletionLimit: { count: 100, percent: 100 } };
      if (isByFile) shop.write("staff.json", JSON.stringify(declared));
      const files = `userStoreId: "${crowd.store}", userFiles: { staff: "staff.json" }, ...${JSON.stringify(args)}`;
      shop.program(
        program(isByFile ? `new ciam.UserImportJob("staff", { ${files} });` : job(crowd.store, declared, { args })),
      );

      const run = shop.begin("up", "--yes", "--skip-preview");
      await pause(1_000 + random.chance() * 3_000);
      const family = run.child.pid === undefined ? [] : familyOf(run.child.pid);
      killAll(kill % 2 === 0 ? family : family.slice(0, 1));
      await run.ended;

      await shop.run("cancel", "--yes");
      await shop.up();
      await crowd.assertIs(declared);
      const { writes } = await cloud.callsDuring(() => shop.up());
      expect(writes).to.deep.equal([]);
      await shop.refresh("--expect-no-changes", "--clear-pending-creates");
      killAll(family.slice(1));
    });
  }
});
