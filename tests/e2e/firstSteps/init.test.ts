import { expect } from "chai";
import { join } from "node:path";
import { ROOT } from "../support/pulumi/cli";
import { Project } from "../support/pulumi/project";

const EDITED = "userName,nickname,email\nalice,Al,alice@example.com\ncarol,Carol,carol@example.com\n";

describe("a project to begin with", function () {
  this.timeout(60_000);
  let project: Project;
  afterEach(() => project.dispose());

  for (const language of ["typescript", "yaml"]) {
    it(`has its users in the emulator after the commands that ciam init names, in ${language}`, async () => {
      project = await Project.begun("--language", language);
      await project.succeeds("stack", "init", "dev");
      const { screen } = await project.up();
      expect(screen).to.contain("ciam:endpoint is embedded").and.to.contain("+ staff/alice, staff/bob");
      expect(await project.outputs()).to.include({ status: "InSync" });

      project.write("users/staff.csv", EDITED);
      expect((await project.preview()).screen).to.contain("1 import, 1 update (nickname 1), 1 delete");
    });
  }

  it("comes from `pulumi new`, too, where the plugin is installed", async () => {
    project = Project.inEmptyFolder("of its own");
    const plugin = join(ROOT, "dist/bin/pulumi-resource-ciam");
    await project.succeeds("plugin", "install", "resource", "ciam", "0.1.0", "--file", plugin);
    const made = ["--offline", "--yes", "--name", "shop", "--stack", "dev"];
    const { screen } = await project.succeeds("new", join(ROOT, "templates/yaml"), ...made);
    expect(screen).to.contain("The plugin has to be installed, once for this machine.");
    expect((await project.preview()).screen).to.contain("plan: 2 import");
  });
});
