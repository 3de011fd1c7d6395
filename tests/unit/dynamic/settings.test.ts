import { expect } from "chai";
import { problemsOf, settingsFrom, type Surroundings } from "../../../provider/dynamic/clients";

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

  it("are named as whoever gave them knows them", () => {
    const env = { TENCENTCLOUD_CIAM_ENDPOINT: "", TENCENTCLOUD_REGION: "Guangzhou" };
    expect(problems({}, { env })[0]).to.match(/^TENCENTCLOUD_CIAM_ENDPOINT "" cannot be used/);
    expect(problems({}, { env })[1]).to.match(/^TENCENTCLOUD_REGION "Guangzhou" cannot be used/);
    expect(problems({ "tencentcloud:region": "?" })[0]).to.match(/^tencentcloud:region/);
    const nameOf = (key: string): string => key.replace("ciam:", "--");
    expect(problems({ "ciam:endpoint": "a b" }, { nameOf })[0]).to.match(/^--endpoint "a b" cannot be used/);
  });
});
