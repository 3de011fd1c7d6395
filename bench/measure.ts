import { execFileSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { familyOf } from "../tests/e2e/support/processes";
import type { Run, Running } from "../tests/e2e/support/cli";

/** The cost of a command. */
export interface Cost {
  readonly seconds: number;
  /** The largest memory of any of its processes, in MB. */
  readonly megabytes: number;
}

const LOOK_EVERY_MS = 150;

/** Runs a command to its end and watches its memory, child processes included. */
export async function costOf(begin: () => Running): Promise<Cost & { run: Run }> {
  const began = performance.now();
  const { child, ended } = begin();
  let megabytes = 0;
  const looking = setInterval(() => {
    if (child.pid !== undefined) megabytes = Math.max(megabytes, ...familyOf(child.pid).map(residentMegabytes));
  }, LOOK_EVERY_MS);
  const run = await ended;
  clearInterval(looking);
  if (run.code !== 0) throw new Error(run.screen);
  return { seconds: (performance.now() - began) / 1000, megabytes, run };
}

export function residentMegabytes(pid: number): number {
  try {
    return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" })) / 1024;
  } catch {
    return 0;
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** The median of several costs, each number by itself. */
export function middle(costs: readonly Cost[]): Cost {
  return {
    seconds: median(costs.map(({ seconds }) => seconds)),
    megabytes: median(costs.map(({ megabytes }) => megabytes)),
  };
}

/** Does something a number of times, one after the other. */
export async function times<T>(count: number, work: (turn: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let turn = 0; turn < count; turn++) results.push(await work(turn));
  return results;
}
