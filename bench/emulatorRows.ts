import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { ROOT } from "../tests/e2e/support/pulumi/cli";
import { Cloud } from "../tests/e2e/support/service/cloud";
import { CiamClient, parseEndpoint } from "../ciam";
import { startEmulator, type Emulator } from "../emulator";
import { median, residentMegabytes, times } from "./measure";
import { row, type Row } from "./row";

/** How light the emulator is. */
export async function emulatorRows(): Promise<Row[]> {
  const starts = await times(20, startProcess);
  const listening = median(starts.map(({ ms }) => ms));
  const idle = median(starts.map(({ megabytes }) => megabytes));
  const first = median(starts.map(({ firstReply }) => firstReply));
  const after = median(starts.map(({ megabytesAfter }) => megabytesAfter));
  const inProcess = median(
    await times(20, async () => {
      const began = performance.now();
      const emulator = await startEmulator();
      const took = performance.now() - began;
      await emulator.close();
      return took;
    }),
  );
  const imported = median(await times(3, importAndList));
  return [
    row(
      "emulator: process start to listening, median of 20",
      "≤ 150 ms",
      `${listening.toFixed(0)} ms`,
      listening <= 150,
    ),
    row("emulator: process start to first reply, median of 20", "≤ 120 ms", `${first.toFixed(0)} ms`, first <= 120),
    row("emulator: idle memory", "≤ 70 MB", `${idle.toFixed(0)} MB`, idle <= 70),
    row("emulator: idle memory after the first call", "≤ 70 MB", `${after.toFixed(0)} MB`, after <= 70),
    row("emulator: started in a test's own process", "≤ 20 ms", `${inProcess.toFixed(1)} ms`, inProcess <= 20),
    row("emulator: 10,000 users imported and listed", "≤ 3 s", `${imported.toFixed(2)} s`, imported <= 3),
  ];
}

interface Start {
  readonly ms: number;
  readonly megabytes: number;
  readonly firstReply: number;
  readonly megabytesAfter: number;
}

/** Two processes: the first is left alone, the second is called as soon as it is ready. */
async function startProcess(): Promise<Start> {
  const idle = await started();
  await pause(200);
  const megabytes = residentMegabytes(idle.child.pid ?? 0);
  await ended(idle.child);
  const called = await started();
  const client = new CiamClient({
    endpoint: parseEndpoint(called.ready.endpoint),
    region: "ap-guangzhou",
    credentials: { get: () => Promise.resolve(called.ready) },
  });
  await client.call("ListUserStore", {});
  const firstReply = performance.now() - called.began;
  await pause(200);
  const megabytesAfter = residentMegabytes(called.child.pid ?? 0);
  await ended(called.child);
  return { ms: idle.ms, megabytes, firstReply, megabytesAfter };
}

type Ready = Pick<Emulator, "endpoint" | "secretId" | "secretKey">;

async function started(): Promise<{ child: ChildProcess; began: number; ms: number; ready: Ready }> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(ROOT, "dist/emulator/main.js")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  // The ready line of our own command.
  return { child, began, ms: performance.now() - began, ready: JSON.parse(String(line)) as Ready };
}

async function ended(child: ChildProcess): Promise<void> {
  child.kill();
  await once(child, "exit");
}

async function importAndList(): Promise<number> {
  const cloud = await Cloud.open();
  const store = await cloud.store();
  const users = Array.from({ length: 10_000 }, (_, index) => ({
    UserName: `user${String(index)}`,
    Email: `user${String(index)}@example.com`,
  }));
  const began = performance.now();
  for (let at = 0; at < users.length; at += 2000) {
    await cloud.call("CreateApiImportUserJob", {
      UserStoreId: store,
      DataFlowUserCreateList: users.slice(at, at + 2000),
    });
  }
  let listed = 0;
  for (let page = 1; listed < users.length; page++) {
    const request = { UserStoreId: store, Pageable: { PageNumber: page, PageSize: 1000 }, Original: true };
    listed += (await cloud.call("ListUser", request)).Content?.length ?? 0;
  }
  const seconds = (performance.now() - began) / 1000;
  await cloud.close();
  return seconds;
}
