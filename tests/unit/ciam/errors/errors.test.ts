import { expect } from "chai";
import { CiamError, errorCatalogue, errorFromService, type ErrorClass } from "../../../../ciam/errors";
import { published } from "./publishedCodes";

const classes: readonly ErrorClass[] = [
  "throttled",
  "slot",
  "clock",
  "token",
  "unknown-outcome",
  "user",
  "permanent",
  "unreachable",
];

describe("the error catalogue", () => {
  it("has every published code, and no other", () => {
    expect([...errorCatalogue.keys()].sort()).to.deep.equal([...published].sort());
  });

  for (const [code, entry] of errorCatalogue) {
    it(`says what ${code} means and what to do`, () => {
      expect(classes).to.include(entry.class);
      // Both are put into sentences: no capital to begin with, except a name, and no full stop.
      expect(entry.meaning).to.match(/^(?:[a-z]|CIAM\b|an? ).{8,}[^.]$/);
      expect(entry.remedy).to.match(/^[a-z].{8,}[^.]$/);
    });
  }

  it("puts what can be mended by waiting or by repair into classes of their own", () => {
    expect(codesOf("slot")).to.deep.equal(["FailedOperation.DataFlowTooManyRequests"]);
    expect(codesOf("clock")).to.deep.equal(["AuthFailure.SignatureExpire"]);
    expect(codesOf("token")).to.deep.equal(["AuthFailure.TokenFailure"]);
    expect(codesOf("throttled")).to.have.length(5);
  });

  it("does not take a repeated request for a throttled one", () => {
    expect(errorCatalogue.get("RequestLimitExceeded.RepeatRequest")?.class).to.equal("unknown-outcome");
  });
});

describe("an error of the service", () => {
  it("reads as a sentence with its code and request", () => {
    const error = errorFromService("CreateUser", {
      code: "FailedOperation.UserNameAlreadyExists",
      requestId: "1f2e3d4c",
    });
    expect(error.message).to.equal(
      "CreateUser: the user name is taken by another user of the store (FailedOperation.UserNameAlreadyExists, request 1f2e3d4c)",
    );
    expect(error).to.include({ class: "user", notExecuted: true, requestId: "1f2e3d4c" });
    expect(error.remedy).to.equal("choose another user name, or adopt that user");
  });

  it("says that the service is not activated", () => {
    const error = errorFromService("ListUserStore", { code: "UnauthorizedOperation.TenantNotActivated" });
    expect(error.message).to.contain("CIAM is not activated in this account");
    expect(error.remedy).to.contain("activate the service");
  });

  it("adds the service's own words where the code says too little", () => {
    const error = errorFromService("ListUser", { code: "InvalidParameterValue", said: "PageSize is too large" });
    expect(error.message).to.equal(
      "ListUser: a parameter has a wrong value: PageSize is too large (InvalidParameterValue)",
    );
  });

  it("is judged by its family when the second half is new", () => {
    expect(errorFromService("CreateUser", { code: "InternalError.Novel" }).class).to.equal("unknown-outcome");
    expect(errorFromService("CreateUser", { code: "AuthFailure.Novel" }).class).to.equal("permanent");
  });

  it("leaves the outcome of a write open when nobody knows the code", () => {
    const write = errorFromService("CreateApiImportUserJob", { code: "FailedOperation.Novel", said: "something new" });
    expect(write).to.include({ class: "unknown-outcome", notExecuted: false });
    expect(write.message).to.equal("CreateApiImportUserJob: the service says: something new (FailedOperation.Novel)");
    expect(errorFromService("ListJobs", { code: "Strange" })).to.include({ class: "permanent" });
  });

  it("can be written as JSON", () => {
    const error = errorFromService("ListJobs", { code: "FailedOperation.InvalidUserStore", requestId: "r" });
    expect(JSON.parse(JSON.stringify(error))).to.include({ name: "CiamError", code: error.code, class: "permanent" });
    expect(error).to.be.instanceOf(CiamError);
    expect(error.cause).to.equal(undefined);
  });
});

function codesOf(errorClass: ErrorClass): string[] {
  return [...errorCatalogue].filter(([, entry]) => entry.class === errorClass).map(([code]) => code);
}
