import { setTimeout as delay } from "node:timers/promises";

const LONGEST_MS = 20_000;

/** Waits for an event in another process that nothing announces. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > LONGEST_MS) throw new Error(`still not so: ${isSo.toString()}`);
    await delay(10);
  }
}
