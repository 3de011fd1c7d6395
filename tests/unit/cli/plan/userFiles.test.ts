import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { digest, events } from "../documents";
import { ciam } from "../inProcess";

const file = (digest: string, users = 2, more: object = {}) => ({
  path: "users/customers.csv",
  users,
  digest,
  ...more,
});

describe("ciam plan of a preview of users of files", () => {
  const told = async (argsBefore: object, args: object) => {
    const preview = { steps: [{ before: {}, now: {}, argsBefore: { ...argsBefore }, args: { ...args } }] };
    const [one, other] = await Promise.all(
      [digest(preview), events(preview)].map((stdin) => ciam(["plan", "--expect-no-changes"], { stdin })),
    );
    expect(one).to.deep.equal(other);
    return { code: one?.code, text: one?.stdout ?? "" };
  };

  it("does not say that nothing changes where a file does, which its document does not tell", async () => {
    const { code, text } = await told(
      { userFiles: { customers: file("aa-11") } },
      { userFiles: { customers: file("bb-22") } },
    );
    expect(text).to.contain("not all is told").and.to.contain("`ciam preview` names them");
    expect(text).not.to.contain("no changes");
    expect(code).to.equal(1);
  });

  it("counts the users of files that stay as they are", async () => {
    const { text } = await told(
      { userFiles: { customers: file("aa-11", 200) }, conflictPolicy: "skip" },
      { userFiles: { customers: file("aa-11", 200) } },
    );
    expect(text).to.contain("200 unchanged").and.to.contain("conflictPolicy: skip → fail");
    expect(text).not.to.contain("digest");
  });

  it("tells which file comes and which goes, and what another option is", async () => {
    const { text } = await told(
      { userFiles: { one: file("aa-11"), both: file("cc-33", 2, { key: "no" }) } },
      { userFiles: { two: file("bb-22", 3), both: file("cc-33", 2, { key: "id" }) } },
    );
    expect(text)
      .to.contain("one: 2 users of a file, which is no longer declared")
      .and.to.contain("two: 3 users of a file");
    expect(text).to.contain("userFiles.both");
  });

  it("names whom a refresh had found to be otherwise, and what it finds", async () => {
    const files = { userFiles: { customers: file("aa-11", 200) } };
    const drift = {
      "customers/a": "nickname, email",
      "customers/b": "gone",
      "orphans/1f": "not declared",
      customers: "not all users are as declared",
    };
    const repaired = await told({ ...files, drift }, files);
    expect(repaired.text).to.contain("customers/a (nickname, email), customers/b (gone)");
    const refresh = { op: "refresh", before: {}, now: {}, argsBefore: files, args: { ...files, drift } };
    const { stdout } = await ciam(["plan"], { stdin: digest({ steps: [refresh] }) });
    expect(stdout).to.contain("1 gone from the store, 1 edited by hand, 1 not declared, 198 unchanged");
    expect(stdout)
      .to.contain("customers/b")
      .and.to.contain("orphans/1f")
      .and.to.contain("nickname: (values not in the state)");
  });
});

describe("ciam plan --base", function () {
  this.timeout(20_000);
  const folder = mkdtempSync(join(tmpdir(), "ciam-base-"));
  const path = join(folder, "customers.csv");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.email=ann@example.com", "-c", "user.name=Ann", ...args], {
      cwd: folder,
      stdio: "pipe",
    });

  before(() => {
    git("init", "-q", "--initial-branch=main");
    writeFileSync(path, "key,userName,email,password\na,ann,ann@example.com,Passw0rd-one\nb,ben,ben@example.com,\n");
    git("add", "-A");
    git("commit", "-qm", "Add customers");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("tells user by user what became of a file since a revision, with the values of then", async () => {
    writeFileSync(path, "key,userName,email,password\na,ann,ann@example.org,Passw0rd-two\nc,cat,cat@example.com,\n");
    const { stdout, code } = await ciam(["plan", "--base", "main", path]);
    expect(code).to.equal(0);
    expect(stdout).to.contain(`${path} since main: +1 −1 ~1 (email 1)`);
    expect(stdout)
      .to.contain("email: a***@example.com → a***@example.org")
      .and.to.contain("a changed password is not applied");
    expect(stdout).not.to.contain("Passw0rd");
    const shown = await ciam(["plan", "--base", "HEAD", "--show-values", path]);
    expect(shown.stdout).to.contain("ann@example.com → ann@example.org");
  });

  it("tells that a file is new, and nothing of one that did not change", async () => {
    const other = join(folder, "staff.csv");
    writeFileSync(other, "key,userName\nz,zoe\n");
    const { stdout } = await ciam(["plan", "--base", "main", other]);
    expect(stdout).to.contain("+1").and.to.contain("is not in main: all of its users are new");
    git("checkout", "-q", "--", "customers.csv");
    const same = await ciam(["plan", "--base", "main", "--expect-no-changes", path]);
    expect(same.stdout).to.contain("no changes, 2 unchanged");
    expect(same.code).to.equal(0);
  });

  it("says what is wrong with a revision, a folder and options", async () => {
    for (const [args, rule] of [
      [["--base", "nowhere", path], 'no revision "nowhere"'],
      [["--base", "--output=x", path], "no revision"],
      [["--base", "main"], "name the files"],
      [["--base", "main", "--store", "0123456789abcdef0123456789abcdef", path], "two comparisons"],
      [["--base", "main", "--owner", "x", path], "--owner has a meaning only with --store"],
    ] as const) {
      const { stderr, code } = await ciam(["plan", ...args]);
      expect(stderr, args.join(" ")).to.contain(rule);
      expect(code).to.equal(2);
    }
    const outside = mkdtempSync(join(tmpdir(), "ciam-nobase-"));
    writeFileSync(join(outside, "a.csv"), "key,userName\na,ann\n");
    const { stderr } = await ciam(["plan", "--base", "main", join(outside, "a.csv")]);
    expect(stderr).to.contain("in no repository");
    rmSync(outside, { recursive: true });
  });
});
