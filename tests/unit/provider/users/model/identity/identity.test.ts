import { expect } from "chai";
import fc from "fast-check";
import { identityFields } from "../../../../../../provider/users/model/fields";
import {
  identitiesOf,
  maskIdentity,
  normalIdentity,
  shown,
} from "../../../../../../provider/users/model/identity/identity";

describe("an identity", () => {
  it("is one in all spellings of a mainland phone number", () => {
    const spellings = [
      "13800008000",
      "+86-13800008000",
      "+8613800008000",
      "86 138 0000 8000",
      "0086-138-0000-8000",
      "１３８００００８０００",
    ];
    expect(new Set(spellings.map((phone) => normalIdentity("phoneNumber", phone)))).to.deep.equal(
      new Set(["13800008000"]),
    );
  });

  it("keeps the country of any other number", () => {
    expect(normalIdentity("phoneNumber", "0044 20 7946 0000")).to.equal("+442079460000");
    expect(normalIdentity("phoneNumber", "8621")).to.equal("8621");
  });

  it("is one in all cases of an e-mail address, and in both forms of an accented letter", () => {
    expect(normalIdentity("email", "Ame\u0301lie@Example.COM")).to.equal(
      normalIdentity("email", "am\u00e9lie@example.com"),
    );
    expect(normalIdentity("userName", "e\u0301")).to.equal("\u00e9");
  });

  it("is another in another case of a user name", () => {
    expect(normalIdentity("userName", "Alice")).to.not.equal(normalIdentity("userName", "alice"));
  });

  it("is the same again when its normal form is made normal", () => {
    fc.assert(
      fc.property(fc.constantFrom(...identityFields), anyText(), (field, value) => {
        const normal = normalIdentity(field, value);
        expect(normalIdentity(field, normal)).to.equal(normal);
      }),
    );
  });

  it("is shown so that whoever has the data finds the user and nobody else learns the value", () => {
    expect(maskIdentity("phoneNumber", "+86-13800008000")).to.equal("138****8000");
    expect(maskIdentity("phoneNumber", "110")).to.equal("1***");
    expect(maskIdentity("email", "alice@example.com")).to.equal("a***@example.com");
    expect(maskIdentity("email", "nonsense")).to.equal("no***e");
    expect(maskIdentity("userName", "al")).to.equal("a***");
    expect(maskIdentity("wechatOpenId", "o6_bmjrPTlm6_2sgVt7hMZOPfL2M")).to.equal("o6***M");
    expect(maskIdentity("password", "correct horse")).to.equal("***");
    expect(maskIdentity("residentIdentityCard", "123456789012345678")).to.equal("***");
  });

  it("is never empty, and the user keeps them in the order of the fields", () => {
    const user = { email: "Alice@example.com", userName: "", phoneNumber: "13800008000" };
    const shownToo = identitiesOf(user).map((identity) => ({ ...identity, masked: shown(identity, "masked") }));
    expect(shownToo).to.deep.equal([
      {
        field: "phoneNumber",
        normal: "13800008000",
        key: "phoneNumber:13800008000",
        value: "13800008000",
        masked: "138****8000",
      },
      {
        field: "email",
        normal: "alice@example.com",
        key: "email:alice@example.com",
        value: "Alice@example.com",
        masked: "A***@example.com",
      },
    ]);
  });

  it("of a live user is found among what the service told", () => {
    const live = {
      id: "1",
      fields: { userName: "alice" },
      status: "NORMAL",
      isFrozen: false,
      primary: true,
      createdDate: 0,
      lastModifiedDate: 0,
      lastSignOn: null,
      tenantId: "t",
    };
    expect(identitiesOf(live).map(({ key }) => key)).to.deep.equal(["userName:alice"]);
  });
});

function anyText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("0", "8", "6", "1", "+", "-", " ", "(", "８", "A", "@", "İ", "Σ", "\u0301") }),
  );
}
