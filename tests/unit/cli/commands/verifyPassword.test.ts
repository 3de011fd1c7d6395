import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashSync } from "bcryptjs";
import { expect } from "chai";
import { ciam, type Ran } from "../inProcess";

const PASSWORD = "Correct-horse-1";
const SALT = "s@lt";

const digests = {
  SHA1: (text: string, encoding: "hex" | "base64" = "hex") => createHash("sha1").update(text).digest(encoding),
  MD5: (text: string, encoding: "hex" | "base64" = "hex") => createHash("md5").update(text).digest(encoding),
  BCRYPT: (text: string) => hashSync(text, 4),
} as const;

const verify = (args: readonly string[], stdin = `${PASSWORD}\n`): Promise<Ran> =>
  ciam(["verify-password", ...args], { stdin });

const places = {
  HEAD: { args: ["--salt-location", "HEAD"], text: SALT + PASSWORD },
  TAIL: { args: ["--salt-location", "TAIL"], text: PASSWORD + SALT },
  OTHER: { args: ["--salt-location", "OTHER", "--salt-rule", "<salt:password>"], text: `<${SALT}:${PASSWORD}>` },
} as const;

describe("ciam verify-password", () => {
  const folder = mkdtempSync(join(tmpdir(), "ciam-verify-"));
  after(() => rmSync(folder, { recursive: true }));

  for (const type of ["SHA1", "MD5", "BCRYPT"] as const) {
    it(`knows a ${type} hash with the salt at each place, and one of another password`, async () => {
      for (const { args, text } of Object.values(places)) {
        const salted = ["--type", type, "--salt", SALT, ...args];
        expect(await verify(["--hash", digests[type](text), ...salted])).to.include({
          code: 0,
          stdout: `yes: the password gives this ${type} hash\n`,
        });
        expect(await verify(["--hash", digests[type](`${text}x`), ...salted])).to.include({
          code: 1,
          stdout: `no: the password does not give this ${type} hash\n`,
        });
      }
      expect(await verify(["--hash", digests[type](PASSWORD)])).to.include({ code: 0 });
    });
  }

  it("says that the file is not as it must be, since what is wrong in it was not reckoned with", async () => {
    const file = join(folder, "wrong.yaml");
    const hash = digests.SHA1(SALT + PASSWORD);
    writeFileSync(file, `tom: { userName: tom, password: ${hash}, passwordEncryptType: SHA1, salt: ${SALT} }\n`);
    const { code, stderr } = await verify(["--file", file, "--user", "tom"]);
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /^ciam: .*wrong\.yaml:1:\d+: salt: must be an object .*`ciam validate` shows all findings$/m,
    );
  });

  it("knows the spellings of a hash", async () => {
    const sha1 = digests.SHA1(PASSWORD);
    const bcrypt = digests.BCRYPT(PASSWORD);
    const spellings = [
      sha1.toUpperCase(),
      digests.SHA1(PASSWORD, "base64"),
      digests.MD5(PASSWORD, "base64"),
      bcrypt.replace("$2b$", "$2y$"),
      bcrypt.replace("$2b$", "$2a$"),
    ];
    for (const hash of spellings) expect((await verify(["--hash", hash])).code, hash).to.equal(0);
  });

  it("says where the salt would have to be, if that is all that is wrong", async () => {
    const salted = (text: string): string[] => ["--hash", digests.SHA1(text), "--salt", SALT];
    expect((await verify(salted(PASSWORD + SALT))).stdout).to.equal(
      "no: it matches with the salt after the password: declare saltLocationType TAIL\n",
    );
    expect((await verify([...salted(SALT + PASSWORD), "--salt-location", "TAIL"])).stdout).to.contain(
      "before the password: declare saltLocationType HEAD",
    );
    expect(await verify(salted(PASSWORD))).to.include({
      code: 1,
      stdout: "no: it matches without the salt: the hash was made without one\n",
    });
  });

  it("takes hash and salt from the file of users, so that neither is on a command line", async () => {
    const file = join(folder, "migrated.csv");
    writeFileSync(
      file,
      `key,login,password,passwordEncryptType,salt.saltValue,salt.saltLocation.saltLocationType\nann,ann,${digests.SHA1(SALT + PASSWORD)},SHA1,${SALT},HEAD\nben,ben,plain-Password-1,,,\ncat,cat,,,,\n`,
    );
    const from = (user: string): Promise<Ran> => verify(["--file", file, "--column", "login=userName", "--user", user]);
    expect((await from("ann")).code).to.equal(0);
    expect((await from("ben")).stderr).to.contain("the password of ben is no hash");
    expect((await from("cat")).stderr).to.contain("cat has no password");
    expect((await from("dan")).stderr).to.contain('no user with the key "dan"');
  });

  it("takes a password with white space as it is, and none as wrong use", async () => {
    expect((await verify(["--hash", digests.SHA1(" a b ")], " a b \r\n")).code).to.equal(0);
    expect(await verify(["--hash", digests.SHA1("")], "")).to.include({ code: 2 });
  });

  it("asks a person for it, and shows nothing of what is typed", async () => {
    const args = ["verify-password", "--hash", digests.SHA1("password")];
    const { code, stderr } = await ciam(args, { typed: "passwx\u007ford\rnext" });
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "Password: \n" });
    expect(await ciam(args, { typed: "pass\u0003" })).to.include({
      code: 130,
      stderr: "Password: \nciam: interrupted\n",
    });
  });

  it("warns of what BCRYPT does not look at", async () => {
    const { code, stderr } = await verify(["--hash", digests.BCRYPT("x".repeat(80))], "x".repeat(90));
    expect({ code, stderr }).to.deep.equal({
      code: 0,
      stderr: "ciam: BCRYPT takes the first 72 bytes only, and password and salt have more\n",
    });
  });

  it("refuses what cannot be checked, with a sentence that has neither password nor hash", async () => {
    const file = join(folder, "good.yaml");
    writeFileSync(file, `ann: { userName: ann, password: ${digests.SHA1(PASSWORD)}, passwordEncryptType: SHA1 }\n`);
    const wrong = [
      [],
      ["--hash", "CANARY"],
      ["--hash", "CANARY", "--type", "MD5"],
      ["--hash", digests.SHA1("x"), "--salt", "CANARY", "--salt-location", "OTHER"],
      ["--file", "nowhere.csv"],
      ["--file", "nowhere.csv", "--user", "a"],
      ["--file", file, "--user", "ann", "--hash", digests.SHA1("x")],
      ["--user", "ann", "--hash", digests.SHA1("x")],
      ["--file", file, "--user", "ann", "--salt-location", "HEAD"],
    ];
    for (const args of wrong) {
      const { code, stderr, stdout } = await verify(args);
      expect({ code, stdout }, args.join(" ")).to.deep.equal({ code: 2, stdout: "" });
      expect(stderr)
        .to.match(/^ciam: /)
        .and.not.contain("CANARY")
        .and.not.contain(PASSWORD);
    }
  });
});
