import { execFileSync, spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ROOT, start, type Environment } from "../support/cli";
import { Cloud } from "../support/cloud";
import { Project } from "../support/project";

interface Language {
  readonly example: string;
  /** The language of the SDK that its page generates, if it needs one. */
  readonly sdk?: string;
  /** What its page installs. */
  readonly install?: (project: Project) => Promise<void> | void;
  readonly env?: () => Environment;
}

/** Where a test puts the SDK for Python: the environment is everybody's. */
const INSTALLED = "sdk/installed";

const languages: readonly Language[] = [
  { example: "yaml" },
  {
    example: "typescript-plugin",
    // The host that can be had here writes imports that lead nowhere; its generator of today does not.
    async install({ folder, env }) {
      const { stdout } = await start(PLUGIN_SCHEMA[0], PLUGIN_SCHEMA.slice(1), folder, env).ended;
      execFileSync("sdkgen", ["nodejs", "sdk/nodejs"], { cwd: folder, input: stdout });
    },
  },
  {
    example: "python",
    sdk: "python",
    // As pip leaves it, without asking its index each time.
    async install(project) {
      symlinkSync(pythonEnvironment(), join(project.folder, "venv"));
      const pip = ["-m", "pip", "install", "--no-deps", "--no-build-isolation", "--target", INSTALLED, "./sdk/python"];
      const { code, screen } = await start("venv/bin/python", pip, project.folder, project.env).ended;
      expect(code, screen).to.equal(0);
    },
    env: () => ({ PYTHONPATH: INSTALLED }),
  },
  {
    example: "go",
    sdk: "go",
    env: goSettings,
  },
];

/** Hosts and SDKs are there after the first time; what Go compiles takes minutes then. */
describe("the plugin in the examples, by the hosts of their languages", function () {
  this.timeout(900_000);

  for (const { example, sdk, install, env = () => ({}) } of languages) {
    it(`brings the users of the example ${example} into a store and out again`, async () => {
      const cloud = await Cloud.open();
      const project = Project.ofExample(example, { cloud, env: env() });
      if (sdk !== undefined) await generated(project, sdk);
      await install?.(project);
      await project.succeeds("stack", "init", "dev");
      await project.succeeds("config", "set", "ciam:endpoint", cloud.endpoint);

      const preview = await project.preview();
      expect(preview.screen).to.contain("plan: 2 import").and.not.to.contain("Only-for-trying-1");
      await project.up();
      const { userStoreId, status } = await project.outputs();
      expect(status).to.equal("InSync");
      const store = String(userStoreId);
      expect(await cloud.names(store)).to.deep.equal(["alice", "bob"]);
      expect((await cloud.user(store, "alice")).UserGroups).to.have.length(1);

      const { result, calls } = await cloud.callsDuring(() => project.up("--expect-no-changes"));
      expect(result.screen).to.contain("4 unchanged");
      expect(calls).to.deep.equal([]);
      expect(JSON.stringify(await project.state())).not.to.contain("Only-for-trying-1");

      await project.destroy();
      expect((await cloud.call("ListUserStore", {})).UserStoreSet ?? []).to.deep.equal([]);
      project.dispose();
      await cloud.close();
    });
  }

  it("has a schema that the CLI takes", async () => {
    const project = await Project.inYaml("resources: {}\n");
    const { stdout } = await project.succeeds("package", "get-schema", PLUGIN);
    const schema = JSON.parse(stdout) as { name: string; resources: object; functions: object };
    expect(schema.name).to.equal("ciam");
    expect(Object.keys(schema.resources)).to.have.length(3);
    expect(Object.keys(schema.functions)).to.have.length(4);
    // It checks the schema as Pulumi does before it writes an SDK.
    const said = spawnSync("sdkgen", ["nodejs", "sdk"], { cwd: project.folder, input: stdout, encoding: "utf8" });
    expect(said).to.include({ status: 0, stdout: "", stderr: "" });
    project.dispose();
  });
});

const PLUGIN = join(ROOT, "dist/bin/pulumi-resource-ciam");

const PLUGIN_SCHEMA = ["pulumi", "package", "get-schema", PLUGIN] as const;

async function generated(project: Project, language: string): Promise<void> {
  const plugin = "./node_modules/.bin/pulumi-resource-ciam";
  await project.succeeds("package", "gen-sdk", plugin, "--language", language, "--out", "sdk");
}

function pythonEnvironment(): string {
  return execFileSync(join(ROOT, "tools/languageHosts/python/get.sh"), { encoding: "utf8" }).trim();
}

/** The tests have a home of their own, and Go would fetch and compile everything anew in it. */
function goSettings(): Environment {
  const names = ["GOCACHE", "GOMODCACHE", "GOPATH", "GOPROXY", "GOFLAGS", "GOSUMDB"];
  return JSON.parse(execFileSync("go", ["env", "-json", ...names], { encoding: "utf8" })) as Environment;
}
