import { expect } from "chai";
import { cleared } from "../../../provider/ciam/said";

describe("the service's own words", () => {
  it("lose every value that was sent", () => {
    const request = { Users: [{ UserName: "alice", Password: "alice-canary" }], Original: true };
    expect(cleared("alice-canary of alice is weak", request)).to.equal("*** of *** is weak");
  });

  it("lose what looks like a person, sent or not", () => {
    expect(cleared("bob@example.com has +86-13800000001 and 11010519491231002X", {})).to.equal("*** has *** and ***");
  });

  it("keep the names of parameters and short numbers", () => {
    expect(cleared("PageSize must be at most 100", { Pageable: { PageSize: 1000 } })).to.equal(
      "PageSize must be at most 100",
    );
  });

  it("stay short and on one line", () => {
    const text = cleared(`a\n\tb ${"x".repeat(500)}`, {});
    expect(text).to.have.length(200);
    expect(text).to.match(/^a b x+…$/);
  });
});
