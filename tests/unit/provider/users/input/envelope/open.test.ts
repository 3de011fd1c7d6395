import { expect } from "chai";
import { decodeUser } from "../../../../../../provider/users/input/envelope/decode";
import { encodeLoaded } from "../../../../../../provider/users/input/envelope/encode";
import { hideSecrets } from "../../../../../../provider/users/input/envelope/hide";
import { openUser, textsOf } from "../../../../../../provider/users/input/envelope/open";
import { rewritten } from "../../../../../../provider/users/input/envelope/rewrite";
import { Secret } from "../../../../../../provider/users/input/envelope/secret";
import { UNKNOWN } from "../../../../../../provider/users/input/envelope/unknown";
import { parseUserSets } from "../../../../../../provider/users/input/parse";

const ann = { userName: "ann", password: "Correct-Horse-1", nickname: "Ann" };

describe("a user as it travels", () => {
  it("is the same user in each of its forms", () => {
    for (const value of [ann, encodeLoaded(ann), JSON.stringify(ann)]) {
      expect(decodeUser(value)).to.deep.equal({ form: "fields", fields: ann, isLiteral: value === ann });
    }
  });

  it("is an envelope with nothing but `user` and `secret`, and with anything else a literal user", () => {
    expect(textsOf({ user: "{}" })).to.deep.equal({ user: "{}", secret: undefined });
    expect(textsOf({ user: "{}", secret: "{}" })).to.deep.equal({ user: "{}", secret: "{}" });
    expect(textsOf({ user: UNKNOWN, secret: "{}" })).to.deep.equal({ user: UNKNOWN, secret: "{}" });
    const mistaken = { user: "bob", password: "Correct-Horse-1", email: "bob@example.com" };
    expect(textsOf(mistaken)).to.equal(undefined);
    expect(openUser(mistaken)).to.deep.equal({ form: "literal", fields: mistaken });
  });

  it("keeps its password hidden and its other fields whole where it has a field `user` by mistake", () => {
    const mistaken = { user: "bob", password: "Correct-Horse-1", email: "bob@example.com" };
    const { findings } = parseUserSets({ staff: { bob: mistaken } }, {});
    expect(findings.map(({ where, rule }) => `${where}: ${rule}`).join()).to.match(
      /^userSets\["staff"\]\.bob\.user: is no field of a user/,
    );
    expect(hideSecrets({ staff: { bob: mistaken } }, [])).to.deep.equal({
      staff: { bob: { ...mistaken, password: new Secret("Correct-Horse-1") } },
    });
    expect(rewritten(mistaken, new Map([["email", "b@example.com"]]))).to.deep.equal({
      ...mistaken,
      email: "b@example.com",
    });
  });
});

describe("a user some of whose fields are replaced", () => {
  const { user, secret } = encodeLoaded(ann) as { user: string; secret: string };

  it("keeps its form, and the bytes of what stays", () => {
    expect(rewritten(ann, new Map([["nickname", undefined]]))).to.deep.equal({
      userName: "ann",
      password: ann.password,
    });
    expect(rewritten('{"userName":"ann"}', new Map([["job", "Clerk"]]))).to.equal('{"job":"Clerk","userName":"ann"}');
    expect(rewritten({ user, secret }, new Map([["nickname", "Anna"]]))).to.deep.equal({
      user: '{"nickname":"Anna","userName":"ann"}',
      secret,
    });
    expect(rewritten({ user, secret }, new Map([["password", "Battery-2"]]))).to.deep.equal({
      user,
      secret: '{"password":"Battery-2"}',
    });
  });

  it("stays as it is where it cannot be opened", () => {
    for (const value of [UNKNOWN, "no JSON", { user: UNKNOWN, secret }, 7]) {
      expect(rewritten(value, new Map([["job", "Clerk"]]))).to.equal(value);
    }
  });
});
