import { expect } from "chai";
import { ownerMeant, ownerName } from "../../../provider/resources/userImportJob/owner";
import { rememberUrn } from "../../../provider/resources/userImportJob/urns";
import { ownerMark } from "../../../provider/users/mark";

const urn = (name: string) => `urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ciam:UserImportJob::${name}`;

describe("the owner of a resource", () => {
  it("is its project, stack and name, and what tells apart two of one name", () => {
    expect(ownerName(urn("staff"))).to.match(/^shop\/dev\/staff#[0-9a-f]{8}$/);
    expect(ownerName(urn("a::b"))).to.match(/^shop\/dev\/a::b#/);
    expect(ownerName(`urn:pulumi:dev::shop::shop:Team$pulumi-nodejs:dynamic/ciam:UserImportJob::staff`)).not.to.equal(
      ownerName(urn("staff")),
    );
  });

  it("fits into an indexed attribute as a mark, and still tells long names apart", () => {
    const [one, other] = ["one", "other"].map((end) => ownerName(urn("a".repeat(600) + end)));
    expect(one).not.to.equal(other);
    for (const value of Object.values(ownerMark(one ?? "", "indexedAttribute5").values)) {
      expect(value.length).to.be.at.most(512);
    }
  });

  it("is meant by itself, and by the urn of the resource, also when the resource was renamed", () => {
    expect(ownerMeant("shop/dev/staff#00000000")).to.equal("shop/dev/staff#00000000");
    expect(ownerMeant(urn("unseen"))).to.equal(ownerName(urn("unseen")));
    rememberUrn("shop/dev/former#00000000", urn("renamed"));
    expect(ownerMeant(urn("renamed"))).to.equal("shop/dev/former#00000000");
  });
});
