import { expect } from "chai";
import { bench, codeOf, type Bench } from "./vendor";

const onePage = { PageSize: 20, PageNumber: 1 };

describe("the vendor's client works on user stores and groups of the emulator", () => {
  let at: Bench;

  beforeEach(async () => {
    at = await bench();
  });

  afterEach(() => at.emulator.close());

  it("creates, lists, changes and deletes a store", async () => {
    const { vendor } = at;
    const { UserStoreId } = await vendor.CreateUserStore({ UserPoolName: "shop", UserPoolDesc: "customers" });
    const read = async () =>
      (await vendor.ListUserStore(null)).UserStoreSet.find((store) => store.UserStoreId === UserStoreId);
    expect(await read()).to.include({
      UserStoreName: "shop",
      UserStoreDesc: "customers",
      UserStoreLogo: null,
      UserNum: 0,
      AppNum: 0,
    });
    await vendor.UpdateUserStore({ UserPoolId: UserStoreId, UserPoolDesc: "", UserPoolName: "shop 2" });
    expect(await read()).to.include({ UserStoreName: "shop 2", UserStoreDesc: null });
    await vendor.DeleteUserStore({ UserPoolId: UserStoreId });
    expect(await read()).to.equal(undefined);
  });

  it("refuses a taken name and a store that is not there", async () => {
    const { vendor, UserStoreId } = at;
    expect(await codeOf(vendor.CreateUserStore({ UserPoolName: "contract" }))).to.equal(
      "FailedOperation.UserStoreAlreadyExists",
    );
    expect(await codeOf(vendor.CreateUserStore({ UserPoolName: "x".repeat(129) }))).to.equal("InvalidParameterValue");
    expect(await codeOf(vendor.UpdateUserStore({ UserPoolId: "none", UserPoolName: "x" }))).to.equal(
      "FailedOperation.UserStoreNotExist",
    );
    expect(await codeOf(vendor.DeleteUserStore({ UserPoolId: "none" }))).to.equal("FailedOperation.UserStoreNotExist");
    expect(await codeOf(vendor.UpdateUserStore({ UserPoolId: UserStoreId, UserPoolName: "contract" }))).to.equal("OK");
  });

  it("takes everything in a store away with it", async () => {
    const { vendor, UserStoreId } = at;
    await at.imported([{ UserName: "alice" }]);
    await vendor.DeleteUserStore({ UserPoolId: UserStoreId });
    expect(await codeOf(vendor.ListUser({ UserStoreId, Pageable: onePage }))).to.equal(
      "FailedOperation.InvalidUserStore",
    );
    expect(await codeOf(vendor.ListJobs({ UserStoreId }))).to.equal("FailedOperation.InvalidUserStore");
  });

  it("creates, lists, changes and deletes groups; members lose a deleted one", async () => {
    const { vendor, UserStoreId } = at;
    const { UserGroupId } = await vendor.CreateUserGroup({ UserStoreId, DisplayName: "staff", Description: "all" });
    await vendor.CreateUserGroup({ UserStoreId, DisplayName: "guests" });
    expect(await codeOf(vendor.CreateUserGroup({ UserStoreId, DisplayName: "staff" }))).to.equal(
      "FailedOperation.UserGroupNameAlreadyExists",
    );
    await vendor.UpdateUserGroup({ UserStoreId, UserGroupId, DisplayName: "crew", Description: "" });
    expect(await codeOf(vendor.UpdateUserGroup({ UserStoreId, UserGroupId: "none", DisplayName: "x" }))).to.equal(
      "FailedOperation.UserGroupNotFound",
    );
    const named = await vendor.ListUserGroups({
      UserStoreId,
      Pageable: onePage,
      Filters: [{ Key: "condition", Values: ["cre"], Logic: true }],
    });
    expect(named.Content).to.have.length(1);
    expect(named.Content[0]).to.include({ UserGroupId, DisplayName: "crew", Description: null, UserStoreId });
    await at.imported([{ UserName: "alice", UserGroup: [UserGroupId] }]);
    const { UserGroupDeletedInfo } = await vendor.DeleteUserGroups({
      UserStoreId,
      UserGroupIds: [UserGroupId, "none"],
    });
    expect(UserGroupDeletedInfo).to.equal(null);
    const { Content } = await vendor.ListUser({ UserStoreId, Pageable: onePage });
    expect(Content[0]?.UserGroups).to.deep.equal([]);
    expect((await vendor.ListUserGroups({ UserStoreId, Pageable: onePage })).Total).to.equal(1);
  });
});
