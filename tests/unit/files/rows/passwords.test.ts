import { expect } from "chai";
import { createHash, randomBytes } from "node:crypto";
import { Folder } from "../files";

const HASH = createHash("sha256").update("Correct-horse-1").digest("hex");
const LIKE_A_HASH = "looks like a hash: CIAM imports SHA1, MD5 and BCRYPT only, so";
const PLAIN = "if it is the password itself, say passwordsArePlain: true";

describe("passwords in a user file", () => {
  const folder = new Folder();
  after(() => folder.remove());

  /** A file of users with these passwords. */
  const csv = (passwords: readonly string[]): string =>
    ["key,userName,password", ...passwords.map((password, at) => `u${String(at)},u${String(at)},"${password}"`)].join(
      "\n",
    );
  const hex = (): string => randomBytes(8).toString("hex");
  const many = (count: number, make: (at: number) => string): string[] =>
    Array.from({ length: count }, (_, at) => make(at));

  it("that are hashes are found by line and column, with what leaves the column out, by its own title", () => {
    const content = `Login,Password [Required]\nann,${HASH}\nben,Correct-horse-1\n`;
    const columns = { Login: "userName", "Password [Required]": "password" } as const;
    const leftOut = 'columns: {"Password [Required]": false}';
    expect(folder.read("google.csv", content, { columns }).findings).to.deep.equal([
      `google.csv:2:2: Password [Required]: ${LIKE_A_HASH} leave it out (for everybody: ${leftOut}); ${PLAIN}`,
    ]);
    const without = { ...columns, "Password [Required]": false } as const;
    expect(folder.readAgain("google.csv", { columns: without }).findings).to.deep.equal([]);
    expect(folder.readAgain("google.csv", { columns, passwordsArePlain: true })).to.deep.equal({
      users: {
        ann: { userName: "ann", password: HASH },
        ben: { userName: "ben", password: "Correct-horse-1" },
      },
      findings: [],
    });
  });

  it("are judged the same in every format", () => {
    const rule = `passwordHash: ${LIKE_A_HASH} leave it out (for everybody: columns: {"passwordHash": false}); ${PLAIN}`;
    const columns = { passwordHash: "password" } as const;
    const json = `[{"userName": "ann",\n"passwordHash": "${HASH}"}]`;
    expect(folder.read("users.json", json, { columns }).findings).to.deep.equal([`users.json:2:1: ${rule}`]);
    const line = `{"userName": "ann", "passwordHash": "${HASH}"}`;
    expect(folder.read("users.ndjson", line, { columns }).findings).to.deep.equal([`users.ndjson:1:21: ${rule}`]);
    const yaml = `- userName: ann\n  passwordHash: ${HASH}\n`;
    expect(folder.read("users.yaml", yaml, { columns }).findings).to.deep.equal([`users.yaml:2:3: ${rule}`]);
  });

  it("that are masks, or hashes by default, are found too; of whom where leaves out nobody speaks", () => {
    const content = "userName,password,zone\nann,****,x\nben,!,\ncal,,\n";
    const { findings } = folder.read("masked.csv", content, { where: (row) => row.zone === undefined });
    expect(findings).to.have.length(1);
    expect(findings[0]).to.match(/^masked\.csv:3:2: password: looks like a mask or the mark of a locked account/);
    const [byDefault] = folder.read("all.csv", "userName\nann\n", { defaults: { password: HASH } }).findings;
    expect(byDefault).to.contain(`all.csv:2: password: ${LIKE_A_HASH}`);
  });

  it("most of which are written alike are found once, where the first of them is", () => {
    const passwords = ["hunter2", ...many(40, hex).map((text) => `a${text.slice(0, 13)}`), "Correct horse 1"];
    const { findings } = folder.read("alike.csv", csv(passwords));
    expect(findings).to.deep.equal([
      'alike.csv:3:3: password: 40 of 42 passwords have 14 characters of one alphabet, as hashes do: if they are hashes, leave it out (for everybody: columns: {"password": false}); if they are the passwords themselves, say passwordsArePlain: true',
    ]);
    expect(folder.readAgain("alike.csv", { passwordsArePlain: true }).findings).to.deep.equal([]);
  });

  it("are not written alike where all have the same, where a program counts, or where few are there", () => {
    for (const passwords of [
      many(50, () => "Welcome2024x"),
      many(50, (at) => `Welcome-${String(at).padStart(3, "0")}`),
      many(9, hex).map((text) => text.slice(0, 14)),
    ]) {
      expect(folder.read("some.csv", csv(passwords)).findings).to.deep.equal([]);
    }
  });

  it("with a type are hashes and may be written alike", () => {
    const rows = many(30, () => randomBytes(20).toString("hex")).map((hash, at) => `u${String(at)},${hash},SHA1`);
    const content = ["userName,password,passwordEncryptType", ...rows].join("\n");
    expect(folder.read("typed.csv", content).findings).to.deep.equal([]);
  });

  it("are in no finding", () => {
    const secrets = [HASH, `$2b$10$${"CANARY".repeat(9)}`.slice(0, 60), "{SSHA}CANARYCANARYCANARY==", "[hidden]"];
    const passwords = [...secrets, ...many(20, hex).map((text) => text.slice(0, 14))];
    const findings = folder.read("secret.csv", csv(passwords)).findings.join("\n");
    for (const password of passwords) expect(findings).not.to.contain(password);
    expect(findings.split("\n")).to.have.length(secrets.length + 1);
  });
});
