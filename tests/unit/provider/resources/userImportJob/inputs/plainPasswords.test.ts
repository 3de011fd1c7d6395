import { createHash } from "node:crypto";
import { expect } from "chai";
import type { Props } from "../../../../../../provider/resources/resource";
import { check } from "../../../../../../provider/resources/userImportJob/verbs/check";
import { declaredUsers } from "../../../../../../provider/resources/userImportJob/inputs/sets";
import { argsOf } from "../../../../../../provider/resources/userImportJob/inputs/args";
import { Secret } from "../../../../../../provider/users/input/envelope/secret";
import { UNKNOWN } from "../../../../../../provider/users/input/envelope/unknown";
import { checkRequest, services } from "../../requests";

const HASH = "{SSHA}c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0";
const OTHER = "$P$Babcdefghijklmnopqrstuvwxyz0123";

describe("passwordsArePlain of the resource", () => {
  const ann = { userName: "ann", password: HASH };
  const ben = { userName: "ben", password: "********" };
  const job = (userSets: unknown, more: Props = {}): Props => ({
    userStoreId: "0123456789abcdef0123456789abcdef",
    owner: "shop/dev/staff#00000000",
    userSets,
    ...more,
  });
  const failures = (news: Props, olds?: Props): readonly string[] => check(checkRequest(news, olds)).failures;

  it("is needed for passwords that look like hashes or masks, in a program as in a file", () => {
    const loaded = { user: '{"userName":"ann"}', secret: JSON.stringify({ password: HASH }) };
    for (const user of [ann, loaded]) {
      const found = failures(job({ staff: { ann: user, ben }, guests: { cal: { userName: "cal" } } }));
      expect(found).to.have.length(2);
      expect(found[0]).to.match(
        /^userSets\["staff"\]\.ann\.password: looks like a hash: .*passwordsArePlain: \["staff"\]$/,
      );
      expect(found[1]).to.match(/^userSets\["staff"\]\.ben\.password: looks like a mask .*: \["staff"\]$/);
      expect(found.join()).not.to.contain(HASH);
    }
  });

  it("takes all of them with true, and else those of the sets and users it names", () => {
    const sets = { staff: { ann, ben }, guests: { cal: { userName: "cal", password: OTHER } } };
    const named = (passwordsArePlain: unknown): string[] =>
      failures(job(sets, { passwordsArePlain })).map((failure) => failure.replace(/: .*/, ""));
    expect(named(true)).to.deep.equal([]);
    expect(named(["staff", "guests"])).to.deep.equal([]);
    expect(named(["staff/ann", "guests"])).to.deep.equal(['userSets["staff"].ben.password']);
    expect(named(["staff"])).to.deep.equal(['userSets["guests"].cal.password']);
    expect(named(false)).to.have.length(3);
  });

  it("names sets that are there, or says which was meant", () => {
    expect(failures(job({ staff: { ann } }, { passwordsArePlain: ["staff", "stuff"] }))).to.deep.equal([
      'passwordsArePlain: no set is called "stuff" (did you mean "staff"?)',
    ]);
    expect(failures(job(UNKNOWN, { passwordsArePlain: ["stuff"] }))).to.deep.equal([]);
    expect(failures(job({ staff: { ann } }, { passwordsArePlain: UNKNOWN }))).to.deep.equal([]);
    expect(failures(job({ staff: { ann } }, { passwordsArePlain: "staff" }))[0]).to.match(/^passwordsArePlain: /);
  });

  it("is needed for a set most of whose passwords are written alike", () => {
    const users = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [`u${String(at)}`, { userName: `u${String(at)}`, password: initial(at) }]),
    );
    expect(failures(job({ staff: users }))).to.deep.equal([
      'userSets["staff"]: 20 of 20 passwords have 12 characters of one alphabet, as hashes do: if they are hashes, leave it out; if they are the passwords themselves, give the resource passwordsArePlain: ["staff"]',
    ]);
    expect(failures(job({ staff: users }, { passwordsArePlain: ["staff"] }))).to.deep.equal([]);
  });

  it("waits for passwords that are not known yet, and for their types", () => {
    expect(failures(job({ staff: { ann: { ...ann, password: UNKNOWN } } }))).to.deep.equal([]);
    expect(failures(job({ staff: { ann: { ...ann, passwordEncryptType: UNKNOWN } } }))).to.deep.equal([]);
    const secret = { user: '{"userName":"ann"}', secret: UNKNOWN };
    expect(failures(job({ staff: { ann: secret } }))).to.deep.equal([]);
  });

  it("is not needed for users who were there before where passwords are left alone after the import", () => {
    const before = job({ staff: { ann } });
    const ignoring = { ignoreFields: ["password"] };
    expect(failures(job({ staff: { ann: { userName: "ann" } } }, ignoring), before)).to.deep.equal([]);
    expect(failures(job({ staff: { ann: { userName: "ann" } } }), before)).to.deep.equal([]);
    const dan = { userName: "dan", password: OTHER };
    const [failure, ...others] = failures(job({ staff: { ann: { userName: "ann" }, dan } }, ignoring), before);
    expect(failure).to.match(/^userSets\["staff"\]\.dan\.password: looks like a hash/);
    expect(others).to.deep.equal([]);
  });

  it("stays where it is in the inputs, beside users who travel as before", () => {
    const { inputs } = check(checkRequest(job({ staff: { ann } }, { passwordsArePlain: ["staff"] })));
    expect(inputs.passwordsArePlain).to.deep.equal(["staff"]);
    expect(inputs.userSets).to.deep.equal({ staff: { ann: { userName: "ann", password: new Secret(HASH) } } });
    expect(check(checkRequest(job({ staff: { cal: { userName: "cal" } } }))).inputs).not.to.have.property(
      "passwordsArePlain",
    );
  });

  it("is not asked again of users who passed, or who are in a state of before", () => {
    const inputs = job({ staff: { ann, ben } });
    const { byValue } = declaredUsers(inputs, argsOf(inputs), services());
    expect(byValue.map(({ user }) => user)).to.deep.equal([ann, ben]);
  });
});

/** What a generator hands out: always twelve letters and digits. */
function initial(number: number): string {
  return createHash("sha256").update(String(number)).digest("base64").replace(/\W/g, "").slice(0, 12);
}
