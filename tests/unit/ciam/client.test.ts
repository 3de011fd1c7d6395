import { inspect } from "node:util";
import { expect } from "chai";
import { CiamClient, type CiamClientOptions } from "../../../ciam/client";
import { emulatorCredentials } from "../../../ciam/credentials";
import { parseEndpoint } from "../../../ciam/endpoint";
import { CiamError, failedCall, UsageError } from "../../../ciam/errors";
import { abandoned, LARGEST_REQUEST } from "../../../ciam/errors/ownErrors";
import { sign } from "../../../ciam/transport/tc3";
import type { TransportReply, TransportRequest } from "../../../ciam/transport";
import { everythingShown, failureOf } from "../../support/failure";
import { FakeClock } from "../../support/fakeClock";

const CANARY = "canary-81c2";
const newUser = {
  UserStoreId: "store",
  UserName: "alice",
  PhoneNumber: "+86-13800000001",
  Email: "alice@example.com",
  Password: CANARY,
};

describe("the client", () => {
  it("signs what it sends and says who, what, where and in which language", async () => {
    const { client, sent } = setUp([{ JobSet: [] }], { credentials: { get: () => Promise.resolve(temporary) } });
    expect(await client.call("ListJobs", { UserStoreId: "store" })).to.deep.equal({ JobSet: [], RequestId: "r-1" });
    const [request] = sent;
    expect(request?.url).to.equal("https://ciam.intl.tencentcloudapi.com");
    expect(request?.body.toString()).to.equal('{"UserStoreId":"store"}');
    expect(request?.headers).to.deep.include({
      "X-TC-Action": "ListJobs",
      "X-TC-Version": "2022-03-31",
      "X-TC-Region": "ap-singapore",
      "X-TC-Language": "en-US",
      "X-TC-Timestamp": "1767225600",
      "X-TC-Token": "token",
    });
    const { authorization } = sign({
      ...temporary,
      host: "ciam.intl.tencentcloudapi.com",
      service: "ciam",
      contentType: "application/json; charset=utf-8",
      timestamp: 1767225600,
      body: '{"UserStoreId":"store"}',
    });
    expect(request?.headers["Authorization"]).to.equal(authorization);
  });

  it("repeats a read that got lost", async () => {
    const { client, sent } = setUp([lost(), lost(), { JobSet: [] }]);
    await client.call("ListJobs", { UserStoreId: "store" });
    expect(sent).to.have.length(3);
  });

  it("does not repeat a write that got lost", async () => {
    const { client, sent } = setUp([lost(), {}]);
    const error = await failureOf(client.call("DeleteUsers", { UserStoreId: "store", UserIds: ["u"] }));
    expect(error).to.include({ class: "unknown-outcome", notExecuted: false });
    expect(sent).to.have.length(1);
  });

  it("repeats a write that was throttled, and more slowly then", async () => {
    const { client, sent, clock } = setUp([refusal("RequestLimitExceeded"), {}], { random: () => 0 });
    await client.call("DeleteUsers", { UserStoreId: "store", UserIds: ["u"] });
    expect(sent).to.have.length(2);
    expect(clock.monotonic()).to.be.at.least(1_000);
  });

  it("leaves waiting for a job slot to the caller", async () => {
    const { client, sent } = setUp([refusal("FailedOperation.DataFlowTooManyRequests")]);
    const call = client.call("CreateApiImportUserJob", { UserStoreId: "store", DataFlowUserCreateList: [] });
    expect(await failureOf(call)).to.include({ class: "slot", notExecuted: true });
    expect(sent).to.have.length(1);
  });

  it("learns the service's time from a refusal, signs again once and keeps to it", async () => {
    const date = Date.UTC(2026, 0, 1) + 3_600_000;
    const refused = { ...refusal("AuthFailure.SignatureExpire"), date };
    const { client, sent } = setUp([refused, {}, {}]);
    await client.call("DeleteUsers", { UserStoreId: "store", UserIds: ["u"] });
    await client.call("DeleteUsers", { UserStoreId: "store", UserIds: ["u"] });
    expect(sent.map(({ headers }) => Number(headers["X-TC-Timestamp"]) - 1767225600)).to.deep.equal([0, 3600, 3600]);
  });

  it("believes a second refusal for its time", async () => {
    const refused = { ...refusal("AuthFailure.SignatureExpire"), date: Date.UTC(2026, 0, 1) };
    const { client, sent } = setUp([refused, refused, {}]);
    expect(await failureOf(client.call("ListUserStore", {}))).to.include({ code: "AuthFailure.SignatureExpire" });
    expect(sent).to.have.length(2);
  });

  it("fetches fresh credentials once when the token has expired", async () => {
    let issue = 1;
    const credentials = {
      get: () => Promise.resolve({ ...temporary, token: `token-${String(issue)}` }),
      invalidate: () => {
        issue++;
      },
    };
    const { client, sent } = setUp([refusal("AuthFailure.TokenFailure"), {}], { credentials });
    await client.call("DeleteUsers", { UserStoreId: "store", UserIds: ["u"] });
    expect(sent.map(({ headers }) => headers["X-TC-Token"])).to.deep.equal(["token-1", "token-2"]);
  });

  it("tells that stores cannot be managed on the international endpoint", async () => {
    const { client } = setUp([refusal("InvalidAction")]);
    const error = await failureOf(client.call("CreateUserStore", { UserPoolName: "staff" }));
    expect(error.message).to.equal(
      "CreateUserStore: the service does not know the action (InvalidAction, request r-1)",
    );
    expect(error)
      .to.have.property("remedy")
      .that.matches(/^the international endpoint has no CreateUserStore: create user stores .* in the console/);
  });

  it("does not send what is larger than the service takes", async () => {
    const { client, sent } = setUp([]);
    const Password = "x".repeat(LARGEST_REQUEST);
    const error = await failureOf(client.call("CreateUser", { ...newUser, Password }));
    expect(error).to.include({ code: "RequestSizeLimitExceeded", class: "permanent", notExecuted: true });
    expect(sent).to.have.length(0);
  });

  it("does not send what is not a request of the action, and names the place but no value", async () => {
    const { client, sent } = setUp([]);
    // A program in JavaScript has no compiler to stop it.
    const wrong = { ...newUser, UserGroup: [CANARY, 7] } as unknown as typeof newUser;
    const error = await failureOf(client.call("CreateUser", wrong));
    expect(error).to.include({ code: "Request.Invalid", notExecuted: true });
    expect(error.message).to.contain("UserGroup.1");
    expect(everythingShown(error)).to.not.contain(CANARY);
    expect(sent).to.have.length(0);
  });

  it("leaves the outcome open when the answer is not one", async () => {
    for (const json of [{}, [], null, { Response: null }, { Response: { User: { UserId: 7 }, RequestId: CANARY } }]) {
      const { client } = setUp([{ json }]);
      const error = await failureOf(client.call("CreateUser", newUser));
      expect(error).to.include({ code: "Response.Malformed", class: "unknown-outcome" });
      expect(everythingShown(error)).to.not.contain(CANARY);
    }
  });

  it("shows nothing of what was sent, whatever the service answers", async () => {
    const said = `the password ${CANARY} of alice@example.com (+86-13800000001) is wrong`;
    for (const code of [
      "InvalidParameterValue",
      "Novel.Code",
      "FailedOperation",
      "FailedOperation.UserNameAlreadyExists",
    ]) {
      const { client } = setUp([refusal(code, said)]);
      const shown = everythingShown(await failureOf(client.call("CreateUser", newUser)));
      for (const value of [CANARY, "alice", "13800000001", "secret-key"]) expect(shown, code).to.not.contain(value);
    }
  });

  it("shows no secret when it is printed", async () => {
    const { client } = setUp([{}]);
    await client.call("SetPassword", { UserStoreId: "store", UserId: "u", Password: CANARY });
    const shown = inspect(client, { depth: null, showHidden: true }) + JSON.stringify(client);
    expect(shown).to.not.match(/secret-key|canary/);
  });

  it("never takes the emulator's credentials to the cloud", async () => {
    const { client, sent } = setUp([], { credentials: { get: () => Promise.resolve(emulatorCredentials) } });
    expect(await failureOf(client.call("ListUserStore", {}))).to.be.instanceOf(UsageError);
    expect(sent).to.have.length(0);
  });

  it("says what was looked for when there are no credentials", async () => {
    const missing = new UsageError("no Tencent Cloud credentials were found. Looked for: …");
    const { client } = setUp([], { credentials: { get: () => Promise.reject(missing) } });
    expect(await failureOf(client.call("ListUserStore", {}))).to.equal(missing);
  });

  it("keeps to the rate it was given", async () => {
    const { client, clock } = setUp(
      Array.from({ length: 41 }, () => ({})),
      { rate: 10 },
    );
    for (let i = 0; i < 41; i++) await client.call("UpdateUser", { UserStoreId: "store", UserId: "u" });
    expect(clock.monotonic()).to.be.within(3_000, 3_200);
    expect(() => setUp([], { rate: 21 })).to.throw(UsageError, /ciam:rate/);
  });

  it("does nothing for a caller who has given up", async () => {
    const { client, sent } = setUp([{}]);
    const reason = new Error("stop");
    const call = client.call("ListUserStore", {}, { signal: AbortSignal.abort(reason) });
    expect(await failureOf(call)).to.equal(reason);
    expect(sent).to.have.length(0);
  });

  it("tells a caller who gives up meanwhile that a write is in doubt, and of a read only the reason", async () => {
    const reason = new Error("stop");
    const givenUp = (call: (client: CiamClient, signal: AbortSignal) => Promise<unknown>) => {
      const canceller = new AbortController();
      const transport = (): Promise<never> => {
        canceller.abort(reason);
        return Promise.reject(abandoned("Any", "host"));
      };
      return failureOf(call(setUp([], { transport }).client, canceller.signal));
    };
    expect(await givenUp((client, signal) => client.call("ListUserStore", {}, { signal }))).to.equal(reason);
    const update = { UserStoreId: "store", UserId: "u" };
    expect(await givenUp((client, signal) => client.call("UpdateUser", update, { signal }))).to.include({
      code: "Network.Aborted",
    });
  });

  it("cannot be made for an emulator that does not run", () => {
    expect(() => setUp([], { endpoint: parseEndpoint("embedded") })).to.throw(UsageError, /has to be started/);
  });
});

const temporary = { secretId: "secret-id", secretKey: "secret-key", token: "token" };

/** An answer by its members, a whole reply, or an error of the line. */
type Scripted = Record<string, unknown> | TransportReply | CiamError;

function setUp(script: readonly Scripted[], options: Partial<CiamClientOptions> = {}) {
  const sent: TransportRequest[] = [];
  const clock = new FakeClock();
  const client = new CiamClient({
    endpoint: parseEndpoint("ciam.intl.tencentcloudapi.com"),
    region: "ap-singapore",
    credentials: { get: () => Promise.resolve({ secretId: "secret-id", secretKey: "secret-key" }) },
    clock,
    random: () => 0.5,
    transport: (request) => {
      const next = script[sent.push(request) - 1];
      if (next === undefined) throw new Error("the script has no more answers");
      if (next instanceof CiamError) return Promise.reject(next);
      if ("json" in next) return Promise.resolve(next as TransportReply);
      return Promise.resolve({ json: { Response: { ...next, RequestId: `r-${String(sent.length)}` } } });
    },
    ...options,
  });
  return { client, sent, clock };
}

function refusal(Code: string, Message = "no"): TransportReply {
  return { json: { Response: { Error: { Code, Message }, RequestId: "r-1" } } };
}

function lost(): CiamError {
  return failedCall({
    action: "Any",
    code: "Network.ConnectionLost",
    class: "unknown-outcome",
    meaning: "the connection broke",
    remedy: "look first",
  });
}
