import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { rootsAround } from "../../../disk/links";
import { readRegularFile, readToEnd, whyUnreadable } from "../../../disk/regularFile";

const limits = { largest: 1_000_000, tooLarge: "is too large" };

describe("a file that is read", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "regular-file-")));
  const at = (...steps: string[]): string => join(folder, ...steps);
  after(() => rmSync(folder, { recursive: true }));

  /** The content of the file, or the message about it. */
  const read = (path: string, roots: readonly string[] = []): string => {
    try {
      return `read: ${readRegularFile(path, { ...limits, roots }).toString("utf8")}`;
    } catch (error) {
      return whyUnreadable(error);
    }
  };

  before(() => {
    for (const name of ["project", "project/users", "elsewhere", "elsewhere/users"]) mkdirSync(at(name));
    writeFileSync(at("project", "Pulumi.yaml"), "");
    for (const place of ["project", "elsewhere"]) writeFileSync(at(place, "users", "staff.csv"), place);
  });

  it("has all its bytes, and may have none", () => {
    writeFileSync(at("empty"), "");
    expect(read(at("empty"))).to.equal("read: ");
    writeFileSync(at("large"), Buffer.alloc(limits.largest, "x"));
    expect(read(at("large"))).to.have.length(limits.largest + "read: ".length);
    writeFileSync(at("larger"), Buffer.alloc(limits.largest + 1));
    expect(read(at("larger"))).to.equal("is too large");
  });

  it("is a regular file: a pipe is not waited for, a device not read, and nothing else taken for a file", async () => {
    execFileSync("mkfifo", [at("pipe")]);
    const server = await listening(at("socket"));
    expect(read(at("pipe"))).to.match(/^is a named pipe and no file: write what it has into a file/);
    expect(read(at("socket"))).to.match(/^is a socket and no file/);
    expect(read("/dev/zero")).to.match(/^is a device and no file/);
    expect(read("/dev/null")).to.match(/^is a device and no file/);
    expect(read(folder)).to.equal("is a directory");
    expect(read(at("nobody"))).to.equal("does not exist");
    expect(read(at("empty", "below"))).to.equal("does not exist");
    await new Promise((closed) => server.close(closed));
  });

  it("is a regular file also at the end of a link", () => {
    symlinkSync(at("pipe"), at("to-pipe"));
    symlinkSync("/dev/zero", at("to-zero"));
    symlinkSync("nobody", at("to-nobody"));
    symlinkSync("round", at("round"));
    expect(read(at("to-pipe"))).to.match(/^is a named pipe/);
    expect(read(at("to-zero"))).to.match(/^is a device/);
    for (const link of ["to-nobody", "round"])
      expect(read(at(link))).to.match(/^is reached by a link that leads to no file/);
  });

  it("has the length that it says it has", () => {
    expect(read("/proc/self/environ")).to.match(/^grew while it was read/);
    expect(read("/proc/self/mounts")).to.match(/^grew while it was read/);
  });

  it("is not written to meanwhile", async () => {
    // Large enough that a writer has its turn while it is read, however busy the machine is.
    const file = at("growing");
    writeFileSync(file, "");
    truncateSync(file, 200_000_000);
    // Ends on its own if nobody ends it.
    const writer = spawn("timeout", ["20", "sh", "-c", `while :; do echo x >> '${file}'; done`]);
    const said = new Set<string>();
    const enough = Date.now() + 15_000;
    while (![...said].some((what) => /^(?:grew|was written to) while it was read/.test(what)) && Date.now() < enough)
      said.add(readingOf(file, 1_000_000_000));
    writer.kill();
    await new Promise((ended) => writer.once("close", ended));
    expect([...said].join("\n")).to.match(/^(?:grew|was written to) while it was read/m);
  }).timeout(30_000);

  it("may be linked to inside a project, and not out of it", () => {
    const roots = rootsAround(at("project", "users"));
    expect(roots).to.deep.equal([at("project")]);
    symlinkSync("staff.csv", at("project", "users", "inside.csv"));
    symlinkSync(at("elsewhere", "users", "staff.csv"), at("project", "users", "outside.csv"));
    symlinkSync("../../project", at("project", "users", "round-about"));
    symlinkSync("../elsewhere/users", at("project", "linked"));
    symlinkSync("outside.csv", at("project", "users", "twice.csv"));
    expect(read(at("project", "users", "inside.csv"), roots)).to.equal("read: project");
    expect(read(at("project", "users", "round-about", "users", "staff.csv"), roots)).to.equal("read: project");
    expect(read(at("project", "users", "outside.csv"), roots)).to.equal(
      `is reached by a link, users/outside.csv, that leads out of ${at("project")}: put the file itself there, or name the place where it is`,
    );
    expect(read(at("project", "users", "twice.csv"), roots)).to.match(/^is reached by a link, users\/twice\.csv, /);
    expect(read(at("project", "linked", "staff.csv"), roots)).to.match(/^is reached by a link, linked, /);
  });

  it("cannot leave the project by another name of the project", () => {
    symlinkSync("project", at("alias"));
    const roots = rootsAround(at("project"));
    expect(read(at("alias", "users", "staff.csv"), roots)).to.equal("read: project");
    expect(read(at("alias", "users", "outside.csv"), roots)).to.match(/^is reached by a link, users\/outside\.csv, /);
  });

  it("is anywhere when its path says so, and may be linked to there", () => {
    symlinkSync("staff.csv", at("elsewhere", "users", "linked.csv"));
    const roots = rootsAround(at("project"));
    expect(read(at("project", "..", "elsewhere", "users", "staff.csv"), roots)).to.equal("read: elsewhere");
    expect(read(at("elsewhere", "users", "linked.csv"), roots)).to.equal("read: elsewhere");
  });

  it("stays in the repository too, and in the folder where there is neither", () => {
    mkdirSync(at("repository", ".git"), { recursive: true });
    mkdirSync(at("repository", "project"));
    writeFileSync(at("repository", "project", "Pulumi.yaml"), "");
    symlinkSync(at("elsewhere", "users", "staff.csv"), at("repository", "shared.csv"));
    const roots = rootsAround(at("repository", "project"));
    expect(roots).to.deep.equal([at("repository", "project"), at("repository")]);
    expect(read(at("repository", "shared.csv"), roots)).to.match(
      /^is reached by a link, shared\.csv, that leads out of /,
    );
    expect(rootsAround(at("elsewhere"))).to.deep.equal([at("elsewhere")]);
  });

  it("that was handed in may be a pipe, and ends somewhere", () => {
    writeFileSync(at("handed-in"), "all of it");
    expect(readToEnd(at("handed-in"), limits).toString("utf8")).to.equal("all of it");
    expect(() => readToEnd("/dev/zero", limits)).to.throw("is too large");
  });
});

/** What reading it comes to, without the content. */
function readingOf(path: string, largest: number): string {
  try {
    readRegularFile(path, { ...limits, largest, roots: [] });
    return "read";
  } catch (error) {
    return whyUnreadable(error);
  }
}

async function listening(path: string): Promise<Server> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(path, ready));
  return server;
}
