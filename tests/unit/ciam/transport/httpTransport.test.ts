import type { ServerResponse } from "node:http";
import { expect } from "chai";
import { CiamError } from "../../../../ciam/errors";
import { httpTransport } from "../../../../ciam/transport/httpTransport";
import type { TransportRequest } from "../../../../ciam/transport";
import { everythingShown, failureOf } from "../../../support/failure";
import { TestServer } from "./testServer";
import { row } from "../../../support/faultPlan";

const CANARY = "canary-5f3a";

describe("the transport", () => {
  const server = new TestServer();
  const transport = httpTransport({ largestResponse: 10_000 });

  before(() => server.open());
  after(() => server.close());

  it("sends every byte of the body and the headers as they were signed", async () => {
    server.answerJson({ ok: true });
    const body = Buffer.from('{"UserName":"爱丽丝"} \n');
    await transport(request({ body }));
    expect(server.requests[0]?.body).to.deep.equal(body);
    expect(server.requests[0]?.headers).to.include({
      authorization: CANARY,
      "content-type": "application/json; charset=utf-8",
      "content-length": String(body.length),
    });
  });

  it("tells the service's time", async () => {
    server.answerJson({ ok: true }, { Date: "Thu, 01 Jan 2026 00:00:07 GMT" });
    expect(await transport(request())).to.deep.equal({ json: { ok: true }, date: Date.UTC(2026, 0, 1, 0, 0, 7) });
  });

  it(row(42, "over HTTP", "whatever it is, the request goes straight there"), async () => {
    server.answerJson({ ok: true });
    const names = ["http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY"];
    const before = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) process.env[name] = /http/i.test(name) ? "http://127.0.0.1:1" : "";
    try {
      expect(await transport(request())).to.have.property("json");
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
  });

  const failures: readonly (readonly [string, string, CiamError["class"], (response: ServerResponse) => void])[] = [
    ["is reset", "Network.ConnectionLost", "unknown-outcome", (response) => response.destroy()],
    [
      "breaks off in the answer",
      "Response.Truncated",
      "unknown-outcome",
      (response) => {
        response.writeHead(200, { "Content-Length": "100" });
        response.write(`{"${CANARY}":`, () => response.destroy());
      },
    ],
    [
      "is answered with a page",
      "Response.NotJson",
      "unknown-outcome",
      (response) => response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(`<html>${CANARY}`),
    ],
    ["is answered with half a JSON", "Response.NotJson", "unknown-outcome", (response) => response.end(`{"${CANARY}"`)],
    ["is answered with nothing", "Response.NotJson", "unknown-outcome", (response) => response.end()],
    [
      "is answered with bytes that are no text",
      "Response.NotJson",
      "unknown-outcome",
      (response) => response.end(Buffer.from([0x22, 0xff, 0x22])),
    ],
    [
      "is sent elsewhere",
      "Response.Redirected",
      "permanent",
      (response) => response.writeHead(302, { Location: `https://example.com/${CANARY}` }).end(),
    ],
    [
      "meets a broken gateway",
      "Response.HttpStatus502",
      "unknown-outcome",
      (response) => response.writeHead(502).end(CANARY),
    ],
    [
      "meets a gateway that refuses",
      "Response.HttpStatus403",
      "permanent",
      (response) => response.writeHead(403).end(CANARY),
    ],
    [
      "is answered with more than is good",
      "Response.TooLarge",
      "unknown-outcome",
      (response) => response.end(JSON.stringify(CANARY.repeat(1_000))),
    ],
    [
      "is answered with more than is good, in pieces",
      "Response.TooLarge",
      "unknown-outcome",
      (response) => {
        for (let i = 0; i < 20; i++) response.write("x".repeat(1_000));
        response.end();
      },
    ],
    [
      "is answered with a broken compression",
      "Response.Truncated",
      "unknown-outcome",
      (response) => response.writeHead(200, { "Content-Encoding": "gzip" }).end(CANARY),
    ],
    ["is not answered in time", "Network.Timeout", "unknown-outcome", () => undefined],
    [
      "is answered too slowly",
      "Network.Timeout",
      "unknown-outcome",
      (response) => {
        const drip = setInterval(() => response.write(" "), 10);
        response.on("close", () => clearInterval(drip));
      },
    ],
  ];

  for (const [what, code, errorClass, answer] of failures) {
    it(`says ${code} when the request ${what}, and shows nothing of what was sent`, async () => {
      server.answer(answer);
      const error = await failureOf(transport(request({ deadlineMs: code === "Network.Timeout" ? 60 : 2_000 })));
      expect(error).to.be.instanceOf(CiamError);
      expect(error).to.include({ code, class: errorClass, action: "CreateUser", notExecuted: false });
      expect(everythingShown(error)).to.not.contain(CANARY);
      expect(server.requests).to.have.length(1);
    });
  }

  it("says in one sentence that no emulator is there", async () => {
    const gone = new TestServer();
    await gone.open();
    await gone.close();
    const error = await failureOf(transport(request({ url: gone.url })));
    const host = new URL(gone.url).host;
    expect(error.message).to.equal(`CreateUser: nothing listens on ${host} (Network.ConnectionRefused)`);
    expect(error).to.include({ class: "unreachable", notExecuted: true });
    expect(error).to.have.property("remedy").that.contains("npx --no-install ciam-emulator");
    expect(everythingShown(error)).to.not.contain(CANARY);
  });

  it("says that no secure connection came about", async () => {
    const error = await failureOf(transport(request({ url: server.url.replace("http:", "https:") })));
    expect(error).to.include({ code: "Network.TlsFailed", class: "unreachable", notExecuted: true });
    expect(everythingShown(error)).to.not.contain(CANARY);
  });

  it("leaves the outcome open when the caller gives up halfway", async () => {
    const abort = new AbortController();
    server.answer(() => abort.abort(new Error("stop")));
    const error = await failureOf(transport(request({ signal: abort.signal })));
    expect(error).to.include({ code: "Network.Aborted", class: "unknown-outcome" });
    expect(everythingShown(error)).to.not.contain(CANARY);
  });

  it("uses a connection again", async () => {
    server.answerJson({ ok: true });
    const own = httpTransport();
    await own(request());
    await own(request());
    const [first, second] = server.requests;
    expect(first?.fromPort).to.be.a("number");
    expect(second?.fromPort).to.equal(first?.fromPort);
  });

  function request(given: Partial<TransportRequest> = {}): TransportRequest {
    return {
      action: "CreateUser",
      url: server.url,
      headers: { Authorization: CANARY, "Content-Type": "application/json; charset=utf-8" },
      body: Buffer.from(JSON.stringify({ Password: CANARY })),
      deadlineMs: 2_000,
      ...given,
    };
  }
});
