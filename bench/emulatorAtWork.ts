import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Emulator } from "../emulator";
import { sign } from "../ciam/transport/tc3";
import { ROOT } from "../tests/e2e/support/pulumi/cli";
import { callsPerSecond } from "./load";
import { median, residentMegabytes, times } from "./measure";
import { row, type Row } from "./row";

/** The load that the emulator bears: many callers, and many users. */
export async function emulatorAtWorkRows(): Promise<Row[]> {
  const calls = median(await times(3, describeUserById));
  const large = await largeStore();
  return [
    row(
      "emulator: signed calls of DescribeUserById, its callers on the same processors, median of 3",
      "≥ 5,000 a second",
      `${calls.toFixed(0)} a second`,
      calls >= 5000,
    ),
    row("emulator: 100,000 users imported by ten jobs", "≤ 20 s", `${large.tenJobs.toFixed(1)} s`, large.tenJobs <= 20),
    row(
      "emulator: a page of 1,000 users by IndexedAttribute among 1,000,000, median of 9",
      "≤ 50 ms",
      `${large.page.toFixed(0)} ms; the emulator holds ${large.megabytes.toFixed(0)} MB`,
      large.page <= 50,
    ),
  ];
}

const WITHOUT_WAITING_OR_LIMIT = { ratePerSecond: "0" } as const;

const WITHOUT_WAITING = {
  jobPendingMs: 0,
  jobProcessingMs: 0,
  jobProcessingMsPerThousandUsers: 0,
} as const;

/** An emulator in its own process, set for speed. */
export async function emulatorProcess(
  more: Readonly<Record<string, string>> = WITHOUT_WAITING_OR_LIMIT,
): Promise<{ ready: Reachable; pid: number; end: () => Promise<void> }> {
  const settings = Object.entries({ ...WITHOUT_WAITING, ...more }).flatMap(([name, value]) => [
    "--set",
    `${name}=${String(value)}`,
  ]);
  const child = spawn(process.execPath, [join(ROOT, "dist/emulator/main.js"), ...settings], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  // Its ready line.
  const ready = JSON.parse(line.toString()) as Reachable;
  const end = async (): Promise<void> => {
    child.kill();
    await once(child, "exit");
  };
  return { ready, pid: child.pid ?? 0, end };
}

export type Reachable = Pick<Emulator, "endpoint" | "secretId" | "secretKey" | "admin">;

async function describeUserById(): Promise<number> {
  const { ready, end } = await emulatorProcess();
  const call = caller(ready);
  const { UserStoreId } = await call<{ UserStoreId: string }>("CreateUserStore", { UserPoolName: "s" });
  await call("CreateApiImportUserJob", { UserStoreId, DataFlowUserCreateList: people(0, 1000) });
  const page = { UserStoreId, Pageable: { PageNumber: 1, PageSize: 1 } };
  const { Content } = await call<{ Content: { UserId: string }[] }>("ListUser", page);
  const request = { UserStoreId, UserId: Content[0]?.UserId, Original: true };
  const rate = await callsPerSecond(ready, { action: "DescribeUserById", request, callers: 16, seconds: 3 });
  await end();
  return rate;
}

const LARGE = 1_000_000;
const BATCH = 10_000;

/** Ten jobs of ten thousand users, and then ninety more; every thousandth user is ours. */
async function largeStore(): Promise<{ tenJobs: number; page: number; megabytes: number }> {
  const { ready, pid, end } = await emulatorProcess();
  const call = caller(ready);
  const { UserStoreId } = await call<{ UserStoreId: string }>("CreateUserStore", { UserPoolName: "s" });
  const began = performance.now();
  let tenJobs = 0;
  for (let from = 0; from < LARGE; from += BATCH) {
    await call("CreateApiImportUserJob", { UserStoreId, DataFlowUserCreateList: people(from, BATCH) });
    if (from + BATCH === 100_000) tenJobs = (performance.now() - began) / 1000;
  }
  const pages = await times(9, async () => {
    const asked = performance.now();
    const { Content } = await call<{ Content: unknown[] }>("DescribeUser", {
      UserStoreId,
      Pageable: { PageNumber: 1, PageSize: 1000 },
      Original: true,
      Filters: [{ PropertyKey: "indexedAttribute5", PropertyValue: OURS, Logic: true, OperateLogic: "=" }],
      Sort: { PropertyKey: "id", Order: "ASC" },
    });
    if (Content.length !== LARGE / 1000) throw new Error(`${String(Content.length)} users are ours`);
    return performance.now() - asked;
  });
  const megabytes = residentMegabytes(pid);
  await end();
  return { tenJobs, page: median(pages), megabytes };
}

const OURS = "pulumi:shop/dev/staff#00000000";

function people(from: number, count: number): object[] {
  return Array.from({ length: count }, (_, at) => {
    const i = from + at;
    const user = { UserName: `user${String(i)}`, Email: `user${String(i)}@example.com`, Nickname: `User ${String(i)}` };
    return i % 1000 === 0 ? { ...user, IndexedAttribute5: OURS } : user;
  });
}

/** Calls without a client's checks of requests and answers, which are no cost of the emulator. */
function caller({ endpoint, secretId, secretKey }: Reachable) {
  const { host } = new URL(endpoint);
  return async <T>(action: string, request: object): Promise<T> => {
    const body = JSON.stringify(request);
    const contentType = "application/json";
    const timestamp = Math.floor(Date.now() / 1000);
    const { authorization } = sign({ host, contentType, service: "ciam", timestamp, body, secretId, secretKey });
    const headers = {
      "content-type": contentType,
      "x-tc-action": action,
      "x-tc-version": "2022-03-31",
      "x-tc-timestamp": String(timestamp),
      authorization,
    };
    const reply = await fetch(endpoint, { method: "POST", headers, body });
    // The emulator's answer to an action, or an error.
    const { Response } = (await reply.json()) as { Response: T & { Error?: unknown } };
    if (Response.Error !== undefined) throw new Error(JSON.stringify(Response.Error));
    return Response;
  };
}
