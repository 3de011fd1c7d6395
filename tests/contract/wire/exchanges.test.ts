import { expect } from "chai";
import { rawCode } from "../suite/rawCall";
import { sentByVersion1, type Told, type Version1Call } from "./version1Call";
import { bench, type Bench } from "../clients/vendor";

/**
 * Requests as clients write them that no registry of the tests has, or that no client writes: observed with Ruby
 * (tencentcloud-sdk-ciam), PHP (tencentcloud-sdk-php 3.0.1656), C++ and the vendor's Terraform provider, whose requests
 * are listed in docs/clients.md.
 */
describe("a call as it is written", () => {
  let at: Bench;
  before(async () => (at = await bench()));
  after(() => at.emulator.close());

  const raw = (call: object): Promise<string> =>
    rawCode({ ...at.emulator, region: "ap-guangzhou" }, { action: "ListUserStore", ...call });
  const flat = (more: string): string =>
    `UserStoreId=${at.UserStoreId}&Pageable.PageSize=10&Pageable.PageNumber=1&${more}`;

  const signedByVersion1 = (call: Version1Call): Promise<Told> => sentByVersion1(at.emulator, call);

  it("by Ruby without a request, or by PHP with an empty one, is one without parameters", async () => {
    for (const body of ["null", "[]", "", " \n", "{}"]) expect(await raw({ body }), body).to.equal("OK");
  });

  it("by Ruby or PHP with null for what is left out, at any depth, is one that leaves it out", async () => {
    const { UserStoreId } = at;
    const Pageable = { PageSize: 10, PageNumber: 1 };
    const Filters = [{ Key: "condition", Values: ["x"], Logic: null }];
    const sent = { UserStoreId, Pageable, Filters, Original: null };
    expect(await raw({ action: "ListUser", body: JSON.stringify(sent) })).to.equal("OK");
    const required = { UserStoreId, Pageable: { PageSize: null, PageNumber: 1 } };
    expect(await raw({ action: "ListUser", body: JSON.stringify(required) })).to.equal("MissingParameter");
  });

  it("by GET in any language has its flags and numbers understood", async () => {
    for (const flag of ["True", "true", "TRUE", "1", "False", "false", "0"]) {
      const query = flat(`Original=${flag}`);
      expect(await raw({ action: "ListUser", method: "GET", query }), flag).to.equal("OK");
    }
    for (const flag of ["yes", "2", ""]) {
      const query = flat(`Original=${flag}`);
      expect(await raw({ action: "ListUser", method: "GET", query }), flag).to.equal("InvalidParameter");
    }
    // As Go writes a number that went through a map.
    const query = flat("StartTime=1.7e%2B12");
    expect(await raw({ action: "ListLogMessageByCondition", method: "GET", query })).to.equal("OK");
  });

  it("by tccli names a URL for a host", async () => {
    const { host } = new URL(at.emulator.endpoint);
    for (const named of [`http://${host}`, `https://${host}`, `HTTP://${host}/`]) {
      const told = await signedByVersion1({ host: named, header: named });
      expect(told.Response, named).to.have.property("UserStoreSet");
    }
  });

  describe("with version 1 of the signature", () => {
    const refused = async (changes: Version1Call): Promise<string> =>
      (await signedByVersion1(changes)).Response.Error?.Code ?? "OK";

    it("is taken with HmacSHA1 and HmacSHA256, and with HmacSHA1 where it names no method", async () => {
      for (const method of ["GET", "POST"] as const) {
        for (const SignatureMethod of ["HmacSHA1", "HmacSHA256", undefined]) {
          expect(await refused({ method, common: { SignatureMethod } })).to.equal("OK");
        }
      }
    });

    it("has its parameters understood as those of a POST request are", async () => {
      const { UserStoreId } = at;
      const own = { UserStoreId, "Pageable.PageSize": "10", "Pageable.PageNumber": "1", Original: "True" };
      expect(await refused({ action: "ListUser", own })).to.equal("OK");
      expect(await refused({ action: "ListUser", own: { ...own, Colour: "red" } })).to.equal("UnknownParameter");
      expect(await refused({ action: "ListUser", own: { UserStoreId } })).to.equal("MissingParameter");
      // The SDKs for Python and Java sign a dot in place of an underscore.
      expect(await refused({ own: { a_b: "x" }, naming: (name) => name.replaceAll("_", ".") })).to.equal(
        "UnknownParameter",
      );
    });

    it("is refused with the code that says what is wrong", async () => {
      const long = "x".repeat(33 * 1024);
      const cases: readonly [Version1Call, string][] = [
        [{ secretKey: "wrong" }, "AuthFailure.SignatureFailure"],
        [{ host: "example.com" }, "AuthFailure.SignatureFailure"],
        [{ common: { Signature: "" } }, "MissingParameter"],
        [{ common: { Signature: "AAAA" } }, "AuthFailure.SignatureFailure"],
        [{ common: { SecretId: "somebody" } }, "AuthFailure.SecretIdNotFound"],
        [{ common: { SecretId: undefined } }, "MissingParameter"],
        [{ common: { Nonce: undefined } }, "MissingParameter"],
        [{ common: { Nonce: "often" } }, "InvalidParameter"],
        [{ common: { Timestamp: undefined } }, "MissingParameter"],
        [{ common: { Timestamp: "now" } }, "InvalidParameter"],
        [{ common: { Timestamp: "1500000000" } }, "AuthFailure.SignatureExpire"],
        [{ common: { SignatureMethod: "MD5" } }, "InvalidParameterValue"],
        [{ common: { Version: "2019-01-01" } }, "NoSuchVersion"],
        [{ common: { Version: undefined } }, "MissingParameter"],
        [{ common: { Action: undefined } }, "MissingParameter"],
        [{ action: "DropEverything" }, "InvalidAction"],
        [{ common: { Version: "2021-04-20" } }, "InvalidAction"],
        [{ own: { long } }, "RequestSizeLimitExceeded"],
      ];
      for (const [changes, code] of cases) {
        expect(await refused({ method: "GET", ...changes }), JSON.stringify(changes).slice(0, 80)).to.equal(code);
      }
      expect(await refused({ own: { long: long.repeat(40) } })).to.equal("RequestSizeLimitExceeded");
    });

    it("is answered in JSON and never by the page, however little of it is right", async () => {
      for (const query of ["Action=ListUserStore", "Signature=x", "action=x", "SecretId=", "Nonce=1&Timestamp=2"]) {
        const reply = await fetch(`${at.emulator.endpoint}/?${query}`);
        expect(reply.headers.get("content-type"), query).to.equal("application/json");
        expect(((await reply.json()) as Told).Response.Error?.Code, query).to.equal("MissingParameter");
      }
      const page = await fetch(`${at.emulator.endpoint}/?utm=x`);
      expect(page.headers.get("content-type")).to.contain("text/html");
    });

    it("strikes the faults and fills the journal as any other", async () => {
      const { admin } = at.emulator;
      await fetch(`${admin}/faults`, {
        method: "PUT",
        body: '[{"action":"ListUserStore","effect":"code","code":"InternalError","times":1}]',
      });
      expect([await refused({}), await refused({})]).to.deep.equal(["InternalError", "OK"]);
    });
  });

  it("to a version that is not served is told which are", async () => {
    const { Response } = await signedByVersion1({ common: { Version: "2019-01-01" } });
    expect(Response.Error?.Message).to.contain("2022-03-31").and.to.contain("2021-04-20");
  });

  it("by GET with too much in it is told of 32 KB, and not of the limit of a body", async () => {
    const own = { UserStoreId: "x".repeat(33 * 1024) };
    expect((await signedByVersion1({ method: "GET", own })).Response.Error?.Message).to.contain("32 KB");
  });

  it("in Chinese is refused in Chinese, in the vendor's own words, and the code is the same", async () => {
    const Language = "zh-CN";
    const family = await signedByVersion1({ common: { Language }, secretKey: "wrong" });
    expect(family.Response.Error?.Code).to.equal("AuthFailure.SignatureFailure");
    expect(family.Response.Error?.Message).to.match(/^CAM签名\/鉴权错误。 \(.+\)$/);
    const UserStoreId = "f".repeat(32);
    const known = await signedByVersion1({ common: { Language }, action: "ListJobs", own: { UserStoreId } });
    expect(known.Response.Error).to.deep.equal({ Code: "FailedOperation.InvalidUserStore", Message: "无效用户池。" });
    const detailed = await signedByVersion1({ common: { Language }, action: "ListJobs" });
    expect(detailed.Response.Error?.Message).to.equal("缺少参数错误。 (the parameter UserStoreId is missing)");
    const english = await signedByVersion1({ common: { Language: "en-US" }, action: "ListJobs", own: { UserStoreId } });
    expect(english.Response.Error?.Message).to.match(/^[\x20-\x7e]+$/);
  });
});
