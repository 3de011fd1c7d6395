import { expect } from "chai";
import type { EmulatorSettings } from "../../../emulator";
import { configSchema, describeConfig } from "../../../emulator/service/config";
import { rawCode } from "../../contract/suite/rawCall";
import { bench, codeOf, type Bench } from "../../contract/clients/vendor";

const page = { PageSize: 20, PageNumber: 1 };
const person = { UserName: "alice", PhoneNumber: "13800008000", Email: "alice@example.com", Password: "Passw0rd" };

describe("a switch of the emulator, too, decides", () => {
  let at: Bench;
  let UserStoreId: string;
  const set = async (config: EmulatorSettings): Promise<void> => {
    at = await bench(config);
    ({ UserStoreId } = at);
  };
  afterEach(() => at.emulator.close());
  const group = async (DisplayName: string): Promise<string> =>
    (await at.vendor.CreateUserGroup({ UserStoreId, DisplayName })).UserGroupId;
  const groups = async () => (await at.vendor.ListUserGroups({ UserStoreId, Pageable: page })).Content;

  it("what a reason for a refused user says", async () => {
    const reason = async (failedReason: "message" | "code"): Promise<string | undefined> => {
      await set({ failedReason });
      const { FailedUsers } = await at.imported([{ UserName: "a" }, { UserName: "a" }]);
      return FailedUsers[0]?.FailedReason;
    };
    expect(await reason("code")).to.equal("FailedOperation.UserNameAlreadyExists");
    await at.emulator.close();
    expect(await reason("message")).to.equal("the user name is taken by another user of the store");
  });

  it("whether unknown job ids are refused", async () => {
    await set({ unknownJobIds: "refuse" });
    expect(await codeOf(at.vendor.ListJobs({ UserStoreId, JobIds: ["f".repeat(32)] }))).to.equal(
      "InvalidParameterValue",
    );
    expect(await codeOf(at.vendor.ListJobs({ UserStoreId }))).to.equal("OK");
  });

  it("for how long the same import is refused", async () => {
    await set({ repeatedImportMs: 1000, jobPendingMs: 0, jobProcessingMs: 0 });
    const submit = (UserName: string) =>
      codeOf(at.vendor.CreateApiImportUserJob({ UserStoreId, DataFlowUserCreateList: [{ UserName }] }));
    expect([await submit("a"), await submit("a"), await submit("b")]).to.deep.equal([
      "OK",
      "RequestLimitExceeded.RepeatRequest",
      "OK",
    ]);
    await at.advance(1000);
    expect(await submit("a")).to.equal("OK");
  });

  it("which genders there are, and what a password looks like", async () => {
    await set({ genders: ["MALE", "FEMALE", "UNKNOWN"], passwordPattern: "\\d" });
    const { FailedUsers } = await at.imported([
      { UserName: "a", Gender: "MALE" },
      { UserName: "b", Gender: "男" },
      { UserName: "c", Password: "weak" },
      { UserName: "d", Password: "weak", PasswordEncryptTypeEnum: "SHA1" },
    ]);
    expect(FailedUsers.map(({ FailedUserIdentification }) => FailedUserIdentification)).to.deep.equal(["b", "c"]);
    const format = "FailedOperation.AttributeFormatError";
    expect(await codeOf(at.vendor.CreateUser({ UserStoreId, ...person, Password: "weak" }))).to.equal(format);
    const { User } = await at.vendor.CreateUser({ UserStoreId, ...person });
    expect(await codeOf(at.vendor.SetPassword({ UserStoreId, UserId: User.UserId, Password: "weak" }))).to.equal(
      format,
    );
  });

  it("what a lock is called, and whether an update is answered masked", async () => {
    await set({ adminLockType: "byHand", updateReplyMasked: true });
    const { User } = await at.vendor.CreateUser({ UserStoreId, ...person });
    const { UserId } = User;
    await at.vendor.UpdateUserStatus({ UserStoreId, UserId, Status: "LOCK" });
    expect((await at.vendor.DescribeUserById({ UserStoreId, UserId })).User.LockType).to.equal("byHand");
    expect((await at.vendor.UpdateUser({ UserStoreId, UserId, Nickname: "Al" })).User.Email).to.equal(
      "a****@example.com",
    );
  });

  it("which groups an application uses, and what becomes of them", async () => {
    await set({});
    const [used, free] = [await group("used"), await group("free")];
    await at.configure({ groupsInUse: [used] });
    const { UserGroupDeletedInfo: told } = await at.vendor.DeleteUserGroups({
      UserStoreId,
      UserGroupIds: [used, free],
    });
    expect(told.ErrorMessage).to.be.a("string").and.not.equal("");
    expect(told.AppAssociatedUserGroupIds.map(({ UserGroupId }) => UserGroupId)).to.deep.equal([used]);
    expect((await groups()).map(({ DisplayName }) => DisplayName)).to.deep.equal(["used"]);
    await at.configure({ deletedGroupInUse: "deleted" });
    await at.vendor.DeleteUserGroups({ UserStoreId, UserGroupIds: [used] });
    expect(await groups()).to.deep.equal([]);
  });

  it("how many groups there may be, and how many go at once", async () => {
    await set({ maxGroupsPerStore: 2, maxDeleteGroups: 1 });
    const UserGroupIds = [await group("a"), await group("b")];
    expect(await codeOf(group("c"))).to.equal("FailedOperation.QuotaLimitExceeded");
    expect(await codeOf(at.vendor.DeleteUserGroups({ UserStoreId, UserGroupIds }))).to.equal("InvalidParameterValue");
  });

  it("whether a deleted user is still answered, and what is answered for an unknown one", async () => {
    await set({ deletedUsers: "answered", unknownUserById: "refuse" });
    const { User } = await at.vendor.CreateUser({ UserStoreId, ...person });
    await at.vendor.DeleteUsers({ UserStoreId, UserIds: [User.UserId] });
    const read = (UserId: string) => at.vendor.DescribeUserById({ UserStoreId, UserId });
    expect((await read(User.UserId)).User).to.include({ Status: "DELETED", UserName: "alice" });
    expect(await codeOf(read("f".repeat(32)))).to.equal("FailedOperation.UserNotFound");
    expect((await at.vendor.ListUser({ UserStoreId, Pageable: page })).Total).to.equal(0);
    expect(await codeOf(at.vendor.CreateUser({ UserStoreId, ...person }))).to.equal("OK");
  });

  it("for how long a new store stays out of the list", async () => {
    await set({ storeLagMs: 60_000 });
    expect((await at.vendor.ListUserStore(null)).UserStoreSet).to.deep.equal([]);
    await at.advance(60_000);
    expect((await at.vendor.ListUserStore(null)).UserStoreSet).to.have.length(1);
  });

  it("which fields are masked, whether group names come along, and what an empty list is", async () => {
    await set({ maskedFields: ["Email"], userGroupNames: true, emptyLists: "null" });
    const qa = await group("qa");
    const job = await at.imported([{ Email: person.Email, PhoneNumber: person.PhoneNumber, UserGroup: [qa] }]);
    expect([job.FailedUsers, job.ErrorDetails]).to.deep.equal([null, null]);
    const { Content } = await at.vendor.ListUser({ UserStoreId, Pageable: page });
    expect(Content[0]).to.deep.include({
      Email: "a****@example.com",
      PhoneNumber: person.PhoneNumber,
      UserGroupNames: ["qa"],
    });
    const nobody = await at.vendor.DescribeUser({
      UserStoreId,
      Pageable: page,
      Filters: [{ PropertyKey: "email", PropertyValue: "x@example.com", Logic: true, OperateLogic: "=" }],
    });
    expect(nobody.Content).to.equal(null);
  });

  it("whether null stands for a parameter that is left out", async () => {
    await set({ explicitNulls: "refuse" });
    const raw = (body: object) =>
      rawCode({ ...at.emulator, region: "ap-guangzhou" }, { action: "ListJobs", body: JSON.stringify(body) });
    expect(await raw({ UserStoreId, JobIds: null })).to.equal("InvalidParameter");
    await at.configure({ explicitNulls: "absent" });
    expect(await raw({ UserStoreId, JobIds: null })).to.equal("OK");
  });

  it("what stands between the ends of a between", async () => {
    await set({ betweenSeparator: "~" });
    await at.imported(["a", "b", "c"].map((UserName) => ({ UserName })));
    const Filters = [{ PropertyKey: "userName", PropertyValue: "a~b", Logic: true, OperateLogic: "between" }];
    expect((await at.vendor.DescribeUser({ UserStoreId, Pageable: page, Filters })).Total).to.equal(2);
  });

  it("how large the database may become; what does not fit is refused, and the emulator lives on", async () => {
    await set({ maxDatabaseMB: 1, jobPendingMs: 0, jobProcessingMs: 0 });
    const users = (from: number) =>
      Array.from({ length: 500 }, (_, i) => ({ UserName: `u${from + i}`, Address: "x".repeat(2000) }));
    const codes: string[] = [];
    for (let from = 0; from < 1500; from += 500) {
      codes.push(await codeOf(at.vendor.CreateApiImportUserJob({ UserStoreId, DataFlowUserCreateList: users(from) })));
    }
    expect(codes).to.include("ResourceInsufficient");
    const { JobSet } = await at.vendor.ListJobs({ UserStoreId });
    expect(JobSet.every(({ Status }) => Status === "FAILED" || Status === "COMPLETED")).to.equal(true);
    await at.configure({ maxDatabaseMB: 50 });
    expect((await at.imported(users(5000))).Status).to.equal("COMPLETED");
  });
});

describe("the switches", () => {
  it("tell for each whether it is documented, inferred or unknown, and what it can be", () => {
    const switches = describeConfig();
    expect(switches.map(({ name }) => name).sort()).to.deep.equal(Object.keys(configSchema.shape).sort());
    for (const { name, why, values } of switches) {
      expect(why, name).to.match(/documented|inferred|unknown/i);
      expect(values, name).not.to.match(/undefined|object Object|^$/);
    }
  });
});
