import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ciam } from "../cli/inProcess";

const ROOT = join(__dirname, "../../../..");
const SYSTEMS = join(ROOT, "examples/migration/systems");

interface Converted {
  readonly program: string;
  readonly notes: readonly { readonly rule: string }[];
}

describe("the files of other systems in the example of a migration", () => {
  const folder = mkdtempSync(join(tmpdir(), "ciam-migration-"));
  after(() => rmSync(folder, { recursive: true }));

  const converted = async (file: string, ...options: string[]): Promise<[Converted, string]> => {
    const out = join(folder, `${file}.yaml`);
    const { code, stdout, stderr } = await ciam(["convert", "--json", join(SYSTEMS, file), out, ...options]);
    expect(code, `${stdout}${stderr}`).to.equal(0);
    return [JSON.parse(stdout) as Converted, readFileSync(out, "utf8")];
  };

  it("are read by the options that the program has", async () => {
    const program = readFileSync(join(ROOT, "examples/migration/index.ts"), "utf8");
    const [auth0] = await converted("auth0.json", "--preset", "auth0");
    const [wecom] = await converted("wecom.csv", "--preset", "wecom", "--phone-country", "86");
    for (const [{ program: line }, file] of [
      [auth0, "auth0.json"],
      [wecom, "wecom.csv"],
    ] as const) {
      const options = /\{.*\}/.exec(line)?.[0] ?? "no options";
      expect(program).to.contain(`ciam.usersFromFile("systems/${file}", ${options})`);
    }
  });

  it("become users without those who may not sign in, with the hash that CIAM takes and with numbers in one form", async () => {
    const [auth0, shop] = await converted("auth0.json", "--preset", "auth0", "--force");
    expect(shop).to.contain("passwordEncryptType: BCRYPT").and.not.to.contain("gone@example.com");
    expect(auth0.notes.map(({ rule }) => rule).join("\n")).to.contain("is no hash that CIAM takes");
    const [, staff] = await converted("wecom.csv", "--preset", "wecom", "--phone-country", "86", "--force");
    expect(staff).to.contain("name: 蒋涛").and.to.contain("phoneNumber: +86-13800008102").and.not.to.contain("left@");
  });
});
