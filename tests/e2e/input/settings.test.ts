import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Cloud } from "../support/service/cloud";
import { job, people, program } from "../support/pulumi/programs";
import { Project, type ProjectOptions } from "../support/pulumi/project";

/** A store, a group and a job: one of each kind of resource. */
const EVERYTHING = program(
  `const store = new ciam.UserStore("customers", { name: "customers" });`,
  `const group = new ciam.UserGroup("testers", { userStoreId: store.userStoreId, displayName: "Testers" });`,
  `new ciam.UserImportJob("staff", { userStoreId: store.userStoreId, userSets: { staff: ${JSON.stringify(people("alice"))} } });`,
);

describe("a setting that cannot work", function () {
  this.timeout(90_000);
  let projects: Project[] = [];

  afterEach(() => {
    for (const project of projects) project.dispose();
    projects = [];
  });

  async function begin(text: string, options: ProjectOptions = {}): Promise<Project> {
    const project = await Project.create(text, { runs: "here", ...options });
    projects.push(project);
    return project;
  }

  const onStore = program(job("0123456789abcdef0123456789abcdef", people("alice")));

  it("is told in a preview with the one that was meant: its value as an error, its name as a warning", async () => {
    const config = {
      "ciam:endpoint": "embeded",
      "ciam:reigon": "ap-guangzhou",
      "tencentcloud:secretid": "AKIDexample",
    };
    const project = await begin(onStore, { config });
    const { screen } = await project.fails("preview");
    expect(screen).to.contain(`a URL, or "embedded" (did you mean "embedded"?)`);
    expect(screen).to.match(
      /warning: "ciam:reigon" in the config .*\(did you mean "ciam:region"\?\); there are ciam:endpoint/,
    );
    expect(screen).to.match(/warning: "tencentcloud:secretid" .*\(did you mean "tencentcloud:secretId"\?\)/);
    expect(screen).not.to.contain("AKIDexample");
  });

  it("is told once of a name that nothing reads, and stops nobody", async () => {
    const project = await begin(EVERYTHING, { config: { "ciam:colour": "red" } });
    const { screen } = await project.succeeds("preview");
    expect(screen.match(/^ +warning: "ciam:colour" in the config/gm)).to.have.length(1);
  });

  it("does not open a production stack to made-up users by a word that tells nothing", async () => {
    const project = await begin(
      program(
        `const store = new ciam.UserStore("customers", { name: "customers" });`,
        `new ciam.UserImportJob("fakes", { userStoreId: store.userStoreId, userSets: { fakes: ciam.fakeUsers({ count: 3 }) } });`,
      ),
      { config: { "ciam:environment": "prd" } },
    );
    const refused = await project.fails("preview");
    expect(refused.screen).to.contain(
      'its ciam:environment is "prd", which is no word for another one (did you mean "prod"?)',
    );
    await project.succeeds("config", "set", "ciam:environment", "test");
    expect((await project.succeeds("preview")).screen).not.to.contain("ciam:environment");
  });

  it("is a Node.js that is too old, which a preview tells, and a refresh and a destroy too", async () => {
    const project = await begin(EVERYTHING, { runs: "by itself" });
    await project.up();
    project.write(
      "old.cjs",
      `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });`,
    );
    project.env.NODE_OPTIONS = `--require ${join(project.folder, "old.cjs")}`;
    for (const verb of ["preview", "refresh", "destroy"]) {
      const { screen } = await project.fails(verb, ...(verb === "preview" ? [] : ["--yes", "--skip-preview"]));
      expect(screen, verb).to.contain("pulumi-tencentcloud-ciam needs Node.js 22.13 or newer, and this is 20.20.2");
      expect(screen, verb).not.to.contain("please report");
    }
  });

  it("is half a set of credentials, or the emulator's for the cloud", async () => {
    const config = { "ciam:endpoint": "ciam.tencentcloudapi.com" };
    const half = await begin(onStore, { config, env: { TENCENTCLOUD_SECRET_ID: "AKIDexample" } });
    expect((await half.fails("preview")).screen).to.contain(
      "the environment has TENCENTCLOUD_SECRET_ID but not TENCENTCLOUD_SECRET_KEY: set both, or neither",
    );
    const dummy = { TENCENTCLOUD_SECRET_ID: "ciam-emulator", TENCENTCLOUD_SECRET_KEY: "ciam-emulator-not-a-secret" };
    const emulators = await begin(onStore, { config, env: dummy });
    expect((await emulators.fails("preview")).screen).to.contain("the credentials are those of the emulator");
    const none = await begin(onStore, { config });
    await none.succeeds("preview");
  });

  it("is a place where the embedded emulator cannot keep its users: up says which, and that it is no fault", async () => {
    for (const [what, spoil, said] of [
      [
        "a file",
        (folder: string) => writeFileSync(folder, ""),
        "which keeps its users in .*\\.ciam, and there is a file of that name",
      ],
      [
        "no database",
        (folder: string) => {
          mkdirSync(folder);
          writeFileSync(join(folder, "dev.db"), "no database\n".repeat(100));
        },
        "\\.ciam/dev\\.db: is not a database: nothing in it was changed",
      ],
    ] as const) {
      const project = await begin(EVERYTHING);
      spoil(join(project.folder, ".ciam"));
      const { screen } = await project.upFails();
      expect(screen, what).to.match(new RegExp(`ciam:endpoint is embedded, .*${said}`));
      expect(screen, what).not.to.contain("please report");
    }
  });

  describe("is an endpoint of another kind than a resource was created on, and a preview tells it of each", () => {
    const elsewhere = (now: string, then: string) =>
      `this resource was created on ${then} and the configuration now points at ${now}: nothing was read or changed. Set ciam:endpoint back, and take a stack of its own for another endpoint`;

    it("from the embedded emulator to the cloud, the mainland's and the one that is the default", async () => {
      const project = await begin(EVERYTHING);
      await project.up();
      for (const [lines, now] of [
        ["config:\n  ciam:endpoint: ciam.tencentcloudapi.com\n", "the mainland endpoint"],
        ["config: {}\n", "the international endpoint"],
      ] as const) {
        project.write("Pulumi.dev.yaml", lines);
        const { screen } = await project.fails("preview");
        expect(screen).to.contain(elsewhere(now, "the embedded emulator"));
        expect(screen).not.to.contain("__database");
      }
      project.write("Pulumi.dev.yaml", "config:\n  ciam:endpoint: embedded\n");
      expect((await project.succeeds("preview", "--diff")).screen).not.to.contain("__database");
    });

    it("from another one to the embedded emulator, resource by resource", async () => {
      const cloud = await Cloud.open();
      const project = await begin(EVERYTHING, { cloud });
      await project.up();
      project.write("Pulumi.dev.yaml", "config:\n  ciam:endpoint: embedded\n");
      const { result, calls } = await cloud.callsDuring(() => project.fails("preview"));
      expect(result.screen).to.contain(elsewhere("the embedded emulator", "an endpoint of another kind"));
      for (const name of ["testers", "staff"]) {
        const one = await project.fails("preview", "--target", `**::${name}`);
        expect(one.screen, name).to.contain(elsewhere("the embedded emulator", "an endpoint of another kind"));
        expect(one.screen, name).not.to.contain("__database");
      }
      expect(calls).to.deep.equal([]);
      await cloud.close();
    });
  });
});
