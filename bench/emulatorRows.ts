import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { ROOT } from "../tests/e2e/support/cli";
import { Cloud } from "../tests/e2e/support/cloud";
import { startEmulator } from "../emulator";
import { median, residentMegabytes, times } from "./measure";
import { row, type Row } from "./row";

/** How light the emulator is. */
export async function emulatorRows(): Promise<Row[]> {
  const starts = await times(20, startProcess);
  const listening = median(starts.map(({ ms }) => ms));
  const idle = median(starts.map(({ megabytes }) => megabytes));
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
    row("emulator: idle memory", "≤ 70 MB", `${idle.toFixed(0)} MB`, idle <= 70),
    row("emulator: started in a test's own process", "≤ 20 ms", `${inProcess.toFixed(1)} ms`, inProcess <= 20),
    row("emulator: 10,000 users imported and listed", "≤ 3 s", `${imported.toFixed(2)} s`, imported <= 3),
  ];
}

async function startProcess(): Promise<{ ms: number; megabytes: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(ROOT, "dist/emulator/main.js")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const ms = performance.now() - began;
  await pause(200);
  const megabytes = residentMegabytes(child.pid ?? 0);
  child.kill();
  await once(child, "exit");
  return { ms, megabytes };
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
