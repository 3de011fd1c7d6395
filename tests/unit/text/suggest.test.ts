import { expect } from "chai";
import { allUserFields } from "../../../provider/users/model/fields";
import { nearestName } from "../../../text/suggest";

describe("the name that was meant", () => {
  const field = (written: string) => nearestName(written, allUserFields);

  it("is the nearest, whatever case and signs it is written with", () => {
    expect(field("emial")).to.equal("email");
    expect(field("E-Mail")).to.equal("email");
    expect(field("phone_numer")).to.equal("phoneNumber");
    expect(field("PASSWORD")).to.equal("password");
  });

  it("is the only one that begins so, before one that only has the same letters", () => {
    expect(field("phone")).to.equal("phoneNumber");
    expect(field("nick")).to.equal("nickname");
    expect(field("user"), "userName or userGroups").to.equal(undefined);
  });

  it("is none when half of a short word would have to change", () => {
    expect(field("role")).to.equal(undefined);
    expect(field("x")).to.equal(undefined);
    expect(nearestName("SHA512", ["SHA1", "BCRYPT", "MD5"])).to.equal(undefined);
    expect(nearestName("sha", ["SHA1", "BCRYPT", "MD5"])).to.equal("SHA1");
    expect(field("indexedAttribute7")).to.equal(undefined);
    expect(field("Department")).to.equal(undefined);
  });

  it("is looked for in every script, and no sign is one name", () => {
    expect(nearestName("研发部", ["销售部", "研发"])).to.equal("研发");
    expect(nearestName("技术", ["研发", "销售"])).to.equal(undefined);
    expect(nearestName("---", ["...", "qa"])).to.equal(undefined);
  });
});
