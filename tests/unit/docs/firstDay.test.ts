import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { rendered } from "../../../cli/render/line";
import { habitFindings, table } from "../../../cli/doctor/table";
import { configured } from "../../../emulator/service/config";
import { doctor } from "../cli/doctor/doctor";
import { Emulated } from "../cli/doctor/emulated";

const page = readFileSync(join(__dirname, "../../../../docs/first-day.md"), "utf8");

/** The lines of the table that the page shows in one of its steps. */
function linesOf(step: string): string[] {
  const [, text = ""] = page.split(`\n## ${step}`);
  const [shown = ""] = text.split("\n## ");
  return shown.split("\n").filter((line) => /^ {2}(?:ok|\?\?|no) {2}|^ {8}\S/.test(line));
}

/** Times and addresses differ from run to run. */
function anyNumbers(line: string): string {
  return line.replace(/[\d.,:]*\d/g, "0");
}

describe("the walk of docs/first-day.md", () => {
  it("shows what the doctor says of a service with the ten switches of the page, all ten told", async () => {
    const [, json = ""] = /```json\n(\{.*?\})\n```/s.exec(page) ?? [];
    const ten = JSON.parse(json) as Parameters<typeof configured>[0];
    const service = new Emulated(configured(ten));
    const { findings, judgements } = await doctor(service, { write: true, secondStore: true });
    const said = new Set(
      table([...findings, ...habitFindings(judgements)]).map((line) => anyNumbers(rendered(line, "without colours"))),
    );
    const told = linesOf("4. ");
    expect(told.filter((line) => !said.has(anyNumbers(line)))).to.deep.equal([]);
    expect(linesOf("3. ").filter((line) => !said.has(anyNumbers(line)))).to.deep.equal(OF_THAT_MACHINE);
    for (const name of Object.keys(ten as object)) expect(told.join("\n"), name).to.contain(`(${name}`);
  });
});

/** What a test in virtual time does not have. */
const OF_THAT_MACHINE = [
  "  ok  which Pulumi CLI is on the PATH?",
  "        v3.259.0",
  "        the package works with it: docs/getting-started.md",
  "        127.0.0.1:41300, on this machine, so an emulator, region ap-singapore",
  "        lasting ones, from the environment",
];
