import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { isAsShown, screensOf } from "../../support/documentedScreens";
import { ROOT } from "../support/pulumi/cli";
import { Project } from "../support/pulumi/project";
import { typed } from "../support/pulumi/typed";

const page = readFileSync(join(ROOT, "docs/first-day.md"), "utf8");

/** The blocks of a language in the page, in order. */
function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, text = ""]) => text);
}

/** The emulator of the page in place of the service, with the ten switches that the page turns. */
const BEGIN = `
npx --no-install ciam-emulator --config ten.json > ready.json &
until [ -s ready.json ]; do sleep 0.1; done
of() { node -p "JSON.parse(require('fs').readFileSync('ready.json', 'utf8')).$1"; }
export TENCENTCLOUD_CIAM_ENDPOINT=$(of endpoint) TENCENTCLOUD_SECRET_ID=$(of secretId) TENCENTCLOUD_SECRET_KEY=$(of secretKey)`;

/** An emulator serves until somebody ends it, which the page leaves to its reader. */
const AGAIN = `npx --no-install ciam-emulator --config like-the-store.json > again.json &
until [ -s again.json ]; do sleep 0.1; done; cat again.json; kill %2; wait %2 2> /dev/null; kill %1; wait %1 2> /dev/null`;

/** Ids, times, addresses and versions differ from run to run. */
const anyNumbers = (text: string): string =>
  text.replace(/\b(?=[a-f]*\d)[0-9a-f]{8,}\b/g, "ID").replace(/[\d.,:]*\d/g, "0");

describe("docs/first-day.md, typed line by line into an empty folder", function () {
  this.timeout(240_000);
  let project: Project;
  before(() => (project = Project.inEmptyFolder("of its own")));
  after(() => project.dispose());

  it("gives the screens that the page shows", async () => {
    const [settings = "", programs, [csv = ""], [ten = ""]] = [
      blocks("yaml")[0],
      blocks("ts"),
      blocks("csv"),
      blocks("json"),
    ];
    const [first = "", second = ""] = programs;
    project.write("package.json", JSON.stringify({ name: "shop", main: "index.ts" }));
    project.installPackage();
    for (const [file, text] of Object.entries({ "Pulumi.yaml": settings, "index.ts": first, "second.ts": second }))
      project.write(file, text);
    project.write("ten.json", ten);
    Object.assign(project.env, { PULUMI_SKIP_CONFIRMATIONS: "true" });
    const all = screensOf(page);
    const screens = all.slice(all.findIndex(({ command }) => command.startsWith("pulumi stack init")));
    const real = await typed(project, screens, {
      begin: BEGIN,
      before: { "pulumi preview 1": `mv second.ts index.ts; printf '${csv.replaceAll("\n", "\\n")}' > staff.csv` },
      instead: { "npx --no-install ciam-emulator --config like-the-store.json": AGAIN },
    });
    expect(screens.map(({ command }) => command).join("\n")).to.contain("ciam doctor --write --second-store");
    for (const [at, { command, lines }] of screens.entries()) {
      const shown = [`$ ${command}`, ...lines].join("\n");
      const documented = { command, lines: lines.map(anyNumbers) };
      const screen = real[at] ?? "";
      expect(isAsShown(documented, anyNumbers(screen)), `${shown}\n\nis really\n\n${screen}`).to.equal(true);
    }
  });
});
