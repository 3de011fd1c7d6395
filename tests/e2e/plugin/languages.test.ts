import { execFileSync, spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { MAINLAND_HOST } from "../../../ciam/endpoint";
import { projectFiles } from "../../../cli/init/project";
import { recipes } from "../../../cli/init/recipes";
import { sourcesIn } from "../../../cli/init/templates";
import type { Language } from "../../../cli/init/wish";
import { ROOT, start, type Environment } from "../support/pulumi/cli";
import { Cloud } from "../support/service/cloud";
import { Project } from "../support/pulumi/project";

interface Example {
  readonly example: string;
  /** The language of the SDK that its page generates, if it needs one. */
  readonly sdk?: string;
  /** What its page installs. */
  readonly install?: (project: Project) => Promise<void> | void;
  readonly env?: () => Environment;
  /** The language of the template whose program runs with the SDK and the packages of the example, too. */
  readonly template?: Language;
}

/** Where a test puts the SDK for Python: the environment is everybody's. */
const INSTALLED = "sdk/installed";

const examples: readonly Example[] = [
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
    template: "python",
  },
  {
    example: "go",
    sdk: "go",
    env: goSettings,
    template: "go",
  },
];

/** Hosts and SDKs are there after the first time; what Go compiles takes minutes then. */
describe("the plugin in the examples, by the hosts of their languages", function () {
  this.timeout(900_000);

  for (const { example, sdk, install, env = () => ({}), template } of examples) {
    it(`brings the users of the example ${example} into a store and out again`, async () => {
      const cloud = await Cloud.open();
      const project = Project.ofExample(example, { cloud, env: env() });
      if (sdk !== undefined) await generated(project, sdk);
      await install?.(project);
      await project.initStack("dev");
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
      // What `ciam init` writes has the same surroundings.
      if (template !== undefined) {
        for (const [path, text] of programOf(template)) project.write(path, text);
        expect((await project.preview()).screen).to.contain("plan: 2 import");
      }
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

/** The program of a new project, and its users. */
function programOf(language: Language): [path: string, text: string][] {
  const wish = {
    language,
    name: "shop",
    store: { kind: "new" },
    endpoint: MAINLAND_HOST,
    pipeline: "none",
    source: "0.1.0",
  } as const;
  const files = projectFiles(wish, sourcesIn(ROOT, wish));
  return [...files].filter(([path]) => path === recipes[language].program || path.startsWith("users/"));
}

function pythonEnvironment(): string {
  return execFileSync(join(ROOT, "tools/languageHosts/python/get.sh"), { encoding: "utf8" }).trim();
}

/**
 * The tests have a home of their own, and Go would fetch and compile everything anew in it. What it compiles must not know
 * its folder either, which is another one each time.
 */
function goSettings(): Environment {
  const names = ["GOCACHE", "GOMODCACHE", "GOPATH", "GOPROXY", "GOFLAGS", "GOSUMDB"];
  const settings = JSON.parse(execFileSync("go", ["env", "-json", ...names], { encoding: "utf8" })) as Environment;
  return { ...settings, GOFLAGS: `${settings.GOFLAGS ?? ""} -trimpath '-ldflags=-s -w'`.trimStart() };
}
