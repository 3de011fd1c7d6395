import { expect } from "chai";
import type { EmulatorSettings } from "../../../../emulator";
import type { ImportedUser, User } from "../api";
import { nobody, type Bench } from "../bench";
import { casesAbout, type Guess } from "../case";

const HOUR = 3_600_000;
const page = { PageSize: 20, PageNumber: 1 };

const list = (at: Bench, more: object = {}) =>
  at.api.ListUser({ UserStoreId: at.UserStoreId, Pageable: page, Original: true, ...more });
const names = async (at: Bench): Promise<string[]> => (await list(at)).Content.map(({ UserName }) => UserName);
const update = async (at: Bench, UserId: string, changes: object): Promise<User> =>
  (await at.api.UpdateUser({ UserStoreId: at.UserStoreId, UserId, ...changes })).User;
const submit = (at: Bench, UserStoreId: string, count: number): Promise<string> =>
  at.code("CreateApiImportUserJob", {
    UserStoreId,
    DataFlowUserCreateList: Array.from({ length: count }, () => ({ UserName: at.name("u") })),
  });

/** Two users with one name. */
function twice(at: Bench): [ImportedUser, ImportedUser] {
  const UserName = at.name("twice");
  return [
    { UserName, Nickname: "1" },
    { UserName, Nickname: "2" },
  ];
}

type Body = (at: Bench) => Promise<void>;

/** Undocumented behaviour, each the other way round than the emulator's default. */
const turned: readonly [
  settings: EmulatorSettings,
  title: string,
  body: Body,
  ...needs: ("mainland" | "stores" | "clock")[],
][] = [
  [
    { duplicatePolicy: "skip" },
    "passes over users who are there",
    async (at) => {
      expect((await at.imported(twice(at))).FailedUsers).to.deep.equal([]);
      expect((await at.users()).map(({ Nickname }) => Nickname)).to.deep.equal(["1"]);
    },
  ],
  [
    { duplicatePolicy: "update" },
    "changes users who are there, and leaves what the import does not name",
    async (at) => {
      const before = await at.importedUser({ UserName: at.name("alice"), Nickname: "1", Address: "here" });
      expect((await at.imported([{ UserName: before.UserName, Nickname: "2" }])).FailedUsers).to.deep.equal([]);
      expect(await at.read(before.UserId)).to.include({ Nickname: "2", Address: "here" });
      expect(await at.users()).to.have.length(1);
    },
  ],
  [
    { partialFailure: "FAILED" },
    "ends a job FAILED that refused somebody, and keeps the others",
    async (at) => {
      expect(await at.imported(twice(at))).to.include({ Status: "FAILED" });
      expect(await at.users()).to.have.length(1);
    },
  ],
  [
    { failureList: "ErrorDetails" },
    "tells who failed in ErrorDetails",
    async (at) => {
      const [one, two] = twice(at);
      const { FailedUsers, ErrorDetails } = await at.imported([one, two]);
      expect(FailedUsers).to.deep.equal([]);
      expect(ErrorDetails.map(({ UserId }) => UserId)).to.deep.equal([one.UserName]);
      expect(ErrorDetails[0]?.Error).to.be.a("string").and.not.equal("");
    },
  ],
  [
    { failureList: "both" },
    "tells who failed in both lists",
    async (at) => {
      const { FailedUsers, ErrorDetails } = await at.imported(twice(at));
      expect([FailedUsers.length, ErrorDetails.length]).to.deep.equal([1, 1]);
    },
  ],
  [
    { failedUserIdentification: "id" },
    "calls refused users by a made-up id",
    async (at) => {
      const { FailedUsers } = await at.imported(twice(at));
      expect(FailedUsers[0]?.FailedUserIdentification).to.match(/^[0-9a-f]{32}$/);
    },
  ],
  [
    { failedUserIdentification: "index" },
    "calls refused users by their place",
    async (at) => {
      expect((await at.imported(twice(at))).FailedUsers[0]?.FailedUserIdentification).to.equal("1");
    },
  ],
  [
    { jobRetentionMs: 0 },
    "forgets a job when it has ended",
    async (at) => {
      await submit(at, at.UserStoreId, 1);
      expect((await at.api.ListJobs({ UserStoreId: at.UserStoreId })).JobSet).to.have.length(1);
      await at.advance(3 * HOUR);
      expect((await at.api.ListJobs({ UserStoreId: at.UserStoreId })).JobSet).to.deep.equal([]);
      expect(await at.users()).to.have.length(1);
    },
    "clock",
  ],
  [
    { jobLimitScope: "tenant" },
    "counts unfinished jobs over all stores",
    async (at) => {
      expect(await submit(at, await at.store(), 1)).to.equal("OK");
      expect(await submit(at, await at.store(), 1)).to.equal("OK");
      expect(await submit(at, at.UserStoreId, 1)).to.equal("FailedOperation.DataFlowTooManyRequests");
    },
    "stores",
  ],
  [
    { jobLimitCountsExports: false },
    "counts no exports to the unfinished jobs",
    async (at) => {
      for (let i = 0; i < 3; i++) await at.api.CreateFileExportUserJob({ UserStoreId: at.UserStoreId });
      expect(await submit(at, at.UserStoreId, 1)).to.equal("OK");
    },
  ],
  [
    { jobsAtOnce: 1 },
    "takes one job at a time",
    async (at) => {
      expect(await submit(at, at.UserStoreId, 1)).to.equal("OK");
      expect(await submit(at, at.UserStoreId, 1)).to.equal("FailedOperation.DataFlowTooManyRequests");
    },
  ],
  [
    { maxImportUsers: 2 },
    "takes so many users in an import",
    async (at) => {
      expect(await submit(at, at.UserStoreId, 3)).to.equal("LimitExceeded");
      expect(await submit(at, at.UserStoreId, 2)).to.equal("OK");
    },
  ],
  [
    { importedUserStatus: "NORMAL", importedUserDataSource: "API" },
    "imports users who are NORMAL, and of another source",
    async (at) => {
      const user = await at.importedUser({ UserName: at.name("alice") });
      expect(user).to.include({ Status: "NORMAL", UserDataSourceEnum: "API" });
    },
  ],
  [
    { attributePatterns: { UserName: "^[a-z]+$" } },
    "has other patterns for attributes",
    async (at) => {
      const { FailedUsers } = await at.imported([{ UserName: "abc" }, { UserName: "ABC" }]);
      expect(FailedUsers.map(({ FailedUserIdentification }) => FailedUserIdentification)).to.deep.equal(["ABC"]);
    },
  ],
  [
    {
      storedForms: {
        emailLowerCase: true,
        genderUpperCase: true,
        phonePrefix: true,
        sortedGroups: true,
        birthdateOffsetMs: -28_800_000,
      },
    },
    "keeps values in other forms",
    async (at) => {
      const groups = [await at.group("a"), await at.group("b"), await at.group("c")];
      const { Email, PhoneNumber } = at.person("alice");
      const user = await at.importedUser({
        Email: Email.toUpperCase(),
        Gender: "male",
        PhoneNumber: PhoneNumber.replace("+86-", ""),
        UserGroup: [...groups].sort().reverse(),
        Birthdate: "2000-01-02",
      });
      expect(user).to.deep.include({
        Email,
        Gender: "MALE",
        PhoneNumber,
        UserGroups: [...groups].sort(),
        Birthdate: Date.parse("2000-01-01T16:00:00Z"),
      });
    },
    "mainland",
  ],
  [
    { identityMatching: "exact" },
    "compares identities letter by letter",
    async (at) => {
      const { Email } = at.person("alice");
      expect((await at.imported([{ Email }, { Email: Email.toUpperCase() }])).FailedUsers).to.deep.equal([]);
      expect(await at.users()).to.have.length(2);
    },
  ],
  [
    { deletedIdentities: "taken" },
    "keeps the identities of deleted users taken",
    async (at) => {
      const { UserId, UserName } = await at.importedUser({ UserName: at.name("alice") });
      await at.api.DeleteUsers({ UserStoreId: at.UserStoreId, UserIds: [UserId] });
      expect((await at.imported([{ UserName }])).FailedUsers).to.have.length(1);
    },
  ],
  [
    { updateEmptyString: "keep" },
    "changes nothing by an empty string",
    async (at) => {
      const { UserId } = await at.created("alice", { Nickname: "Al" });
      expect((await update(at, UserId, { Nickname: "" })).Nickname).to.equal("Al");
    },
  ],
  [
    { updateEmptyString: "refuse" },
    "refuses an empty string",
    async (at) => {
      const { UserId } = await at.created("alice", { Nickname: "Al" });
      const request = { UserStoreId: at.UserStoreId, UserId, Nickname: "" };
      expect(await at.code("UpdateUser", request)).to.equal("FailedOperation.AttributeFormatError");
    },
  ],
  [
    { updateOmittedFields: "clear" },
    "clears what an update leaves out, the identities apart",
    async (at) => {
      const { UserId, UserName } = await at.created("alice", { Address: "here", IndexedAttribute1: "x" });
      expect(await update(at, UserId, { Nickname: "New" })).to.include({
        UserName,
        Nickname: "New",
        Address: null,
        IndexedAttribute1: null,
      });
    },
  ],
  [
    { userGroupMode: "add" },
    "adds the groups of an update",
    async (at) => {
      const [one, two] = [await at.group("one"), await at.group("two")];
      const { UserId } = await at.created("alice", { UserGroup: [one] });
      expect((await update(at, UserId, { UserGroup: [two] })).UserGroups).to.deep.equal([one, two]);
    },
    "mainland",
  ],
  [
    { deleteUnknownIds: "refuse" },
    "refuses to delete an unknown user, and deletes nobody",
    async (at) => {
      const { UserId } = await at.created("alice");
      const remove = (UserIds: string[]) => at.code("DeleteUsers", { UserStoreId: at.UserStoreId, UserIds });
      expect(await remove([UserId, nobody])).to.equal("FailedOperation.UserNotFound");
      expect(await at.users()).to.have.length(1);
      expect(await remove([UserId])).to.equal("OK");
    },
  ],
  [
    { maxDeleteUsers: 2 },
    "deletes so many users at once",
    async (at) => {
      const UserIds = [(await at.created("a")).UserId, (await at.created("b")).UserId, (await at.created("c")).UserId];
      const request = { UserStoreId: at.UserStoreId, UserIds };
      expect(await at.code("DeleteUsers", request)).to.equal("InvalidParameterValue");
      expect(await at.users()).to.have.length(3);
    },
  ],
  [
    { maxPageSize: 2 },
    "refuses a larger page",
    async (at) => {
      const request = { UserStoreId: at.UserStoreId, Pageable: { PageSize: 3, PageNumber: 1 } };
      expect(await at.code("ListUser", request)).to.equal("InvalidParameterValue");
    },
  ],
  [
    { maxPageSize: 2, pageSizePolicy: "silent" },
    "shortens a larger page without a word",
    async (at) => {
      for (const name of ["a", "b", "c"]) await at.created(name);
      const { Content, Total, Pageable } = await list(at);
      expect([Content.length, Total, Pageable]).to.deep.equal([2, 3, { PageSize: 2, PageNumber: 1 }]);
    },
  ],
  [
    { readLagMs: 60_000 },
    "keeps new users out of lists for a while",
    async (at) => {
      const { UserName } = await at.created("alice");
      expect(await names(at)).to.deep.equal([]);
      await at.advance(60_000);
      expect(await names(at)).to.deep.equal([UserName]);
    },
    "clock",
  ],
  [
    { listOrder: "reverse" },
    "lists the newest first",
    async (at) => {
      const made = [await at.created("a"), await at.created("b"), await at.created("c")];
      expect(await names(at)).to.deep.equal(made.map(({ UserName }) => UserName).reverse());
    },
  ],
  [
    { listOrder: "unstable" },
    "lists in no order that can be relied on",
    async (at) => {
      await at.imported([{ UserName: at.name("a") }, { UserName: at.name("b") }]);
      const orders = new Set<string>();
      for (let i = 0; i < 20; i++) orders.add((await names(at)).join());
      expect(orders.size).to.equal(2);
    },
  ],
  [
    { masking: false },
    "masks nothing",
    async (at) => {
      const { Email, PhoneNumber } = await at.created("alice");
      expect((await list(at, { Original: false })).Content[0]).to.include({ Email, PhoneNumber });
    },
  ],
  [
    { conditionMatch: "equals" },
    "finds by a condition that is equal only",
    async (at) => {
      const { UserName } = await at.created("alice");
      const by = (value: string) => list(at, { Filters: [{ Key: "condition", Values: [value] }] });
      expect([(await by("alice")).Total, (await by(UserName)).Total]).to.deep.equal([0, 1]);
    },
  ],
  [
    { unknownFilterKeys: "refuse" },
    "refuses a filter with another key",
    async (at) => {
      const Filters = [{ Key: "nickname", Values: ["x"] }];
      const request = { UserStoreId: at.UserStoreId, Pageable: page, Filters };
      expect(await at.code("ListUser", request)).to.equal("InvalidParameterValue");
    },
  ],
  [
    { unknownFilterKeys: "refuse" },
    "refuses a filter of groups with another key",
    async (at) => {
      const Filters = [{ Key: "colour", Values: ["x"] }];
      const request = { UserStoreId: at.UserStoreId, Pageable: page, Filters };
      expect(await at.code("ListUserGroups", request)).to.equal("InvalidParameterValue");
    },
    "mainland",
  ],
  [
    { organisations: ["0001", "0002"] },
    "keeps the organisations of a user, finds by them, and knows no others",
    async (at) => {
      const { UserId, UserName } = await at.created("alice", { UserOrg: ["0001"] });
      await at.created("bob");
      expect((await at.read(UserId)).UserOrgs).to.deep.equal(["0001"]);
      const found = await list(at, { Filters: [{ Key: "userOrg", Values: ["0001"] }] });
      expect(found.Content.map((user) => user.UserName)).to.deep.equal([UserName]);
      expect((await update(at, UserId, { UserOrg: ["0002", "0002"] })).UserOrgs).to.deep.equal(["0002"]);
      const request = { UserStoreId: at.UserStoreId, UserId, UserOrg: ["0003"] };
      expect(await at.code("UpdateUser", request)).to.equal("FailedOperation.OrgNotFound");
    },
  ],
  [
    { describeUserNeedsFilter: true },
    "refuses DescribeUser without a filter",
    async (at) => {
      const request = { UserStoreId: at.UserStoreId, Pageable: page };
      expect(await at.code("DescribeUser", request)).to.equal("FailedOperation.QueryUsersParameterMustInWhitelist");
    },
  ],
];

export const switches = casesAbout("the other way", ({ guessed }) => {
  for (const [settings, title, body, ...needs] of turned) {
    // The keys are those of the switches' schema.
    const guesses = Object.keys(settings) as Guess[];
    guessed(
      guesses,
      title,
      async (at) => {
        await at.configure(settings);
        await body(at);
      },
      "switches",
      ...needs,
    );
  }
});
