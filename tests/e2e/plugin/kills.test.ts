import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { randomFrom } from "../../../emulator/service/random";
import type { Running } from "../support/cli";
import { Cloud } from "../support/cloud";
import { Crowd } from "../support/crowd";
import { commandOf, familyOf, killAll } from "../support/processes";
import { Project } from "../support/project";
import { yamlJob } from "./support/yaml";

const KILLS = Number(process.env.CIAM_KILLS ?? 4);
const SEED = Number(process.env.CIAM_KILL_SEED ?? Date.now() % 1_000_000);
/** After so many a new stack is begun, so that creations are stopped as well as updates. */
const KILLS_PER_STACK = 2;

const WAYS = [
  "by Ctrl-C",
  "by Ctrl-C twice",
  "because its plugin is killed",
  "by a kill of all its processes",
] as const;

async function end(way: (typeof WAYS)[number], run: Running): Promise<void> {
  const family = run.child.pid === undefined ? [] : familyOf(run.child.pid);
  if (way === "because its plugin is killed") {
    killAll(family.filter((pid) => commandOf(pid).includes("pulumi-resource-ciam")));
  } else if (way === "by a kill of all its processes") killAll(family);
  else {
    run.child.kill("SIGINT");
    if (way === "by Ctrl-C twice") {
      await pause(50);
      run.child.kill("SIGINT");
    }
  }
  await run.ended;
  killAll(family);
}

describe(`an up with the plugin that ends at any moment (replay: CIAM_KILL_SEED=${String(SEED)})`, function () {
  this.timeout(120_000);
  let cloud: Cloud;
  let crowd: Crowd;
  let project: Project | undefined;
  const random = randomFrom(SEED, 0);

  before(async () => {
    // Jobs take their time, so that most ends fall into the middle of the work.
    cloud = await Cloud.open({ jobPendingMs: 150, jobProcessingMs: 150 });
  });
  after(async () => {
    project?.dispose();
    await cloud.close();
  });

  for (let kill = 0; kill < KILLS; kill++) {
    const way = WAYS[kill % WAYS.length] ?? "by Ctrl-C";
    const isByFile = Math.floor(kill / KILLS_PER_STACK) % 2 === 1;
    const where = isByFile ? ", its users in a file" : "";
    it(`loses and doubles nobody, number ${String(kill + 1)}, ${way}${where}`, async () => {
      if (kill % KILLS_PER_STACK === 0) {
        project?.dispose();
        crowd = await Crowd.begin(cloud, random, `store ${String(kill)}`);
        project = await Project.inYaml("resources: {}\n", { cloud });
      }
      const shop = project;
      if (!shop) throw new Error("the first of a stack makes a project");
      const declared = crowd.someUsers();
      const args = { batch: { users: 20 }, deletionLimit: { count: 100, percent: 100 } };
      if (isByFile) shop.write("staff.json", JSON.stringify(declared));
      const byFile = { ...args, userFiles: { staff: "staff.json" } };
      shop.yaml(
        isByFile ? yamlJob(crowd.store, {}, { args: byFile }) : yamlJob(crowd.store, { staff: declared }, { args }),
      );

      const run = shop.begin("up", "--yes", "--skip-preview");
      await pause(300 + random.chance() * 3_000);
      await end(way, run);

      await shop.run("cancel", "--yes");
      await shop.up();
      await crowd.assertIs(declared);
      const { writes } = await cloud.callsDuring(() => shop.up());
      expect(writes).to.deep.equal([]);
      await shop.refresh("--expect-no-changes", "--clear-pending-creates");
    });
  }
});
