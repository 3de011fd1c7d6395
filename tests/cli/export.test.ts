import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { exported, type ExportRules } from "../../cli/export/exported";
import { formatted } from "../../cli/export/format";
import type { LiveUser } from "../../provider/users/model/live";
import { LiveUsers } from "../../provider/users/model/liveUsers";
import { ownerMark } from "../../provider/users/model/mark";
import { everyAction } from "../../provider/users/plan/actions";
import { plan } from "../../provider/users/plan/plan";
import { defaultPolicy } from "../../provider/users/plan/policy";
import type { DeclaredUser } from "../../provider/users/model/user";
import { cellDamage } from "../../provider/users/input/damage";
import { readUsers } from "../../files/read";
import { Service } from "./service";

const rules: ExportRules = {
  key: "auto",
  identityNumbers: "left out",
  groups: new Map(),
};
const formats = [
  ["csv", "users.csv"],
  ["ndjson", "users.ndjson"],
  ["json", "users.json"],
  ["yaml", "users.yaml"],
] as const;
const mark = ownerMark("shop/dev/staff#00000000", "indexedAttribute5");

function live(id: string, fields: DeclaredUser): LiveUser {
  const moment = { createdDate: 0, lastModifiedDate: 0, lastSignOn: null };
  return {
    id,
    fields: { ...fields, indexedAttribute5: mark.values.created },
    status: "NORMAL",
    isFrozen: false,
    primary: true,
    tenantId: "",
    ...moment,
  };
}

/** The plan of an update with a file's users, for the store they were exported from. */
function planned(users: readonly LiveUser[], declared: ReadonlyMap<string, { kept: DeclaredUser }>): string[] {
  const decided = plan(
    {
      desired: [...declared].map(([key, { kept }]) => ({ ref: { set: "all", key }, user: kept, credential: null })),
      recorded: [],
      live: new LiveUsers(users),
    },
    // A person has named the owner: there is no record.
    { ...defaultPolicy, mark, takeOver: new Set([mark.owner]) },
  );
  return everyAction(decided).map((action) =>
    action.kind === "keep" && action.drifted.length === 0 ? "keep" : JSON.stringify(action),
  );
}

/** True if a reader takes a text for damage by a wrong encoding or a mask. */
function isDamaged(text: string): boolean {
  return cellDamage("name", text) !== undefined;
}

describe("a file of exported users", () => {
  const folder = mkdtempSync(join(tmpdir(), "ciam-export-"));
  after(() => rmSync(folder, { recursive: true }));

  /** Texts that formats trip over. */
  const text = fc.oneof(
    fc.constantFrom(
      "true",
      "null",
      "0012",
      "1e3",
      "- a",
      "a: b",
      "#x",
      "a,b;c|d",
      '"q"',
      "'",
      "=1+1",
      "one\ntwo",
      "a\rb",
      " x ",
      "é",
      "~",
      "[a]",
      "{b}",
      "&c",
      "*d",
      "!e",
      "%f",
      "@g",
      "`h`",
      "\ta",
    ),
    fc
      .string({ unit: "binary", minLength: 1, maxLength: 12 })
      .filter((value) => !/[\0\p{Surrogate}]/u.test(value) && !isDamaged(value)),
  );
  const person = fc.record(
    {
      nickname: text,
      address: text,
      name: text,
      zone: text,
      gender: fc.constantFrom("MALE", "UNKNOWN"),
      birthdate: fc.constant("1990-09-30"),
      userGroups: fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{8}$/), { maxLength: 3 }),
      customAttributes: fc.uniqueArray(
        fc.record({ name: fc.constantFrom("team", "c o d e", "x.y"), value: text, type: fc.constant("STRING") }),
        { selector: ({ name }) => name, maxLength: 3 },
      ),
      indexedAttribute1: text,
    },
    { requiredKeys: [] },
  );

  for (const [format, name] of formats) {
    it(`declares the same users when ${format} is read again: no plan changes anybody`, () => {
      fc.assert(
        fc.property(fc.array(person, { minLength: 1, maxLength: 6 }), (people) => {
          const users = people.map((fields, n) => live(`id${String(n)}`, { userName: `user${String(n)}`, ...fields }));
          const file = join(folder, name);
          writeFileSync(
            file,
            formatted(
              format,
              users.map((user) => exported(user, rules)),
              { delimiter: ",", formulas: "as they are" },
            ),
          );
          const { users: again, findings } = readUsers({
            format,
            path: file,
            // A word that usually means "no value" is a value here.
            options: { nulls: [] },
            directory: folder,
            ownerAttribute: "indexedAttribute5",
            keep: (user) => user,
          });
          expect(findings).to.deep.equal([]);
          expect(planned(users, again)).to.deep.equal(users.map(() => "keep"));
        }),
        { numRuns: 60 },
      );
    });
  }

  it("has the columns people look for first, and none that nobody has", () => {
    const users = [
      live("id1", {
        userName: "ann",
        phoneNumber: "+86-13800008000",
        userGroups: ["a", "b"],
        customAttributes: [{ name: "team", value: "x" }],
        residentIdentityCard: "CANARY",
      }),
      live("id2", { email: "ben@example.com", nickname: "=cmd()", identityVerified: false }),
    ].map((user) => exported(user, rules));
    expect(formatted("csv", users, { delimiter: ",", formulas: "as they are" })).to.equal(
      "key,userName,email,phoneNumber,nickname,userGroups,customAttributes.team\nann,ann,,+86-13800008000,,a;b,x\nid2,,ben@example.com,,=cmd(),,\n",
    );
    expect(formatted("csv", users, { delimiter: ",", formulas: "escaped" }))
      .to.contain("'+86-13800008000")
      .and.contain("'=cmd()");
  });

  it("leaves out a verification together with the number it was made by, so that the file can be declared", () => {
    const proven = live("id1", {
      userName: "ann",
      name: "Ann",
      residentIdentityCard: "110101199003071234",
      phoneNumber: "13800008000",
      identityVerificationMethod: "nameIdCardAndPhone",
      identityVerified: true,
    });
    expect(exported(proven, rules).user).to.deep.equal({ userName: "ann", name: "Ann", phoneNumber: "13800008000" });
    expect(exported(proven, { ...rules, identityNumbers: "written" }).user).to.include({ identityVerified: true });
    const other = live("id2", { userName: "ben", identityVerificationMethod: "PASSWORD", identityVerified: true });
    expect(exported(other, rules).user).to.include({ identityVerificationMethod: "PASSWORD", identityVerified: true });
  });

  it("names no user by an address or a number unless that is asked for", () => {
    const key = (fields: DeclaredUser, as: ExportRules["key"] = "auto"): string =>
      exported(live("id1", fields), { ...rules, key: as }).key;
    expect(key({ userName: "ann" })).to.equal("ann");
    expect(key({ userName: "ann@example.com" })).to.equal("id1");
    expect(key({ userName: "13800008000" })).to.equal("id1");
    expect(key({ userName: "名" })).to.equal("id1");
    expect(key({ email: "ann@example.com" }, "email")).to.equal("ann@example.com");
    expect(key({ userName: "ann" }, "userId")).to.equal("id1");
  });
});

describe("ciam export", () => {
  let service: Service;
  const folder = mkdtempSync(join(tmpdir(), "ciam-export-"));
  const file = (name: string): string => join(folder, name);
  before(async () => {
    service = await Service.open();
    const people = Array.from({ length: 1_230 }, (_, n) => ({
      UserName: `user${String(n)}`,
      Nickname: `N${String(n)}`,
      Password: "CANARY-pw-1",
    }));
    await service.import([
      ...people,
      { UserName: "ours", Email: "ours@example.com", IndexedAttribute5: "pulumi:shop/dev/staff#00000000" },
    ]);
  });
  after(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });

  it("writes every user of the only store once, for one pair of eyes, and says what the file holds", async () => {
    const { code, stdout, stderr } = await service.ciam(["export", "--out", file("all.csv")]);
    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: `${file("all.csv")}: 1,231 users\n` });
    expect(stderr).to.contain("holds personal data in clear");
    const lines = readFileSync(file("all.csv"), "utf8").trimEnd().split("\n");
    expect(lines).to.have.length(1_232);
    expect(new Set(lines).size).to.equal(1_232);
    expect(lines.join()).not.to.match(/CANARY|pulumi:/);
    expect(statSync(file("all.csv")).mode & 0o777).to.equal(0o600);
    expect(existsSync(file("all.csv.partial"))).to.equal(false);
    const plan = await service.ciam([
      "plan",
      "--store",
      service.store,
      "--conflict-policy",
      "adopt",
      file("all.csv"),
      "--json",
    ]);
    const { jobs } = JSON.parse(plan.stdout) as {
      jobs: { users: { fields: object[]; action: string }[]; unmanaged: number }[];
    };
    expect(
      jobs[0]?.users
        .filter(({ action, fields }) => action !== "adopt" || fields.length > 0)
        .map(({ action }) => action),
    ).to.deep.equal(["conflict"]);
    expect(jobs[0]?.unmanaged).to.equal(0);
  });

  it("writes the users of one owner", async () => {
    await service.ciam(["export", "--owner", "shop/dev/staff#00000000", "--out", file("ours.yaml")]);
    expect(readFileSync(file("ours.yaml"), "utf8")).to.equal("ours:\n  userName: ours\n  email: ours@example.com\n");
  });

  it("writes all users of an owner who made some and adopted others, over many pages of both", async () => {
    const mixed = await Service.open();
    try {
      // Their ids come in random order, so a page of these users ends in the middle of the others.
      const people = Array.from({ length: 1_400 }, (_, n) => ({
        UserName: `user${String(n)}`,
        IndexedAttribute5: `${n % 3 === 0 ? "pulumi-adopted" : "pulumi"}:shop/dev/guests#00000000`,
      }));
      await mixed.import([...people, { UserName: "another", IndexedAttribute5: "pulumi:shop/dev/staff#00000000" }]);
      for (const pageSizePolicy of ["refused", "silent"] as const) {
        await mixed.cloud.configure({ maxPageSize: 100, pageSizePolicy });
        const out = file(`guests-${pageSizePolicy}.ndjson`);
        const { stdout } = await mixed.ciam(["export", "--owner", "shop/dev/guests#00000000", "--out", out]);
        expect(stdout).to.equal(`${out}: 1,400 users\n`);
        const text = readFileSync(out, "utf8");
        expect(new Set(text.trimEnd().split("\n")).size).to.equal(1_400);
        expect(text).not.to.match(/another|pulumi/);
      }
    } finally {
      await mixed.close();
    }
  });

  it("replaces no file unless it is told to", async () => {
    writeFileSync(file("mine.csv"), "mine");
    const { code, stderr } = await service.ciam(["export", "--out", file("mine.csv")]);
    expect(code).to.equal(2);
    expect(stderr).to.contain("is there already");
    expect(readFileSync(file("mine.csv"), "utf8")).to.equal("mine");
    expect((await service.ciam(["export", "--out", file("mine.csv"), "--force"])).code).to.equal(0);
  });

  it("goes on where it was when it ended in the middle of a page", async () => {
    const out = file("resumed.ndjson");
    await service.cloud.faults([
      { action: "DescribeUser", nth: 2, effect: "code", code: "FailedOperation.InvalidUserStore" },
    ]);
    const failed = await service.ciam(["export", "--out", out]);
    await service.cloud.noFaults();
    expect(failed.code).to.equal(3);
    expect(existsSync(out)).to.equal(false);
    expect(statSync(`${out}.partial`).mode & 0o777).to.equal(0o600);
    appendFileSync(`${out}.partial`, '{"id":"half a li');
    const { calls, result } = await service.cloud.callsDuring(() => service.ciam(["export", "--out", out]));
    expect(result.stdout).to.equal(`${out}: 1,231 users, 500 of them from the run before\n`);
    // Two pages with the missing users, and one that says there are no more.
    expect(calls.filter((action) => action === "DescribeUser")).to.have.length(3);
    expect(new Set(readFileSync(out, "utf8").trimEnd().split("\n")).size).to.equal(1_231);
  });

  it("does not go on with what is left of another export", async () => {
    writeFileSync(file("other.csv.partial"), '{"ciam export":1}\n');
    const { code, stderr } = await service.ciam(["export", "--out", file("other.csv")]);
    expect(code).to.equal(2);
    expect(stderr).to.contain("what is left of another export");
  });

  it("does not go on with what somebody else may have put there", async () => {
    const out = file("planted.ndjson");
    const partial = `${out}.partial`;
    const text = await interrupted(out);
    const planted = `${text}{"id":"0","key":"mallory","user":{"userName":"mallory"}}\n`;
    const place = (content: string, mode = 0o600): void => {
      rmSync(partial, { force: true });
      writeFileSync(partial, content, { mode });
      chmodSync(partial, mode);
    };
    const cases: [what: string, place: () => void, why: RegExp][] = [
      ["to be read by others", () => place(planted, 0o644), /can be read or written by others/],
      ["to be written by a group", () => place(planted, 0o620), /can be read or written by others/],
      [
        "a link",
        () => {
          place(planted);
          renameSync(partial, file("planted.elsewhere"));
          symlinkSync(file("planted.elsewhere"), partial);
        },
        /is a link/,
      ],
      [
        "a second name",
        () => {
          place(planted);
          linkSync(partial, file("planted.second"));
        },
        /has another name, too/,
      ],
      [
        "a pipe",
        () => {
          rmSync(partial);
          execFileSync("mkfifo", [partial]);
        },
        /is a named pipe/,
      ],
      [
        "a directory",
        () => {
          rmSync(partial);
          mkdirSync(partial);
        },
        /is a directory/,
      ],
    ];
    for (const [what, makeIt, why] of cases) {
      makeIt();
      const { code, stderr } = await service.ciam(["export", "--out", out]);
      expect({ code, out: existsSync(out) }, what).to.deep.equal({ code: 2, out: false });
      expect(stderr, what)
        .to.match(why)
        .and.match(/so it is not certain that an earlier run of this command left it: delete it/);
    }
    rmSync(partial, { recursive: true });
    place(planted);
    const { getuid } = process;
    try {
      process.getuid = () => statSync(partial).uid + 1;
      const { code, stderr } = await service.ciam(["export", "--out", out]);
      expect({ code, out: existsSync(out) }).to.deep.equal({ code: 2, out: false });
      expect(stderr).to.match(/belongs to another user of this machine, so it is not certain/);
    } finally {
      Object.assign(process, { getuid });
    }
    for (const damaged of ["no JSON", "{}", '{"id":"0","key":"k","user":{"password":"x"}}', ""]) {
      place(`${text}${damaged}\n`);
      const { code, stderr } = await service.ciam(["export", "--out", out]);
      expect(code, damaged).to.equal(2);
      expect(stderr).to.match(/is damaged \(line [\d,]+ is no user\)/);
    }
    place(text);
    expect((await service.ciam(["export", "--out", out])).stdout).to.contain("500 of them from the run before");
    expect(readFileSync(out, "utf8")).not.to.contain("mallory");
  });

  /** The files of an export that was interrupted after its first page. */
  async function interrupted(out: string): Promise<string> {
    await service.cloud.faults([
      { action: "DescribeUser", nth: 2, effect: "code", code: "FailedOperation.InvalidUserStore" },
    ]);
    await service.ciam(["export", "--out", out]);
    await service.cloud.noFaults();
    return readFileSync(`${out}.partial`, "utf8");
  }

  it("keeps nothing of an export that read nobody, so that a mistyped store does not take the name", async () => {
    const out = file("mistyped.csv");
    expect((await service.ciam(["export", "--store", "f".repeat(32), "--out", out])).code).to.equal(3);
    expect(existsSync(`${out}.partial`)).to.equal(false);
    expect((await service.ciam(["export", "--out", out])).code).to.equal(0);
  });

  it("says that a file cannot be written, which is no fault of the command", async () => {
    const { code, stderr } = await service.ciam(["export", "--out", file("nowhere/users.csv")]);
    expect({ code, stderr }).to.deep.equal({
      code: 2,
      stderr: `ciam: ${file("nowhere/users.csv")} cannot be written: the folder does not exist\n`,
    });
  });

  it("refuses a directory, also with --force, and leaves nothing beside it", async () => {
    const out = file("directory.csv");
    mkdirSync(out);
    for (const force of [[], ["--force"]]) {
      expect(await service.ciam(["export", "--out", out, ...force])).to.deep.equal({
        code: 2,
        stdout: "",
        stderr: `ciam: ${out} is a directory: name a file in it\n`,
      });
    }
    expect([out, `${out}.new`, `${out}.partial`].map((path) => existsSync(path))).to.deep.equal([true, false, false]);
  });

  it("reads all of a store that caps its pages, or does not look for ids", async () => {
    for (const [n, settings] of (
      [
        { maxPageSize: 300, pageSizePolicy: "refused" },
        { maxPageSize: 250, pageSizePolicy: "silent" },
      ] as const
    ).entries()) {
      await service.cloud.configure(settings);
      const out = file(`capped${String(n)}.csv`);
      expect((await service.ciam(["export", "--out", out])).stdout).to.equal(`${out}: 1,231 users\n`);
    }
    await service.cloud.configure({ maxPageSize: 1000, pageSizePolicy: "refused" });
    await service.cloud.faults([
      { action: "DescribeUser", effect: "code", code: "FailedOperation.QueryUsersParameterMustInWhitelist" },
    ]);
    const out = file("whole.csv");
    expect((await service.ciam(["export", "--out", out])).stdout).to.equal(`${out}: 1,231 users\n`);
    await service.cloud.noFaults();
  });

  it("names groups by name when asked to, as the files of a program do", async () => {
    const group = await service.cloud.call("CreateUserGroup", { UserStoreId: service.store, DisplayName: "Support" });
    await service.import([{ UserName: "grouped", UserGroup: [group.UserGroupId] }]);
    await service.ciam(["export", "--groups", "names", "--out", file("groups.json")]);
    const users = JSON.parse(readFileSync(file("groups.json"), "utf8")) as Record<string, DeclaredUser>;
    expect(users.grouped?.userGroups).to.deep.equal(["Support"]);
  });
});
