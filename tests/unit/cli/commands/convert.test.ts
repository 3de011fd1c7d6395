import { linkSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "chai";
import { formatOf, readUsers } from "../../../../files/read";
import type { UsersFromCsvOptions } from "../../../../files/options";
import { presets, type PresetName } from "../../../../files/presets";
import { encodeLoaded } from "../../../../provider/users/input/envelope/encode";
import * as sdk from "../../../../sdk";
import { Folder } from "../../files/files";
import { opened } from "../../sdk/sets/loadedUsers";
import { ciam } from "../inProcess";

const EXAMPLES = join(__dirname, "../../../../../tests/unit/files/presets/examples");

/** What a program that loads the file sends to the provider. */
function travelling(path: string, options: UsersFromCsvOptions = {}): unknown {
  const format = formatOf(path);
  if (format === undefined) throw new Error(`${path} is of no format`);
  const { users, findings } = readUsers({ format, path, options, directory: "/", keep: (user) => encodeLoaded(user) });
  expect(findings, path).to.deep.equal([]);
  return Object.fromEntries([...users].map(([key, { kept }]) => [key, kept]));
}

interface Printed {
  readonly program: string;
  readonly columns: readonly { readonly column: string; readonly fields: string[]; readonly users: number }[];
  readonly altered: readonly { readonly field: string; readonly how: string; readonly users: number }[];
  readonly written: { readonly program: string; readonly passwords: number; readonly hashes: number } | null;
  readonly findings: readonly { readonly rule: string }[];
}

function printed(stdout: string): Printed {
  return JSON.parse(stdout) as Printed;
}

/** The preset that an example is of, by its name. */
function presetOf(example: string): PresetName | undefined {
  // The names of the presets are those of the type.
  return (Object.keys(presets) as PresetName[]).find((name) => example.startsWith(`${name}.`));
}

/** Runs a line that was printed to be pasted into a program. */
async function pasted(line: string): Promise<unknown> {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the line is there to be run
  const load = new Function("ciam", `return ${line}`) as (ciam: typeof sdk) => Record<string, unknown>;
  const users = Object.entries(load(sdk)).map(async ([key, user]) => [key, await opened(user)] as const);
  return Object.fromEntries(await Promise.all(users));
}

describe("ciam convert", () => {
  const folder = new Folder();
  after(() => folder.remove());

  const MESSY =
    "Members, as of 1 March\n\nLogin;E-Mail;Handy;Geburtstag;Gruppen;Gehalt\n" +
    "ann|1;ann@example.com;13800008001;03.02.1990;qa+ops;1\nbo;bo@example.com;;;;2\n";
  const FLAGS = [
    ...["--column", "Login=userName", "--column", "E-Mail=email", "--column", "Handy=phoneNumber"],
    ...["--column", "Geburtstag=birthdate", "--column", "Gruppen=userGroups", "--column", "Gehalt=false"],
    ...["--delimiter", ";", "--dates", "DD.MM.YYYY", "--phone-country", "86", "--group-separator", "+"],
    ...["--default", "zone=Asia/Shanghai"],
  ];

  it("says what it understood and what it changed, masked, and writes a clean file", async () => {
    const from = folder.write("messy.csv", MESSY);
    const out = join(folder.path, "clean.csv");
    const { code, stdout, stderr } = await ciam(["convert", from, out, ...FLAGS]);
    expect(stdout.split("\n").map((line) => line.trimEnd())).to.deep.equal([
      `${from}: what was understood of 2 users`,
      "  column      becomes        of       first value, or why not",
      "  Login       userName, key  2 users  a***",
      "  E-Mail      email          2 users  a***@example.com",
      "  Handy       phoneNumber    1 user   138****8001",
      "  Geburtstag  birthdate      1 user   ***",
      '  Gruppen     userGroups     1 user   ["qa","ops"]',
      "  Gehalt      (ignored)      2 users  is left out, as was said",
      "  phoneNumber of 1 user: written as +86-… is, with its country",
      "  birthdate of 1 user: written as YYYY-MM-DD",
      "  userGroups of 1 user: made a list of groups",
      "  key of 1 user: made of what names the user, without what a key may not hold",
      "  zone of 2 users: given by --default",
      `ok: 2 users in ${out}`,
      `a program reads the original by  ciam.usersFromCsv(${JSON.stringify(from)}, { delimiter: ";", columns: { Login: "userName", "E-Mail": "email", Handy: "phoneNumber", Geburtstag: "birthdate", Gruppen: "userGroups", Gehalt: false }, defaults: { zone: "Asia/Shanghai" }, dates: "DD.MM.YYYY", phoneCountry: "86", groupSeparator: "+" })`,
      `and this file by                 ciam.usersFromCsv(${JSON.stringify(out)})`,
      "",
    ]);
    expect(stderr).to.contain(`${out} holds personal data in clear: keep it out of logs and public repositories`);
    expect(code).to.equal(0);
    expect(readFileSync(out, "utf8")).to.equal(
      "key,userName,email,phoneNumber,userGroups,birthdate,zone\n" +
        "ann-1,ann|1,ann@example.com,+86-13800008001,qa;ops,1990-02-03,Asia/Shanghai\n" +
        "bo,bo,bo@example.com,,,,Asia/Shanghai\n",
    );
    expect(statSync(out).mode & 0o777).to.equal(0o600);
  });

  it("prints lines of a program that read the original and the clean file into the same users", async () => {
    const from = folder.write("lines.csv", MESSY);
    for (const name of ["l.csv", "l.tsv", "l.ndjson", "l.json", "l.yaml"]) {
      const { stdout } = await ciam(["convert", "--json", from, join(folder.path, name), ...FLAGS]);
      const { program, written } = printed(stdout);
      const original = await pasted(program);
      expect(Object.keys(original as object)).to.have.members(["ann-1", "bo"]);
      expect(await pasted(written?.program ?? ""), name).to.deep.equal(original);
    }
  });

  it("makes of every file that a preset knows one in which the same users travel, in every format", async () => {
    const examples = readdirSync(EXAMPLES).filter(
      (file) => !file.endsWith(".expected.json") && formatOf(file) !== undefined && presetOf(file) !== undefined,
    );
    expect(examples).to.have.length.greaterThan(20);
    for (const example of examples)
      for (const ending of ["csv", "ndjson", "json", "yaml"]) {
        const preset = presetOf(example);
        if (preset === undefined) continue;
        const from = join(EXAMPLES, example);
        const out = join(folder.path, `${basename(example)}.${ending}`);
        const { code, stdout, stderr } = await ciam(["convert", "--json", "--preset", preset, from, out]);
        expect(code, `${example} ${stdout}${stderr}`).to.equal(0);
        expect(travelling(out), example).to.deep.equal(travelling(from, { preset }));
        if (ending === "csv") expect((await ciam(["validate", out])).code, out).to.equal(0);
      }
  });

  it("keeps every field, salts and attributes among them", async () => {
    const hash = "0123456789abcdef0123456789abcdef01234567";
    const from = folder.write(
      "all.json",
      JSON.stringify({
        a: {
          userName: "ann",
          password: hash,
          passwordEncryptType: "SHA1",
          salt: { saltValue: "pepper", saltLocation: { saltLocationType: "TAIL" } },
          customAttributes: [
            { name: "plan", value: 'gold, "really"\nyes' },
            { name: "team", value: "blue" },
          ],
          identityVerified: false,
          userGroups: ["qa", "ops"],
        },
        b: { email: "bo@example.com", customAttributes: [{ name: "team", value: "=1+1" }] },
      }),
    );
    for (const name of ["a.csv", "a.yaml", "a.ndjson"]) {
      const out = join(folder.path, name);
      expect((await ciam(["convert", from, out])).code, name).to.equal(0);
      expect(travelling(out), name).to.deep.equal(travelling(from));
    }
  });

  it("shows no password, hash or salt, and says that the file holds them", async () => {
    const hash = "0123456789abcdef0123456789abcdef01234567";
    const from = folder.write(
      "secrets.csv",
      "key,userName,password,passwordEncryptType,salt.saltValue,salt.saltLocation.saltLocationType\n" +
        `a,ann,${hash},SHA1,NaCl-1,HEAD\nb,bo,Correct-Horse-7,,,\n`,
    );
    const flags = ["--default", "password=Battery-Staple-9"];
    for (const extra of [[], ["--json"], ["--show-values"]]) {
      const out = join(folder.path, `secrets${extra.join("")}.yaml`);
      const { code, stdout, stderr } = await ciam(["convert", from, out, ...flags, ...extra]);
      expect({ code, stderr }, stdout).to.deep.equal({
        code: 0,
        stderr: `ciam: ${out} holds personal data in clear and 1 password that can be read and the password hashes of 1 user: keep it out of logs and repositories, unless it is encrypted there\n`,
      });
      for (const secret of [hash, "NaCl-1", "Correct-Horse", "Battery-Staple"]) expect(stdout).not.to.contain(secret);
      expect(stdout).to.contain("(not shown: take it from the configuration)");
    }
  });

  it("writes nothing where something is wrong, and leaves nothing behind", async () => {
    mkdirSync(join(folder.path, "empty"));
    const from = folder.write("wrong.csv", "key,userName,birthdate\na,ann,1990-13-01\n");
    const out = join(folder.path, "empty", "out.csv");
    const { code, stdout } = await ciam(["convert", from, out]);
    expect(code).to.equal(2);
    expect(stdout).to.contain(`${from}:2:3: birthdate: is not a date of the calendar, YYYY-MM-DD`);
    expect(stdout).to.contain(`1 finding: ${out} is not written; mend them in ${from}`);
    const json = printed((await ciam(["convert", "--json", from, out])).stdout);
    expect(json.written).to.equal(null);
    expect(json.findings).to.have.length(1);
    const emptied = folder.write("emptied.json", '{"a":{"userName":"ann","nickname":""}}');
    const table = await ciam(["convert", emptied, out]);
    expect(table).to.deep.include({ code: 2 });
    expect(table.stderr).to.contain(
      `${out} was not written: the user "a" has a value that a table cannot hold, such as an empty text, the type of an attribute, or ; in the name of a group: choose a name that ends in .json, .ndjson or .yaml`,
    );
    expect(readdirSync(join(folder.path, "empty"))).to.deep.equal([]);
    expect((await ciam(["convert", emptied, join(folder.path, "empty", "out.json")])).code).to.equal(0);
  });

  it("replaces nothing unless it is told to, and never the file that it reads", async () => {
    const from = folder.write("from.csv", "key,userName\na,ann\n");
    const out = folder.write("there.yaml", "mine: {}\n");
    const refused = await ciam(["convert", from, out]);
    expect(refused).to.deep.include({ code: 2, stdout: "" });
    expect(refused.stderr).to.equal(`ciam: ${out} is there already: take another name, or say --force\n`);
    expect(readFileSync(out, "utf8")).to.equal("mine: {}\n");
    expect((await ciam(["convert", from, out, "--force"])).code).to.equal(0);
    expect(readFileSync(out, "utf8")).to.equal("a:\n  userName: ann\n");
    const link = join(folder.path, "same.csv");
    linkSync(from, link);
    for (const same of [from, link]) {
      const { code, stderr } = await ciam(["convert", from, same, "--force"]);
      expect({ code, stderr }).to.deep.equal({
        code: 2,
        stderr: `ciam: ${same} is the file that is read: take another name, so that what you were given stays\n`,
      });
    }
    for (const [name, rule] of [
      ["users.xlsx", "the name must end in .csv"],
      ["users.dat", "the name must end in .csv"],
      ["nowhere/users.csv", "cannot be written: the folder does not exist"],
    ] as const) {
      const { code, stderr } = await ciam(["convert", from, join(folder.path, name)]);
      expect({ code, said: stderr.includes(rule) }, stderr).to.deep.equal({ code: 2, said: true });
    }
  });

  it("says what the clean file is to be read by, where somebody has said that its values are meant", async () => {
    const from = folder.write("meant.csv", `key,userName,password,job\na,ann,${"ab".repeat(16)},NULL\n`);
    const out = join(folder.path, "meant.json");
    const { stdout } = await ciam(["convert", "--json", from, out, "--passwords-are-plain", "--nulls", ""]);
    expect(printed(stdout).written).to.deep.equal({
      program: `ciam.usersFromJson(${JSON.stringify(out)}, { nulls: [], passwordsArePlain: true })`,
      passwords: 1,
      hashes: 0,
    });
  });
});
