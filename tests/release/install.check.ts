import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, readFileSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { extract } from "tar";
import { ROOT, start, type Environment } from "../e2e/support/pulumi/cli";
import { Downloads, folderOf, inYaml, Machine, NEEDS, printed, RELEASE } from "./support";

const VERSION = (JSON.parse(readFileSync(join(RELEASE, "schema.json"), "utf8")) as { version: string }).version;
const PACKAGE = join(RELEASE, `pulumi-tencentcloud-ciam-${VERSION}.tgz`);
const STANDALONE = join(RELEASE, `pulumi-resource-ciam-standalone-v${VERSION}-linux-amd64.tar.gz`);
const SDK_OF_PULUMI = `@pulumi/pulumi@${versionOf("@pulumi/pulumi")}`;

/** What a machine with Pulumi has, and beside it the shell that npm's launchers are written for. */
const PULUMI = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs", "sh"];
const NODE = ["node", "npm", "env", "dirname", "basename", "sed", "uname", "which"];

/** The same store and users as `inYaml` has. */
const CLASSES = `
const ciam = require("pulumi-tencentcloud-ciam");
const store = new ciam.UserStore("customers", { name: "customers", forceDestroy: true });
const userSets = { staff: { alice: { userName: "alice" }, bob: { userName: "bob" } } };
exports.status = new ciam.UserImportJob("staff", { userStoreId: store.userStoreId, userSets }).status;
`;

/** Nothing here is of the checkout but the tools: everything that is installed is in the release's folder. */
describe("the release", function () {
  this.timeout(300_000);

  it("names every file with its checksum", () => {
    const sums = readFileSync(join(RELEASE, "SHA256SUMS"), "utf8").trimEnd().split("\n");
    const found = readdirSync(RELEASE)
      .filter((name) => name !== "SHA256SUMS")
      .sort();
    expect(sums).to.deep.equal(
      found.map(
        (name) =>
          `${createHash("sha256")
            .update(readFileSync(join(RELEASE, name)))
            .digest("hex")}  ${name}`,
      ),
    );
  });

  it("is the same bytes when it is made again", async function () {
    this.timeout(900_000);
    const machine = new Machine([]);
    const again = join(machine.folder, "again");
    const made = await start(process.execPath, [join(ROOT, "dist/tools/release/main.js"), again], ROOT, process.env)
      .ended;
    expect(made.code, made.screen).to.equal(0);
    const [first, second] = [RELEASE, again].map((folder) => readFileSync(join(folder, "SHA256SUMS"), "utf8"));
    expect(second).to.equal(first);
    machine.dispose();
  });

  it("is installed by npm, and its classes bring users into a store", async () => {
    const machine = new Machine([...PULUMI, ...NODE]);
    machine.write("package.json", JSON.stringify({ name: "shop", main: "index.js" }));
    machine.write("Pulumi.yaml", "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n");
    machine.write("index.js", CLASSES);
    await machine.succeeds("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", PACKAGE, SDK_OF_PULUMI);
    expect(await machine.goesUpAndDown()).to.match(/status: "InSync"/);
    expect((await machine.succeeds("node_modules/.bin/ciam", "--version")).stdout.trim()).to.equal(VERSION);
    machine.dispose();
  });

  it("is installed by pnpm, and its classes bring users into a store", async () => {
    const machine = new Machine([...PULUMI, ...NODE]);
    machine.write("package.json", JSON.stringify({ name: "shop", main: "index.js" }));
    machine.write("Pulumi.yaml", "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n");
    machine.write("index.js", CLASSES);
    const pnpm = join(NEEDS, "node_modules/pnpm/bin/pnpm.mjs");
    await machine.succeeds("node", pnpm, "add", "--ignore-scripts", PACKAGE, SDK_OF_PULUMI);
    expect(await machine.goesUpAndDown()).to.match(/status: "InSync"/);
    machine.dispose();
  });

  describe("from a web server", () => {
    let downloads: Downloads;
    before(async () => {
      downloads = await Downloads.open();
    });
    after(() => downloads.close());

    it("gives a program in YAML the plugin that it asks for", async () => {
      const machine = new Machine([...PULUMI, "pulumi-language-yaml", "node"]);
      machine.write("Pulumi.yaml", inYaml(downloads.url));
      expect(await machine.goesUpAndDown()).to.match(/status: "InSync"/);
      expect(new Set(downloads.asked)).to.include(`pulumi-resource-ciam-v${VERSION}-${platform()}.tar.gz`);
      machine.dispose();
    });

    it("gives the plugin to who installs it for all projects", async () => {
      const machine = new Machine([...PULUMI, "pulumi-language-yaml", "node"]);
      machine.write("Pulumi.yaml", inYaml());
      const from = ["--server", downloads.url];
      await machine.succeeds("pulumi", "plugin", "install", "resource", "ciam", VERSION, ...from);
      expect((await machine.succeeds("pulumi", "plugin", "ls")).stdout).to.match(/^ciam +resource +0\.1\.0/m);
      expect(await machine.goesUpAndDown()).to.match(/status: "InSync"/);
      machine.dispose();
    });

    it("says what is missing where there is no Node.js", async () => {
      const machine = new Machine([...PULUMI, "pulumi-language-yaml"]);
      machine.write("Pulumi.yaml", inYaml(downloads.url));
      await machine.succeeds("pulumi", "stack", "init", "dev", "--non-interactive");
      const { code, screen } = await machine.run("pulumi", "preview", "--non-interactive");
      expect(code).to.not.equal(0);
      expect(screen).to.contain("pulumi-resource-ciam needs Node.js 22.13 or newer on the PATH");
      machine.dispose();
    });

    it("serves a program in Python with the SDK of the release", async () => {
      const python = printed("tools/languageHosts/python/get.sh");
      // What pip installs is the virtual environment of the tests and the SDK.
      const path = { PYTHONPATH: "installed", PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES: `.*=${downloads.url}` };
      const machine = new Machine([...PULUMI, "node"], {
        ...path,
        PATH: [folderOf("pulumi"), folderOf("pulumi-language-python"), folderOf("node"), "/usr/bin", "/bin"].join(
          delimiter,
        ),
      });
      const sdk = join(RELEASE, `pulumi_ciam-${VERSION}.tar.gz`);
      const pip = ["-m", "pip", "install", "--no-deps", "--no-build-isolation", "--target", "installed", sdk];
      await machine.succeeds(join(python, "bin/python"), ...pip);
      machine.write("Pulumi.yaml", `name: shop\nruntime: { name: python, options: { virtualenv: ${python} } }\n`);
      machine.write(
        "__main__.py",
        [
          "import pulumi, pulumi_ciam as ciam",
          'store = ciam.UserStore("customers", name="customers", force_destroy=True)',
          'users = {"staff": {"alice": {"user_name": "alice"}, "bob": {"user_name": "bob"}}}',
          'job = ciam.UserImportJob("staff", user_store_id=store.id, user_sets=users)',
          'pulumi.export("status", job.status)',
        ].join("\n"),
      );
      expect(await machine.goesUpAndDown()).to.match(/status: "InSync"/);
      machine.dispose();
    });

    it("serves a program in TypeScript with the SDK of the release", async () => {
      const overrides = { PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES: `.*=${downloads.url}` };
      const machine = new Machine([...PULUMI, ...NODE], overrides);
      machine.write("package.json", JSON.stringify({ name: "shop", main: "index.js" }));
      machine.write("Pulumi.yaml", "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n");
      machine.write(
        "index.js",
        CLASSES.replace("pulumi-tencentcloud-ciam", "pulumi-ciam").replace("store.userStoreId", "store.id"),
      );
      const sdk = join(RELEASE, `pulumi-ciam-${VERSION}.tgz`);
      await machine.succeeds("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", sdk, SDK_OF_PULUMI);
      expect(await machine.goesUpAndDown()).to.match(/status: "InSync"/);
      machine.dispose();
    });
  });

  describe("has an SDK", () => {
    const unpacked = async (archive: string): Promise<Machine> => {
      const machine = new Machine([]);
      await extract({ file: join(RELEASE, archive), cwd: machine.folder });
      return machine;
    };

    it("for Java, which compiles", async () => {
      const machine = await unpacked(`pulumi-ciam-java-${VERSION}.tar.gz`);
      const jars = printed("tools/jars.sh", join(ROOT, "tests/release/java"), "Pulumi's SDK for Java");
      const sources = globSync("**/*.java", { cwd: machine.folder });
      const options = ["--release", "11", "-encoding", "UTF-8", "-nowarn", "-cp", `${jars}/*`, "-d", "classes"];
      await machine.succeeds(join(folderOf("javac"), "javac"), ...options, ...sources);
      expect(globSync("classes/com/pulumi/ciam/*.class", { cwd: machine.folder })).to.include.members(
        ["UserImportJob", "UserStore", "UserGroup", "Provider", "CiamFunctions"].map(
          (name) => `classes/com/pulumi/ciam/${name}.class`,
        ),
      );
      machine.dispose();
    });

    it("for Go, which is a module and compiles", async () => {
      const machine = await unpacked(`pulumi-ciam-go-${VERSION}.tar.gz`);
      const go = join(folderOf("go"), "go");
      const settings = JSON.parse(execFileSync(go, ["env", "-json"], { encoding: "utf8" })) as Environment;
      const { GOCACHE, GOMODCACHE, GOPROXY, GOSUMDB } = settings;
      const run = new Machine(["git"], { GOCACHE, GOMODCACHE, GOPROXY, GOSUMDB, GOFLAGS: "-mod=mod" });
      await run.succeeds(go, "-C", machine.folder, "build", "./...");
      run.dispose();
      machine.dispose();
    });

    it("for .NET, whose form is that of the language", async () => {
      const machine = await unpacked(`pulumi-ciam-dotnet-${VERSION}.tar.gz`);
      const sources = globSync("**/*.cs", { cwd: machine.folder }).map((file) => join(machine.folder, file));
      expect(sources).to.have.length.above(20);
      const said = execFileSync(process.execPath, [join(ROOT, "tests/release/csharp.mjs"), NEEDS, ...sources]);
      expect(JSON.parse(said.toString())).to.deep.equal([]);
      const project = readFileSync(join(machine.folder, "Pulumi.Ciam.csproj"), "utf8");
      expect(project).to.contain(`<Version>${VERSION}</Version>`);
      machine.dispose();
    });
  });

  it("has an executable that runs a program where no Node.js is", async () => {
    const machine = new Machine(["pulumi", "pulumi-language-yaml"]);
    expect((await machine.run("pulumi", "version")).code).to.equal(0);
    machine.write("Pulumi.yaml", inYaml());
    await machine.succeeds("pulumi", "plugin", "install", "resource", "ciam", VERSION, "--file", STANDALONE);
    expect(await machine.goesUpAndDown()).to.match(/status: "InSync"/);
    machine.dispose();
  });
});

/** What Pulumi calls this machine. */
function platform(): string {
  const systems: Partial<Record<NodeJS.Platform, string>> = { win32: "windows" };
  const processors: Partial<Record<NodeJS.Architecture, string>> = { x64: "amd64" };
  return `${systems[process.platform] ?? process.platform}-${processors[process.arch] ?? process.arch}`;
}

function versionOf(name: string): string {
  return (JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8")) as { version: string })
    .version;
}
