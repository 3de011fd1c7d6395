import { expect } from "chai";
import { Folder } from "../files/files";
import { ciam } from "./inProcess";

describe("a word that ciam does not know is told with the one that was meant", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const wrong: [what: string, args: () => string[], said: string][] = [
    ["a command", () => ["validat"], "(Did you mean validate?)"],
    ["an option", () => ["validate", "--colum", "a=b"], "(Did you mean --column?)"],
    ["a choice", () => ["plan", "--format", "jsn"], 'Allowed choices are text, json, markdown (did you mean "json"?).'],
    [
      "a field",
      () => ["validate", "--default", "zoen=x", "staff.csv"],
      '--default zoen: is no field of a user (did you mean "zone"?)',
    ],
    [
      "a user",
      () => ["verify-password", "--user", "alcie", "--file", folder.write("staff.csv", "userName\nalice\n")],
      'has no user with the key "alcie" (did you mean "alice"?)',
    ],
  ];
  for (const [what, args, said] of wrong) {
    it(what, async () => {
      const { code, stderr } = await ciam(args(), { stdin: "Correct-Horse-1\n" });
      expect(stderr).to.contain(said);
      expect(code).to.equal(2);
    });
  }

  it("a format", async () => {
    const { code, stdout } = await ciam(["validate", "users.jsno"]);
    expect(stdout).to.contain('.yaml or .yml (did you mean ".json"?)');
    expect(code).to.equal(2);
  });
});
