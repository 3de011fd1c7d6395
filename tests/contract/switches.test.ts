import { expect } from "chai";
import type { EmulatorSettings } from "../../emulator";
import { admin, bench, codeOf, type Bench, type ImportedUser } from "./vendor";

const page = { PageSize: 20, PageNumber: 1 };

/** Habits of the service that nobody has documented, each the other way round than the emulator has it by default. */
describe("a switch of the emulator", () => {
  let at: Bench;
  const set = async (config: EmulatorSettings): Promise<Bench> => (at = await bench(config));
  afterEach(() => at.emulator.close());

  const names = async (): Promise<string[]> => {
    const { Content } = await at.vendor.ListUser({ UserStoreId: at.UserStoreId, Pageable: page, Original: true });
    return Content.map(({ UserName }) => UserName);
  };
  const only = async () => {
    const { Content } = await at.vendor.ListUser({ UserStoreId: at.UserStoreId, Pageable: page, Original: true });
    const [user] = Content;
    if (!user || Content.length > 1) throw new Error(`there are ${Content.length} users`);
    return user;
  };
  const update = (UserId: string, changes: object) =>
    at.vendor.UpdateUser({ UserStoreId: at.UserStoreId, UserId, ...changes });

  describe("about imports:", () => {
    const twice: ImportedUser[] = [
      { UserName: "a", Nickname: "1" },
      { UserName: "a", Nickname: "2" },
    ];

    it("duplicates are passed over, or change who is there", async () => {
      await set({ duplicatePolicy: "skip" });
      expect((await at.imported(twice)).FailedUsers).to.deep.equal([]);
      expect((await only()).Nickname).to.equal("1");
      await at.emulator.close();
      await set({ duplicatePolicy: "update" });
      expect((await at.imported(twice)).FailedUsers).to.deep.equal([]);
      expect((await only()).Nickname).to.equal("2");
    });

    it("a job that refused somebody ends FAILED", async () => {
      await set({ partialFailure: "FAILED" });
      expect(await at.imported(twice)).to.include({ Status: "FAILED" });
      expect(await names()).to.deep.equal(["a"]);
    });

    it("failures are told in ErrorDetails, or in both lists", async () => {
      await set({ failureList: "ErrorDetails" });
      const job = await at.imported(twice);
      expect(job.FailedUsers).to.deep.equal([]);
      expect(job.ErrorDetails).to.have.length(1);
      expect(job.ErrorDetails[0]).to.include({ UserId: "a" });
      await at.emulator.close();
      await set({ failureList: "both" });
      const both = await at.imported(twice);
      expect([both.FailedUsers.length, both.ErrorDetails.length]).to.deep.equal([1, 1]);
    });

    it("refused users are called by a made-up id, or by their place", async () => {
      const called = async (failedUserIdentification: "id" | "index") => {
        await set({ failedUserIdentification });
        return (await at.imported(twice)).FailedUsers[0]?.FailedUserIdentification;
      };
      expect(await called("id")).to.match(/^[0-9a-f]{32}$/);
      await at.emulator.close();
      expect(await called("index")).to.equal("1");
    });

    it("a job is forgotten, valid jobs are counted over all stores, exports are not counted, users are limited", async () => {
      await set({
        jobRetentionMs: 0,
        jobLimitScope: "tenant",
        jobLimitCountsExports: false,
        jobsAtOnce: 1,
        maxImportUsers: 2,
      });
      const { vendor, UserStoreId } = at;
      const { UserStoreId: other } = await vendor.CreateUserStore({ UserPoolName: "other" });
      const submit = (store: string, count: number) =>
        codeOf(
          vendor.CreateApiImportUserJob({
            UserStoreId: store,
            DataFlowUserCreateList: Array.from({ length: count }, (_, i) => ({ UserName: `${store}${i}` })),
          }),
        );
      expect(await submit(UserStoreId, 3)).to.equal("LimitExceeded");
      await vendor.CreateFileExportUserJob({ UserStoreId });
      expect(await submit(UserStoreId, 2)).to.equal("OK");
      expect(await submit(other, 1)).to.equal("FailedOperation.DataFlowTooManyRequests");
      expect((await vendor.ListJobs({ UserStoreId })).JobSet).to.have.length(2);
      await at.advance(3 * 3_600_000);
      expect((await vendor.ListJobs({ UserStoreId })).JobSet).to.deep.equal([]);
      expect(await names()).to.have.length(2);
    });

    it("imported users are NORMAL, of another source, and a store is full", async () => {
      await set({ importedUserStatus: "NORMAL", importedUserDataSource: "API", maxUsersPerStore: 1 });
      await at.imported([{ UserName: "a" }]);
      expect(await only()).to.include({ Status: "NORMAL", UserDataSourceEnum: "API" });
      const { vendor, UserStoreId } = at;
      const more = vendor.CreateApiImportUserJob({ UserStoreId, DataFlowUserCreateList: [{ UserName: "b" }] });
      expect(await codeOf(more)).to.equal("FailedOperation.QuotaLimitExceeded");
    });

    it("attributes have other patterns", async () => {
      await set({ attributePatterns: { UserName: "^[a-z]+$" } });
      const job = await at.imported([{ UserName: "abc" }, { UserName: "ABC" }, { Email: "a@example.com" }]);
      expect(job.FailedUsers.map(({ FailedUserIdentification }) => FailedUserIdentification)).to.deep.equal(["ABC"]);
    });

    it("values are kept in other forms", async () => {
      await set({
        storedForms: {
          emailLowerCase: true,
          genderUpperCase: true,
          phonePrefix: true,
          sortedGroups: true,
          birthdateOffsetMs: -28_800_000,
        },
      });
      const { vendor, UserStoreId } = at;
      const groups: string[] = [];
      for (const DisplayName of ["a", "b", "c"]) {
        groups.push((await vendor.CreateUserGroup({ UserStoreId, DisplayName })).UserGroupId);
      }
      const UserGroup = [...groups].sort().reverse();
      await at.imported([
        { Email: "A@Example.com", Gender: "male", PhoneNumber: "13800008000", UserGroup, Birthdate: "2000-01-02" },
      ]);
      expect(await only()).to.deep.include({
        Email: "a@example.com",
        Gender: "MALE",
        PhoneNumber: "+86-13800008000",
        UserGroups: [...groups].sort(),
        Birthdate: Date.parse("2000-01-01T16:00:00Z"),
      });
    });
  });

  describe("about identities:", () => {
    it("they are compared letter by letter", async () => {
      await set({ identityMatching: "exact" });
      const job = await at.imported([{ Email: "a@example.com" }, { Email: "A@example.com" }]);
      expect(job.FailedUsers).to.deep.equal([]);
    });

    it("those of deleted users stay taken", async () => {
      await set({ deletedIdentities: "taken" });
      await at.imported([{ UserName: "a" }]);
      await at.vendor.DeleteUsers({ UserStoreId: at.UserStoreId, UserIds: [(await only()).UserId] });
      expect((await at.imported([{ UserName: "a" }])).FailedUsers).to.have.length(1);
    });
  });

  describe("about updates:", () => {
    const user: ImportedUser = { UserName: "a", Nickname: "Al", Address: "here", IndexedAttribute1: "x" };

    it("an empty string changes nothing, or is refused", async () => {
      await set({ updateEmptyString: "keep" });
      await at.imported([user]);
      const { UserId } = await only();
      expect((await update(UserId, { Nickname: "" })).User.Nickname).to.equal("Al");
      await at.configure({ updateEmptyString: "refuse" });
      expect(await codeOf(update(UserId, { Nickname: "" }))).to.equal("FailedOperation.AttributeFormatError");
    });

    it("what is left out is cleared, the identities apart", async () => {
      await set({ updateOmittedFields: "clear" });
      await at.imported([user]);
      const { User } = await update((await only()).UserId, { Nickname: "New" });
      expect(User).to.include({ UserName: "a", Nickname: "New", Address: null, IndexedAttribute1: null });
    });

    it("groups are added", async () => {
      await set({ userGroupMode: "add" });
      const { vendor, UserStoreId } = at;
      const [one, two] = await Promise.all(
        ["one", "two"].map(
          async (DisplayName) => (await vendor.CreateUserGroup({ UserStoreId, DisplayName })).UserGroupId,
        ),
      );
      await at.imported([{ UserName: "a", UserGroup: [one ?? ""] }]);
      const { User } = await update((await only()).UserId, { UserGroup: [two] });
      expect(User.UserGroups).to.deep.equal([one, two]);
    });

    it("deleting an unknown user is refused, and deletes nobody", async () => {
      await set({ deleteUnknownIds: "refuse", maxDeleteUsers: 2 });
      await at.imported([{ UserName: "a" }]);
      const remove = async (...more: string[]) =>
        codeOf(at.vendor.DeleteUsers({ UserStoreId: at.UserStoreId, UserIds: [(await only()).UserId, ...more] }));
      expect(await remove("f".repeat(32))).to.equal("FailedOperation.UserNotFound");
      expect(await remove("x", "y")).to.equal("InvalidParameterValue");
      expect(await remove()).to.equal("OK");
    });
  });

  describe("about reads:", () => {
    const users = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ UserName: `u${i}`, Email: `u${i}@example.com` }));

    it("a page is at most so long: larger ones are refused, or shortened without a word", async () => {
      await set({ maxPageSize: 2 });
      await at.imported(users(3));
      const { vendor, UserStoreId } = at;
      const large = { UserStoreId, Pageable: page };
      expect(await codeOf(vendor.ListUser(large))).to.equal("InvalidParameterValue");
      await at.configure({ pageSizePolicy: "silent" });
      const { Content, Total, Pageable } = await vendor.ListUser(large);
      expect([Content.length, Total, Pageable]).to.deep.equal([2, 3, { PageSize: 2, PageNumber: 1 }]);
    });

    it("new users stay out of lists for a while", async () => {
      await set({ readLagMs: 60_000 });
      await at.imported(users(1));
      expect(await names()).to.deep.equal([]);
      await at.advance(3_600_000 + 60_000);
      expect(await names()).to.deep.equal(["u0"]);
    });

    it("lists are in reverse, or in no order that can be relied on", async () => {
      await set({ listOrder: "reverse" });
      await at.imported(users(3));
      expect(await names()).to.deep.equal(["u2", "u1", "u0"]);
      await at.configure({ listOrder: "unstable" });
      const orders = new Set<string>();
      for (let i = 0; i < 20; i++) orders.add((await names()).join());
      expect(orders.size).to.equal(2);
    });

    it("nothing is masked", async () => {
      await set({ masking: false });
      await at.imported(users(1));
      const { Content } = await at.vendor.ListUser({ UserStoreId: at.UserStoreId, Pageable: page });
      expect(Content[0]?.Email).to.equal("u0@example.com");
    });

    it("a condition has to be equal, and unknown keys and an empty query are refused", async () => {
      await set({ conditionMatch: "equals", unknownFilterKeys: "refuse", describeUserNeedsFilter: true });
      await at.imported(users(3));
      const { vendor, UserStoreId } = at;
      const by = (Key: string, value: string) =>
        vendor.ListUser({ UserStoreId, Pageable: page, Filters: [{ Key, Values: [value], Logic: true }] });
      expect((await by("condition", "u")).Total).to.equal(0);
      expect((await by("condition", "u1")).Total).to.equal(1);
      expect(await codeOf(by("nickname", "u1"))).to.equal("InvalidParameterValue");
      expect(await codeOf(vendor.DescribeUser({ UserStoreId, Pageable: page }))).to.equal(
        "FailedOperation.QueryUsersParameterMustInWhitelist",
      );
    });
  });

  describe("about the gateway:", () => {
    it("regions are served, others not", async () => {
      await set({});
      await at.configure({ regions: ["ap-singapore"] });
      expect(await codeOf(at.vendor.ListUserStore(null))).to.equal("UnsupportedRegion");
      await at.configure({ regions: ["ap-guangzhou"] });
      expect(await codeOf(at.vendor.ListUserStore(null))).to.equal("OK");
    });

    it("unknown parameters are passed over", async () => {
      await set({ unknownParameters: "ignore" });
      const { UserStoreId } = at;
      const call = (request: object) => codeOf(at.vendor.request("ListUser", request));
      expect(await call({ UserStoreId, Pageable: { ...page, Colour: 1 }, Shoes: [{}] })).to.equal("OK");
      expect(await call({ Pageable: page, Shoes: 1 })).to.equal("MissingParameter");
    });

    it("calls need a token", async () => {
      await set({});
      await at.configure({ token: "session" });
      expect(await codeOf(at.vendor.ListUserStore(null))).to.equal("AuthFailure.TokenFailure");
    });

    it("the time of a request may be off by more or less", async () => {
      await set({ clockSkewMs: 3_600_000 });
      await admin(at.emulator, "POST", "/clock", { skewMs: 3_500_000 });
      expect(await codeOf(at.vendor.ListUserStore(null))).to.equal("OK");
      await admin(at.emulator, "POST", "/clock", { skewMs: 3_700_000 });
      expect(await codeOf(at.vendor.ListUserStore(null))).to.equal("AuthFailure.SignatureExpire");
    });
  });
});
