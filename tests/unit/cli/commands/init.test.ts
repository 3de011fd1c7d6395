import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { ciam, type Ran } from "../inProcess";

/** Of an endpoint that the endpoint's own tests know. */
const STORE = "00000000000000000000000000000001";

describe("ciam init", () => {
  let base: string;
  let folder: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "ciam-init-"));
    folder = join(base, "shop");
  });
  afterEach(() => {
    rmSync(base, { recursive: true });
  });
  const init = (...args: string[]): Promise<Ran> => ciam(["init", folder, ...args]);
  const typed = (lines: readonly string[], ...args: string[]): Promise<Ran> =>
    ciam(["init", folder, ...args], { tty: true, typed: lines.map((line) => `${line}\r`).join("") });
  const text = (file: string): string => readFileSync(join(folder, file), "utf8");
  const written = (): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
      .sort();
  const questionsIn = ({ stderr }: Ran): number => stderr.split(/ \[[\w.]+\] /).length - 1;

  it("asks nothing with --yes, writes a project for a trial, and says what to type next", async () => {
    const { code, stdout } = await init("--yes");
    expect(code).to.equal(0);
    expect(written()).to.deep.equal([
      ".gitignore",
      "Pulumi.dev.yaml",
      "Pulumi.yaml",
      "index.ts",
      "package.json",
      "tsconfig.json",
      "users/staff.csv",
    ]);
    expect(text("Pulumi.dev.yaml")).to.equal("config:\n  ciam:endpoint: embedded\n");
    expect(text("Pulumi.yaml")).to.contain('name: "shop"\n').and.not.to.contain("template");
    expect(text("users/staff.csv")).to.contain("alice@example.com").and.to.contain("bob@example.com");
    expect(stdout.split("\n")).to.deep.equal([
      `ok: 7 files in ${folder}; next, type`,
      `  cd ${folder}`,
      "  npm install",
      "  pulumi stack init dev",
      "  pulumi up",
      "",
    ]);
  });

  it("asks four questions at most, and a second time for what is no answer", async () => {
    const ran = await typed(["pyton", "python", STORE, "ciam.tencentcloudapi.com", "gitlab"]);
    expect(ran.code).to.equal(0);
    expect(ran.stderr).to.contain('--language "pyton": must be typescript, python, go, yaml (did you mean "python"?)');
    expect(questionsIn(ran)).to.equal(5);
    expect(written()).to.include.members(["__main__.py", ".gitlab-ci.yml", "ci/comment.mjs", "Pulumi.production.yaml"]);
    expect(text("Pulumi.production.yaml")).to.contain("ciam:endpoint: ciam.tencentcloudapi.com");
  });

  it("takes a line without anything for the default", async () => {
    const ran = await typed(["", "", ""]);
    expect([ran.code, questionsIn(ran)]).to.deep.equal([0, 3]);
    expect(written()).to.include("index.ts");
  });

  it("asks only for what was not said", async () => {
    const ran = await typed([""], "--language", "go", "--store", "new");
    expect([ran.code, questionsIn(ran)]).to.deep.equal([0, 1]);
    const other = await ciam(["init", join(base, "other"), "--language", "go", "--store", "new", "--ci", "none"]);
    expect([other.code, questionsIn(other)]).to.deep.equal([0, 0]);
  });

  it("writes nothing where nobody is there to answer, or goes away", async () => {
    const absent = await init("--language", "yaml");
    expect(absent.code).to.equal(2);
    expect(absent.stderr).to.contain("nobody is here to answer, so say it by --store, or say --yes");
    for (const key of ["\u0003", "\u0004"]) {
      const ran = await ciam(["init", folder], { tty: true, typed: key });
      expect(ran).to.include({ code: 130 });
    }
    expect(existsSync(folder)).to.equal(false);
  });

  it("replaces nothing, and then writes nothing", async () => {
    mkdirSync(join(folder, "users"), { recursive: true });
    writeFileSync(join(folder, "users/staff.csv"), "mine");
    const { code, stderr } = await init("--yes");
    expect(code).to.equal(2);
    expect(stderr).to.contain(`${folder} has users/staff.csv already, and nothing was written`);
    expect(written()).to.deep.equal(["users/staff.csv"]);
    expect(text("users/staff.csv")).to.equal("mine");
  });

  it("begins in a folder that has other files", async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, "README.md"), "mine");
    expect((await init("--yes")).code).to.equal(0);
    expect(text("README.md")).to.equal("mine");
  });

  it("follows no link out of the folder, and writes over none", async () => {
    mkdirSync(folder);
    mkdirSync(join(base, "elsewhere"));
    symlinkSync(join(base, "elsewhere"), join(folder, "users"));
    symlinkSync(join(base, "nowhere"), join(folder, "index.ts"));
    const { code, stderr } = await init("--yes");
    expect(code).to.equal(2);
    expect(stderr).to.contain("has index.ts, users already");
    expect(readdirSync(base).sort()).to.deep.equal(["elsewhere", "shop"]);
    expect(readdirSync(join(base, "elsewhere"))).to.deep.equal([]);
  });

  it("says what is wrong with a flag, and writes nothing", async () => {
    const refused = async (...args: string[]): Promise<string> => {
      const { code, stderr } = await init("--yes", ...args);
      expect(code).to.equal(2);
      return stderr;
    };
    expect(await refused("--language", "pyhton")).to.contain('did you mean "python"?');
    expect(await refused("--store", "two words")).to.contain("must be new, or the id of a user store");
    expect(await refused("--store", STORE, "--endpoint", "embedded")).to.contain("name the endpoint in the cloud");
    expect(await refused("--store", STORE, "--endpoint", "http://ciam.example.com")).to.contain("--endpoint");
    expect(await refused("--endpoint", "ciam.tencentcloudapi.com")).to.contain("--endpoint has no effect on a trial");
    const international = await refused("--ci", "github", "--endpoint", "ciam.intl.tencentcloudapi.com");
    expect(international).to.contain("a program can make a store on the mainland endpoint only");
    expect(await refused("--name", "a b")).to.contain("a project is named by letters");
    expect(existsSync(folder)).to.equal(false);
    writeFileSync(folder, "");
    expect(await refused()).to.contain("is no folder");
  });

  it("names the project after its folder, as far as Pulumi takes that", async () => {
    folder = join(base, "Läden & mehr");
    expect((await init("--yes", "--language", "yaml")).code).to.equal(0);
    expect(text("Pulumi.yaml")).to.match(/^name: "L-den-mehr"\n/);
  });

  it("is a text in YAML, whatever its name means there", async () => {
    await init("--yes", "--language", "yaml", "--name", "1e3");
    const { name, resources } = parse(text("Pulumi.yaml")) as Record<string, unknown>;
    expect(name).to.equal("1e3");
    expect(resources).to.have.nested.property("customers.properties.name", "1e3");
  });

  it("installs the package from where it is told", async () => {
    await init("--yes", "--package", "file:../ours.tgz", "--ci", "github");
    const { dependencies } = JSON.parse(text("package.json")) as { dependencies: Record<string, string> };
    expect(dependencies).to.have.property("pulumi-tencentcloud-ciam", "file:../ours.tgz");
  });
});
