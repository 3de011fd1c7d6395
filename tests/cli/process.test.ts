import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { digest } from "../unit/cli/documents";
import { Service } from "./service";

const MAIN = join(__dirname, "../../cli/main.js");
const NOBODY = "0123456789abcdef0123456789abcdef";

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe("ciam as a process", function () {
  this.timeout(30_000);
  const folder = mkdtempSync(join(tmpdir(), "ciam-process-"));
  let service: Service;
  before(async () => (service = await Service.open()));
  after(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });

  const begin = (
    command: string,
    args: readonly string[],
    stdin = "",
    cwd = process.cwd(),
  ): { ended: Promise<Ended>; kill(signal: NodeJS.Signals): void } => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...service.env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(stdin);
    const texts = [child.stdout, child.stderr].map(async (stream) => {
      let text = "";
      for await (const chunk of stream) text += String(chunk);
      return text;
    });
    const ended = once(child, "close").then(async ([code]): Promise<Ended> => {
      const [stdout = "", stderr = ""] = await Promise.all(texts);
      return { code: code as number | null, stdout, stderr };
    });
    return { ended, kill: (signal) => void child.kill(signal) };
  };
  const ciam = (...args: string[]): Promise<Ended> => begin(process.execPath, [MAIN, ...args]).ended;

  it("refuses at once whatever is no file, and what a link in the project shows of another place", async () => {
    const project = join(folder, "project");
    mkdirSync(project);
    writeFileSync(join(project, "Pulumi.yaml"), "");
    writeFileSync(join(folder, "elsewhere.csv"), "userName\nann\n");
    await begin("mkfifo", [join(project, "pipe.csv")]).ended;
    symlinkSync("/dev/zero", join(project, "zero.csv"));
    symlinkSync("/proc/self/environ", join(project, "environment.csv"));
    symlinkSync("../elsewhere.csv", join(project, "linked.csv"));
    symlinkSync("..", join(project, "folder"));
    const inProject = (...args: string[]): Promise<Ended> =>
      begin(process.execPath, [MAIN, ...args], "", project).ended;
    const out = /is reached by a link, .*, that leads out of .*: put the file itself there/;
    for (const [file, why] of [
      ["pipe.csv", /is a named pipe and no file/],
      ["zero.csv", out],
      ["environment.csv", out],
      ["linked.csv", out],
      ["folder/elsewhere.csv", out],
    ] as const) {
      for (const args of [
        ["validate"],
        ["plan", "--store", NOBODY],
        ["plan"],
        ["comment"],
        ["jobs", "--state"],
        ["verify-password", "--user", "ann", "--file"],
      ]) {
        const { code, stdout, stderr } = await inProject(...args, file);
        expect(
          { code, said: why.test(stdout + stderr) },
          `${args.join(" ")} ${file}: ${stdout}${stderr}`,
        ).to.deep.equal({
          code: 2,
          said: true,
        });
      }
    }
    // A path that itself leads elsewhere is meant to.
    expect((await inProject("validate", "../elsewhere.csv")).stdout).to.equal("ok: 1 user in 1 file\n");
  });

  it("takes a preview from a pipe, also from one that the shell names, and waits for no end that never comes", async () => {
    for (const file of ["-", "/dev/stdin", "/dev/fd/0"]) {
      const piped = `cat | "$0" "$1" plan ${file}`;
      const { code, stdout } = await begin("sh", ["-c", piped, process.execPath, MAIN], digest({ steps: [] })).ended;
      expect({ code, stdout }, file).to.deep.equal({ code: 0, stdout: "no UserImportJob changes\n" });
    }
    for (const file of ["-", "/dev/fd/0"]) {
      const { code, stderr } = await begin("sh", ["-c", `"$0" "$1" plan ${file} < /dev/zero`, process.execPath, MAIN])
        .ended;
      expect(code, file).to.equal(2);
      expect(stderr).to.match(/^ciam: (the standard input|\/dev\/fd\/0) is larger than 512 MiB\n$/);
    }
  });

  it("teaches by its help, which has examples for every command and what the exit codes mean", async () => {
    const help = await ciam("--help");
    expect(help).to.include({ code: 0, stderr: "" });
    const commands = [...help.stdout.matchAll(/^ {2}([a-z-]+) (?:\[options\]|\[command\])/gm)].map(
      ([, name]) => name ?? "",
    );
    expect(commands).to.deep.equal([
      "init",
      "validate",
      "convert",
      "preview",
      "plan",
      "comment",
      "export",
      "jobs",
      "verify-password",
      "doctor",
      "help",
    ]);
    expect(help.stdout).to.contain("Exit codes:").and.to.contain("130");
    const pages = await Promise.all(commands.slice(0, -1).map((name) => ciam(name, "--help")));
    for (const { stdout } of pages) expect(stdout).to.match(/\nExamples:\n {2}\S/);
    // What `init` makes are files; of the others each is of use to a machine.
    for (const { stdout } of pages.slice(1)) expect(stdout).to.match(/--json/);
  });

  it("says wrong use in a sentence, without a stack", async () => {
    const ends = await Promise.all([
      ciam("plam"),
      ciam("plan", "--formta", "x"),
      ciam("export"),
      ciam("validate"),
      ciam(),
    ]);
    for (const { code, stdout, stderr } of ends) {
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
      expect(stderr).not.to.match(/^ +at |node:/m);
    }
    expect(ends[0].stderr).to.contain("(Did you mean plan?)");
  });

  it("ends quietly when its reader has read enough", async () => {
    const users = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, n) => [`u${String(n)}`, `{"userName":"u${String(n)}"}`]),
    );
    const file = join(folder, "preview.json");
    writeFileSync(file, digest({ steps: [{ now: { staff: users } }] }));
    const { stdout, stderr } = await begin("sh", [
      "-c",
      '"$0" "$1" plan "$2" | head -n 1',
      process.execPath,
      MAIN,
      file,
    ]).ended;
    expect({ stdout, stderr }).to.deep.equal({ stdout: "staff (shop/dev): +20,000; is new\n", stderr: "" });
  });

  it("says in a sentence that its output cannot be written, and ends with no answer", async () => {
    const file = join(folder, "small.json");
    writeFileSync(file, digest({}));
    const line = '"$0" "$1" plan --expect-no-changes "$2" > /dev/full';
    const full = await begin("sh", ["-c", line, process.execPath, MAIN, file]).ended;
    expect(full).to.deep.equal({
      code: 2,
      stdout: "",
      stderr: "ciam: the output cannot be written: no space is left on the device\n",
    });
  });

  for (const signal of ["SIGINT", "SIGKILL"] as const) {
    it(`goes on with an export that ${signal} ended`, async () => {
      const people = Array.from({ length: 1_100 }, (_, n) => ({ UserName: `${signal.toLowerCase()}-${String(n)}` }));
      await service.import(people);
      const { Total = 0 } = await service.cloud.call("ListUser", {
        UserStoreId: service.store,
        Pageable: { PageNumber: 1, PageSize: 10 },
      });
      await service.cloud.faults([{ action: "DescribeUser", nth: 2, effect: "slow", delayMs: 20_000 }]);
      const out = join(folder, `${signal}.csv`);
      const args = [MAIN, "export", "--store", service.store, "--out", out];
      const first = begin(process.execPath, args);
      while (!existsSync(`${out}.partial`) || readFileSync(`${out}.partial`, "utf8").split("\n").length < 500)
        await delay(20);
      first.kill(signal);
      const { code, stderr } = await first.ended;
      await service.cloud.noFaults();
      expect(code).to.equal(signal === "SIGINT" ? 130 : null);
      expect(stderr).to.match(
        signal === "SIGINT" ? /^ciam: interrupted; the same command goes on where it was\n$/ : /^$/,
      );
      expect(existsSync(out)).to.equal(false);
      const second = await begin(process.execPath, args).ended;
      expect(second.stdout).to.equal(
        `${out}: ${(Total ?? 0).toLocaleString("en-US")} users, 500 of them from the run before\n`,
      );
      expect(new Set(readFileSync(out, "utf8").trimEnd().split("\n")).size).to.equal((Total ?? 0) + 1);
    });
  }

  it("says of an interruption that something goes on only where it does", async () => {
    const jobsListed = async (): Promise<number> =>
      (await service.cloud.calls()).filter(({ action }) => action === "ListJobs").length;
    const before = await jobsListed();
    await service.cloud.configure({ jobPendingMs: 60_000 });
    await service.cloud.call("CreateApiImportUserJob", {
      UserStoreId: service.store,
      DataFlowUserCreateList: [{ UserName: "waiting" }],
    });
    const watching = begin(process.execPath, [MAIN, "jobs", "--watch", "--store", service.store]);
    while ((await jobsListed()) === before) await delay(20);
    watching.kill("SIGINT");
    expect(await watching.ended).to.deep.equal({ code: 130, stdout: "", stderr: "ciam: interrupted\n" });
  });

  it("takes a password from a pipe", async () => {
    const hash = "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8";
    const piped = await begin(process.execPath, [MAIN, "verify-password", "--hash", hash], "password\n").ended;
    expect(piped).to.deep.equal({ code: 0, stdout: "yes: the password gives this SHA1 hash\n", stderr: "" });
  });
});
