import { Cloud } from "../tests/e2e/support/service/cloud";
import { program } from "../tests/e2e/support/pulumi/programs";
import { Project } from "../tests/e2e/support/pulumi/project";
import { AS_FOR_A_USER, costOf, middle, times, type Cost } from "./measure";
import { row, type Row } from "./row";
import { usersCsv } from "./users";
import { vendorScript } from "./vendorScript";

const TURNS = 3;
const PAGE = 1000;

/** The cost of `pulumi up` with a file of users, over the same program without any. */
export async function pulumiRows(): Promise<Row[]> {
  const empty = await upOf(0);
  const thousand = await upOf(1_000);
  const tenThousand = await upOf(10_000);
  const each = await onePerUser(1_000);
  const script = await vendorScript(10_000);
  const carried = await carrying(10_000);
  const more = thousand.up.seconds - empty.up.seconds;
  const beyond = tenThousand.up.seconds - empty.up.seconds;
  return [
    row("`pulumi up` of an empty set", "", shown(empty.up), true),
    row(
      "1,000 users from a file, over the empty set",
      "≤ 1.5 s more, ≤ 1.5 ×",
      `${shown(thousand.up)}: ${more.toFixed(2)} s more, ${ratio(thousand.up, empty.up)} ×`,
      more <= 1.5 && thousand.up.seconds <= 1.5 * empty.up.seconds,
    ),
    row(
      "10,000 users from a file",
      "≤ 3 × the empty set's time, ≤ 450 MB",
      `${shown(tenThousand.up)}: ${ratio(tenThousand.up, empty.up)} ×`,
      tenThousand.up.seconds <= 3 * empty.up.seconds && tenThousand.up.megabytes <= 450,
    ),
    row(
      "1,000 users, against one resource per user",
      "≥ 15 × faster",
      `${thousand.up.seconds.toFixed(1)} s against ${each.seconds.toFixed(1)} s: ${ratio(each, thousand.up)} ×`,
      each.seconds >= 15 * thousand.up.seconds,
    ),
    row(
      "10,000 users, against a plain script on the vendor's SDK (submit, poll, read back)",
      "≤ 1.2 × beyond the empty set's time, no more calls",
      `${beyond.toFixed(2)} s against ${script.seconds.toFixed(2)} s: ${(beyond / script.seconds).toFixed(2)} ×; ` +
        `${String(tenThousand.calls)} calls against ${String(script.calls)}`,
      beyond <= 1.2 * script.seconds && tenThousand.calls <= script.calls,
    ),
    row(
      "the same 10,000 users as inputs of a resource that does nothing, beyond the empty set's time",
      "",
      `${(carried.seconds - empty.up.seconds).toFixed(2)} s, which is the engine's part of the row before`,
      true,
    ),
    row("a second `up` of 10,000 users", "0 calls", `${String(tenThousand.again)} calls`, tenThousand.again === 0),
    row(
      "a second `up --refresh` of 10,000 users",
      `0 writes, ≤ ⌈n / page⌉ + 3 calls to read them back`,
      `${String(tenThousand.refreshed.writes)} writes, ${String(tenThousand.refreshed.calls)} calls`,
      tenThousand.refreshed.writes === 0 && tenThousand.refreshed.calls <= Math.ceil(10_000 / PAGE) + 3,
    ),
  ];
}

interface Up {
  readonly up: Cost;
  /** Calls of the first `up`, of the second, and of the second with refresh. */
  readonly calls: number;
  readonly again: number;
  readonly refreshed: { readonly calls: number; readonly writes: number };
}

async function upOf(users: number): Promise<Up> {
  const turns = await times(TURNS, async () => {
    const cloud = await Cloud.open();
    const store = await cloud.store();
    const sets = users === 0 ? "{}" : `{ staff: ciam.usersFromFile("staff.csv") }`;
    const text = program(`new ciam.UserImportJob("staff", { userStoreId: "${store}", userSets: ${sets} });`);
    const project = await Project.create(text, { ...AS_FOR_A_USER, cloud });
    project.write("staff.csv", usersCsv(users));
    const first = await cloud.callsDuring(() => costOf(() => project.begin("up", "--yes")));
    const second = await cloud.callsDuring(() => project.succeeds("up", "--yes"));
    const third = await cloud.callsDuring(() => project.succeeds("up", "--yes", "--refresh", "--skip-preview"));
    project.dispose();
    await cloud.close();
    return {
      up: first.result,
      calls: first.calls.length,
      again: second.calls.length,
      refreshed: { calls: third.calls.length, writes: third.writes.length },
    };
  });
  const [any] = turns;
  if (!any) throw new Error("no turn was measured");
  return { ...any, up: middle(turns.map(({ up }) => up)) };
}

/** The cost of the engine and the SDK alone: to show, send and record this many inputs. */
async function carrying(users: number): Promise<Cost> {
  const text = program(
    `const [head, ...rows] = require("node:fs").readFileSync("staff.csv", "utf8").trim().split("\\n");`,
    `const names = head.split(",");`,
    `const staff = Object.fromEntries(rows.map((row, n) =>`,
    `  ["user" + n, JSON.stringify(Object.fromEntries(row.split(",").map((value, at) => [names[at], value])))]));`,
    `const nothing = { create: async () => ({ id: "nothing", outs: {} }) };`,
    `new pulumi.dynamic.Resource(nothing, "staff", { userSets: { staff } });`,
  );
  const turns = await times(TURNS, async () => {
    const cloud = await Cloud.open();
    const project = await Project.create(text, { ...AS_FOR_A_USER, cloud });
    project.write("staff.csv", usersCsv(users));
    const cost = await costOf(() => project.begin("up", "--yes"));
    project.dispose();
    await cloud.close();
    return cost;
  });
  return middle(turns);
}

/** The other way to do it: a dynamic resource for each user, which creates it by CreateUser, at the rate CIAM allows. */
async function onePerUser(users: number): Promise<Cost> {
  const cloud = await Cloud.open();
  const store = await cloud.store();
  const { endpoint, secretId, secretKey } = cloud;
  const text = program(
    `const provider = { create: async (inputs) => {`,
    `  const { CiamClient, parseEndpoint } = require("pulumi-tencentcloud-ciam/client");`,
    `  globalThis.client ??= new CiamClient({ endpoint: parseEndpoint("${endpoint}"), region: "ap-guangzhou", rate: 20,`,
    `    credentials: { get: async () => ({ secretId: "${secretId}", secretKey: "${secretKey}" }) } });`,
    `  const { User } = await globalThis.client.call("CreateUser", { UserStoreId: "${store}", Password: "Correct-Horse-1",`,
    `    UserName: inputs.userName, Email: inputs.email, PhoneNumber: inputs.phoneNumber });`,
    `  return { id: User.UserId, outs: inputs }; } };`,
    `for (let i = 0; i < ${String(users)}; i++)`,
    `  new pulumi.dynamic.Resource(provider, "user" + i, { userName: "user" + i, email: "user" + i + "@example.com",`,
    `    phoneNumber: "+86-1380000" + String(i).padStart(4, "0") });`,
  );
  const project = await Project.create(text, { ...AS_FOR_A_USER, cloud });
  const cost = await costOf(() => project.begin("up", "--yes"));
  if ((await cloud.users(store)).length !== users) throw new Error("not every user was created");
  project.dispose();
  await cloud.close();
  return cost;
}

function shown({ seconds, megabytes }: Cost): string {
  return `${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB`;
}

function ratio(a: Cost, b: Cost): string {
  return (a.seconds / b.seconds).toFixed(2);
}
