import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { digest, events, SIGNED } from "../unit/cli/documents";
import { ciam } from "../unit/cli/inProcess";
import { Service } from "./service";

/** Twenty values that no output may contain, whatever the options. */
const canaries = Array.from({ length: 20 }, (_, n) => `Canary-${String(n)}-${"x".repeat(n)}-7Qz`);
const [c = ""] = canaries;
const next = canaries.values();
const secret = (): string => next.next().value ?? c;

describe("secrets in the outputs of ciam", () => {
  let service: Service;
  const folder = mkdtempSync(join(tmpdir(), "ciam-canaries-"));
  const printed: string[] = [];
  before(async () => (service = await Service.open()));
  after(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });

  const ran = async (args: readonly string[], stdin = ""): Promise<void> => {
    const { stdout, stderr, code } = await service.ciam(args, { stdin });
    expect(code, stderr).not.to.equal(70);
    printed.push(stdout, stderr);
  };

  it("are in none of them", async () => {
    const salt = (value: string): object => ({ saltValue: value, saltLocation: { saltLocationType: "HEAD" } });
    const sets = (): object => ({
      program: {
        a: { userName: "a", password: secret(), salt: salt(secret()), residentIdentityCard: secret(), job: secret() },
        b: {
          userName: "b",
          nickname: { ...SIGNED, plaintext: secret() },
          password: { ...SIGNED, plaintext: JSON.stringify(secret()) },
        },
      },
      file: {
        c: { user: '{"userName":"c"}', secret: JSON.stringify({ password: secret(), phoneNumber: secret() }) },
        d: { user: '{"userName":"d"}', secret: { ...SIGNED, plaintext: JSON.stringify(secret()) } },
        e: JSON.stringify({ userName: "e", password: secret() }),
        f: { ...SIGNED, ciphertext: secret() },
        g: `not JSON ${secret()}`,
      },
    });
    const preview = {
      steps: [
        {
          before: sets(),
          now: sets(),
          changed: ["userSets.program.a.password", "userSets.file.c.secret", "userSets.program.b.nickname"],
          args: { secretFields: ["job"] },
        },
      ],
      diagnostics: [
        { severity: "debug", message: `RegisterResource finished: ${c}` },
        {
          severity: "error",
          message: `TypeError: cannot read ${c}`,
          urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
        },
      ],
    };
    for (const stdin of [digest(preview), events(preview), `${digest(preview)}\n{"broken": "${c}`]) {
      for (const format of ["text", "json", "markdown"])
        await ran(["plan", "--format", format, "--show-values"], stdin);
      await ran(["comment", "--show-values", "--full", join(folder, "full.md")], stdin);
    }

    const csv = join(folder, "staff.csv");
    writeFileSync(
      csv,
      `userName,password,passwordEncryptType,salt.saltValue,salt.saltLocation.saltLocationType,residentIdentityCard\na,${c},,,,${c}\nb,${c},SHA1,${c},${c},\na,${c},X,,,\n"${c},b\n`,
    );
    for (const [name, text] of [
      ["a.json", `{"a": {"password": "${c}", "salt": "${c}"}, "b": ${c}}`],
      ["b.ndjson", `{"password": "${c}"\n${c}`],
      ["c.yaml", `a: {userName: a, password: "${c}", salt: *${c}}\n\t${c}`],
    ] as const) {
      writeFileSync(join(folder, name), text);
      await ran(["validate", "--show-values", "--json", join(folder, name)]);
    }
    await ran(["validate", "--show-values", csv]);
    await ran(["plan", "--store", service.store, "--show-values", csv]);
    await ran(["verify-password", "--file", csv, "--user", "a"], c);
    await ran(["verify-password", "--hash", c, "--salt", c], c);

    await service.import([
      { UserName: "a", Password: secret(), ResidentIdentityCard: secret() },
      { UserName: "a", Password: c, ResidentIdentityCard: secret() },
    ]);
    await ran(["jobs", "--failed", "--show-values"]);
    await ran(["jobs", "--json", "--show-values"]);
    await ran(["export", "--out", join(folder, "all.yaml")]);
    await ran(["export", "--out", join(folder, "all.csv"), "--json"]);
    const { stderr } = await ciam(["jobs", "--store", "x"], { env: { ...service.env, TENCENTCLOUD_SECRET_KEY: c } });
    printed.push(stderr);

    for (const name of readdirSync(folder).filter((file) => /^(all|full)/.test(file)))
      printed.push(readFileSync(join(folder, name), "utf8"));
    const all = printed.join("\n");
    expect(all).to.have.length.greaterThan(5_000);
    const found = canaries.filter(
      (canary) => all.includes(canary) || all.includes(Buffer.from(canary).toString("base64").replace(/=+$/, "")),
    );
    expect(found).to.deep.equal([]);
    expect(next.next().done, "all of them were planted").to.equal(true);
  });
});
