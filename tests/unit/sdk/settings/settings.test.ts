import { expect } from "chai";
import { problemsOfSettings } from "../../../../sdk/settings/settings";

describe("the settings of a stack", () => {
  const told = (key: string, project = "shop") => problemsOfSettings({ [key]: "x" }, project);
  const known =
    "there are ciam:endpoint, ciam:region, ciam:profile, ciam:language, ciam:rate, ciam:showValues, ciam:environment";
  const noEffect = "in the config of this stack is no setting of this package and has no effect";

  it("are told where they have a name that nothing reads, with the one that was meant", () => {
    expect(told("ciam:endpont")).to.deep.equal([
      `"ciam:endpont" ${noEffect} (did you mean "ciam:endpoint"?); ${known}`,
    ]);
    expect(told("ciam:show-values")[0]).to.contain('(did you mean "ciam:showValues"?)');
    expect(told("ciam:Region")[0]).to.contain('(did you mean "ciam:region"?)');
    expect(told("ciam:colour")).to.deep.equal([`"ciam:colour" ${noEffect}; ${known}`]);
  });

  it("are told where one that is shared with the vendor's provider is misspelt, and none of its own", () => {
    expect(told("tencentcloud:secretID")).to.deep.equal([
      `"tencentcloud:secretID" ${noEffect} (did you mean "tencentcloud:secretId"?)`,
    ]);
    for (const key of [
      "secretId",
      "secretKey",
      "securityToken",
      "region",
      "protocol",
      "domain",
      "profile",
      "assumeRole",
    ])
      expect(told(`tencentcloud:${key}`), key).to.deep.equal([]);
  });

  it("are told where the namespace is misspelt, but not those of the program itself", () => {
    expect(told("caim:endpoint")[0]).to.contain('(did you mean "ciam:endpoint"?)');
    for (const key of ["shop:endpoint", "aws:region", "iam:role", "iam:users"])
      expect(told(key), key).to.deep.equal([]);
    expect(told("iam:region", "iam")).to.deep.equal([]);
    expect(told("ciam:stores", "ciam")).to.deep.equal([]);
    expect(told("ciam:endpont", "ciam")).to.have.length(1);
  });

  it("are told where the word for the environment tells nothing", () => {
    const of = (environment: string) => problemsOfSettings({ "ciam:environment": environment }, "shop");
    expect(of("prd")).to.deep.equal([
      'ciam:environment "prd" is not known (did you mean "prod"?): until it says what it is, the stack counts as a production one. Use production, or a word such as development, test, staging or preview, also as part of a longer one',
    ]);
    expect(of("Produktion")[0]).to.contain('(did you mean "production"?)');
    expect(of("stagng")[0]).to.contain('(did you mean "staging"?)');
    for (const word of ["production", "PROD", "eu-production", "dev", "Test", "pr-123", "dev_alice", "e2e", "pre-prod"])
      expect(of(word), word).to.deep.equal([]);
  });
});
