import { expect } from "chai";
import fc from "fast-check";
import { userFields, type UserField } from "../../../../../../provider/users/model/fields";
import type { DeclaredUser } from "../../../../../../provider/users/model/user";
import { sameValue } from "../../../../../../provider/users/plan/compare/compare";
import { valuesInForce } from "../../../../../../provider/users/plan/compare/inForce";
import {
  knownIdentities,
  printBytes,
  printedFields,
  PrintedForm,
  PrintedInForce,
  printedIn,
  Prints,
} from "../../../../../../provider/users/plan/compare/prints";
import { without } from "../../../../../../text/values";
import { anyUser } from "../../anyUser";

const prints = new Prints("11".repeat(32));

function printed(user: DeclaredUser, id = "1") {
  const fields = printedIn(user);
  const text = fields.map((field) => prints.field(field, user[field], id)).join("");
  return { id, fields, prints: text, groups: user.userGroups ?? [] };
}

const alice: DeclaredUser = {
  userName: "alice",
  email: "Alice@Example.com",
  phoneNumber: "+86-13800008000",
  gender: "female",
  nickname: "Al",
  userGroups: ["g2", "g1"],
  customAttributes: [{ name: "office", value: "B1" }],
};

describe("prints of a user", () => {
  it("are equal for every spelling that CIAM takes for one value, and for no other value", () => {
    const same: [UserField, unknown, unknown][] = [
      ["email", "Alice@Example.com", "alice@example.com"],
      ["phoneNumber", "+86-13800008000", "13800008000"],
      ["gender", "female", "FEMALE"],
      ["nickname", "", undefined],
      [
        "customAttributes",
        [
          { name: "a", value: "1" },
          { name: "b", value: "" },
        ],
        [{ name: "a", value: "1", type: "STRING" }],
      ],
    ];
    for (const [field, one, other] of same)
      expect(prints.field(field, one, "1"), field).to.equal(prints.field(field, other, "1"));
    expect(prints.field("nickname", "Al", "1")).not.to.equal(prints.field("nickname", "al", "1"));
  });

  it("say of two values what a comparison of the values says", () => {
    fc.assert(
      fc.property(anyUser(), anyUser(), (one, other) => {
        for (const field of printedFields) {
          const isSame = prints.field(field, one[field], "1") === prints.field(field, other[field], "1");
          // A type of an attribute is no part of a print.
          if (field !== "customAttributes") expect(isSame, field).to.equal(sameValue(field, one[field], other[field]));
        }
      }),
    );
  });

  it("differ between users who share a value, unless that is an identity, and between keys", () => {
    expect(prints.field("nickname", "Al", "1")).not.to.equal(prints.field("nickname", "Al", "2"));
    expect(prints.field("email", "a@example.com", "1")).to.equal(prints.field("email", "a@example.com", "2"));
    expect(prints.whole(["nickname"], alice)).not.to.equal(new Prints("22".repeat(32)).whole(["nickname"], alice));
  });

  it("are as long as the record has room for, whatever the value", () => {
    for (const field of printedFields) {
      const print = prints.field(field, "x".repeat(10_000), "1");
      expect(print).to.have.length(printBytes(field));
      expect(Buffer.from(print, "latin1").toString("latin1")).to.equal(print);
    }
  });

  it("have no field that the service cannot tell again", () => {
    expect(printedFields.filter((field) => !userFields[field].readable)).to.deep.equal([]);
    expect(printedFields).not.to.include("userGroups").and.not.to.include("password");
  });
});

describe("a declaration of which prints are kept", () => {
  it("answers as one whose values are kept", () => {
    fc.assert(
      fc.property(anyUser(), anyUser(), (one, other) => {
        const [kept, values] = [new PrintedInForce(printed(one), prints), valuesInForce(one)];
        for (const field of printedFields) {
          expect(kept.has(field), field).to.equal(values.has(field));
          if (field !== "customAttributes" && one[field] !== undefined)
            expect(kept.is(field, other[field]), field).to.equal(values.is(field, other[field]));
        }
        expect([...kept.userGroups].sort()).to.deep.equal([...values.userGroups].sort());
      }),
    );
  });

  it("tells the values that are declared still, and which it cannot tell", () => {
    const { fields, untold } = new PrintedInForce(printed(alice), prints).recalled({ ...alice, nickname: "Other" });
    const others = without(alice as Record<string, unknown>, "nickname");
    expect(fields).to.deep.equal(others);
    expect([...untold]).to.deep.equal(["nickname"]);
  });

  it("tells an identity that another user has now, and the user who has it under another key", () => {
    const now = { userName: "alice", nickname: "Al" };
    const identities = knownIdentities([now, { email: "alice@example.com" }], prints);
    const { fields, untold } = new PrintedInForce(printed(alice), prints, identities).recalled(undefined);
    expect(fields).to.include({ userName: "alice", email: "alice@example.com", nickname: "Al" });
    expect([...untold]).to.have.members(["phoneNumber", "gender", "customAttributes"]);
  });

  it("knows the form in which the service keeps a value", () => {
    const form = new PrintedForm("gender", prints.field("gender", "M", "1"), "1", prints);
    expect(form.is("m")).to.equal(true);
    expect(form.is("F")).to.equal(false);
  });
});
