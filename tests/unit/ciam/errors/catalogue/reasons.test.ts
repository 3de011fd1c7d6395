import { expect } from "chai";
import { codeIn, readReason, saysTaken } from "../../../../../ciam/errors/catalogue/reasons";

describe("what a job says of a user it did not take", () => {
  it("has a code in brackets, and the catalogue's remedy for it", () => {
    const { code, words, remedy } = readReason("bad e-mail (FailedOperation.AttributeFormatError)");
    expect({ code, words }).to.deep.equal({ code: "FailedOperation.AttributeFormatError", words: "bad e-mail" });
    expect(remedy).to.match(/^compare the values with the regular expressions/);
  });

  it("is guessed at without a code, a group first because it may not exist", () => {
    expect(readReason("the user group does not exist").remedy).to.equal("check the group ids of the user");
    expect(readReason("email already exist").remedy).to.match(/^another user holds this identity/);
    expect(readReason("手机号格式错误").remedy).to.match(/attribute rules/);
    expect(readReason("no").remedy).to.equal(undefined);
  });

  it("names a code anywhere in its text", () => {
    expect(codeIn("FailedOperation.UserNotFound: 42")).to.equal("FailedOperation.UserNotFound");
    expect(codeIn("operation failed")).to.equal(undefined);
  });

  for (const [said, isTaken] of [
    ["email already exists", true],
    ["用户名已存在", true],
    ["duplicate userName", true],
    ["FailedOperation.UserNotFound", true],
    ["the group does not exist", false],
    ["用户组不存在", false],
    ["", false],
  ] as const) {
    it(`${isTaken ? "says" : "does not say"} of an identity that it is taken: "${said}"`, () => {
      expect(saysTaken(said)).to.equal(isTaken);
    });
  }
});
