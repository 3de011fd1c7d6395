import { expect } from "chai";
import type { EmulatorSettings } from "../../../emulator";
import { describeCodes } from "../../../emulator/command/codes";
import { admin, bench, codeOf, vendorFor, type Bench } from "../../contract/clients/vendor";

const nobody = "f".repeat(32);
const Pageable = { PageSize: 1, PageNumber: 1 };
const alice = { UserName: "alice", PhoneNumber: "13800008000", Email: "alice@example.com", Password: "Passw0rd" };
const bob = { UserName: "bob", PhoneNumber: "13800008001", Email: "bob@example.com", Password: "Passw0rd" };

/** The way to each modelled code: only calls, and switches where a cause is one. */
class Recipes {
  constructor(
    readonly at: Bench,
    readonly aliceId: string,
    readonly bobId: string,
  ) {}

  call(action: string, request: object = {}): Promise<string> {
    return codeOf(this.at.vendor.request(action, { UserStoreId: this.at.UserStoreId, ...request }));
  }
  raw(headers: Record<string, string>, method = "POST"): Promise<string> {
    return fetch(this.at.emulator.endpoint, { method, headers, ...(method === "POST" && { body: "{}" }) })
      .then((reply) => reply.json())
      .then((told) => (told as { Response: { Error: { Code: string } } }).Response.Error.Code);
  }
  async with(settings: EmulatorSettings, call: () => Promise<string>): Promise<string> {
    await this.at.configure(settings);
    return call();
  }
  create(changes: object): Promise<string> {
    return this.call("CreateUser", {
      ...bob,
      UserName: "c",
      PhoneNumber: "13800008002",
      Email: "c@example.com",
      ...changes,
    });
  }
  submit(count = 1): Promise<string> {
    return this.call("CreateApiImportUserJob", {
      DataFlowUserCreateList: Array.from({ length: count }, (_, i) => ({ UserName: `u${i}` })),
    });
  }
  query(keys: readonly string[], sort?: string): Promise<string> {
    return this.call("DescribeUser", {
      Pageable,
      Filters: keys.map((PropertyKey) => ({ PropertyKey, PropertyValue: "x", Logic: true, OperateLogic: "=" })),
      ...(sort !== undefined && { Sort: { PropertyKey: sort, Order: "ASC" } }),
    });
  }
  link(primary: string, secondary: string): Promise<string> {
    return this.call("LinkAccount", {
      PrimaryUserId: primary,
      SecondaryUserId: secondary,
      UserLinkedOnAttribute: "EMAIL",
    });
  }
  stores(): Promise<string> {
    return codeOf(this.at.vendor.ListUserStore(null));
  }
}

const second = async (first: Promise<string>, then: () => Promise<string>): Promise<string> => {
  expect(await first).to.equal("OK");
  return then();
};

const recipes: Readonly<Record<string, (r: Recipes) => Promise<string>>> = {
  "AuthFailure.InvalidAuthorization": (r) => r.raw({ "x-tc-action": "ListUserStore" }),
  "AuthFailure.SecretIdNotFound": (r) => codeOf(vendorFor(r.at.emulator, { secretId: "AKIDx" }).ListUserStore(null)),
  "AuthFailure.SignatureFailure": (r) => codeOf(vendorFor(r.at.emulator, { secretKey: "x" }).ListUserStore(null)),
  "AuthFailure.SignatureExpire": async (r) => {
    await admin(r.at.emulator, "POST", "/clock", { skewMs: 301_000 });
    return r.stores();
  },
  "AuthFailure.TokenFailure": (r) => r.with({ token: "t" }, () => r.stores()),
  InvalidAction: (r) => r.with({ actionSet: "international" }, () => r.stores()),
  NoSuchVersion: async (r) => {
    const sdk = r.at.vendor as unknown as { apiVersion: string };
    sdk.apiVersion = "2019-01-01";
    return r.stores();
  },
  UnsupportedRegion: (r) => r.with({ regions: ["ap-singapore"] }, () => r.stores()),
  UnsupportedProtocol: (r) => r.raw({ "x-tc-action": "ListUserStore" }, "PUT"),
  MissingParameter: (r) => r.call("ListUser"),
  UnknownParameter: (r) => r.call("ListUser", { Pageable, Colour: "red" }),
  InvalidParameter: (r) => r.call("ListUser", { Pageable: "first" }),
  InvalidParameterValue: (r) => codeOf(r.at.vendor.CreateUserStore({ UserPoolName: "" })),
  RequestLimitExceeded: (r) => r.with({ ratePerSecond: 1 }, () => second(r.stores(), () => r.stores())),
  "RequestLimitExceeded.RepeatRequest": (r) =>
    r.with({ repeatedImportMs: 1000 }, () => second(r.submit(), () => r.submit())),
  RequestSizeLimitExceeded: (r) => r.with({ bodyLimit: 1000 }, () => r.create({ Address: "x".repeat(1000) })),
  LimitExceeded: (r) => r.with({ maxImportUsers: 1 }, () => r.submit(2)),
  ResourceInsufficient: async (r) => {
    await r.at.configure({ maxDatabaseMB: 1 });
    return r.call("CreateApiImportUserJob", { DataFlowUserCreateList: [{ UserName: "u", Address: "x".repeat(1e6) }] });
  },
  "FailedOperation.AttributeFormatError": (r) => r.create({ Email: "none" }),
  "FailedOperation.IndexedAttributeTooLong": (r) => r.create({ IndexedAttribute1: "x".repeat(513) }),
  "FailedOperation.UserNameAlreadyExists": (r) => r.create({ UserName: "alice" }),
  "FailedOperation.PhoneNumberAlreadyExists": (r) => r.create({ PhoneNumber: alice.PhoneNumber }),
  "FailedOperation.EmailAlreadyExists": (r) => r.create({ Email: alice.Email }),
  "FailedOperation.UserNameIsNull": (r) => r.create({ UserName: "" }),
  "FailedOperation.PhoneNumberIsNull": (r) => r.create({ PhoneNumber: "" }),
  "FailedOperation.EmailIsNull": (r) => r.create({ Email: "" }),
  "FailedOperation.PasswordIsNull": (r) => r.create({ Password: "" }),
  "FailedOperation.UserGroupNotFound": (r) => r.create({ UserGroup: [nobody] }),
  "FailedOperation.OrgNotFound": (r) => r.create({ UserOrg: [nobody] }),
  "FailedOperation.UserNotFound": (r) => r.call("ResetPassword", { UserId: nobody }),
  "FailedOperation.UserStatusRequired": (r) => r.call("UpdateUserStatus", { UserId: r.aliceId, Status: "" }),
  "FailedOperation.InvalidUserStatusEnum": (r) =>
    r.call("UpdateUserStatus", { UserId: r.aliceId, Status: "NOT_ENABLED" }),
  "FailedOperation.UserIsFreeze": (r) =>
    second(r.call("UpdateUserStatus", { UserId: r.aliceId, Status: "FREEZE" }), () =>
      r.call("SetPassword", { UserId: r.aliceId, Password: "x" }),
    ),
  "FailedOperation.PrimaryUserNotFound": (r) => r.link(nobody, r.bobId),
  "FailedOperation.SecondaryUserNotFound": (r) => r.link(r.aliceId, nobody),
  "FailedOperation.AccountAlreadyBeLinked": (r) => second(r.link(r.aliceId, r.bobId), () => r.link(r.aliceId, r.bobId)),
  "FailedOperation.QueryUsersParameterMustInWhitelist": (r) => r.query(["nickname"]),
  "FailedOperation.QueryUsersSortParameterMustInWhitelist": (r) => r.query([], "nickname"),
  "FailedOperation.QueryUsersParameterRepeat": (r) => r.query(["email", "email"]),
  "FailedOperation.InvalidUserStore": (r) => r.call("ListJobs", { UserStoreId: nobody }),
  "FailedOperation.UserStoreAlreadyExists": (r) => codeOf(r.at.vendor.CreateUserStore({ UserPoolName: "contract" })),
  "FailedOperation.UserStoreNotExist": (r) => codeOf(r.at.vendor.DeleteUserStore({ UserPoolId: nobody })),
  "FailedOperation.QuotaLimitExceeded": (r) =>
    r.with({ maxStores: 1 }, () => codeOf(r.at.vendor.CreateUserStore({ UserPoolName: "more" }))),
  "FailedOperation.UserGroupNameAlreadyExists": (r) =>
    second(r.call("CreateUserGroup", { DisplayName: "g" }), () => r.call("CreateUserGroup", { DisplayName: "g" })),
  "FailedOperation.DataFlowTooManyRequests": (r) => second(r.submit(), () => second(r.submit(), () => r.submit())),
  "FailedOperation.ImportUserIsEmpty": (r) => r.submit(0),
};

describe("an error code of CIAM", () => {
  let at: Bench;
  afterEach(() => at.emulator.close());

  it("is reached by what the emulator models, where its list says so", async () => {
    const told = describeCodes().filter(({ by }) => by === "behaviour");
    expect(told.map(({ code }) => code)).to.deep.equal(Object.keys(recipes).sort());
    for (const [code, recipe] of Object.entries(recipes)) {
      at = await bench();
      const { UserStoreId } = at;
      const { User: a } = await at.vendor.CreateUser({ UserStoreId, ...alice });
      const { User: b } = await at.vendor.CreateUser({ UserStoreId, ...bob });
      expect(await recipe(new Recipes(at, a.UserId, b.UserId)), code).to.equal(code);
      await at.emulator.close();
    }
  });

  it("is reached by a fault rule in any case, as the list tells it", async () => {
    at = await bench();
    for (const { code, by, how } of describeCodes()) {
      const [, rule] = /^by a rule: (.*)$/.exec(how) ?? [];
      expect(rule !== undefined, code).to.equal(by === "fault");
      await admin(at.emulator, "PUT", "/faults", [
        JSON.parse(rule ?? `{"action":"*","effect":"code","code":"${code}"}`),
      ]);
      expect(await codeOf(at.vendor.ListUserStore(null))).to.equal(code);
    }
  });
});
