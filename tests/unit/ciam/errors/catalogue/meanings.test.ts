import { expect } from "chai";
import { AmbiguousError, errorCatalogue, errorFromService, ServiceError } from "../../../../../ciam/errors";
import * as meanings from "../../../../../ciam/errors/catalogue/meanings";
import { requestTooLarge, timedOut } from "../../../../../ciam/errors/ownErrors";

const { isActionDenied, isNameTaken, isPageRefused, isSearchRefused, isStoreUnknown, isTooLarge, isUserGone } =
  meanings;
const { isAboutOneUser, isSlotTaken, isTakenForRepetition, isTooManyAtOnce } = meanings;

const answered = (code: string) => errorFromService("DeleteUsers", { code });

/** The codes of each meaning, and some similar ones that mean something else. */
const cases: [(error: unknown) => boolean, meant: string[], others: string[]][] = [
  [isUserGone, ["FailedOperation.UserNotFound"], ["FailedOperation.PrimaryUserNotFound", "ResourceNotFound"]],
  [isStoreUnknown, ["FailedOperation.InvalidUserStore"], ["FailedOperation.InvalidTenant"]],
  [
    isNameTaken,
    ["FailedOperation.UserStoreAlreadyExists", "FailedOperation.UserGroupNameAlreadyExists"],
    ["FailedOperation.UserNameAlreadyExists"],
  ],
  [
    isActionDenied,
    [
      "InvalidAction",
      "UnauthorizedOperation",
      "AuthFailure.UnauthorizedOperation",
      "UnauthorizedOperation.TenantNotActivated",
    ],
    ["AuthFailure", "ActionOffline"],
  ],
  [isPageRefused, ["InvalidParameter", "InvalidParameterValue", "InvalidParameterValue.New"], ["LimitExceeded"]],
  [
    isSearchRefused,
    ["FailedOperation.QueryUsersParameterMustInWhitelist", "FailedOperation.QueryUsersSortParameterMustInWhitelist"],
    ["IpNotInWhitelist"],
  ],
  [
    isTooManyAtOnce,
    ["InvalidParameterValue", "LimitExceeded", "RequestSizeLimitExceeded"],
    ["RequestLimitExceeded", "FailedOperation.QuotaLimitExceeded"],
  ],
  [
    isTooLarge,
    ["RequestSizeLimitExceeded", "LimitExceeded", "InvalidParameterValue.TooLarge"],
    ["InvalidParameterValue", "ResponseSizeLimitExceeded", "LimitExceeded.Users"],
  ],
  [isSlotTaken, ["FailedOperation.DataFlowTooManyRequests"], ["RequestLimitExceeded"]],
  [isAboutOneUser, ["FailedOperation.EmailAlreadyExists"], ["FailedOperation"]],
];

describe("what an error means to whoever called", () => {
  for (const [means, meant, others] of cases) {
    it(`is asked by ${means.name}`, () => {
      for (const code of meant) expect(means(answered(code)), code).to.equal(true);
      for (const code of others) expect(means(answered(code)), code).to.equal(false);
      expect(means(new Error(meant[0])), "an error of another kind").to.equal(false);
      expect(means(undefined)).to.equal(false);
    });
  }

  it("is a repetition for one code only, and may have been carried out", () => {
    const repeated = answered("RequestLimitExceeded.RepeatRequest");
    expect(repeated).to.be.instanceOf(AmbiguousError);
    expect(isTakenForRepetition(repeated)).to.equal(true);
    expect(isTakenForRepetition(timedOut("DeleteUsers", "host", 1_000))).to.equal(false);
  });

  it("is the same whether the service found a request too large or we did", () => {
    expect(isTooLarge(requestTooLarge("CreateApiImportUserJob", 1))).to.equal(true);
  });
});

describe("a call that failed", () => {
  it("is an AmbiguousError when its outcome is not known, else a ServiceError", () => {
    for (const [code, entry] of errorCatalogue) {
      const kind = entry.class === "unknown-outcome" ? AmbiguousError : ServiceError;
      expect(answered(code), code).to.be.instanceOf(kind);
    }
    expect(timedOut("ListUser", "host", 1_000)).to.be.instanceOf(AmbiguousError);
    expect(requestTooLarge("ListUser", 1)).to.be.instanceOf(ServiceError);
  });
});
