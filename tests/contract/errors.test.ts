import { createHash, createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator";
import { codeOf, vendorFor, type Vendor } from "./vendor";

const onePage = { PageSize: 10, PageNumber: 1 };

describe("the emulator refuses", () => {
  let emulator: Emulator;
  let vendor: Vendor;

  before(async () => {
    emulator = await startEmulator({ config: { ratePerSecond: 0 } });
    vendor = vendorFor(emulator);
  });

  after(() => emulator.close());

  it("a key it does not know, and one that does not fit", async () => {
    expect(await codeOf(vendorFor(emulator, { secretId: "AKIDnobody" }).ListUserStore(null))).to.equal(
      "AuthFailure.SecretIdNotFound",
    );
    expect(await codeOf(vendorFor(emulator, { secretKey: "wrong" }).ListUserStore(null))).to.equal(
      "AuthFailure.SignatureFailure",
    );
  });

  it("an action it does not know, and a version", async () => {
    expect(await codeOf(vendor.request("DropEverything", {}))).to.equal("InvalidAction");
    expect(await raw(emulator, { action: "ListUserStore", version: "2019-01-01" })).to.equal("NoSuchVersion");
  });

  it("parameters that are missing, unknown, or of the wrong type", async () => {
    const list = (request: object) => codeOf(vendor.request("ListUser", request));
    expect(await list({ Pageable: onePage })).to.equal("MissingParameter");
    expect(await list({ UserStoreId: "s", Pageable: { PageSize: 1 } })).to.equal("MissingParameter");
    expect(await list({ UserStoreId: "s", Pageable: onePage, Colour: "red" })).to.equal("UnknownParameter");
    expect(await list({ UserStoreId: 7, Pageable: onePage })).to.equal("InvalidParameter");
    expect(await list({ UserStoreId: "s", Pageable: "first" })).to.equal("InvalidParameter");
    expect(await raw(emulator, { action: "ListUserStore", body: "{" })).to.equal("InvalidParameter");
    expect(await raw(emulator, { action: "ListUserStore", body: "[]" })).to.equal("InvalidParameter");
  });

  it("an unknown member deep in an import, by its place", async () => {
    const call = vendor.request("CreateApiImportUserJob", {
      UserStoreId: "s",
      DataFlowUserCreateList: [{ UserName: "a" }, { Shoes: "secret" }],
    });
    const error: unknown = await call.catch((reason: unknown) => reason);
    expect(error).to.include({ code: "UnknownParameter" });
    expect(error)
      .to.have.property("message")
      .that.contains("DataFlowUserCreateList.1.Shoes")
      .and.does.not.contain("secret");
  });

  it("a store that is not there, whatever is asked of it", async () => {
    const UserStoreId = "f".repeat(32);
    const calls = [
      vendor.ListUser({ UserStoreId, Pageable: onePage }),
      vendor.ListJobs({ UserStoreId }),
      vendor.ListUserGroups({ UserStoreId, Pageable: onePage }),
      vendor.DescribeUserById({ UserStoreId, UserId: "u" }),
      vendor.DeleteUsers({ UserStoreId, UserIds: [] }),
      vendor.SetPassword({ UserStoreId, UserId: "u", Password: "p" }),
    ];
    expect(await Promise.all(calls.map(codeOf))).to.deep.equal(calls.map(() => "FailedOperation.InvalidUserStore"));
  });

  it("more than ten megabytes", async () => {
    const body = JSON.stringify({
      UserStoreId: "s",
      DataFlowUserCreateList: [{ UserName: "a".repeat(10 * 1024 * 1024) }],
    });
    expect(await raw(emulator, { action: "CreateApiImportUserJob", body })).to.equal("RequestSizeLimitExceeded");
  });

  it("a time more than five minutes off, and takes one that is less", async () => {
    const now = Math.floor(Date.now() / 1000);
    const at = (timestamp: number) => raw(emulator, { action: "ListUserStore", timestamp });
    expect(await at(now - 310)).to.equal("AuthFailure.SignatureExpire");
    expect(await at(now + 310)).to.equal("AuthFailure.SignatureExpire");
    expect(await at(now - 290)).to.equal("OK");
    expect(await at(now + 290)).to.equal("OK");
  });

  it("a scope of another day, an unsigned call, and one without an action", async () => {
    expect(await raw(emulator, { action: "ListUserStore", date: "2020-01-01" })).to.equal(
      "AuthFailure.SignatureFailure",
    );
    expect(await raw(emulator, { action: "ListUserStore", authorization: "SKIP" })).to.equal(
      "AuthFailure.InvalidAuthorization",
    );
    expect(await raw(emulator, { action: "" })).to.equal("MissingParameter");
  });

  it("the twenty-first call of a second", async () => {
    const limited = await startEmulator({ clock: { now: () => 1_767_225_600_000 } });
    try {
      const codes: string[] = [];
      for (let i = 0; i < 21; i++)
        codes.push(await raw(limited, { action: "ListUserStore", timestamp: 1_767_225_600 }));
      expect(codes.filter((code) => code === "OK")).to.have.length(20);
      expect(codes.at(-1)).to.equal("RequestLimitExceeded");
      // Each action has its own allowance.
      expect(
        await raw(limited, { action: "DeleteUserStore", timestamp: 1_767_225_600, body: '{"UserPoolId":"x"}' }),
      ).to.equal("FailedOperation.UserStoreNotExist");
    } finally {
      await limited.close();
    }
  });

  it("store and group actions when it plays the international service", async () => {
    const international = await startEmulator({ config: { actionSet: "international" } });
    try {
      expect(await codeOf(vendorFor(international).ListUserStore(null))).to.equal("InvalidAction");
      expect(await codeOf(vendorFor(international).ListJobs({ UserStoreId: "s" }))).to.equal(
        "FailedOperation.InvalidUserStore",
      );
    } finally {
      await international.close();
    }
  });
});

describe("a signature", () => {
  it("may be of the host with its port or without, of more headers, or leave the payload out", async () => {
    const emulator = await startEmulator();
    try {
      const { host, hostname } = new URL(emulator.endpoint);
      expect(await raw(emulator, { action: "ListUserStore", host })).to.equal("OK");
      expect(await raw(emulator, { action: "ListUserStore", host: hostname })).to.equal("OK");
      expect(await raw(emulator, { action: "ListUserStore", service: "127" })).to.equal("OK");
      expect(
        await raw(emulator, { action: "ListUserStore", signed: ["content-type", "host", "x-tc-action"] }),
      ).to.equal("OK");
      expect(await raw(emulator, { action: "ListUserStore", unsignedPayload: true })).to.equal("OK");
      expect(await raw(emulator, { action: "ListUserStore", signed: ["host"] })).to.equal(
        "AuthFailure.SignatureFailure",
      );
    } finally {
      await emulator.close();
    }
  });

  it("has to follow the documents to the letter when it is told to", async () => {
    const emulator = await startEmulator({ strictSignature: true });
    try {
      const { host, hostname } = new URL(emulator.endpoint);
      expect(await raw(emulator, { action: "ListUserStore", host })).to.equal("OK");
      expect(await raw(emulator, { action: "ListUserStore", host: hostname })).to.equal("AuthFailure.SignatureFailure");
      expect(await raw(emulator, { action: "ListUserStore", host, service: "127" })).to.equal(
        "AuthFailure.SignatureFailure",
      );
    } finally {
      await emulator.close();
    }
  });
});

interface RawCall {
  readonly action: string;
  readonly version?: string;
  readonly body?: string;
  readonly timestamp?: number;
  readonly date?: string;
  readonly service?: string;
  /** The host as it is signed; what is sent is always host and port. */
  readonly host?: string;
  readonly signed?: readonly string[];
  readonly unsignedPayload?: boolean;
  readonly authorization?: string;
}

/** A call that is signed here by the letter of the documents, so that any part of it can be wrong. */
async function raw(emulator: Emulator, call: RawCall): Promise<string> {
  const { host: realHost } = new URL(emulator.endpoint);
  const {
    action,
    version = "2022-03-31",
    body = "{}",
    timestamp = Math.floor(Date.now() / 1000),
    service = "ciam",
    host = realHost,
  } = call;
  const date = call.date ?? new Date(timestamp * 1000).toISOString().slice(0, 10);
  const signed = call.signed ?? ["content-type", "host"];
  const headers: Record<string, string> = {
    "content-type": "application/json",
    host: realHost,
    "x-tc-action": action,
    "x-tc-version": version,
    "x-tc-timestamp": String(timestamp),
    ...(call.unsignedPayload === true && { "x-tc-content-sha256": "UNSIGNED-PAYLOAD" }),
  };
  const canonicalHeaders = signed
    .map((name) => `${name}:${(name === "host" ? host : (headers[name] ?? "")).toLowerCase()}\n`)
    .join("");
  const payload = call.unsignedPayload === true ? "UNSIGNED-PAYLOAD" : body;
  const canonical = `POST\n/\n\n${canonicalHeaders}\n${signed.join(";")}\n${sha256(payload)}`;
  const scope = `${date}/${service}/tc3_request`;
  const toSign = `TC3-HMAC-SHA256\n${String(timestamp)}\n${scope}\n${sha256(canonical)}`;
  const key = [date, service, "tc3_request"].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `TC3${emulator.secretKey}`,
  );
  const signature = hmac(key, toSign).toString("hex");
  headers["authorization"] =
    call.authorization ??
    `TC3-HMAC-SHA256 Credential=${emulator.secretId}/${scope}, SignedHeaders=${signed.join(";")}, Signature=${signature}`;
  const reply = JSON.parse(await post(emulator.endpoint, headers, body)) as { Response: { Error?: { Code: string } } };
  return reply.Response.Error?.Code ?? "OK";
}

function post(url: string, headers: Record<string, string>, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      url,
      { method: "POST", headers: { ...headers, "content-length": Buffer.byteLength(body) } },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on("data", (chunk: Buffer) => chunks.push(chunk));
        reply.on("end", () => {
          resolve(Buffer.concat(chunks).toString());
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
