import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { isAsShown, screensOf } from "../../support/documentedScreens";
import { ROOT } from "../support/pulumi/cli";
import { Project } from "../support/pulumi/project";
import { typed } from "../support/pulumi/typed";

/** What the page has its reader do in an editor, by the command that comes after it, and which time it comes. */
const edits: Readonly<Record<string, string>> = {
  "cat users/staff.csv 1": `sed -i -e '/^clara/d' -e s/bert@example.com/bert@example.org/ users/staff.csv
    echo erin,erin@example.com,Erin,1999-09-09 >> users/staff.csv`,
  "npx --no-install ciam preview --comment --key production 1": `sed -i 's/erin@/erin(at)/' users/staff.csv`,
  "pulumi up --yes 2": `sed -i 's/erin(at)/erin@/' users/staff.csv`,
};

describe("docs/gitops.md, typed line by line into a copy of the example", function () {
  this.timeout(180_000);

  it("gives the screens that the page shows", async () => {
    const all = screensOf(readFileSync(join(ROOT, "docs/gitops.md"), "utf8"));
    // Packing, installing and logging in is done already.
    const screens = all.slice(all.findIndex(({ command }) => command.startsWith("export PULUMI_CONFIG_PASSPHRASE")));
    const project = Project.ofExample("github-actions");
    const real = await typed(project, screens, { before: edits });
    for (const [at, documented] of screens.entries()) {
      const shown = [`$ ${documented.command}`, ...documented.lines].join("\n");
      expect(isAsShown(documented, real[at] ?? ""), `${shown}\n\nis really\n\n${real[at] ?? "nothing"}`).to.equal(true);
    }
    project.dispose();
  });
});
