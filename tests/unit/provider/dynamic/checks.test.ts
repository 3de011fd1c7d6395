import { expect } from "chai";
import { Checks } from "../../../../provider/dynamic/checks";
import { Secret } from "../../../../provider/users/input/envelope/secret";
import { UNKNOWN } from "../../../../provider/users/input/envelope/unknown";

const STORE = "0123456789abcdef0123456789abcdef";
const urn = (parent: string) => `urn:pulumi:dev::shop::${parent}pulumi-nodejs:dynamic/ciam:UserImportJob::staff`;

describe("inputs that passed a check", () => {
  const inputs = (users: object) => ({ userStoreId: STORE, owner: "shop/dev/staff", userSets: { staff: users } });

  it("are known again by owner and store, and those of one name under different parents by what they declare", () => {
    const checks = new Checks();
    for (const name of ["a", "b"]) checks.passed(urn(name), inputs({ [name]: { password: new Secret(name) } }));
    for (const name of ["a", "b"]) expect(checks.urnOf(inputs({ [name]: { password: name } }))).to.equal(urn(name));
    expect(checks.urnOf(inputs({ c: {} }))).to.equal(undefined);
    expect(checks.urnOf({ userStoreId: STORE, owner: "shop/dev/guests" })).to.equal(undefined);
  });

  it("are known again while their store is not known yet", () => {
    const checks = new Checks();
    checks.passed(urn(""), { ...inputs({}), userStoreId: UNKNOWN });
    expect(checks.urnOf({ ...inputs({}), userStoreId: UNKNOWN })).to.equal(urn(""));
  });

  it("are asked a forecast of once: a refresh asks for a difference without a check before it", () => {
    const checks = new Checks();
    checks.passed(urn(""), inputs({}));
    expect([checks.takeFresh(urn("")), checks.takeFresh(urn("")), checks.takeFresh(undefined)]).to.deep.equal([
      true,
      false,
      false,
    ]);
    checks.passed(urn(""), inputs({}));
    expect(checks.takeFresh(urn(""))).to.equal(true);
  });
});
