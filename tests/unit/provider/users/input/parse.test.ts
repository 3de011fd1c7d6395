import { expect } from "chai";
import { encodeLoaded } from "../../../../../provider/users/input/envelope/encode";
import { parseUserSets } from "../../../../../provider/users/input/parse";
import { UNKNOWN } from "../../../../../provider/users/input/envelope/unknown";
import { documentedExample, findingsIn, findingsOf } from "../declared";
import { row } from "../../../../support/faultPlan";

const alice = { email: "alice@example.com" };

describe("parseUserSets", () => {
  it("takes the documented example but for the attribute that carries the owner mark", () => {
    expect(findingsOf(documentedExample)).to.deep.equal([]);
    expect(findingsOf(documentedExample, "indexedAttribute5")).to.deep.equal([
      ".indexedAttribute5: carries the owner mark of this resource: put the value into another attribute, or name one that no set uses as ownerAttribute",
    ]);
  });

  it("reads a user in each of its forms alike", () => {
    const user = { ...alice, password: "correct horse", nickname: "Al" };
    for (const form of [user, JSON.stringify(user), encodeLoaded(user)]) {
      const { sets, findings } = parseUserSets({ staff: { alice: form } }, {});
      expect(findings).to.deep.equal([]);
      expect(sets.get("staff")?.get("alice")?.user).to.deep.equal(user);
    }
  });

  it("tells everything at once, in the order of places", () => {
    const users = { "b.b": { email: "bob", phoneNumber: 13800000000 }, alice: {}, carol: 5 };
    expect(findingsIn(users)).to.deep.equal([
      'userSets["staff"].alice: has no identity: give at least one of userName, phoneNumber, email, qqOpenId, qqUnionId, wechatOpenId, wechatUnionId, alipayUserId, weComUserId',
      'userSets["staff"].carol: must be a user: an object with its fields, or what a loader such as usersFromFile returned',
      'userSets["staff"]["b.b"].email: is not an e-mail address',
      'userSets["staff"]["b.b"].phoneNumber: must be text: put it in quotes',
    ]);
  });

  it("says which name was meant when a field is none", () => {
    expect(findingsOf({ ...alice, phoneNumer: "13800000000" })).to.deep.equal([
      '.phoneNumer: is no field of a user (did you mean "phoneNumber"?)',
    ]);
    expect(findingsOf({ ...alice, UserName: "a" })[0]).to.contain('"userName"');
    expect(findingsOf({ ...alice, favouriteColour: "red" })).to.deep.equal([".favouriteColour: is no field of a user"]);
  });

  it("does not quote a name that may be a value", () => {
    expect(findingsOf({ ...alice, "correct horse battery": "x" })).to.deep.equal([
      ": has a member that is no field of a user",
    ]);
  });

  it("takes null for a field that is left out", () => {
    const { sets, findings } = parseUserSets({ staff: { alice: { ...alice, nickname: null } } }, {});
    expect(findings).to.deep.equal([]);
    expect(sets.get("staff")?.get("alice")?.user).to.deep.equal(alice);
  });

  it("refuses what is neither a map of sets, nor a set, nor a user", () => {
    expect(parseUserSets([], {}).findings).to.deep.equal([
      { where: "userSets", rule: "must be a map from the name of a set to its users" },
    ]);
    expect(findingsIn(["alice"])).to.deep.equal(['userSets["staff"]: must be a map from user key to user']);
    expect(findingsOf("not json")).to.deep.equal([": is text that is not the JSON of a user"]);
    expect(findingsOf({ user: "{}", secret: "[]" })).to.deep.equal([": is text that is not the JSON of a user"]);
  });

  it(row(36, "simulated", "those that would vanish on the way are refused, as are those nobody can read"), () => {
    for (const key of ["__proto__", "constructor", "prototype", "", "a b", "-a", "a".repeat(129), "艾丽丝"]) {
      const users = Object.fromEntries([[key, alice]]);
      expect(findingsIn(users), key).to.have.length(1);
      expect(findingsIn(users)[0], key).to.contain("a user key ");
    }
    expect(findingsIn({ "A.b_c@d+e-9": alice })).to.deep.equal([]);
  });

  it("refuses the name of a set by the same rule", () => {
    expect(parseUserSets({ "my staff": { alice } }, {}).findings).to.have.length(1);
  });
});

describe("an identity that two users have", () => {
  it(row(32, "simulated", "it is found in its normal form and named with both places"), () => {
    const users = { alice: { email: "A.Liddell@Example.com" }, bob: { email: "a.liddell@example.com" } };
    expect(findingsIn(users)).to.deep.equal([
      'userSets["staff"].bob.email: a***@example.com is the email of userSets["staff"].alice too: an identity belongs to one user of a store',
    ]);
  });

  it("is found across the sets of a resource", () => {
    const sets = {
      staff: { alice: { phoneNumber: "+86-13800008000" } },
      testers: { al: { phoneNumber: "138 0000 8000" }, bea: JSON.stringify({ phoneNumber: "008613800008000" }) },
    };
    expect(parseUserSets(sets, {}).findings.map(({ where, rule }) => `${where}: ${rule}`)).to.deep.equal([
      'userSets["testers"].al.phoneNumber: 138****8000 is the phoneNumber of userSets["staff"].alice too: an identity belongs to one user of a store',
      'userSets["testers"].bea.phoneNumber: 138****8000 is the phoneNumber of userSets["staff"].alice too: an identity belongs to one user of a store',
    ]);
  });

  it("is none when the same text stands in two fields", () => {
    expect(findingsIn({ alice: { qqOpenId: "x" }, bob: { wechatOpenId: "x" } })).to.deep.equal([]);
  });
});

describe("a value that is not known before `up`", () => {
  it("passes in place of all sets, of a set and of a user", () => {
    expect(parseUserSets(UNKNOWN, {})).to.deep.equal({
      sets: new Map(),
      findings: [],
      warnings: [],
      hasUnknowns: true,
    });
    const { sets, findings, hasUnknowns } = parseUserSets({ staff: UNKNOWN, testers: { alice: UNKNOWN } }, {});
    expect(findings).to.deep.equal([]);
    expect(hasUnknowns).to.equal(true);
    expect(sets.get("staff")?.size).to.equal(0);
    expect(sets.get("testers")?.get("alice")).to.deep.equal({ user: {}, unknownFields: "all" });
  });

  it("passes in place of a field and inside one, and the rest of the user is checked", () => {
    const user = {
      userGroups: ["g1", UNKNOWN],
      customAttributes: [{ name: "team", value: UNKNOWN }],
      salt: { saltValue: UNKNOWN },
      email: "alice",
    };
    const { sets, findings, hasUnknowns } = parseUserSets({ staff: { alice: user } }, {});
    expect(hasUnknowns).to.equal(true);
    expect(findings.map(({ rule }) => rule)).to.deep.equal(["is not an e-mail address"]);
    expect(sets.get("staff")?.get("alice")?.unknownFields).to.deep.equal(
      new Set(["userGroups", "customAttributes", "salt"]),
    );
  });

  it("counts as given where a rule asks for a field", () => {
    expect(findingsOf({ email: UNKNOWN })).to.deep.equal([]);
    expect(findingsOf({ ...alice, identityVerified: true, identityVerificationMethod: UNKNOWN })).to.deep.equal([]);
    expect(findingsOf({ ...alice, password: "a".repeat(40), passwordEncryptType: UNKNOWN })).to.deep.equal([]);
    expect(findingsOf({ ...alice, indexedAttribute5: UNKNOWN }, "indexedAttribute5")).to.have.length(1);
  });

  it("passes as the secret half of a user, where any secret field may be", () => {
    const { sets, findings } = parseUserSets(
      { staff: { alice: { user: "{}", secret: UNKNOWN } } },
      { extraSecretFields: ["email"] },
    );
    expect(findings).to.deep.equal([]);
    expect(sets.get("staff")?.get("alice")?.unknownFields).to.deep.equal(
      new Set(["residentIdentityCard", "password", "salt", "email"]),
    );
  });
});
