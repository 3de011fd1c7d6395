import { expect } from "chai";
import { bench, codeOf, type Bench } from "./vendor";

const nobody = "f".repeat(32);
const alice = { UserName: "alice", PhoneNumber: "13800000001", Email: "alice@example.com", Password: "pw" };
const bob = { UserName: "bob", PhoneNumber: "13800000002", Email: "bob@example.com", Password: "pw" };

describe("the emulator refuses, by the code of the documentation,", () => {
  let at: Bench;
  let UserStoreId: string;
  let aliceId: string;

  before(async () => {
    at = await bench();
    UserStoreId = at.UserStoreId;
    aliceId = (await at.vendor.CreateUser({ UserStoreId, ...alice })).User.UserId;
    await at.vendor.CreateUser({ UserStoreId, ...bob });
  });
  after(() => at.emulator.close());

  const refused = (action: string, request: object) => codeOf(at.vendor.request(action, { UserStoreId, ...request }));

  it("a new user whose required attributes are empty", async () => {
    const create = (changes: object) => refused("CreateUser", { ...bob, ...changes });
    expect(await create({ UserName: "" })).to.equal("FailedOperation.UserNameIsNull");
    expect(await create({ PhoneNumber: "" })).to.equal("FailedOperation.PhoneNumberIsNull");
    expect(await create({ Email: "" })).to.equal("FailedOperation.EmailIsNull");
    expect(await create({ Password: "" })).to.equal("FailedOperation.PasswordIsNull");
    for (const name of ["UserName", "PhoneNumber", "Email", "Password"]) {
      expect(await create({ [name]: null }), name).to.equal("MissingParameter");
    }
  });

  it("organisations and groups that are not there", async () => {
    const changes = { UserId: aliceId, Nickname: "x" };
    expect(await refused("CreateUser", { ...bob, UserOrg: ["org"] })).to.equal("FailedOperation.OrgNotFound");
    expect(await refused("UpdateUser", { ...changes, UserOrg: ["org"] })).to.equal("FailedOperation.OrgNotFound");
    expect(
      await refused("CreateUser", {
        ...bob,
        UserName: "b2",
        PhoneNumber: "13800000003",
        Email: "b2@example.com",
        UserGroup: ["g"],
      }),
    ).to.equal("FailedOperation.UserGroupNotFound");
    expect(await refused("UpdateUser", { ...changes, UserGroup: ["g"] })).to.equal("FailedOperation.UserGroupNotFound");
    const { UserStoreId: elsewhere } = await at.vendor.CreateUserStore({ UserPoolName: "elsewhere" });
    const { UserGroupId } = await at.vendor.CreateUserGroup({ UserStoreId: elsewhere, DisplayName: "g" });
    expect(await refused("UpdateUser", { ...changes, UserGroup: [UserGroupId] })).to.equal(
      "FailedOperation.UserGroupNotFound",
    );
  });

  it("a user of no store, or of another one", async () => {
    const { UserStoreId: elsewhere } = await at.vendor.CreateUserStore({ UserPoolName: "another" });
    const writes: [action: string, request: object][] = [
      ["UpdateUser", { Nickname: "x" }],
      ["UpdateUserStatus", { Status: "NORMAL" }],
      ["SetPassword", { Password: "x" }],
      ["ResetPassword", {}],
    ];
    for (const [action, request] of writes) {
      expect(await refused(action, { UserId: nobody, ...request }), action).to.equal("FailedOperation.UserNotFound");
      expect(await refused(action, { UserId: aliceId, ...request, UserStoreId: elsewhere }), action).to.equal(
        "FailedOperation.UserNotFound",
      );
    }
    const read = await at.vendor.DescribeUserById({ UserStoreId: elsewhere, UserId: aliceId });
    expect(read.User).to.equal(null);
    await at.vendor.DeleteUsers({ UserStoreId: elsewhere, UserIds: [aliceId] });
    expect((await at.vendor.DescribeUserById({ UserStoreId, UserId: aliceId })).User.UserId).to.equal(aliceId);
  });

  it("values that break a rule", async () => {
    const update = (changes: object) => refused("UpdateUser", { UserId: aliceId, ...changes });
    expect(await update({ IndexedAttribute1: "x".repeat(513) })).to.equal("FailedOperation.IndexedAttributeTooLong");
    expect(await update({ IndexedAttribute1: "x".repeat(512) })).to.equal("OK");
    expect(await update({ Email: "nonsense" })).to.equal("FailedOperation.AttributeFormatError");
    expect(await update({ UserName: "bob" })).to.equal("FailedOperation.UserNameAlreadyExists");
    expect(await update({ Email: bob.Email })).to.equal("FailedOperation.EmailAlreadyExists");
    expect(await refused("UpdateUserStatus", { UserId: aliceId, Status: "" })).to.equal(
      "FailedOperation.UserStatusRequired",
    );
    expect(await refused("SetPassword", { UserId: aliceId, Password: "" })).to.equal("FailedOperation.PasswordIsNull");
    expect(await refused("CreateFileExportUserJob", { Format: "XML" })).to.equal("InvalidParameterValue");
    expect(await refused("ListUserByProperty", { PropertyCode: "userName", PropertyValue: "x" })).to.equal(
      "InvalidParameterValue",
    );
    const pages = [
      { PageSize: 0, PageNumber: 1 },
      { PageSize: 1, PageNumber: 0 },
      { PageSize: 1001, PageNumber: 1 },
    ];
    for (const Pageable of pages) {
      expect(await refused("ListUser", { Pageable }), JSON.stringify(Pageable)).to.equal("InvalidParameterValue");
    }
  });

  it("links of users that are not there, of one user to itself, and on another attribute", async () => {
    const link = (changes: object) =>
      refused("LinkAccount", {
        PrimaryUserId: aliceId,
        SecondaryUserId: aliceId,
        UserLinkedOnAttribute: "EMAIL",
        ...changes,
      });
    expect(await link({ PrimaryUserId: nobody })).to.equal("FailedOperation.PrimaryUserNotFound");
    expect(await link({ SecondaryUserId: nobody })).to.equal("FailedOperation.SecondaryUserNotFound");
    expect(await link({})).to.equal("InvalidParameterValue");
    expect(await link({ UserLinkedOnAttribute: "SHOES" })).to.equal("InvalidParameterValue");
  });

  it("stores and groups beyond their limits", async () => {
    await at.configure({ maxStores: 1 });
    expect(await codeOf(at.vendor.CreateUserStore({ UserPoolName: "one too many" }))).to.equal(
      "FailedOperation.QuotaLimitExceeded",
    );
    expect(await codeOf(at.vendor.CreateUserStore({ UserPoolName: "" }))).to.equal("InvalidParameterValue");
    expect(await refused("CreateUserGroup", { DisplayName: "" })).to.equal("InvalidParameterValue");
    expect(await refused("CreateUserGroup", { DisplayName: "g", Description: "x".repeat(129) })).to.equal(
      "InvalidParameterValue",
    );
    await at.configure({ maxStores: 100 });
  });

  it("anything but POST with TC3-HMAC-SHA256", async () => {
    const headers = { "x-tc-action": "ListUserStore" };
    for (const method of ["GET", "PUT", "DELETE"]) {
      const reply = await fetch(at.emulator.endpoint, { method, headers });
      expect(reply.status, method).to.equal(200);
      expect(await reply.text(), method).to.contain('"Code":"UnsupportedProtocol"');
    }
  });

  it("with a message that tells names and places and nothing of what was sent", async () => {
    const canary = { UserName: "CANARY", PhoneNumber: "CANARY", Email: "CANARY", Password: "CANARY" };
    const calls: [action: string, request: object][] = [
      ["CreateUser", canary],
      ["CreateUser", { ...canary, CANARY: "CANARY" }],
      ["CreateUser", { ...canary, Birthdate: "CANARY" }],
      ["UpdateUser", { UserId: aliceId, Email: "CANARY" }],
      ["CreateFileExportUserJob", { Format: "CANARY" }],
      ["ListUser", { Pageable: "CANARY" }],
    ];
    for (const [action, request] of calls) {
      const error: unknown = await at.vendor
        .request(action, { UserStoreId, ...request })
        .catch((reason: unknown) => reason);
      expect(error, action).to.be.instanceOf(Error);
      const { message } = error as Error;
      expect(message.replace("parameter CANARY", ""), action).not.to.contain("CANARY");
    }
  });
});
