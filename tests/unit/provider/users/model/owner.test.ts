import { expect } from "chai";
import { parseUrn } from "../../../../../provider/planDocument/urn";
import { ownerMark } from "../../../../../provider/users/model/mark";
import {
  areNamesakes,
  areOfOneProject,
  hasLineage,
  nameOf,
  ownerName,
  ownerOf,
} from "../../../../../provider/users/model/owner";

const place = (name: string) => parseUrn(`urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ciam:UserImportJob::${name}`);
const lineage = (byte: number) => new Uint8Array(6).fill(byte);

describe("the owner of a job's users", () => {
  it("is project, stack and name, and a lineage that was drawn", () => {
    expect(ownerOf(ownerName(place("staff")), lineage(0x1f))).to.equal("shop/dev/staff#1f1f1f1f1f1f");
    expect(ownerName(place("a::b"))).to.equal("shop/dev/a::b");
  });

  it("has a name without its lineage, as of states in which that was a hash", () => {
    for (const owner of ["shop/dev/staff#1f1f1f1f1f1f", "shop/dev/staff#00c0ffee"]) {
      expect(nameOf(owner)).to.equal("shop/dev/staff");
      expect(hasLineage(owner)).to.equal(true);
    }
    for (const name of ["shop/dev/staff", "shop/dev/staff#1", "shop/dev/#team"]) {
      expect(nameOf(name)).to.equal(name);
      expect(hasLineage(name)).to.equal(false);
    }
  });

  it("has namesakes in other states, and is none of its own", () => {
    const [one, other] = [lineage(1), lineage(2)].map((drawn) => ownerOf("shop/dev/staff", drawn));
    expect(areNamesakes(one ?? "", other ?? "")).to.equal(true);
    expect(areNamesakes(one ?? "", one ?? "")).to.equal(false);
    expect(areNamesakes("shop/dev/staff#00c0ffee", one ?? "")).to.equal(true);
    expect(areNamesakes("shop/dev/guests#00c0ffee", one ?? "")).to.equal(false);
  });

  it("is of one project with that of a job or a stack that was renamed since", () => {
    expect(areOfOneProject("shop/dev/staff#00c0ffee", "shop/prod/people#00c0ffee")).to.equal(true);
    expect(areOfOneProject("shop/dev/staff#00c0ffee", "shopping/dev/staff#00c0ffee")).to.equal(false);
    expect(areOfOneProject("other/dev/staff#00c0ffee", "shop/dev/staff#00c0ffee")).to.equal(false);
  });

  it("fits into an indexed attribute as a mark, and still tells long names apart", () => {
    const [one, other] = ["one", "other"].map((end) => ownerName(place("a".repeat(600) + end)));
    expect(one).not.to.equal(other);
    for (const value of Object.values(ownerMark(ownerOf(one ?? "", lineage(255)), "indexedAttribute5").values)) {
      expect(value.length).to.be.at.most(512);
    }
  });
});
