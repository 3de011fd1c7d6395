import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { isAsShown, screensOf } from "../../support/documentedScreens";
import { ROOT, start } from "../support/pulumi/cli";
import { Project } from "../support/pulumi/project";

/** What the page has its reader do in an editor, by the command that comes after it, and which time it comes. */
const edits: Readonly<Record<string, string>> = {
  "cat users/staff.csv 1": `sed -i -e '/^clara/d' -e s/bert@example.com/bert@example.org/ users/staff.csv
    echo erin,erin@example.com,Erin,1999-09-09 >> users/staff.csv`,
  "npx --no-install ciam preview --comment --key production 1": `sed -i 's/erin@/erin(at)/' users/staff.csv`,
  "pulumi up --yes 2": `sed -i 's/erin(at)/erin@/' users/staff.csv`,
};

const END = "--- the end of a screen ---";

describe("docs/gitops.md, typed line by line into a copy of the example", function () {
  this.timeout(180_000);

  it("gives the screens that the page shows", async () => {
    const all = screensOf(readFileSync(join(ROOT, "docs/gitops.md"), "utf8"));
    // Packing, installing and logging in is done already.
    const typed = all.slice(all.findIndex(({ command }) => command.startsWith("export PULUMI_CONFIG_PASSPHRASE")));
    const times = new Map<string, number>();
    const lines = typed.map(({ command }) => {
      const time = (times.get(command) ?? 0) + 1;
      times.set(command, time);
      const edit = edits[`${command} ${String(time)}`] ?? ":";
      // `echo $?` is about the command before.
      const typing = command.endsWith("&") ? command : `(exit $code); ${command}\ncode=$?`;
      return `${edit}\n${typing}\necho '${END}'`;
    });
    // With job control, `kill %1` ends all that a line began, as in the shell of a person.
    const script = ["set -m", "code=0", ...lines].join("\n");
    const project = Project.ofExample("github-actions");
    const { screen } = await start("bash", ["-c", `exec 2>&1\n${script}`], project.folder, project.env).ended;
    // A shell says that a job has ended when it has: with this command or the next.
    const real = screen.replace(/^\[\d\]\+ +Terminated .*\n/gm, "").split(`${END}\n`);
    for (const [at, documented] of typed.entries()) {
      const shown = [`$ ${documented.command}`, ...documented.lines].join("\n");
      expect(isAsShown(documented, real[at] ?? ""), `${shown}\n\nis really\n\n${real[at] ?? "nothing"}`).to.equal(true);
    }
    project.dispose();
  });
});
