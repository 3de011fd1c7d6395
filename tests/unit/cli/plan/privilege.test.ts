import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { UNKNOWN_SIGN as UNKNOWN } from "../../../../provider/engine/values";
import { digest, events, type StepOptions } from "../documents";
import { ciam } from "../inProcess";

const ADMINS = "a".repeat(32);
const OTHERS = "b".repeat(32);

const loaded = (user: object, secret?: "[secret]"): unknown =>
  secret ? { user: JSON.stringify(user), secret } : JSON.stringify(user);

/** The output for a change, line by line, which must be the same in both forms of a preview. */
async function told(...steps: StepOptions[]): Promise<string[]> {
  const [one, other] = await Promise.all(
    [digest({ steps }), events({ steps })].map((stdin) => ciam(["plan"], { stdin })),
  );
  expect(one).to.deep.equal(other);
  expect(one).to.include({ code: 0, stderr: "" });
  return (one?.stdout ?? "").trimEnd().split("\n");
}

async function comment(steps: readonly StepOptions[], ...args: string[]): Promise<string> {
  const { stdout, code, stderr } = await ciam(["comment", ...args], { stdin: digest({ steps }) });
  expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
  return stdout;
}

/** The unfolded part. */
function unfolded(markdown: string): string {
  return markdown.replace(/<details>[^]*?<\/details>/g, "");
}

describe("what a reviewer is told of privileges", () => {
  describe("of who comes", () => {
    it("is groups, verification, and of which kind a password is", async () => {
      const now = {
        file: {
          plain: loaded({ userName: "ann" }),
          admin: loaded({ userName: "ben", userGroups: ["admins", OTHERS] }),
          hash: loaded({ userName: "cat", passwordEncryptType: "BCRYPT" }, "[secret]"),
          maybe: loaded({ userName: "dan" }, "[secret]"),
          verified: loaded({ userName: "eve", identityVerified: true, identityVerificationMethod: "nameAndIdCard" }),
        },
        program: {
          text: { userName: "flo", password: "[secret]" },
          hashed: { userName: "gus", password: "[secret]", salt: "[secret]", passwordEncryptType: "MD5" },
          hidden: { userName: "hal", password: "[secret]", passwordEncryptType: "[secret]" },
        },
      };
      expect(await told({ now, args: { groups: { admins: ADMINS } } })).to.deep.equal([
        "staff (shop/dev): +8; is new",
        "  + file/admin (b***) imported",
        `      userGroups: +admins (${ADMINS}) +${OTHERS}`,
        "  + file/hash (c***) imported",
        "      password: BCRYPT hash",
        "  + file/maybe (d***) imported",
        "      secret fields: there are some, a password may be among them",
        "  + file/plain (a***) imported",
        "  + file/verified (e***) imported",
        "      identityVerificationMethod: nameAndIdCard",
        "      identityVerified: true",
        "  + program/hashed (g***) imported",
        "      password: MD5 hash",
        "  + program/hidden (h***) imported",
        "      password: plaintext or hash (secret)",
        "  + program/text (f***) imported",
        "      password: plaintext",
      ]);
    });

    it("is the same in an update, and in a replacement", async () => {
      const before = { file: { old: loaded({ userName: "old" }) } };
      const now = { file: { ...before.file, ann: loaded({ userName: "ann", userGroups: ["admins"] }, "[secret]") } };
      const expected = ["  + file/ann (a***) imported", "      userGroups: +admins"];
      expect(await told({ before, now, changed: ["userSets.file.ann"] })).to.include.members(expected);
      expect(await told({ op: "replace", before, now, changed: ["userStoreId"] })).to.include.members(expected);
    });

    it("is that a group, or all of them, are not told", async () => {
      const now = {
        s: {
          a: { userName: "ann", userGroups: [UNKNOWN, OTHERS] },
          b: { userName: "ben", userGroups: UNKNOWN },
          c: { userName: "cat", userGroups: "[secret]" },
          d: { userName: "dan", userGroups: ["[secret]", OTHERS] },
          e: { userName: "eve", userGroups: ["admins", "hidden"] },
          f: loaded({ userName: "flo" }, "[secret]"),
          g: "[secret]",
          h: UNKNOWN,
        },
      };
      const args = { secretFields: ["userGroups"], groups: { admins: UNKNOWN, hidden: "[secret]" } };
      expect((await told({ now: { s: { f: now.s.f } }, args }))[3]).to.equal("      userGroups: (secret)");
      const { f, ...open } = now.s;
      expect(f).not.to.equal(undefined);
      expect(await told({ now: { s: open }, args: { groups: args.groups } })).to.deep.equal([
        "staff (shop/dev): +7; is new",
        "  + s/a (a***) imported",
        `      userGroups: +${OTHERS} +(known by \`pulumi up\` only)`,
        "  + s/b (b***) imported",
        "      userGroups: +(known by `pulumi up` only)",
        "  + s/c (c***) imported",
        "      userGroups: (secret)",
        "  + s/d (d***) imported",
        `      userGroups: +${OTHERS} (secret)`,
        "  + s/e (e***) imported",
        "      userGroups: +admins (its id is known by `pulumi up` only) +hidden (its id is secret)",
        "  + s/g imported",
        "      secret as a whole, so nothing is told of it",
        "  + s/h imported",
        "      known by `pulumi up` only",
      ]);
    });

    it("cannot be mistaken: a name is quoted where it could be read as several", async () => {
      const groups = { [`a (${OTHERS}) −b`]: ADMINS, "Support Team": OTHERS };
      const now = { s: { a: loaded({ userName: "ann", userGroups: Object.keys(groups) }) } };
      expect((await told({ now, args: { groups } })).at(-1)).to.equal(
        `      userGroups: +"a (${OTHERS}) −b" (${ADMINS}) +"Support Team" (${OTHERS})`,
      );
    });

    it("is every group, however many there are", async () => {
      const userGroups = Array.from({ length: 100 }, (_, n) => `group${String(n)}`);
      const now = { s: { a: loaded({ userName: "ann", userGroups: [...userGroups, "admins"] }) } };
      expect((await told({ now })).at(-1)).to.match(/^ {6}userGroups: \+group0 .*\+group99 \+admins$/);
    });
  });

  describe("of who changes", () => {
    const update = (before: object, now: object, more: Partial<StepOptions> = {}): Promise<string[]> =>
      told({ before: { s: before }, now: { s: now }, changed: [], ...more });

    it("is that a name of a group means another one now, for everybody who is in it by name", async () => {
      const users = {
        a: loaded({ userName: "ann", userGroups: ["admins"] }),
        b: { userName: "ben", userGroups: ["admins"] },
        c: loaded({ userName: "cat", userGroups: [OTHERS] }),
      };
      const more = { argsBefore: { groups: { admins: OTHERS } }, changed: ["groups.admins"] };
      const gain = `      userGroups: +admins (${ADMINS}) −admins (${OTHERS})`;
      expect(await update(users, users, { ...more, args: { groups: { admins: ADMINS } } })).to.deep.equal([
        "staff (shop/dev): ~2 (userGroups 2), 1 unchanged",
        `  * groups.admins: ${OTHERS} → ${ADMINS}`,
        "  ~ s/a (a***) updated",
        gain,
        "  ~ s/b (b***) updated",
        gain,
      ]);
      expect((await update(users, users, { ...more, args: { groups: { admins: UNKNOWN } } }))[3]).to.equal(
        `      userGroups: +admins (its id is known by \`pulumi up\` only) −admins (${OTHERS})`,
      );
      const secret = { argsBefore: { groups: { admins: "[secret]" } }, args: { groups: { admins: "[secret]" } } };
      expect(await update(users, users, { ...more, ...secret })).to.include.members([
        '  * groups: changed {"admins":"[secret]"}',
        "      userGroups: +admins (its id is secret)",
      ]);
      expect(await update(users, users, { ...secret, changed: [] })).to.deep.equal([
        "staff (shop/dev): no changes, 3 unchanged",
      ]);
    });

    it("is nothing where a group is only called something else", async () => {
      const before = { a: loaded({ userName: "ann", userGroups: ["admins"] }) };
      const now = { a: loaded({ userName: "ann", userGroups: ["operators"] }) };
      const args = { groups: { operators: ADMINS } };
      const lines = await update(before, now, { argsBefore: { groups: { admins: ADMINS } }, args });
      expect(lines[0]).to.equal("staff (shop/dev): no changes, 1 unchanged");
    });

    it("is that values which nobody can see may be others", async () => {
      const before = {
        a: { userName: "ann", email: "ann@example.com", userGroups: [OTHERS] },
        b: { userName: "ben", userGroups: ["[secret]"] },
        c: { userName: "cat" },
        d: "[secret]",
        e: { userName: "eve", userGroups: [OTHERS] },
        f: { userName: "flo" },
      };
      const now = {
        a: { userName: "ann", email: UNKNOWN, userGroups: [OTHERS, UNKNOWN] },
        b: { userName: "ben", userGroups: ["[secret]"] },
        c: UNKNOWN,
        d: "[secret]",
        e: { userName: "eve", userGroups: "[secret]" },
        f: "[secret]",
      };
      const changed = ["a.email", "a.userGroups[1]", "b.userGroups[0]", "c", "d", "e.userGroups", "f"];
      expect(await update(before, now, { changed: changed.map((path) => `userSets.s.${path}`) })).to.deep.equal([
        "staff (shop/dev): ~6 (userGroups 3, email 1), 2 secrets changed",
        "  ~ s/a (a***) with a new sign-in identity",
        "      email: a***@example.com → (known by `pulumi up` only)",
        "      userGroups: +(known by `pulumi up` only)",
        "  ~ s/b (b***) updated",
        "      userGroups: may change (secret)",
        "  ~ s/c (c***) updated",
        "      known by `pulumi up` only",
        "  ~ s/d updated",
        "      secret fields: changed",
        "      secret as a whole, so nothing is told of it",
        "  ~ s/e (e***) updated",
        "      userGroups: may change (secret)",
        "  ~ s/f (f***) updated",
        "      secret fields: changed",
        "      secret as a whole, so nothing is told of it",
      ]);
      expect(await update(before, before)).to.deep.equal(["staff (shop/dev): no changes, 6 unchanged"]);
    });

    it("is right where a field becomes secret, and where it ceases to be", async () => {
      const open = {
        a: loaded({ userName: "ann", phoneNumber: "13800008000", userGroups: [OTHERS] }),
        b: { userName: "ben", phoneNumber: "13800008001", userGroups: [OTHERS] },
      };
      const closed = {
        a: loaded({ userName: "ann" }, "[secret]"),
        b: { userName: "ben", phoneNumber: "[secret]", userGroups: "[secret]" },
      };
      const secretFields = ["phoneNumber", "userGroups"];
      const changed = ["userSets.s.a", "userSets.s.b.phoneNumber", "userSets.s.b.userGroups"];
      const hiding = await update(open, closed, { argsBefore: {}, args: { secretFields }, changed });
      expect(hiding).to.deep.equal([
        "staff (shop/dev): ~2 (userGroups 2), 2 secrets changed",
        "  * secretFields: +phoneNumber",
        "  * secretFields: +userGroups",
        "  ~ s/b (b***) with a new sign-in identity",
        "      userGroups: may change (secret)",
        "      phoneNumber: changed",
        "      secret now or before, so it cannot be told whether it changes: phoneNumber",
        "  ~ s/a (a***) updated",
        "      userGroups: may change (secret)",
        "      secret fields: changed",
        "      secret now or before, so it cannot be told whether it changes: phoneNumber",
        '      a changed password is not applied (passwordPolicy: "initial")',
      ]);
      const opening = await update(closed, open, { argsBefore: { secretFields }, args: {}, changed });
      expect(opening).to.include.members([
        `      userGroups: +${OTHERS} (before: secret)`,
        "      secret now or before, so it cannot be told whether it changes: phoneNumber",
      ]);
      expect(opening.join("\n")).not.to.contain("(none) →");
    });

    it("is what a user comes into who is imported again, or would be if there were no conflict", async () => {
      const before = { a: loaded({ userName: "ann", job: "x" }) };
      const now = { a: loaded({ userName: "ann", job: "y", userGroups: [ADMINS] }) };
      const again = { args: { importOnlyChange: "reimport" } };
      expect((await update(before, now, again)).slice(1, 3)).to.deep.equal([
        "  ± s/a (a***) deleted and imported again",
        `      userGroups: +${ADMINS}`,
      ]);
      expect((await update(before, now)).slice(1, 3)).to.deep.equal([
        "  ! s/a (a***) in conflict",
        `      userGroups: +${ADMINS}`,
      ]);
    });

    it("is of which kind another password is", async () => {
      const before = { a: { userName: "ann", password: "[secret]" } };
      const now = { a: { userName: "ann", password: "[secret]", passwordEncryptType: "BCRYPT" } };
      const changed = ["userSets.s.a.password", "userSets.s.a.passwordEncryptType"];
      expect(await update(before, now, { changed })).to.include("      password: changed, now BCRYPT hash");
      expect(await update(now, before, { changed })).to.include("      password: changed, now plaintext");
      // Even if the engine compared nothing.
      expect(await told({ before: { s: before }, now: { s: now } })).to.include(
        "      password: changed, now BCRYPT hash",
      );
    });

    it("is nothing where groups are ignored", async () => {
      const before = { a: loaded({ userName: "ann" }) };
      const now = { a: loaded({ userName: "ann", userGroups: [ADMINS] }) };
      expect(await update(before, now, { args: { ignoreFields: ["userGroups"] } })).to.deep.equal([
        "staff (shop/dev): no changes, 1 unchanged",
      ]);
    });

    it("is which groups somebody was put into by hand", async () => {
      const step = { op: "refresh", before: { s: { a: loaded({ userName: "ann", userGroups: ["qa"] }) } } };
      const now = { s: { a: loaded({ userName: "ann", userGroups: ["qa", ADMINS] }) } };
      const args = { groups: { qa: OTHERS, admins: ADMINS } };
      const { stdout } = await ciam(["plan"], {
        stdin: digest({
          steps: [
            { ...step, now, args },
            { op: "same", before: now, now, args },
          ],
        }),
      });
      expect(stdout).to.contain(`  ~ s/a (a***) edited by hand\n      userGroups: +admins (${ADMINS})\n`);
    });
  });

  describe("of settings", () => {
    const users = { s: { a: loaded({ userName: "ann" }) } };
    const settings = async (argsBefore: object, args: object, changed: string[] = []): Promise<string[]> => {
      const step = { before: users, now: users, argsBefore, args, changed } as StepOptions;
      return (await told(step)).slice(1);
    };

    it("is each that changes, from what and to what, also from and to its default", async () => {
      const args = {
        conflictPolicy: "adopt",
        adoptGrantsGroups: true,
        passwordPolicy: "managed",
        removalPolicy: "freeze",
        importOnlyChange: "reimport",
        deletionLimit: { count: 5000 },
        acceptDeletions: 60,
        takeOver: ["other/prod/staff#1f2e3d4c", "shop/dev/old"],
        ignoreFields: ["job"],
        secretFields: ["nickname"],
        failurePolicy: "warn",
        ownerAttribute: "indexedAttribute1",
        batch: { users: 10 },
        preflight: false,
      };
      const expected = [
        "  * takeOver: +other/prod/staff#1f2e3d4c",
        "  * takeOver: +shop/dev/old",
        "  * conflictPolicy: fail → adopt",
        "  * adoptGrantsGroups: false → true",
        "  * passwordPolicy: initial → managed",
        "  * importOnlyChange: fail → reimport",
        "  * removalPolicy: delete → freeze",
        "  * deletionLimit.count: 50 → 5000",
        "  * acceptDeletions: (none) → 60",
        "  * ignoreFields: +job",
        "  * secretFields: +nickname",
        "  * ownerAttribute: indexedAttribute5 → indexedAttribute1",
        "  * failurePolicy: fail → warn",
        "  * batch.users: (none) → 10",
        "  * preflight: (none) → false",
      ];
      expect(await settings({}, args)).to.deep.equal(expected);
      expect(await settings(args, {})).to.include.members([
        "  * conflictPolicy: adopt → fail",
        "  * takeOver: −shop/dev/old",
        "  * deletionLimit.count: 5000 → 50",
      ]);
      expect(await settings(args, args)).to.deep.equal([]);
      expect(await settings({}, { conflictPolicy: "fail", deletionLimit: { percent: 20 } })).to.deep.equal([]);
    });

    it("is of a new resource what is not as by default", async () => {
      const args = { takeOver: ["other/prod/staff"], conflictPolicy: "fail", groups: { admins: ADMINS } };
      expect(await told({ now: users, args })).to.deep.equal([
        "staff (shop/dev): +1; is new",
        "  * takeOver: +other/prod/staff",
        "  + s/a (a***) imported",
      ]);
    });

    it("is the store of a replacement, and what is not told", async () => {
      const lines = await told({
        op: "replace",
        before: users,
        now: users,
        args: { userStoreId: "new", takeOver: UNKNOWN, conflictPolicy: "[secret]" },
        argsBefore: { userStoreId: "old" },
        changed: ["userStoreId"],
      });
      expect(lines).to.include.members([
        "  * userStoreId: old → new",
        "  * takeOver: [] → (known by `pulumi up` only)",
        "  * conflictPolicy: fail → (secret)",
      ]);
      const secret = { conflictPolicy: "[secret]" };
      expect(await settings(secret, secret, ["conflictPolicy"])).to.deep.equal([
        "  * conflictPolicy: changed (secret)",
      ]);
      expect(await settings(secret, secret)).to.deep.equal([]);
    });

    it("keeps apart the members of a list that are not told, and leaves out what the provider carries", async () => {
      const [before, now] = [{ takeOver: ["[secret]", "a"] }, { takeOver: ["[secret]", UNKNOWN] }];
      expect(await settings(before, now)).to.deep.equal([
        "  * takeOver: +(known by `pulumi up` only)",
        "  * takeOver: −a",
      ]);
      expect(await settings({ __provider: "one" }, { __provider: "other" })).to.deep.equal([]);
    });

    it("counts as a change, for the comment and for --expect-no-changes", async () => {
      const steps = [{ before: users, now: users, argsBefore: {}, args: { conflictPolicy: "adopt" }, changed: [] }];
      const { code } = await ciam(["plan", "--expect-no-changes"], { stdin: digest({ steps }) });
      expect(code).to.equal(1);
      const text = await comment(steps);
      expect(text).to.contain("### CIAM users: 1 setting changed\n");
      expect(unfolded(text)).to.contain("| `shop/dev` `staff` | `conflictPolicy` | `fail → adopt` |");
      const json = JSON.parse((await ciam(["plan", "--json"], { stdin: digest({ steps }) })).stdout) as {
        jobs: { settings: unknown }[];
      };
      expect(json.jobs[0]?.settings).to.deep.equal([{ name: "conflictPolicy", change: "fail → adopt" }]);
    });

    it("names new groups only while there are few of them, and every one that means another group", async () => {
      const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`g${String(n)}`, `id${String(n)}`]));
      expect(await settings({ groups: { admins: OTHERS } }, { groups: { ...many, admins: ADMINS } })).to.deep.equal([
        `  * groups.admins: ${OTHERS} → ${ADMINS}`,
        "  * groups: +30 new names",
      ]);
    });
  });

  describe("in JSON", () => {
    it("is groups by id and name, passwords by kind, and what is gained by how many", async () => {
      const before = { s: { a: loaded({ userName: "ann", userGroups: ["qa"] }) } };
      const now = {
        s: {
          a: loaded({ userName: "ann", userGroups: ["admins"] }),
          b: loaded({ userName: "ben", userGroups: ["admins"], passwordEncryptType: "SHA1" }, "[secret]"),
        },
      };
      const args = { groups: { admins: ADMINS, qa: OTHERS } };
      const { stdout } = await ciam(["plan", "--json"], {
        stdin: digest({ steps: [{ before, now, args, changed: [] }] }),
      });
      const report = JSON.parse(stdout) as { gains: unknown; jobs: { users: Record<string, unknown>[] }[] };
      expect(report.gains).to.deep.equal([
        {
          users: 2,
          what: `gain group admins (${ADMINS})`,
          group: { id: ADMINS, name: "admins" },
        },
      ]);
      const [first, second] = report.jobs[0]?.users ?? [];
      expect(first?.groups).to.deep.equal({
        gained: [{ id: ADMINS, name: "admins" }],
        lost: [{ id: OTHERS, name: "qa" }],
      });
      expect(second?.credential).to.deep.equal({ kind: "hash", type: "SHA1" });
      expect(second?.groups).to.deep.equal({ gained: [{ id: ADMINS, name: "admins" }], lost: [] });
    });
  });
});

describe("a comment on privileges", () => {
  const folder = mkdtempSync(join(tmpdir(), "ciam-privileges-"));
  after(() => rmSync(folder, { recursive: true }));

  const people = (count: number, more: (n: number) => object = () => ({})): Record<string, unknown> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => {
        const name = `user${String(n).padStart(5, "0")}`;
        return [name, loaded({ userName: name, ...more(n) })];
      }),
    );
  const admins = (is: (n: number) => boolean) => (n: number) => (is(n) ? { userGroups: ["admins"] } : {});
  const args = { groups: { admins: ADMINS, ops: OTHERS } };

  it("never folds who comes into a group away among those who come", async () => {
    const text = await comment([
      {
        now: {
          s: people(
            200,
            admins((n) => n === 150),
          ),
        },
        args,
      },
    ]);
    expect(text).to.contain("<details><summary>199 users imported</summary>");
    expect(unfolded(text)).to.contain(`| + | \`s/user00150\` | \`us***0\` | userGroups \`+admins (${ADMINS})\` |`);
    expect(text).to.contain(`- **1 user** gains group \`admins (${ADMINS})\`: \`s/user00150\`\n`);
  });

  it("never folds who comes into a group, or gets another password, away among many who change", async () => {
    const before = { s: people(100), p: { eve: { userName: "eve", password: "[secret]" } } };
    const now = { ...before, s: people(100, (n) => ({ nickname: "N", ...(n === 70 ? { userGroups: ["ops"] } : {}) })) };
    const changed = ["userSets.p.eve.password"];
    for (const passwordPolicy of ["managed", "initial"]) {
      const open = unfolded(await comment([{ before, now, args: { ...args, passwordPolicy }, changed }]));
      expect(open).to.contain("**1 user updated, with a gain of groups or another secret**");
      expect(open).to.match(/^\| ~ \| `s\/user00070` .*ops/m);
      expect(open).to.match(/^\| ~ \| `p\/eve` \| `e\*\*\*` \| password `changed`/m);
    }
  });

  it("tells at the top whom nobody can tell anything of", async () => {
    const before = { s: people(1), t: people(1) };
    const whole = unfolded(await comment([{ before, now: { s: "[secret]", t: UNKNOWN }, changed: ["userSets.s"] }]));
    expect(whole).to.contain("**Not told:** `shop/dev` `staff`: some users are secret as a whole");
    expect(whole).to.contain("**Not told:** `shop/dev` `staff`: some users are known by `pulumi up` only");
    const one = unfolded(
      await comment([{ before: { s: {} }, now: { s: { a: "[secret]", ...people(50) } }, changed: [] }]),
    );
    expect(one).to.contain("| + | `s/a` |  | `secret as a whole, so nothing is told of it` |");
  });

  it("has room for everybody who gains something before all others, deleted users excepted", async () => {
    const text = await comment([
      {
        now: {
          s: people(
            10_000,
            admins((n) => n % 40 === 0),
          ),
        },
        args,
      },
    ]);
    expect(text.length).to.be.lessThanOrEqual(64_000);
    expect(unfolded(text).match(/^\| \+ \| .*admins/gm)).to.have.length(250);
    const before = { s: people(3_000) };
    const now = {
      s: Object.fromEntries(
        Object.entries(
          people(
            6_000,
            admins((n) => n >= 3_000),
          ),
        ).slice(2_900),
      ),
    };
    const both = await comment([{ before, now, args: { ...args, acceptDeletions: 2_900 }, changed: [] }]);
    expect(both.length).to.be.lessThanOrEqual(64_000);
    expect((both.match(/^\| − \|/gm) ?? []).length).to.be.greaterThan(200);
    for (let n = 3_000; n < 6_000; n++) expect(both).to.contain(`\`s/user0${String(n)}\``);
  });

  it("names everybody who gains something where there is no room for a row of each", async () => {
    const now = { s: people(2_000, (n) => ({ userGroups: [n < 20 ? "ops" : "admins"] })) };
    const text = await comment([{ now, args }]);
    expect(text.length).to.be.lessThanOrEqual(64_000);
    expect(text.split("\n")[3]).to.match(/^> \*\*Everybody who gains something is named in the list below/);
    for (let n = 0; n < 2_000; n++) expect(text).to.contain(`\`s/user${String(n).padStart(5, "0")}\``);
  });

  it("says at the top, loudly, how many gain which group where there is room for no more than that", async () => {
    const full = join(folder, "full.md");
    const now = { s: people(9_000, (n) => ({ userGroups: [n < 12 ? "ops" : "admins"] })) };
    for (const limit of ["64000", "4000"]) {
      const text = await comment([{ now, args }], "--limit", limit, "--full", full);
      expect(text.length).to.be.lessThanOrEqual(Number(limit));
      const lines = text.split("\n");
      expect(lines[3]).to.match(
        /^> \*\*There is no room here for everybody who gains something\. Not shown: ([\d,]+ of )?9,000 users imported/,
      );
      expect(text).to.contain(`- **12 users** gain group \`ops (${OTHERS})\`: \`s/user00000\``);
      expect(text).to.contain(`- **8,988 users** gain group \`admins (${ADMINS})\`: \`s/user00012\``);
    }
    expect(readFileSync(full, "utf8").match(/^\| \+ \|/gm)).to.have.length(9_000);
  });

  it("is not pushed out by one user whose groups have no end", async () => {
    const flood = { userGroups: Array.from({ length: 3_000 }, (_, n) => `${"g".repeat(60)}${String(n)}`) };
    const now = {
      s: {
        aaa: loaded({ userName: "aaa", ...flood }),
        ...people(
          50,
          admins((n) => n === 20),
        ),
      },
    };
    const text = await comment([{ now, args }]);
    expect(text.length).to.be.lessThanOrEqual(64_000);
    expect(unfolded(text)).to.match(/^\| \+ \| `s\/user00020` .*admins/m);
    expect(text).to.contain("> **There is no room here for everybody who gains something.");
  });

  it("keeps within any limit, and counts all whom it leaves out", async () => {
    const now = {
      s: people(
        3_000,
        admins((n) => n % 2 === 0),
      ),
    };
    for (const limit of [2_000, 3_000, 10_000, 30_000]) {
      const text = await comment(
        [{ now, args }],
        "--limit",
        String(limit),
        "--link",
        `https://example.com/${"x".repeat(300)}`,
      );
      expect(text.length, String(limit)).to.be.lessThanOrEqual(limit);
      expect(text, String(limit)).to.match(/1,500 users\*\* gain group|There is no room here/);
    }
  });
});
