import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { Client } from "tencentcloud-sdk-nodejs/tencentcloud/services/ciam/v20220331/ciam_client";
import { expect } from "chai";
import { actions, CiamClient, noLimit, parseEndpoint, type ImportUser } from "../../provider/ciam";
import { documentedExample } from "./documentedExample";

describe("our client and the vendor's", () => {
  it("send the same import", async () => {
    const credentials = { secretId: "AKIDexample", secretKey: "example" };
    const request = {
      UserStoreId: "0".repeat(32),
      DataFlowUserCreateList: [documentedExample("1".repeat(32)) as ImportUser],
    };
    const [vendors, ours] = await captured(
      (host) =>
        new Client({
          credential: credentials,
          region: "ap-singapore",
          profile: { httpProfile: { endpoint: host, protocol: "http://" } },
        }).CreateApiImportUserJob(request as Parameters<Client["CreateApiImportUserJob"]>[0]),
      (host) =>
        new CiamClient({
          endpoint: parseEndpoint(`http://${host}`),
          region: "ap-singapore",
          credentials: { get: () => Promise.resolve(credentials) },
          limiter: noLimit,
        }).call("CreateApiImportUserJob", request),
    );
    expect(ours?.body).to.deep.equal(vendors?.body);
    const told = ["x-tc-action", "x-tc-version", "x-tc-region"] as const;
    for (const name of told) expect(ours?.headers[name], name).to.equal(vendors?.headers[name]);
    for (const name of ["authorization", "x-tc-timestamp", "content-type", "host"]) {
      expect(ours?.headers, name).to.have.property(name);
      expect(vendors?.headers, name).to.have.property(name);
    }
    expect(ours?.method).to.equal("POST");
    expect(vendors?.method).to.equal("POST");
  });

  it("know the same actions", () => {
    const vendors = Object.getOwnPropertyNames(Client.prototype).filter((name) => name !== "constructor");
    expect(Object.keys(actions).sort()).to.deep.equal(vendors.sort());
  });
});

interface Captured {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** What each call sends; every one is answered with a job. */
async function captured(...calls: ((host: string) => Promise<unknown>)[]): Promise<Captured[]> {
  const seen: Captured[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      seen.push({
        method: request.method,
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      });
      response.setHeader("Content-Type", "application/json");
      response.end('{"Response":{"Job":{"Id":"2","Status":"PENDING"},"RequestId":"3"}}');
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
