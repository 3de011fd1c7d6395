import { expect } from "chai";
import { embeddedAt, parseEndpoint } from "../../../ciam/endpoint";
import { UsageError } from "../../../ciam/errors";

describe("an endpoint", () => {
  it("is a host or a URL, and https unless it is this machine", () => {
    expect(parseEndpoint("ciam.intl.tencentcloudapi.com")).to.deep.equal({
      url: "https://ciam.intl.tencentcloudapi.com",
      host: "ciam.intl.tencentcloudapi.com",
      kind: "international",
    });
    expect(parseEndpoint(" https://ciam.tencentcloudapi.com/ ").kind).to.equal("mainland");
    expect(parseEndpoint("127.0.0.1:7575")).to.include({ url: "http://127.0.0.1:7575", host: "127.0.0.1:7575" });
    expect(parseEndpoint("localhost:7575").url).to.equal("http://localhost:7575");
    expect(parseEndpoint("127.1:7575").host).to.equal("127.0.0.1:7575");
    expect(parseEndpoint("https://[2001:db8::1]:8443").host).to.equal("[2001:db8::1]:8443");
    expect(parseEndpoint("http://[::1]:7575").host).to.equal("[::1]:7575");
  });

  it("is known by its name, whichever region's door it is", () => {
    expect(parseEndpoint("ciam.ap-guangzhou.tencentcloudapi.com").kind).to.equal("mainland");
    expect(parseEndpoint("ciam.ap-singapore.intl.tencentcloudapi.com").kind).to.equal("international");
    expect(parseEndpoint("ciam.intl.tencentcloudapi.com.example.com").kind).to.equal("other");
    expect(parseEndpoint("ciam.example.com").kind).to.equal("other");
    expect(parseEndpoint("http://127.0.0.1:7575").kind).to.equal("other");
  });

  it("may be the embedded emulator, before and after it listens", () => {
    expect(parseEndpoint("embedded").kind).to.equal("embedded");
    expect(embeddedAt("http://127.0.0.1:7575")).to.deep.equal({
      url: "http://127.0.0.1:7575",
      host: "127.0.0.1:7575",
      kind: "embedded",
    });
  });

  for (const [text, why] of [
    ["http://ciam.tencentcloudapi.com", /plain http is allowed to this machine only/],
    ["http://127.0.0.1.example.com", /plain http/],
    ["ftp://localhost", /use https/],
    ["https://ciam.tencentcloudapi.com/path", /without a path/],
    ["https://ciam.tencentcloudapi.com?x=1", /without a path or a query/],
    [
      "embeded",
      /must be a host such as ciam\.intl\.tencentcloudapi\.com, a URL, or "embedded" \(did you mean "embedded"\?\)$/,
    ],
    ["Embedded", /\(did you mean "embedded"\?\)$/],
    ["localhst:7575", /\(did you mean "localhost"\?\)$/],
    ["emulator", /a URL, or "embedded"$/],
    ["https://gateway:8443", /must be a host/],
    ["7575", /must be a host/],
    ["https//ciam.tencentcloudapi.com", /must be a host/],
    ["ciam.tencentcloudapi.cm", /\(did you mean "ciam\.tencentcloudapi\.com"\?\)/],
    ["https://cam.tencentcloudapi.com", /\(did you mean "ciam\.tencentcloudapi\.com"\?\)/],
    ["ciam.int.tencentcloudapi.com", /\(did you mean "ciam\.intl\.tencentcloudapi\.com"\?\)/],
    ["", /must be a host/],
    ["not a host", /must be a host/],
  ] as const) {
    it(`is not "${text}"`, () => {
      expect(() => parseEndpoint(text)).to.throw(UsageError, why);
    });
  }

  it("does not repeat a password that was written into it", () => {
    for (const text of [
      "https://me:canary@example.com",
      "http://me:canary@example.com",
      "https://me:canary@exa mple",
    ]) {
      expect(() => parseEndpoint(text))
        .to.throw(UsageError)
        .with.property("message")
        .that.does.not.contain("canary");
    }
  });
});
