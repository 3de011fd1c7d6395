import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { familyOf } from "../tests/e2e/support/processes";
import type { Run, Running } from "../tests/e2e/support/cli";

/** The cost of a command. */
export interface Cost {
  readonly seconds: number;
  /** The largest memory of any of its processes, in MB. */
  readonly megabytes: number;
  /** Processor time of all its processes, in seconds, as far as they were seen. */
  readonly cpu: number;
}

const LOOK_EVERY_MS = 150;

/** Runs a command to its end and watches its memory, child processes included. */
export async function costOf(begin: () => Running): Promise<Cost & { run: Run }> {
  const began = performance.now();
  const { child, ended } = begin();
  let megabytes = 0;
  const cpu = new Map<number, number>();
  const looking = setInterval(() => {
    if (child.pid === undefined) return;
    for (const pid of familyOf(child.pid)) {
      megabytes = Math.max(megabytes, residentMegabytes(pid));
      cpu.set(pid, Math.max(cpu.get(pid) ?? 0, cpuSeconds(pid)));
    }
  }, LOOK_EVERY_MS);
  const run = await ended;
  clearInterval(looking);
  if (run.code !== 0) throw new Error(run.screen);
  const seconds = (performance.now() - began) / 1000;
  return { seconds, megabytes, cpu: [...cpu.values()].reduce((sum, each) => sum + each, 0), run };
}

/** Processor time of a process so far, in seconds; 0 once it is gone. */
export function cpuSeconds(pid: number): number {
  try {
    const [, after = ""] = readFileSync(`/proc/${String(pid)}/stat`, "utf8").split(") ");
    const fields = after.split(" ");
    // In hundredths of a second, as everywhere on Linux.
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
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
    cpu: median(costs.map(({ cpu }) => cpu)),
  };
}

/** Does something a number of times, one after the other. */
export async function times<T>(count: number, work: (turn: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let turn = 0; turn < count; turn++) results.push(await work(turn));
  return results;
}
