import { expect } from "chai";
import { failureFromService } from "../../../../provider/messages/failures";

const ref = { set: "staff", key: "paul" };
const user = { userName: "paul.meyer", email: "paul.meyer@example" };

describe("a user whom an import job refuses", () => {
  it("is reported with the code that stands in the reason, once", () => {
    const failure = failureFromService(ref, user, "the e-mail has a bad format (FailedOperation.AttributeFormatError)");
    expect(failure.code).to.equal("FailedOperation.AttributeFormatError");
    expect(failure.reason).to.equal("the e-mail has a bad format");
  });

  it("is reported as one of FailedUsers when the reason names no code", () => {
    const failure = failureFromService(ref, user, "the e-mail (of work) has a bad format");
    expect(failure.code).to.equal("FailedUsers");
    expect(failure.reason).to.equal("the e-mail (of work) has a bad format");
  });

  it("keeps its own values out of the code and the reason", () => {
    const said = "paul.meyer@example is bad (FailedOperation.Secret)";
    const failure = failureFromService(ref, { ...user, nickname: "Secret" }, said);
    expect(failure.code).to.equal("FailedOperation.***");
    expect(failure.reason).to.equal("*** is bad");
  });
});
