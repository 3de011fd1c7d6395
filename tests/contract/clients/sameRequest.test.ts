import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { Client } from "tencentcloud-sdk-nodejs/tencentcloud/services/ciam/v20220331/ciam_client";
import { expect } from "chai";
import { actions, CiamClient, noLimit, parseEndpoint } from "../../../ciam";
import type { ActionName } from "../../../ciam/actions";
import { samples } from "../suite/samples";

describe("our client and the vendor's", () => {
  const credentials = { secretId: "AKIDexample", secretKey: "example" };

  for (const action of Object.keys(samples) as ActionName[]) {
    it(`send the same ${action}`, async () => {
      const request = samples[action];
      const [vendors, ours] = await captured(
        (host) =>
          new Client({
            credential: credentials,
            region: "ap-singapore",
            profile: { httpProfile: { endpoint: host, protocol: "http://" } },
          }).request(action, request),
        (host) =>
          new CiamClient({
            endpoint: parseEndpoint(`http://${host}`),
            region: "ap-singapore",
            credentials: { get: () => Promise.resolve(credentials) },
            limiter: noLimit,
          }).call(action, request),
      );
      expect(ours?.body).to.deep.equal(vendors?.body);
      const told = ["x-tc-action", "x-tc-version", "x-tc-region"] as const;
      for (const name of told) expect(ours?.headers[name], name).to.equal(vendors?.headers[name]);
      for (const name of ["authorization", "x-tc-timestamp", "content-type", "host"]) {
        expect(ours?.headers, name).to.have.property(name);
        expect(vendors?.headers, name).to.have.property(name);
      }
      expect([ours?.method, ours?.path]).to.deep.equal([vendors?.method, vendors?.path]);
    });
  }

  it("know the same actions", () => {
    const vendors = Object.getOwnPropertyNames(Client.prototype).filter((name) => name !== "constructor");
    expect(Object.keys(actions).sort()).to.deep.equal(vendors.sort());
  });
});

interface Captured {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

const anyAnswer = {
  Job: { Id: "2", Status: "PENDING" },
  User: { UserId: "1" },
  UserStoreId: "0",
  UserGroupId: "g",
  Password: "p",
  RequestId: "3",
};

/** The requests of the calls; every one gets an answer with the members of all actions. */
async function captured(...calls: ((host: string) => Promise<unknown>)[]): Promise<Captured[]> {
  const seen: Captured[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      seen.push({
        method: request.method,
        path: request.url,
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      });
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ Response: anyAnswer }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    for (const call of calls) await call(`127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
  return seen;
}
