import { expect } from "chai";
import { bench, codeOf, type Bench } from "./vendor";

const alice = { UserName: "alice", PhoneNumber: "+86-13800000001", Email: "alice@example.com", Password: "Canary-1" };
const bob = { UserName: "bob", PhoneNumber: "+86-13800000002", Email: "bob@example.com", Password: "Canary-2" };
const onePage = { PageSize: 10, PageNumber: 1 };

describe("the vendor's client works on users of the emulator", () => {
  let at: Bench;

  beforeEach(async () => {
    at = await bench();
  });

  afterEach(() => at.emulator.close());

  const create = async (user: typeof alice) =>
    (await at.vendor.CreateUser({ UserStoreId: at.UserStoreId, ...user })).User;

  it("answers a new user like the published reply: unmasked, not enabled, never its password", async () => {
    const user = await create(alice);
    expect(user).to.include({
      UserName: "alice",
      PhoneNumber: "+86-13800000001",
      Email: "alice@example.com",
      Status: "NOT_ENABLED",
      UserDataSourceEnum: "管理员添加",
      Nickname: null,
    });
    expect(user.LastModifiedDate).to.equal(user.CreatedDate);
    expect(JSON.stringify(user)).not.to.contain("Canary");
  });

  it("refuses a user with a taken identity, by the code of the attribute", async () => {
    await create(alice);
    const { UserStoreId } = at;
    const code = (user: Partial<typeof bob>) => codeOf(at.vendor.CreateUser({ UserStoreId, ...bob, ...user }));
    expect(await code({ UserName: "alice" })).to.equal("FailedOperation.UserNameAlreadyExists");
    expect(await code({ PhoneNumber: "13800000001" })).to.equal("FailedOperation.PhoneNumberAlreadyExists");
    expect(await code({ Email: "ALICE@example.com" })).to.equal("FailedOperation.EmailAlreadyExists");
    expect(await code({ Email: "nonsense" })).to.equal("FailedOperation.AttributeFormatError");
    expect(await code({ Password: "" })).to.equal("FailedOperation.PasswordIsNull");
    expect(await code({})).to.equal("OK");
  });

  it("masks what it reads unless the original is asked for", async () => {
    const { UserId } = await create(alice);
    const { vendor, UserStoreId } = at;
    expect((await vendor.DescribeUserById({ UserStoreId, UserId })).User).to.include({
      PhoneNumber: "+86-138****0001",
      Email: "a****@example.com",
    });
    expect((await vendor.DescribeUserById({ UserStoreId, UserId, Original: true })).User).to.include(
      withoutPassword(alice),
    );
    expect((await vendor.DescribeUserById({ UserStoreId, UserId: "f".repeat(32) })).User).to.equal(null);
  });

  it("changes what UpdateUser names and leaves the rest", async () => {
    const { UserId } = await create(alice);
    const { vendor, UserStoreId } = at;
    const update = (changes: object) => vendor.UpdateUser({ UserStoreId, UserId, ...changes });
    await update({ Nickname: "al", Address: "here", IndexedAttribute1: "x", Birthdate: 0 });
    const { User } = await update({ Address: "", Email: "new@example.com" });
    expect(User).to.include({
      Nickname: "al",
      Address: null,
      IndexedAttribute1: "x",
      Email: "new@example.com",
      Birthdate: 0,
      UserName: "alice",
    });
    expect(await codeOf(create(alice))).to.equal("FailedOperation.UserNameAlreadyExists");
    expect(await codeOf(vendor.UpdateUser({ UserStoreId, UserId: "f".repeat(32) }))).to.equal(
      "FailedOperation.UserNotFound",
    );
    await create({ ...bob, Email: "alice@example.com" });
    expect(await codeOf(update({ PhoneNumber: bob.PhoneNumber }))).to.equal("FailedOperation.PhoneNumberAlreadyExists");
  });

  it("sets the status and lets no frozen user have a password", async () => {
    const { UserId } = await create(alice);
    const { vendor, UserStoreId } = at;
    const status = (Status: string) => codeOf(vendor.UpdateUserStatus({ UserStoreId, UserId, Status }));
    const read = async () => (await vendor.DescribeUserById({ UserStoreId, UserId })).User;
    expect(await status("LOCK")).to.equal("OK");
    expect((await read()).LockTime).to.be.a("number");
    expect(await status("FREEZE")).to.equal("OK");
    expect(await read()).to.include({ Status: "FREEZE", LockTime: null });
    expect(await codeOf(vendor.SetPassword({ UserStoreId, UserId, Password: "x" }))).to.equal(
      "FailedOperation.UserIsFreeze",
    );
    expect(await codeOf(vendor.ResetPassword({ UserStoreId, UserId }))).to.equal("FailedOperation.UserIsFreeze");
    expect(await status("NOT_ENABLED")).to.equal("FailedOperation.InvalidUserStatusEnum");
    expect(await status("NORMAL")).to.equal("OK");
    expect(await codeOf(vendor.SetPassword({ UserStoreId, UserId, Password: "x" }))).to.equal("OK");
    expect((await vendor.ResetPassword({ UserStoreId, UserId })).Password).to.have.length.above(8);
  });

  it("finds users by what has an index, sorted and in pages", async () => {
    await at.imported(
      Array.from({ length: 25 }, (_, i) => ({
        UserName: `u${String(i)}`,
        IndexedAttribute5: i % 5 === 0 ? "other" : "mine",
      })),
    );
    const { vendor, UserStoreId } = at;
    const ids: string[] = [];
    for (const PageNumber of [1, 2, 3]) {
      const page = await vendor.DescribeUser({
        UserStoreId,
        Pageable: { PageSize: 8, PageNumber },
        Filters: [{ PropertyKey: "indexedAttribute5", PropertyValue: "mine", Logic: true, OperateLogic: "=" }],
        Sort: { PropertyKey: "id", Order: "ASC" },
      });
      expect(page.Total).to.equal(20);
      ids.push(...page.Content.map(({ UserId }) => UserId));
    }
    expect(ids).to.have.length(20);
    expect(ids).to.deep.equal([...new Set(ids)].sort());
  });

  it("keeps to the whitelist of DescribeUser", async () => {
    const { vendor, UserStoreId } = at;
    const by = (PropertyKey: string) => ({ PropertyKey, PropertyValue: "x", Logic: true, OperateLogic: "=" });
    const describing = (Filters: ReturnType<typeof by>[], Sort?: { PropertyKey: string; Order: string }) =>
      codeOf(vendor.DescribeUser({ UserStoreId, Pageable: onePage, Filters, ...(Sort && { Sort }) }));
    expect(await describing([by("nickname")])).to.equal("FailedOperation.QueryUsersParameterMustInWhitelist");
    expect(await describing([by("email"), by("email")])).to.equal("FailedOperation.QueryUsersParameterRepeat");
    expect(await describing([by("email")], { PropertyKey: "name", Order: "ASC" })).to.equal(
      "FailedOperation.QueryUsersSortParameterMustInWhitelist",
    );
    for (const key of [
      "id",
      "userName",
      "phoneNumber",
      "email",
      "userGroup",
      "alipayUserId",
      "wechatOpenId",
      "wechatUnionId",
      "qqOpenId",
      "qqUnionId",
      "lastModifiedDate",
      "indexedAttribute1",
    ]) {
      expect(await describing([by(key)], { PropertyKey: key, Order: "DESC" }), key).to.equal("OK");
    }
  });

  it("compares by every operator", async () => {
    await at.imported(["a", "b", "c", "d"].map((UserName) => ({ UserName })));
    const found = async (OperateLogic: string, PropertyValue: string, Logic = true) => {
      const { Content } = await at.vendor.DescribeUser({
        UserStoreId: at.UserStoreId,
        Pageable: onePage,
        Filters: [{ PropertyKey: "userName", PropertyValue, Logic, OperateLogic }],
        Sort: { PropertyKey: "userName", Order: "ASC" },
      });
      return Content.map(({ UserName }) => UserName).join("");
    };
    expect(await found("=", "b")).to.equal("b");
    expect(await found("=", "b", false)).to.equal("acd");
    expect(await found("!=", "b")).to.equal("acd");
    expect(await found(">", "b")).to.equal("cd");
    expect(await found("<=", "b")).to.equal("ab");
    expect(await found("between", "b,c")).to.equal("bc");
  });

  it("searches by condition and by group, under the new name of the key and the old one", async () => {
    const { vendor, UserStoreId } = at;
    const { UserGroupId } = await vendor.CreateUserGroup({ UserStoreId, DisplayName: "staff" });
    await at.imported([
      { UserName: "carol", UserGroup: [UserGroupId] },
      { UserName: "dave", Email: "carol@example.com" },
      { UserName: "erin" },
    ]);
    const found = async (Key: string, Values: string[]) =>
      (await vendor.ListUser({ UserStoreId, Pageable: onePage, Filters: [{ Key, Values, Logic: true }] })).Content.map(
        ({ UserName }) => UserName,
      );
    expect(await found("condition", ["carol"])).to.deep.equal(["carol", "dave"]);
    expect(await found("condition", ["erin", "dave"])).to.deep.equal(["dave", "erin"]);
    expect(await found("userGroup", [UserGroupId])).to.deep.equal(["carol"]);
    expect(await found("userGroupId", [UserGroupId])).to.deep.equal(["carol"]);
    expect(await found("unheardOf", ["x"])).to.have.length(3);
  });

  it("links accounts once, and logs what was done", async () => {
    const { vendor, UserStoreId } = at;
    const [first, second] = [await create(alice), await create(bob)];
    const link = (SecondaryUserId: string) =>
      codeOf(
        vendor.LinkAccount({
          UserStoreId,
          PrimaryUserId: first.UserId,
          SecondaryUserId,
          UserLinkedOnAttribute: "EMAIL",
        }),
      );
    expect(await link("f".repeat(32))).to.equal("FailedOperation.SecondaryUserNotFound");
    expect(await link(second.UserId)).to.equal("OK");
    expect(await link(second.UserId)).to.equal("FailedOperation.AccountAlreadyBeLinked");
    expect((await vendor.DescribeUserById({ UserStoreId, UserId: second.UserId })).User.Primary).to.equal(false);
    const logs = await vendor.ListLogMessageByCondition({
      UserStoreId,
      Pageable: onePage,
      StartTime: 0,
      Filters: [{ Key: "events", Values: ["ACCOUNT_LINKING", "USER_CREATE"], Logic: true }],
    });
    expect(logs.Content.map(({ EventCode }) => EventCode)).to.deep.equal([
      "ACCOUNT_LINKING",
      "USER_CREATE",
      "USER_CREATE",
    ]);
  });

  it("deletes what it knows and says nothing about what it does not", async () => {
    const { UserId } = await create(alice);
    const { vendor, UserStoreId } = at;
    expect(await codeOf(vendor.DeleteUsers({ UserStoreId, UserIds: [UserId, "f".repeat(32)] }))).to.equal("OK");
    expect(await codeOf(vendor.DeleteUsers({ UserStoreId, UserIds: [UserId] }))).to.equal("OK");
    expect((await create(alice)).UserId).not.to.equal(UserId);
  });
});

function withoutPassword({ UserName, PhoneNumber, Email }: typeof alice): object {
  return { UserName, PhoneNumber, Email };
}
