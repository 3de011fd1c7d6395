import { expect } from "chai";
import { scopeDate, sign, type Tc3Request } from "../../../../ciam/transport/tc3";

/** The example that Tencent Cloud publishes for the method. */
const published: Tc3Request = {
  host: "cvm.tencentcloudapi.com",
  service: "cvm",
  contentType: "application/json; charset=utf-8",
  timestamp: 1551113065,
  secretId: "AKIDEXAMPLE",
  secretKey: "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
  body: '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
};

describe("a TC3 signature", () => {
  it("is the published one for the published example", () => {
    expect(sign(published).signature).to.equal("72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");
    expect(sign(published).canonicalRequestHash).to.equal(
      "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031",
    );
  });

  it("names the key, the scope and the signed headers", () => {
    expect(sign(published).authorization).to.match(
      /^TC3-HMAC-SHA256 Credential=AKIDEXAMPLE\/2019-02-25\/cvm\/tc3_request, SignedHeaders=content-type;host, Signature=[0-9a-f]{64}$/,
    );
  });

  it("is the same for text and for its bytes", () => {
    const body = Buffer.from(published.body);
    expect(sign({ ...published, body })).to.deep.equal(sign(published));
  });

  it("changes with every part of the request", () => {
    const others: Partial<Tc3Request>[] = [
      { host: "cvm.tencentcloudapi.com:444" },
      { service: "ciam" },
      { contentType: "application/json" },
      { timestamp: 1551113066 },
      { secretKey: "another" },
      { body: "{}" },
    ];
    const signatures = [{}, ...others].map((other) => sign({ ...published, ...other }).signature);
    expect(new Set(signatures)).to.have.length(others.length + 1);
  });

  it("is scoped to the UTC day of its timestamp", () => {
    expect(scopeDate(1551139199)).to.equal("2019-02-25");
    expect(scopeDate(1551139200)).to.equal("2019-02-26");
  });
});
