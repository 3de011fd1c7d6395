import { expect } from "chai";
import { badStatus, unreachable } from "../../../../ciam/errors/ownErrors";

const cloud = "https://ciam.tencentcloudapi.com";

describe("a service that cannot be reached", () => {
  const sentences: readonly (readonly [string, string])[] = [
    ["ECONNREFUSED", "ListJobs: ciam.tencentcloudapi.com refuses connections (Network.ConnectionRefused)"],
    ["ENOTFOUND", "ListJobs: the name ciam.tencentcloudapi.com could not be resolved (Network.NameNotFound)"],
    ["EAI_AGAIN", "ListJobs: the name ciam.tencentcloudapi.com could not be resolved (Network.NameNotFound)"],
    ["EHOSTUNREACH", "ListJobs: ciam.tencentcloudapi.com cannot be reached: EHOSTUNREACH (Network.Unreachable)"],
    [
      "SELF_SIGNED_CERT_IN_CHAIN",
      "ListJobs: no secure connection to ciam.tencentcloudapi.com could be made: SELF_SIGNED_CERT_IN_CHAIN (Network.TlsFailed)",
    ],
  ];

  for (const [code, sentence] of sentences) {
    it(`is said in a sentence when the system says ${code}`, () => {
      const error = unreachable("ListJobs", cloud, code);
      expect(error.message).to.equal(sentence);
      expect(error).to.include({ class: "unreachable", notExecuted: true });
      expect(error.remedy).to.match(/^check /);
    });
  }
});

describe("a status that the API never answers", () => {
  it("leaves the outcome open when a gateway failed, and is final when it refused", () => {
    for (const status of [500, 502, 503, 504, 408, 429]) {
      expect(badStatus("CreateUser", "h", status), String(status)).to.include({ class: "unknown-outcome" });
    }
    for (const status of [400, 403, 404, 407]) {
      expect(badStatus("CreateUser", "h", status), String(status)).to.include({
        class: "permanent",
        notExecuted: false,
      });
    }
  });
});
