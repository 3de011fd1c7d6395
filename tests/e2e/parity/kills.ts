import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import type { Random } from "../../../emulator/service/random";
import { Crowd } from "../support/service/crowd";
import { killAll } from "../support/pulumi/processes";
import type { Column } from "./columns";
import { Shop } from "./shop";

/** After so many a new stack is begun, so that creations are ended as well as updates. */
const KILLS_PER_STACK = 2;

/** Jobs take their time, so that most ends fall into the middle of the work. */
const SLOW = { jobPendingMs: 150, jobProcessingMs: 150 };

/** Ends that many runs of `up` at random moments. The next one finishes each, and nobody is lost or doubled. */
export async function kills(column: Column, count: number, random: Random): Promise<void> {
  // By value and by file, the first ends are others, so that few kills see most of them.
  const ends = Object.entries(column.frontEnd.ends);
  const from = column.way === "by file" ? ends.length / 2 : 0;
  for (let kill = 0; kill < count; kill += KILLS_PER_STACK) {
    const shop = await Shop.open(column, SLOW);
    try {
      const crowd = await Crowd.begin(shop.cloud, random, "people");
      for (let at = kill; at < Math.min(kill + KILLS_PER_STACK, count); at++) {
        const [how, end] = ends[(from + at) % ends.length] ?? [];
        if (how !== undefined && end) await oneKill(shop, crowd, random, end, `number ${String(at + 1)}, which ${how}`);
      }
    } finally {
      await shop.close();
    }
  }
}

type End = Column["frontEnd"]["ends"][string];

async function oneKill(shop: Shop, crowd: Crowd, random: Random, end: End, which: string): Promise<void> {
  const { project, cloud } = shop;
  const declared = crowd.someUsers();
  const args = { userStoreId: crowd.store, batch: { users: 20 }, deletionLimit: { count: 100, percent: 100 } };
  shop.declare(declared, args);
  const run = project.begin("up", "--yes", "--skip-preview");
  await pause(500 + random.chance() * 3_000);
  const survivors = await end(run);

  await project.run("cancel", "--yes");
  await project.up();
  await crowd.assertIs(declared, which);
  const { writes } = await cloud.callsDuring(() => project.up());
  expect(writes, which).to.deep.equal([]);
  await project.refresh("--expect-no-changes", "--clear-pending-creates");
  killAll(survivors);
}
