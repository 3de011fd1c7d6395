import { expect } from "chai";
import { linesChanged } from "../../../../tools/demo/lines";
import { meaningfulDiff, meaningfulNotes, meaningfulRows } from "../../../../tools/demo/screen";

const UPDATE = `Previewing update (dev):

 ~  pulumi-nodejs:dynamic/ciam:UserImportJob users update [diff: ~userSets]
Resources:
    ~ 1 to update

Updating (dev):

@ updating....
    pulumi:pulumi:Stack shop-dev running credentials from the environment
 ~  pulumi-nodejs:dynamic/ciam:UserImportJob users updating (0s) [diff: ~userSets]; job 0acda423… PENDING, 1 user
 ~  pulumi-nodejs:dynamic/ciam:UserImportJob users updated (0.98s) [diff: ~userSets]; imported: 1
    pulumi:pulumi:Stack shop-dev 
Diagnostics:
  pulumi:pulumi:Stack (shop-dev):
    error: update failed

  pulumi-nodejs:dynamic/ciam:UserImportJob (users):
    plan: 1 import

Outputs:
    aliceId: "5983f58f"

Resources:
    ~ 1 updated

Duration: 4s
`;

const DIFF = `Previewing update (dev):
  pulumi:pulumi:Stack: (same)
    [urn=urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev]
    ~ pulumi-nodejs:dynamic/ciam:UserImportJob: (update)
        [id=0123/shop/dev/users#93352fc3]
        [urn=urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ciam:UserImportJob::users]
      ~ userSets: {
          - bob: "x"
        }
Resources:
    ~ 1 to update
`;

describe("what the demo shows of a command", () => {
  it("is what ended, what was said and the tally", () => {
    expect(meaningfulRows(UPDATE, { outputs: false })).to.deep.equal([
      " ~  pulumi-nodejs:dynamic/ciam:UserImportJob users updated [diff: ~userSets]",
      "",
      "Diagnostics:",
      "  pulumi-nodejs:dynamic/ciam:UserImportJob (users):",
      "    plan: 1 import",
      "",
      "Resources:",
      "    ~ 1 updated",
    ]);
  });

  it("is of a preview what would end, and not what is said beside it", () => {
    const preview = [
      "Previewing update (dev):",
      "    pulumi-nodejs:dynamic/ciam:UserImportJob users  plan against last known state: 1 update (email 1)",
      " ~  pulumi-nodejs:dynamic/ciam:UserImportJob users update [diff: ~userSets]; plan against last known state",
    ];
    expect(meaningfulRows(preview.join("\n"), { outputs: false })).to.deep.equal([
      " ~  pulumi-nodejs:dynamic/ciam:UserImportJob users update [diff: ~userSets]",
    ]);
  });

  it("has the outputs when they are wanted", () => {
    expect(meaningfulRows(UPDATE, { outputs: true })).to.include.members(["Outputs:", '    aliceId: "5983f58f"']);
  });

  it("keeps the colours of what it keeps", () => {
    const coloured = UPDATE.replace("users updated", "users \u001b[33mupdated");
    const [row] = meaningfulRows(coloured, { outputs: false });
    expect(row).to.equal(" ~  pulumi-nodejs:dynamic/ciam:UserImportJob users \u001b[33mupdated [diff: ~userSets]");
  });

  it("is of a diff what changes, at the left edge and without URNs", () => {
    expect(meaningfulDiff(DIFF)).to.deep.equal([
      "~ pulumi-nodejs:dynamic/ciam:UserImportJob: (update)",
      "  ~ userSets: {",
      '      - bob: "x"',
      "    }",
      "",
      "Resources:",
      "    ~ 1 to update",
    ]);
  });

  it("moves a coloured diff to the left edge too", () => {
    const coloured = DIFF.replaceAll(/^ {4}/gm, "\u001b[0m\u001b[31m    ");
    expect(meaningfulDiff(coloured)[2]).to.equal('\u001b[0m\u001b[31m      - bob: "x"');
  });

  it("is nothing of a diff in which nothing changes", () => {
    expect(meaningfulDiff("Previewing update (dev):\nResources:\n    5 unchanged\n")).to.deep.equal([]);
  });

  it("has each note once", () => {
    expect(meaningfulNotes("credentials from the environment\nplan: 1 import\nplan: 1 import\n")).to.deep.equal([
      "plan: 1 import",
    ]);
  });

  it("has the changed lines of a file, the old ones first", () => {
    expect(linesChanged("a\nb\nc\n", "a\nB\nc\nd\n")).to.deep.equal(["- b", "+ B", "+ d"]);
  });
});
