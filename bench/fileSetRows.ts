import { statSync } from "node:fs";
import { join } from "node:path";
import { FileRecord, type FiledUser } from "../provider/resources/userImportJob/state/fileRecord";
import { encodeRecord, decodeRecord } from "../provider/resources/userImportJob/state/record";
import { FileSet, type FileRules } from "../provider/resources/userImportJob/userFiles/fileSet";
import { printedIn, Prints } from "../provider/users/plan/compare/prints";
import { cpuSeconds, costOf, type Cost } from "./measure";
import { emulatorProcess } from "./emulatorAtWork";
import { FILE, filePrograms, type FileProgram } from "./filePrograms";
import { row, type Row } from "./row";
import { userLine, usersCsv } from "./users";
import { vendorScript } from "./vendorScript";

/** How many users the rows are about. */
interface Sizes {
  readonly small: number;
  readonly large: number;
  readonly huge: number;
}

/** Those that something is promised of. */
const promised: Sizes = { small: 10_000, large: 100_000, huge: 1_000_000 };

const CHANGED = 50;
const PAGE = 1000;

/**
 * What a stack with a file of users costs beyond the same stack without it, in one run, for each front end.
 *
 * @param most the most users; more is left out, and so is what it would prove
 */
export async function fileSetRows(most = Infinity): Promise<Row[]> {
  const rows: Row[] = [];
  for (const program of filePrograms) rows.push(...(await rowsWith(program, most)));
  return rows;
}

async function rowsWith(program: FileProgram, most: number): Promise<Row[]> {
  const { small: few, large: many, huge: all } = promised;
  const { name } = program;
  const empty = await stackOf(0, program);
  const small = await stackOf(few, program);
  const rows = [
    row(`a stack with nothing but a store${name}: \`up\` that changes nothing`, "", shown(empty.noop), true),
    row(`the same${name}: \`preview\``, "", shown(empty.preview), true),
    row(`the same${name}: \`refresh\``, "", shown(empty.refresh), true),
    ...rowsOf(few, name, small, empty, undefined),
  ];
  if (many <= most) rows.push(...rowsOf(many, name, await stackOf(many, program), empty, bars));
  if (all <= most) {
    const huge = await previewOf(all, program);
    rows.push(
      row(
        `1,000,000 users by file${name}: preview of 50 changed, from a state made without importing them`,
        "≤ 60 s, ≤ 1.5 GB",
        shown(huge),
        huge.seconds <= 60 && huge.megabytes <= 1_500,
      ),
    );
  }
  const script = await vendorScript(few);
  const more = beyond(small.first, empty.noop);
  rows.push(
    row(
      `10,000 users by file${name}, against a plain script on the vendor's SDK (submit, poll, read back)`,
      "≤ 2 × beyond the empty stack's time",
      `${more.toFixed(2)} s against ${script.seconds.toFixed(2)} s: ${(more / script.seconds).toFixed(2)} ×`,
      more <= 2 * script.seconds,
    ),
  );
  return rows;
}

/** What 100,000 users may cost beyond the empty stack, in seconds, bytes and MB. */
interface Bars {
  readonly noop: number;
  readonly preview: number;
  readonly firstCpu: number;
  readonly changed: number;
  readonly refresh: number;
  readonly state: number;
  readonly megabytes: number;
}

const bars: Bars = { noop: 4, preview: 5, firstCpu: 20, changed: 10, refresh: 12, state: 5_000_000, megabytes: 600 };

function rowsOf(users: number, name: string, stack: Stack, empty: Stack, bar: Bars | undefined): Row[] {
  const count = users.toLocaleString("en-US");
  const by = `${count} users by file${name}, beyond the empty stack`;
  const compared = (what: string, cost: Cost, base: Cost, most: number | undefined): Row =>
    row(
      `${by}: ${what}`,
      most === undefined ? "" : `≤ ${String(most)} s`,
      `${beyond(cost, base).toFixed(1)} s (${(cost.cpu - base.cpu).toFixed(1)} s of CPU; ${shown(cost)})`,
      most === undefined || beyond(cost, base) <= most,
    );
  // Each job is submitted and asked for once, and everybody is read back.
  const least = Math.ceil(users / PAGE) + 2 * Math.ceil(users / 2_000);
  const firstCpu = stack.first.cpu + stack.emulatorCpu - empty.noop.cpu;
  const peak = Math.max(
    ...[stack.first, stack.noop, stack.preview, stack.changed, stack.refresh].map((c) => c.megabytes),
  );
  return [
    row(
      `${by}: first \`up\`, all processes, the emulator's too`,
      bar ? `≤ ${String(bar.firstCpu)} s of CPU, ≤ 10 % more calls than the least` : "",
      `${firstCpu.toFixed(1)} s of CPU, of which the emulator ${stack.emulatorCpu.toFixed(1)}; ${beyond(stack.first, empty.noop).toFixed(1)} s; ` +
        `${String(stack.calls)} calls, where ${String(least)} submit, poll and read back`,
      !bar || (firstCpu <= bar.firstCpu && stack.calls <= 1.1 * least),
    ),
    compared("`up` that changes nothing", stack.noop, empty.noop, bar?.noop),
    compared(`\`preview\` of ${String(CHANGED)} changed`, stack.preview, empty.preview, bar?.preview),
    compared(`\`up\` of ${String(CHANGED)} changed`, stack.changed, empty.noop, bar?.changed),
    compared("`refresh`", stack.refresh, empty.refresh, bar?.refresh),
    row(
      `${count} users by file${name}: state, and the largest process of all these commands`,
      bar ? "≤ 5 MB, ≤ 600 MB" : "",
      `${(stack.state / 1e6).toFixed(2)} MB, ${peak.toFixed(0)} MB`,
      !bar || (stack.state <= bar.state && peak <= bar.megabytes),
    ),
  ];
}

interface Stack {
  readonly first: Cost;
  readonly emulatorCpu: number;
  readonly calls: number;
  readonly noop: Cost;
  readonly preview: Cost;
  readonly changed: Cost;
  readonly refresh: Cost;
  readonly state: number;
}

async function stackOf(users: number, program: FileProgram): Promise<Stack> {
  const { ready, pid, end } = await emulatorProcess({});
  const project = await program.begin(ready, users > 0 ? "with users" : "without users");
  const cost = (...args: string[]): Promise<Cost> => costOf(() => project.begin(...args));
  const lines = usersCsv(users).trimEnd().split("\n");
  project.write(FILE, `${lines.join("\n")}\n`);
  const before = cpuSeconds(pid);
  const first = await cost("up", "--yes", "--skip-preview");
  const emulatorCpu = cpuSeconds(pid) - before;
  const calls = await callsAt(ready);
  const noop = await cost("up", "--yes");
  const refresh = await cost("refresh", "--yes", "--skip-preview");
  if (users > 0) {
    project.write(FILE, `${changedLines(lines).join("\n")}\n`);
  }
  const preview = await cost("preview");
  const changed = await cost("up", "--yes");
  const state = statSync(join(project.folder, "..", "state", ".pulumi/stacks/shop/dev.json")).size;
  project.dispose();
  await end();
  return { first, emulatorCpu, calls, noop, preview, changed, refresh, state };
}

/** Ten leave, ten come, the others have another nickname. */
function changedLines([head = "", ...lines]: readonly string[]): string[] {
  const stay = lines.slice(10).map((line, n) => (n < CHANGED - 20 ? line.replace(/Nick \d+/, "Changed") : line));
  const come = Array.from({ length: 10 }, (_, n) => userLine(2 * promised.huge + n));
  return [head, ...stay, ...come];
}

async function callsAt({ admin }: { admin: string }): Promise<number> {
  const reply = await fetch(`${admin}/calls`);
  const { counts } = (await reply.json()) as { counts: Record<string, number> };
  return Object.values(counts).reduce((sum, each) => sum + each, 0);
}

/**
 * The preview of a stack with a million users, or as many as that. To import them takes an hour at the rate that CIAM allows, so a state that
 * says they were imported is made from one of a single user.
 */
async function previewOf(users: number, program: FileProgram): Promise<Cost> {
  const { ready, end } = await emulatorProcess({});
  const project = await program.begin(ready, "with users");
  project.write(FILE, usersCsv(1));
  await project.up();
  const lines = usersCsv(users).trimEnd().split("\n");
  project.write(FILE, `${lines.join("\n")}\n`);
  const exported = JSON.parse((await project.succeeds("stack", "export", "--show-secrets")).stdout) as Exported;
  pretend(exported, project.folder);
  project.write("state.json", JSON.stringify(exported));
  await project.succeeds("stack", "import", "--file", "state.json");
  project.write(FILE, `${changedLines(lines).join("\n")}\n`);
  const cost = await costOf(() => project.begin("preview"));
  if (!cost.run.screen.includes("10 import, 30 update (nickname 30), 10 delete")) throw new Error(cost.run.screen);
  project.dispose();
  await end();
  return cost;
}

interface Exported {
  deployment: { resources: { urn: string; inputs: Inputs; outputs: Record<string, unknown> }[] };
}
interface Inputs {
  printKey?: { plaintext: string };
  userFiles?: Record<string, { users: number; digest: string }>;
}

/** Makes the state say that everybody in the file was imported. */
function pretend({ deployment: { resources } }: Exported, directory: string): void {
  const job = resources.find(({ urn }) => urn.endsWith("::customers"));
  if (!job) throw new Error("the state has no job");
  const printKey = JSON.parse(job.inputs.printKey?.plaintext ?? '""') as string;
  const rules: FileRules = {
    directory,
    printKey,
    ownerAttribute: "indexedAttribute5",
    phoneCountry: undefined,
    ignoreFields: [],
    disclosure: "masked",
    passwordsArePlain: false,
  };
  const { set } = FileSet.open(
    "customers",
    { path: FILE, allowOutside: false, options: {} },
    rules,
    undefined,
    undefined,
  );
  if (!set) throw new Error("the file cannot be read");
  const prints = new Prints(printKey);
  const users = [...set.users].map(([key, { user, whole }], n): FiledUser => {
    const id = n.toString(16).padStart(32, "0");
    const fields = printedIn(user);
    const text = fields.map((field) => prints.field(field, user[field], id)).join("");
    return {
      ref: { set: "customers", key },
      id,
      origin: "created",
      credential: null,
      whole,
      fields,
      prints: text,
      groups: [],
    };
  });
  const secret = job.outputs.record as { plaintext: string };
  const record = decodeRecord({ record: JSON.parse(secret.plaintext) as unknown });
  const file = { ...job.inputs.userFiles?.customers, ...set.stamp };
  const inputs = { ...record.inputs, userFiles: { customers: file } };
  const files = {
    printKey,
    settled: { customers: set.digest },
    managed: users.length,
    strangers: 0,
    isRestless: false,
  };
  job.inputs.userFiles = { customers: file };
  secret.plaintext = JSON.stringify(encodeRecord({ ...record, inputs, files }));
  job.outputs.fileRecord = FileRecord.of(users).encode();
}

function beyond(cost: Cost, base: Cost): number {
  return cost.seconds - base.seconds;
}

function shown({ seconds, cpu, megabytes }: Cost): string {
  return `${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU, ${megabytes.toFixed(0)} MB`;
}
