import { expect } from "chai";
import { Project } from "../support/pulumi/project";

describe("the example with environments", function () {
  this.timeout(60_000);
  let project: Project;

  before(() => {
    project = Project.ofExample("environments");
  });
  after(() => project.dispose());

  it("gives the development stack its own staff and fifty made-up customers", async () => {
    await project.initStack("dev");
    await project.up();
    expect((await project.outputs()).summary).to.include({ declared: 54, created: 54 });
  });

  it("refuses made-up users in production", async () => {
    await project.initStack("production");
    await project.succeeds("config", "set", "fakeUsers", "50");
    const { screen } = await project.fails("preview");
    expect(screen).to.contain(
      "fakeUsers: this is a production stack (its ciam:environment is production), and made-up users have no place there",
    );
  });
});
