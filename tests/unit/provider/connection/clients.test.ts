import { expect } from "chai";
import { obstaclesOf, problemsOf, settingsFrom, type Surroundings } from "../../../../provider/connection/clients";

import { nodeProblem } from "../../../../provider/connection/nodeVersion";

describe("settings", () => {
  const problems = (config: Readonly<Record<string, string>>, surroundings: Surroundings = {}): string[] =>
    problemsOf(settingsFrom({ get: (key) => config[key] }, { env: {}, ...surroundings }));

  it("that nobody made, or that are as they must be, have no problem", () => {
    expect(problems({})).to.deep.equal([]);
    const config = { "ciam:endpoint": "embedded", "ciam:region": "ap-shanghai-fsi", "ciam:language": "zh-CN" };
    expect(problems({ ...config, "ciam:rate": "0.5" })).to.deep.equal([]);
  });

  it("are told all at once, each by its key and its value", () => {
    const config = { "ciam:endpoint": "ftp://x", "ciam:language": "fr", "ciam:rate": "many", "ciam:region": "" };
    expect(problems(config)).to.have.lengthOf(4);
    expect(problems(config).join("\n"))
      .to.contain('ciam:endpoint "ftp://x"')
      .and.to.contain('ciam:region ""')
      .and.to.contain('ciam:language "fr"')
      .and.to.contain('ciam:rate "many"');
  });

  it("are told with what was meant", () => {
    const config = { "ciam:endpoint": "embeded", "ciam:language": "en-us", "ciam:region": "ap-singapor" };
    expect(problems(config).map((problem) => /\(did you mean "(.*)"\?\)/.exec(problem)?.[1])).to.deep.equal([
      "embedded",
      "ap-singapore",
      "en-US",
    ]);
    for (const region of ["singapore", "guangzhou", "ap_guangzhou", "ap-guangzou"])
      expect(problems({ "ciam:region": region })[0], region).to.match(/did you mean "ap-(?:singapore|guangzhou)"/);
    for (const region of ["ap-guangzhou", "eu-frankfurt", "me-somewhere", "ap-osaka"])
      expect(problems({ "ciam:region": region }), region).to.deep.equal([]);
  });

  it("are named as whoever gave them knows them", () => {
    const env = { TENCENTCLOUD_CIAM_ENDPOINT: "", TENCENTCLOUD_REGION: "Guangzhou" };
    expect(problems({}, { env })[0]).to.match(/^TENCENTCLOUD_CIAM_ENDPOINT "" cannot be used/);
    expect(problems({}, { env })[1]).to.match(/^TENCENTCLOUD_REGION "Guangzhou" cannot be used/);
    expect(problems({ "tencentcloud:region": "?" })[0]).to.match(/^tencentcloud:region/);
    const nameOf = (key: string): string => key.replace("ciam:", "--");
    expect(problems({ "ciam:endpoint": "a b" }, { nameOf })[0]).to.match(/^--endpoint "a b" cannot be used/);
  });
});

describe("credentials that environment and config have", () => {
  const CLOUD = "ciam.tencentcloudapi.com";
  const obstacles = (config: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}): string[] =>
    obstaclesOf(settingsFrom({ get: (key) => config[key] }, { env }), env);

  it("are no obstacle when they are whole, or not there: whoever has none may still want a preview", () => {
    expect(obstacles({})).to.deep.equal([]);
    expect(obstacles({ "tencentcloud:secretId": "AKIDexample", "tencentcloud:secretKey": "x" })).to.deep.equal([]);
    expect(obstacles({}, { TENCENTCLOUD_SECRET_ID: "", TENCENTCLOUD_SECRET_KEY: "" })).to.deep.equal([]);
    const whole = { TENCENTCLOUD_SECRET_ID: "AKIDexample", TENCENTCLOUD_SECRET_KEY: "x" };
    expect(obstacles({ "tencentcloud:secretId": "AKIDother" }, whole), "never looked at").to.deep.equal([]);
    expect(obstacles({ "ciam:endpoint": "embedded", "tencentcloud:secretId": "AKIDexample" })).to.deep.equal([]);
  });

  it("are one when half of a set is missing", () => {
    expect(obstacles({ "tencentcloud:secretId": "AKIDexample" })).to.deep.equal([
      "the stack config has tencentcloud:secretId but not tencentcloud:secretKey: set both, or neither",
    ]);
    expect(obstacles({}, { TENCENTCLOUD_SECRET_KEY: "x" })).to.deep.equal([
      "the environment has TENCENTCLOUD_SECRET_KEY but not TENCENTCLOUD_SECRET_ID: set both, or neither",
    ]);
  });

  it("are one when they are the emulator's and the endpoint is not", () => {
    const env = { TENCENTCLOUD_SECRET_ID: "ciam-emulator", TENCENTCLOUD_SECRET_KEY: "x" };
    expect(obstacles({ "ciam:endpoint": CLOUD }, env)[0]).to.match(/^the credentials are those of the emulator/);
    expect(obstacles({ "ciam:endpoint": "127.0.0.1:7575" }, env)).to.deep.equal([]);
  });
});

describe("a Node.js that is too old", () => {
  it("is told with the version that will do", () => {
    for (const version of ["18.20.4", "20.20.2", "22.12.0"])
      expect(nodeProblem(version)).to.equal(
        `pulumi-tencentcloud-ciam needs Node.js 22.13 or newer, and this is ${version}: install it, and put it first on the PATH of \`pulumi\``,
      );
    for (const version of ["22.13.0", "23.1.0", "24.21.0"]) expect(nodeProblem(version), version).to.equal(undefined);
  });
});
