import { expect } from "chai";
import { codeOf } from "../../clients/vendor";
import type { Bench } from "../bench";
import { casesAbout } from "../case";
import { rawCode, type RawCall } from "../rawCall";

/** A harmless call that every endpoint has, signed by hand. */
const raw = (at: Bench, call: Partial<RawCall> = {}): Promise<string> =>
  rawCode(at.caller, { action: "ListJobs", body: JSON.stringify({ UserStoreId: at.UserStoreId }), ...call });
const seconds = (): number => Math.floor(Date.now() / 1000);
const page = { PageSize: 1, PageNumber: 1 };

/** The way of a call to its action: caller, time, action, rate. */
export const gateway = casesAbout("the gateway", ({ documented, guessed }) => {
  documented("takes a call that is signed by the letter of the documents", async (at) => {
    expect(await raw(at)).to.equal("OK");
  });

  documented("refuses a key that it does not know", async (at) => {
    const { ListJobs } = at.as({ secretId: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3nobody" });
    expect(await codeOf(ListJobs({ UserStoreId: at.UserStoreId }))).to.equal("AuthFailure.SecretIdNotFound");
  });

  documented("refuses a key that does not fit", async (at) => {
    const { ListJobs } = at.as({ secretKey: "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE" });
    expect(await codeOf(ListJobs({ UserStoreId: at.UserStoreId }))).to.equal("AuthFailure.SignatureFailure");
  });

  documented("refuses an action that it does not know", async (at) => {
    expect(await raw(at, { action: "DropEverything" })).to.equal("InvalidAction");
  });

  documented("refuses a version that it does not know", async (at) => {
    expect(await raw(at, { version: "2019-01-01" })).to.equal("NoSuchVersion");
  });

  documented("refuses a call without an action", async (at) => {
    expect(await raw(at, { action: "" })).to.equal("MissingParameter");
  });

  for (const minutes of [-6, 6]) {
    documented(`refuses a time that is ${String(minutes)} minutes off`, async (at) => {
      expect(await raw(at, { timestamp: seconds() + minutes * 60 })).to.equal("AuthFailure.SignatureExpire");
    });
  }

  for (const minutes of [-4, 4]) {
    documented(`takes a time that is ${String(minutes)} minutes off`, async (at) => {
      expect(await raw(at, { timestamp: seconds() + minutes * 60 })).to.equal("OK");
    });
  }

  documented("refuses a scope of another day than the call's", async (at) => {
    expect(await raw(at, { date: "2020-01-01" })).to.equal("AuthFailure.SignatureFailure");
  });

  documented("refuses an authorization that is none", async (at) => {
    expect(await raw(at, { authorization: "SKIP" })).to.equal("AuthFailure.InvalidAuthorization");
  });

  documented("refuses a signature that leaves out the content type", async (at) => {
    expect(await raw(at, { signed: ["host"] })).to.equal("AuthFailure.SignatureFailure");
  });

  documented("takes a signature of more headers", async (at) => {
    expect(await raw(at, { signed: ["content-type", "host", "x-tc-action"] })).to.equal("OK");
  });

  documented("takes a signature that leaves out the payload, and says so", async (at) => {
    expect(await raw(at, { unsignedPayload: true })).to.equal("OK");
  });

  for (const [what, body] of [
    ["no JSON", "{"],
    ["a list", "[1]"],
    ["a text", '"text"'],
  ] as const) {
    documented(`refuses a body that is ${what}`, async (at) => {
      expect(await raw(at, { body })).to.equal("InvalidParameter");
    });
  }

  for (const [what, body] of [
    ["empty", ""],
    ["null", "null"],
    ["an empty list", "[]"],
  ] as const) {
    guessed(
      "none",
      `takes a body that is ${what} for one without parameters`,
      async (at) => {
        expect(await raw(at, { body })).to.equal("MissingParameter");
        expect(await raw(at, { action: "ListUserStore", body })).to.equal("OK");
      },
      "mainland",
    );
  }

  for (const [which, nothing, code] of [
    ["that is required", { UserStoreId: null }, "MissingParameter"],
    ["that may be left out", { JobIds: null }, "OK"],
  ] as const) {
    guessed("explicitNulls", `takes null for a parameter ${which} as left out`, async (at) => {
      const body = JSON.stringify({ UserStoreId: at.UserStoreId, ...nothing });
      expect(await raw(at, { body })).to.equal(code);
    });
  }

  documented("takes a GET request whose parameters are its query", async (at) => {
    const query = `UserStoreId=${at.UserStoreId}&Pageable.PageSize=1&Pageable.PageNumber=1`;
    const get = (more: object) => raw(at, { action: "ListUser", method: "GET", query, body: "", ...more });
    expect(await get({})).to.equal("OK");
    expect(await get({ query: query.replace("PageSize=1", "PageSize=one") })).to.equal("InvalidParameter");
    expect(await get({ query: `${query}&Surprise=x` })).to.equal("UnknownParameter");
    expect(await get({ signed: ["host"] })).to.equal("AuthFailure.SignatureFailure");
  });

  documented("refuses a method that is neither GET nor POST", async (at) => {
    expect(await raw(at, { method: "PUT" })).to.equal("UnsupportedProtocol");
  });

  documented("gives every answer a request id of its own", async (at) => {
    const ids = new Set<string>();
    for (let i = 0; i < 3; i++) {
      const answer: { RequestId?: string } = await at.api.ListUser({ UserStoreId: at.UserStoreId, Pageable: page });
      ids.add(String(answer.RequestId));
    }
    expect(ids.size).to.equal(3);
  });

  documented(
    "refuses the twenty-first call of a second, for its action alone",
    async (at) => {
      await at.configure({ ratePerSecond: 20 });
      await at.stopClock();
      const codes: string[] = [];
      for (let i = 0; i < 21; i++) codes.push(await raw(at));
      expect(codes).to.deep.equal([...Array.from({ length: 20 }, () => "OK"), "RequestLimitExceeded"]);
      const other = { action: "ListUser", body: JSON.stringify({ UserStoreId: at.UserStoreId, Pageable: page }) };
      expect(await raw(at, other)).to.equal("OK");
    },
    "switches",
    "clock",
  );

  documented(
    "has no store and group actions when it is the international service",
    async (at) => {
      await at.configure({ actionSet: "international" });
      expect(await at.code("ListUserStore", {})).to.equal("InvalidAction");
      expect(await at.code("ListUserGroups", { UserStoreId: at.UserStoreId, Pageable: page })).to.equal(
        "InvalidAction",
      );
      expect(await at.code("ListJobs", { UserStoreId: at.UserStoreId })).to.equal("OK");
    },
    "mainland",
    "switches",
  );

  guessed(
    "regions",
    "refuses a region that is not served",
    async (at) => {
      await at.configure({ regions: ["ap-singapore"] });
      expect(await at.code("ListJobs", { UserStoreId: at.UserStoreId })).to.equal("UnsupportedRegion");
      const { ListJobs } = at.as({ region: "ap-singapore" });
      expect(await codeOf(ListJobs({ UserStoreId: at.UserStoreId }))).to.equal("OK");
    },
    "switches",
  );

  documented(
    "refuses a temporary key without its token, and with a wrong one",
    async (at) => {
      await at.configure({ token: "session" });
      const called = (token?: string) =>
        codeOf(at.as({ ...(token !== undefined && { token }) }).ListJobs({ UserStoreId: at.UserStoreId }));
      expect([await called(), await called("wrong"), await called("session")]).to.deep.equal([
        "AuthFailure.TokenFailure",
        "AuthFailure.TokenFailure",
        "OK",
      ]);
    },
    "switches",
  );

  guessed(
    "unknownParameters",
    "passes over parameters that it does not know",
    async (at) => {
      await at.configure({ unknownParameters: "ignore" });
      const call = (request: object) => raw(at, { action: "ListUser", body: JSON.stringify(request) });
      const { UserStoreId } = at;
      expect(await call({ UserStoreId, Pageable: { ...page, Colour: 1 }, Shoes: [{}] })).to.equal("OK");
      expect(await call({ Pageable: page, Shoes: 1 })).to.equal("MissingParameter");
    },
    "switches",
  );
});
