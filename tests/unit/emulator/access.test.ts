import { once } from "node:events";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { expect } from "chai";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../../emulator";
import { isForeignPage, isTrustedHost } from "../../../emulator/server/hosts";

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

describe("an emulator", () => {
  const running: Emulator[] = [];
  const started = async (options: EmulatorOptions = {}): Promise<Emulator> => {
    const emulator = await startEmulator(options);
    running.push(emulator);
    return emulator;
  };
  afterEach(() => Promise.all(running.splice(0).map((emulator) => emulator.close())));

  it("answers to names that can only mean this machine, and to the vendor's", async () => {
    const { endpoint, admin } = await started();
    const { port } = new URL(endpoint);
    const status = async (host: string) => (await ask(`${admin}/health`, { headers: { host } })).status;
    for (const name of [
      "127.0.0.1",
      "127.1.2.3",
      "localhost",
      "[::1]",
      "ciam.localhost",
      "ciam.tencentcloudapi.com",
      "ciam.intl.tencentcloudapi.com",
    ]) {
      expect(await status(`${name}:${port}`), name).to.equal(200);
    }
    for (const name of [
      "evil.example.com",
      "127.0.0.1.evil.example.com",
      "ciam.tencentcloudapi.com.evil.example",
      "192.0.2.7",
      "router",
      "localhost.evil.example",
    ]) {
      expect(await status(`${name}:${port}`), name).to.equal(403);
    }
  });

  it("answers no page of another origin, and lets none read what it says", async () => {
    const { endpoint, admin } = await started();
    const from = (origin: string, url: string, method: string) => ask(url, { method, headers: { origin } });
    for (const origin of ["https://evil.example.com", "http://localhost:3000", "null"]) {
      expect((await from(origin, `${admin}/reset`, "POST")).status, origin).to.equal(403);
      expect((await from(origin, endpoint, "POST")).status, origin).to.equal(403);
    }
    expect((await from(endpoint, `${admin}/health`, "GET")).status).to.equal(200);
    for (const [url, method] of [
      [endpoint, "GET"],
      [endpoint, "POST"],
      [`${admin}/health`, "GET"],
      [`${admin}/health`, "OPTIONS"],
    ] as const) {
      const { headers } = await ask(url, { method });
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).to.deep.equal([]);
      expect(headers["content-type"]).to.match(/^(text\/(plain|html)|application\/json)/);
    }
  });

  it("asks for no token while only this machine can reach it", async () => {
    const emulator = await started();
    expect(emulator).not.to.have.property("adminToken");
    expect((await ask(`${emulator.admin}/stats`)).status).to.equal(200);
  });

  it("that can be reached from elsewhere answers its own questions to who has the token, and the API to everybody", async () => {
    const { endpoint, adminToken = "" } = await started({ host: "0.0.0.0" });
    const at = endpoint.replace("0.0.0.0", "127.0.0.1");
    const question = `${at}/_emulator/stats`;
    expect(adminToken).to.match(/^[0-9a-f]{32}$/);
    expect((await started({ host: "0.0.0.0" })).adminToken).not.to.equal(adminToken);
    for (const token of ["", "0".repeat(32), `${adminToken}0`, "é".repeat(16)]) {
      expect((await ask(question, { headers: { "x-emulator-token": encodeURI(token) } })).status).to.equal(403);
    }
    expect((await ask(question)).text).to.contain("x-emulator-token");
    expect((await ask(question, { headers: { "x-emulator-token": adminToken } })).status).to.equal(200);
    expect((await ask(at, { method: "POST" })).text).to.contain("MissingParameter");
  });

  it("takes no more than a megabyte for a question, and no more than the API's ten for a call", async () => {
    const { endpoint, admin } = await started();
    const patch = await ask(`${admin}/config`, { method: "PATCH", body: Buffer.alloc(1024 * 1024 + 1, " ") });
    expect(patch.status).to.equal(400);
    expect(patch.text).to.contain("the body is too large");
    const headers = { "x-tc-action": "ListUserStore" };
    const call = await ask(endpoint, { method: "POST", headers, body: Buffer.alloc(10 * 1024 * 1024 + 1, " ") });
    expect(call.text).to.contain("RequestSizeLimitExceeded");
    const fitting = await ask(endpoint, { method: "POST", headers, body: Buffer.alloc(10 * 1024 * 1024, " ") });
    expect(fitting.text).to.contain("AuthFailure.InvalidAuthorization");
  });

  it("hangs up on who never stops sending", async () => {
    const { endpoint } = await started();
    const { hostname, port } = new URL(endpoint);
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    socket.write(
      "POST / HTTP/1.1\r\nHost: localhost\r\nX-TC-Action: ListUserStore\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    const chunk = Buffer.concat([Buffer.from("400000\r\n"), Buffer.alloc(0x400000), Buffer.from("\r\n")]);
    const pump = (): void => {
      while (socket.writable && socket.write(chunk));
    };
    socket.on("drain", pump);
    pump();
    await new Promise((resolve) => socket.once("close", resolve));
    expect((await ask(`${endpoint}/_emulator/health`)).status).to.equal(200);
  });

  it("has nothing at other paths", async () => {
    const { endpoint, admin } = await started();
    expect((await ask(`${endpoint}/other`)).status).to.equal(404);
    expect((await ask(`${admin}/other`)).status).to.equal(404);
    expect((await ask(`${admin}/exports/${"0".repeat(32)}`)).status).to.equal(404);
    expect((await ask(`${endpoint}/_emulators`)).status).to.equal(404);
  });
});

describe("a host", () => {
  it("that is an address or a name without dots is trusted once the emulator is to be reached from elsewhere", () => {
    for (const host of ["192.0.2.7:80", "[2001:db8::1]:80", "ciam:8080", "0.0.0.0"]) {
      expect(isTrustedHost(host, "0.0.0.0"), host).to.equal(true);
      expect(isTrustedHost(host, "::"), host).to.equal(true);
      expect(isTrustedHost(host, "127.0.0.1"), host).to.equal(false);
    }
    for (const host of ["evil.example.com", "", undefined, "a b", "::"]) {
      expect(isTrustedHost(host, "0.0.0.0"), host).to.equal(false);
    }
    expect(isTrustedHost("box.example.com", "box.example.com")).to.equal(true);
  });

  it("of a page has to be the one that is asked", () => {
    expect(isForeignPage(undefined, "localhost:1")).to.equal(false);
    expect(isForeignPage("http://localhost:1", "LOCALHOST:1")).to.equal(false);
    for (const origin of ["http://localhost:2", "http://127.0.0.1:1", "null", "nonsense"]) {
      expect(isForeignPage(origin, "localhost:1"), origin).to.equal(true);
    }
  });
});

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** Sends headers that fetch would not allow. */
async function ask(url: string, { method = "GET", headers = {}, body }: Asked = {}): Promise<Reply> {
  const request = httpRequest(url, { method, headers });
  request.end(body);
  const [response] = (await once(request, "response")) as [
    NodeJS.ReadableStream & { statusCode: number; headers: IncomingHttpHeaders },
  ];
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, headers: response.headers, text };
}
