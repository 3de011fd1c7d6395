import { expect } from "chai";
import { importUser } from "../../../../ciam/actions/importUser";
import { userFields } from "../../../../provider/users/model/fields";
import { fromCiamUser, toImportUser, toUpdateUser } from "../../../../provider/users/ciam";
import { ownerMark } from "../../../../provider/users/model/mark";
import { documentedExample } from "./declared";

const mark = ownerMark("shop/dev/staff#12345678", "indexedAttribute5");

describe("a user on the wire", () => {
  it("has every field of an import, the owner mark among them", () => {
    const wire = toImportUser(documentedExample, mark);
    expect(importUser.parse(wire)).to.deep.equal(wire);
    expect(Object.keys(wire).sort()).to.deep.equal(Object.keys(importUser.shape).sort());
    expect(wire).to.deep.include({
      UserGroup: ["6cd22e5100000000000000000f6f7cb8"],
      Birthdate: "2022-10-20",
      IdentityVerified: true,
      PasswordEncryptTypeEnum: "SHA1",
      CustomizationAttributes: [{ Name: "nickname", Value: "nike name", Type: "STRING" }],
      IndexedAttribute1: "value1",
      IndexedAttribute5: mark.values.created,
    });
    expect(wire.Salt).to.deep.equal({
      SaltValue: "salt123",
      SaltLocation: { SaltLocationTypeEnum: "HEAD", SaltLocationRule: { Regex: "passwordabc123" } },
    });
  });

  it("knows the wire's name of every field", () => {
    expect(
      Object.values(userFields)
        .map(({ wire }) => wire)
        .sort(),
    ).to.deep.equal(Object.keys(importUser.shape).sort());
  });

  it("is imported without what is empty, and keeps a false", () => {
    const user = { userName: "alice", nickname: "", userGroups: [], customAttributes: [], identityVerified: false };
    expect(toImportUser(user, mark)).to.deep.equal({
      UserName: "alice",
      IdentityVerified: false,
      IndexedAttribute5: mark.values.created,
    });
  });

  it("is updated with what is empty, because that empties it, and a birthdate in milliseconds", () => {
    const changes = { nickname: "", userGroups: [], birthdate: "1970-01-02", phoneNumber: "13800000000" };
    expect(toUpdateUser(changes)).to.deep.equal({
      Nickname: "",
      UserGroup: [],
      Birthdate: 86_400_000,
      PhoneNumber: "13800000000",
    });
  });

  it("cannot be updated in what only an import can set", () => {
    expect(() => toUpdateUser({ gender: "MALE" })).to.throw("UpdateUser cannot change gender");
  });

  it("has 13 fields that UpdateUser changes and 16 that only an import sets, besides the credential", () => {
    const traits = Object.values(userFields);
    expect(traits.filter(({ updatable }) => updatable)).to.have.length(13);
    expect(traits.filter(({ updatable, readable }) => !updatable && readable)).to.have.length(16);
    expect(traits.filter(({ identity }) => identity)).to.have.length(9);
    expect(traits).to.have.length(32);
  });
});

describe("a live user", () => {
  const answered = {
    UserId: "5e1f",
    UserName: "alice",
    Email: null,
    Status: "NORMAL",
    UserGroups: ["g1"],
    CustomAttributes: [
      { Name: "team", Value: "qa", Type: "STRING" },
      { Name: "floor", Value: null },
    ],
    Birthdate: Date.parse("2022-10-20T00:00:00Z"),
    IdentityVerified: false,
    Primary: false,
    CreatedDate: 1_700_000_000_000,
    LastModifiedDate: 1_700_000_001_000,
    LastSignOn: null,
    TenantId: "100000000001",
    IndexedAttribute5: "x",
  };

  it("has what the service told, in the names of a declaration, without its nulls", () => {
    expect(fromCiamUser(answered)).to.deep.equal({
      id: "5e1f",
      fields: {
        userName: "alice",
        userGroups: ["g1"],
        customAttributes: [
          { name: "team", value: "qa", type: "STRING" },
          { name: "floor", value: "" },
        ],
        birthdate: "2022-10-20",
        identityVerified: false,
        indexedAttribute5: "x",
      },
      status: "NORMAL",
      isFrozen: false,
      primary: false,
      createdDate: 1_700_000_000_000,
      lastModifiedDate: 1_700_000_001_000,
      lastSignOn: null,
      tenantId: "100000000001",
    });
  });

  it("is frozen by the word of the service, and by no other", () => {
    const said = ["FREEZE", "LOCK", "NORMAL", "NOT_ENABLED", "freeze", null];
    expect(said.filter((Status) => fromCiamUser({ ...answered, Status }).isFrozen)).to.deep.equal(["FREEZE"]);
  });

  it("was born on the same day in whatever zone the service keeps midnight", () => {
    for (const zone of ["+08:00", "+00:00", "-05:00", "+05:30"]) {
      const Birthdate = Date.parse(`2022-10-20T00:00:00${zone}`);
      expect(fromCiamUser({ ...answered, Birthdate }).fields.birthdate, zone).to.equal("2022-10-20");
    }
    expect(fromCiamUser({ ...answered, Birthdate: 1e300 }).fields.birthdate).to.equal(undefined);
  });

  it("is a main account of no known age when the service says nothing", () => {
    expect(fromCiamUser({ UserId: "1" })).to.deep.equal({
      id: "1",
      fields: {},
      status: "",
      isFrozen: false,
      primary: true,
      createdDate: 0,
      lastModifiedDate: 0,
      lastSignOn: null,
      tenantId: "",
    });
  });
});
