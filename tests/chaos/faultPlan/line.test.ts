import { createServer, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { CiamError } from "../../../ciam/errors";
import { everythingShown } from "../../support/failure";
import type { Spoiled } from "./detour";
import type { OverHttp } from "./overHttp";
import { row } from "../../support/faultPlan";
import { count, staff, SUBMIT, succeeded, Trial } from "./trial";

const MEGABYTE = 1024 * 1024;

/** The same answer, with other bytes around or instead of it. */
const instead =
  (text: (real: string) => string, headers: Record<string, string> = {}): Spoiled =>
  (response, real) => {
    response.writeHead(200, { "Content-Type": "application/json", ...headers }).end(text(real));
  };

const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

async function failed(call: Promise<unknown>): Promise<CiamError> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (!(error instanceof CiamError)) throw new Error(`it was to fail, and ended with ${String(error)}`);
  return error;
}

describe("a bad line", function () {
  this.timeout(60_000);
  let trial: Trial<OverHttp>;

  beforeEach(async () => {
    trial = await Trial.overHttp();
  });

  afterEach(() => trial.cloud.close());

  /** Spoils every first answer of an action; the run has to succeed, and must send no user twice. */
  async function survives(spoil: Spoiled): Promise<void> {
    for (const action of ["ListUserStore", "DescribeUser", SUBMIT, "ListJobs"]) {
      const fresh = await Trial.overHttp();
      fresh.cloud.options = { deadlineMs: 2_000 };
      let seen = 0;
      fresh.cloud.line.way = { after: (called) => (called === action && seen++ === 0 ? spoil : undefined) };
      succeeded(await fresh.up(staff));
      expect(count(fresh.cloud.calls, SUBMIT), `submits where an answer of ${action} is spoiled`).to.equal(1);
      fresh.cloud.line.way = {};
      await fresh.isSettled(staff);
      await fresh.cloud.close();
    }
  }

  /** A call whose answer is spoiled every time. */
  function spoiled(spoil: Spoiled, deadlineMs = 2_000): Promise<CiamError> {
    trial.cloud.options = { deadlineMs };
    trial.cloud.line.way = { after: () => spoil };
    return failed(trial.cloud.client().call("DeleteUsers", { UserStoreId: trial.cloud.storeId, UserIds: ["nobody"] }));
  }

  it(row(21, "over HTTP", "a byte now and then does not keep an attempt alive"), async () => {
    const drip: Spoiled = (response, text) => {
      let at = 0;
      const timer = setInterval(() => response.write(text.charAt(at++) || " "), 10);
      response.on("close", () => clearInterval(timer));
    };
    const began = performance.now();
    expect(await spoiled(drip, 300)).to.include({ code: "Network.Timeout", class: "unknown-outcome" });
    expect(performance.now() - began).to.be.within(290, 5_000);
  });

  it(row(21, "over HTTP", "a head without a body, and a body without an end, are given up in time"), async () => {
    const headOnly: Spoiled = (response) => {
      response.writeHead(200).flushHeaders();
    };
    const halfBody: Spoiled = (response, text) => void response.writeHead(200).write(text.slice(0, 10));
    for (const spoil of [headOnly, halfBody]) {
      expect(await spoiled(spoil, 200)).to.include({ code: "Network.Timeout", class: "unknown-outcome" });
    }
  });

  it(row(21, "over HTTP", "a run goes on when one answer never comes"), async () => {
    await survives(() => undefined);
  });

  it(
    row(22, "over HTTP", "nobody listens: nothing was sent, so it is tried again, and told in a sentence"),
    async () => {
      const gone = await Trial.overHttp();
      await gone.cloud.close();
      const error = await failed(
        gone.cloud.client().call("DeleteUsers", { UserStoreId: gone.cloud.storeId, UserIds: ["x"] }),
      );
      expect(error).to.include({ code: "Network.ConnectionRefused", class: "unreachable", notExecuted: true });
      // This holds for a write too, because it was never sent.
      expect(gone.cloud.clock.slept.length).to.be.at.least(4);
    },
  );

  it(
    row(22, "over HTTP", "a connection that the other side closes between two calls costs nobody a user"),
    async () => {
      let seen = 0;
      trial.cloud.line.way = {
        after: () => (response, text) => {
          // The header gives no hint of it.
          response.writeHead(200, { "Content-Length": Buffer.byteLength(text) }).end(text);
          if (seen++ % 2 === 0) response.socket?.once("finish", () => undefined).end();
        },
      };
      succeeded(await trial.up(staff));
      trial.cloud.line.way = {};
      await trial.isSettled(staff);
      expect(count(trial.cloud.calls, SUBMIT)).to.equal(0);
    },
  );

  const breaks: Readonly<Record<string, Spoiled>> = {
    "in its head": (response) => response.socket?.end("HTTP/1.1 200 OK\r\nContent-Le"),
    "behind its head": (response) => {
      response.writeHead(200, { "Content-Length": "500" }).flushHeaders();
      response.destroy();
    },
    "in its body": (response, text) =>
      void response
        .writeHead(200, { "Content-Length": String(Buffer.byteLength(text)) })
        .write(text.slice(0, 20), () => response.destroy()),
    "before the length it told": (response, text) =>
      response.socket?.end(`HTTP/1.1 200 OK\r\nContent-Length: ${String(text.length + 10)}\r\n\r\n${text}`),
    "in a piece of it": (response, text) =>
      response.socket?.end(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n${text.slice(0, 20)}`),
    "with a piece that has no length": (response, text) =>
      response.socket?.end(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n${text}\r\n0\r\n\r\n`),
    "with a line that is no HTTP": (response) => response.socket?.end("SSH-2.0-nobody\r\n"),
    "in compression": (response) =>
      void response.writeHead(200, { "Content-Encoding": "gzip" }).end(Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3])),
  };
  for (const [where, spoil] of Object.entries(breaks)) {
    it(row(23, "over HTTP", `it breaks off ${where}`), async () => {
      expect(await spoiled(spoil)).to.include({ class: "unknown-outcome", notExecuted: false });
    });
  }

  it(row(23, "over HTTP", "a run comes through, wherever it breaks off"), async () => {
    for (const spoil of Object.values(breaks)) await survives(spoil);
  });

  const nonsense: Readonly<Record<string, Spoiled>> = {
    "half of the JSON": instead((text) => text.slice(0, text.length / 2)),
    "a page": instead(() => "<html><body>Sign in</body></html>", { "Content-Type": "text/html" }),
    nothing: instead(() => ""),
    "white space": instead(() => " \n "),
    "a mark of byte order and something else": instead(() => "\ufeffnothing"),
    "JSON twice": instead((text) => text + text),
    "a word": instead(() => "null"),
    "a list": instead((text) => `[${text}]`),
    "JSON within quotes": instead((text) => JSON.stringify(text)),
    "lists in lists without end": instead(() => nested(200_000)),
    "a number without end": instead(() => "9".repeat(500_000)),
    "another encoding": (response) =>
      void response.writeHead(200).end(Buffer.from('{"Response": {"RequestId": "é"}}', "latin1")),
  };
  for (const [what, spoil] of Object.entries(nonsense)) {
    it(row(24, "over HTTP", `the answer is ${what}`), async () => {
      expect(await spoiled(spoil)).to.include({ class: "unknown-outcome", notExecuted: false });
    });
  }

  it(row(24, "over HTTP", "a run comes through, whatever the answer is"), async () => {
    for (const spoil of Object.values(nonsense)) await survives(spoil);
  });

  it(row(24, "over HTTP", "an answer without end is cut off long before it fills the memory"), async () => {
    const endless: Spoiled = (response) => {
      const piece = Buffer.alloc(64 * 1024, "x");
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    };
    const before = process.memoryUsage().rss;
    expect(await spoiled(endless)).to.include({ code: "Response.TooLarge", class: "unknown-outcome" });
    expect((process.memoryUsage().rss - before) / MEGABYTE).to.be.at.most(100);
  });

  it(row(24, "over HTTP", "a head without end is cut off as well"), async () => {
    const endless: Spoiled = (response) => {
      const { socket } = response;
      socket?.write("HTTP/1.1 200 OK\r\n");
      const more = (): void => {
        while (!socket?.destroyed && socket?.write(`X-More: ${"x".repeat(1_000)}\r\n`));
        if (!socket?.destroyed) socket?.once("drain", more);
      };
      more();
    };
    expect(await spoiled(endless)).to.include({ class: "unknown-outcome" });
  });

  it(row(25, "over HTTP", "nothing of it reaches an object it was not sent for"), async () => {
    const mischief = [
      '"__proto__": {"admin": true}, "constructor": {"prototype": {"admin": true}},',
      '"toString": 1, "hasOwnProperty": null, "Unheard": {"of": [1, {"__proto__": {"admin": true}}]},',
    ].join("");
    trial.cloud.line.way = {
      after: () =>
        instead((text) =>
          text.replace('{"Response":{', `{"Response":{${mischief}`).replaceAll('{"UserId"', `{${mischief}"UserId"`),
        ),
    };
    succeeded(await trial.up(staff));
    expect({}).to.not.have.property("admin");
    trial.cloud.line.way = {};
    await trial.isSettled(staff);
  });

  it(
    row(25, "over HTTP", "numbers beyond what can be counted, wrong types and doubled members are no crash"),
    async () => {
      const answers: Readonly<Record<string, string>> = {
        "a Total that nobody can count": '{"Response":{"Total":99999999999999999999,"Content":[],"RequestId":"r"}}',
        "a Total of text": '{"Response":{"Total":"3","Content":[],"RequestId":"r"}}',
        "a Content that is no list": '{"Response":{"Total":1,"Content":{"0":1},"RequestId":"r"}}',
        "a user without an id": '{"Response":{"Total":1,"Content":[{"UserName":"x"}],"RequestId":"r"}}',
        "two Responses": '{"Response":{"Total":0,"RequestId":"r"},"Response":7}',
        "an Error of text": '{"Response":{"Error":"no","RequestId":"r"}}',
        "an Error without a Code": '{"Response":{"Error":{"Message":"no"},"RequestId":"r"}}',
        "an Error with an empty Code": '{"Response":{"Error":{"Code":"","Message":"no"},"RequestId":"r"}}',
        "an Error with a Code that is a number": '{"Response":{"Error":{"Code":7},"RequestId":"r"}}',
      };
      succeeded(await trial.up(staff));
      for (const [what, text] of Object.entries(answers)) {
        trial.cloud.line.way = { after: (action) => (action === "DescribeUser" ? instead(() => text) : undefined) };
        const { ok, message } = await trial.refresh();
        // A list that has nobody, however many it promises, sends us to look for each of them.
        if (what === "a Total that nobody can count") expect(message).to.equal("");
        else expect(message, what).to.match(/^DescribeUser: .*Response\.Malformed/);
        expect(ok, what).to.equal(message === "");
      }
      trial.cloud.line.way = {};
      await trial.settles(staff);
    },
  );

  it(row(26, "over HTTP", "whatever the redirection, the other host hears nothing"), async () => {
    let heard = 0;
    const other = createServer((_, response: ServerResponse) => {
      heard++;
      response.end("{}");
    }).listen(0, "127.0.0.1");
    await once(other, "listening");
    // A server that listens on TCP has an address of this kind.
    const { port } = other.address() as AddressInfo;
    for (const status of [301, 302, 303, 307, 308]) {
      const away: Spoiled = (response) =>
        void response.writeHead(status, { Location: `http://127.0.0.1:${String(port)}/` }).end();
      const error = await spoiled(away);
      expect(error).to.include({ code: "Response.Redirected", class: "permanent", notExecuted: false });
      expect(everythingShown(error)).to.not.include(String(port));
    }
    expect(heard).to.equal(0);
    other.close();
  });
});
