import { readdirSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { WITHOUT_HASTE, type Run, type Running } from "../tests/e2e/support/pulumi/cli";
import type { ProjectOptions } from "../tests/e2e/support/pulumi/project";

/** The cost of a command. */
export interface Cost {
  readonly seconds: number;
  /** The largest memory of any of its processes, in MB. */
  readonly megabytes: number;
  /** Processor time of all its processes, in seconds, as far as they were seen. */
  readonly cpu: number;
}

/** The options of a project whose commands cost what they cost a user: no shortcut of the tests is taken. */
export const AS_FOR_A_USER = { key: "of a passphrase", env: WITHOUT_HASTE } satisfies ProjectOptions;

const LOOK_EVERY_MS = 150;

/** Runs a command to its end and watches its memory, child processes included. */
export async function costOf(begin: () => Running): Promise<Cost & { run: Run }> {
  const began = performance.now();
  const { child, ended } = begin();
  let megabytes = 0;
  const before = childrenSeconds();
  const looking = setInterval(() => {
    if (child.pid === undefined) return;
    megabytes = Math.max(megabytes, ...descendants(child.pid).map(residentMegabytes));
  }, LOOK_EVERY_MS);
  const run = await ended;
  clearInterval(looking);
  if (run.code !== 0) throw new Error(run.screen);
  const seconds = (performance.now() - began) / 1000;
  return { seconds, megabytes, cpu: childrenSeconds() - before, run };
}

/** A process and everything it has started, without starting another process that would be measured too. */
function descendants(pid: number): number[] {
  const family = [pid];
  for (const member of family) family.push(...childrenOf(member));
  return family;
}

function childrenOf(pid: number): number[] {
  try {
    const tasks = `/proc/${String(pid)}/task`;
    return readdirSync(tasks).flatMap((task) =>
      readFileSync(`${tasks}/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    // It ended meanwhile.
    return [];
  }
}

/** Processor time of all children of this process that have ended, and of theirs, in seconds. */
function childrenSeconds(): number {
  const { children } = ticksOf("self");
  return children;
}

/** Processor time of a process so far, in seconds; 0 once it is gone. */
export function cpuSeconds(pid: number): number {
  try {
    return ticksOf(pid).own;
  } catch {
    return 0;
  }
}

/** In seconds: what a process took, and what its ended children and theirs took. */
function ticksOf(pid: number | "self"): { readonly own: number; readonly children: number } {
  const [, after = ""] = readFileSync(`/proc/${String(pid)}/stat`, "utf8").split(") ");
  const fields = after.split(" ");
  // In hundredths of a second, as everywhere on Linux.
  const sum = (at: number): number => (Number(fields[at]) + Number(fields[at + 1])) / 100;
  return { own: sum(11), children: sum(13) };
}

export function residentMegabytes(pid: number): number {
  try {
    const [, kilobytes = "0"] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1024;
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
