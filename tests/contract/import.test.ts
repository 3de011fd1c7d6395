import { expect } from "chai";
import { documentedExample } from "./documentedExample";
import { bench, codeOf, HOUR, type Bench, type ImportedUser } from "./vendor";

const MINUTE = 60_000;

describe("the vendor's client imports into the emulator", () => {
  let at: Bench;

  beforeEach(async () => {
    at = await bench();
  });

  afterEach(() => at.emulator.close());

  it("goes from submission to deletion", async () => {
    const { vendor, UserStoreId } = at;
    const job = await at.imported([{ UserName: "alice" }, { Email: "bob@example.com" }]);
    expect(job).to.include({ Status: "COMPLETED", Type: "IMPORT_USER", Format: "NDJSON" });
    const page = { UserStoreId, Pageable: { PageSize: 10, PageNumber: 1 } };
    const listed = await vendor.ListUser({ ...page, Original: true });
    expect(listed).to.include({ Total: 2 });
    expect(listed.Pageable).to.deep.equal({ PageSize: 10, PageNumber: 1 });
    expect(listed.Content.map(({ UserName, Email }) => [UserName, Email])).to.deep.equal([
      ["alice", null],
      [null, "bob@example.com"],
    ]);
    await vendor.DeleteUsers({ UserStoreId, UserIds: listed.Content.map(({ UserId }) => UserId) });
    expect((await vendor.ListUser(page)).Total).to.equal(0);
  });

  it("shows a job PENDING, then PROCESSING, then COMPLETED", async () => {
    const { vendor, UserStoreId } = at;
    const { Job } = await vendor.CreateApiImportUserJob({
      UserStoreId,
      DataFlowUserCreateList: [{ UserName: "alice" }],
    });
    expect(Job).to.deep.include({
      Status: "PENDING",
      Type: "IMPORT_USER",
      Format: "NDJSON",
      Location: null,
      ErrorDetails: [],
      FailedUsers: [],
    });
    expect(Job.Id).to.match(/^[0-9a-f]{32}$/);
    const seen: string[] = [];
    for (const step of [HOUR - MINUTE, MINUTE, HOUR - MINUTE, MINUTE]) {
      await at.advance(step);
      seen.push(...(await vendor.ListJobs({ UserStoreId })).JobSet.map(({ Status }) => Status));
    }
    expect(seen).to.deep.equal(["PENDING", "PROCESSING", "PROCESSING", "COMPLETED"]);
  });

  it("takes the example of the documentation as it stands", async () => {
    const { vendor, UserStoreId } = at;
    const { UserGroupId } = await vendor.CreateUserGroup({ UserStoreId, DisplayName: "staff" });
    const example = documentedExample(UserGroupId);
    expect(await at.imported([example])).to.deep.include({ Status: "COMPLETED", FailedUsers: [] });
    const [user] = (
      await vendor.ListUserByProperty({
        UserStoreId,
        PropertyCode: "email",
        PropertyValue: "zhangsan@example.com",
        Original: true,
      })
    ).Users;
    const { UserGroup, CustomizationAttributes, Birthdate, Password, Salt, PasswordEncryptTypeEnum, ...same } = example;
    expect(user).to.deep.include({
      ...same,
      UserGroups: UserGroup,
      CustomAttributes: CustomizationAttributes,
      Birthdate: Date.parse(`${String(Birthdate)}T00:00:00Z`),
      Status: "NOT_ENABLED",
      Primary: true,
      UserStoreId,
    });
    const told = JSON.stringify(user);
    for (const secret of [Password, Salt?.SaltValue, PasswordEncryptTypeEnum])
      expect(told).not.to.contain(`"${String(secret)}"`);
  });

  it("says what it has not as null, and not by leaving it out", async () => {
    await at.imported([{ WeComUserId: "only" }]);
    const { Content } = await at.vendor.ListUser({
      UserStoreId: at.UserStoreId,
      Pageable: { PageSize: 1, PageNumber: 1 },
    });
    expect(Content[0]).to.include({
      UserName: null,
      PhoneNumber: null,
      Email: null,
      LastSignOn: null,
      Birthdate: null,
      Version: null,
      LockType: null,
      LockTime: null,
    });
    expect(Content[0]).to.deep.include({
      UserGroups: [],
      CustomAttributes: [],
      IdentityVerified: false,
      AlreadyFirstLogin: false,
    });
    expect(Content[0]?.UserId).to.match(/^[0-9a-f]{32}$/);
    expect(Content[0]?.TenantId).to.match(/^\d{12}$/);
  });

  it("names each refused user and the reason, and takes the others", async () => {
    await at.imported([{ UserName: "taken" }]);
    const refused: [ImportedUser, string, RegExp][] = [
      [{ UserName: "taken" }, "taken", /UserNameAlreadyExists/],
      [{ UserName: "two", Email: "nonsense" }, "two", /attribute Email .*AttributeFormatError/],
      [{ UserName: "three", PhoneNumber: "12" }, "three", /attribute PhoneNumber/],
      [{ UserName: "four", UserGroup: ["no-such-group"] }, "four", /UserGroupNotFound/],
      [{ UserName: "five", IndexedAttribute1: "x".repeat(513) }, "five", /IndexedAttributeTooLong/],
      [{ UserName: "six", Birthdate: "yesterday" }, "six", /Birthdate is not a date/],
      [{ UserName: "seven", IdentityVerified: true }, "seven", /needs an IdentityVerificationMethod/],
      [
        { UserName: "eight", IdentityVerificationMethod: "nameAndIdCard", Name: "n" },
        "eight",
        /needs ResidentIdentityCard/,
      ],
      [{ Nickname: "nobody" }, "", /none of the identity attributes/],
    ];
    const job = await at.imported([{ UserName: "good" }, ...refused.map(([user]) => user), { UserName: "better" }]);
    expect(job.Status).to.equal("COMPLETED");
    expect(job.FailedUsers.map(({ FailedUserIdentification }) => FailedUserIdentification)).to.deep.equal(
      refused.map(([, name]) => name),
    );
    refused.forEach(([, , reason], i) => expect(job.FailedUsers[i]?.FailedReason).to.match(reason));
    const { Content } = await at.vendor.ListUser({
      UserStoreId: at.UserStoreId,
      Pageable: { PageSize: 20, PageNumber: 1 },
    });
    expect(Content.map(({ UserName }) => UserName)).to.deep.equal(["taken", "good", "better"]);
  });

  it("takes the first of two users with one identity, however they write it", async () => {
    const job = await at.imported([
      { UserName: "a", Email: "Same@example.com", PhoneNumber: "+86-13800000001" },
      { UserName: "b", Email: "same@EXAMPLE.com" },
      { UserName: "c", PhoneNumber: "13800000001" },
      { UserName: "d", WechatOpenId: "w" },
      { UserName: "e", WechatOpenId: "w" },
    ]);
    expect(job.FailedUsers.map(({ FailedUserIdentification }) => FailedUserIdentification)).to.deep.equal([
      "b",
      "c",
      "e",
    ]);
  });

  it("tells no value that was sent in a reason", async () => {
    const job = await at.imported([{ Email: "secret value", Password: "canary" }]);
    expect(job.FailedUsers[0]?.FailedReason).not.to.match(/secret|canary/);
  });

  it("refuses an import without users, into a store that is not there, and a third job", async () => {
    const { vendor, UserStoreId } = at;
    const submit = (store: string, users: ImportedUser[]) =>
      codeOf(vendor.CreateApiImportUserJob({ UserStoreId: store, DataFlowUserCreateList: users }));
    expect(await submit(UserStoreId, [])).to.equal("FailedOperation.ImportUserIsEmpty");
    expect(await submit("f".repeat(32), [{ UserName: "a" }])).to.equal("FailedOperation.InvalidUserStore");
    expect(await submit(UserStoreId, [{ UserName: "a" }])).to.equal("OK");
    expect(await submit(UserStoreId, [{ UserName: "b" }])).to.equal("OK");
    expect(await submit(UserStoreId, [{ UserName: "c" }])).to.equal("FailedOperation.DataFlowTooManyRequests");
    const { UserStoreId: other } = await vendor.CreateUserStore({ UserPoolName: "other" });
    expect(await submit(other, [{ UserName: "c" }])).to.equal("OK");
    await at.advance(2 * HOUR);
    expect(await submit(UserStoreId, [{ UserName: "c" }])).to.equal("OK");
  });

  it("exports to a file that can be fetched", async () => {
    const { vendor, UserStoreId } = at;
    await at.imported([{ UserName: 'quoted "name"', Email: "q@example.com" }]);
    const { Job } = await vendor.CreateFileExportUserJob({
      UserStoreId,
      Format: "CSV",
      ExportPropertyMaps: [
        { UserPropertyCode: "userName", ColumnName: "name" },
        { UserPropertyCode: "email", ColumnName: "mail" },
      ],
    });
    expect(Job).to.include({ Type: "EXPORT_USER", Format: "CSV", Location: null });
    await at.advance(2 * HOUR);
    const [ended] = (await vendor.ListJobs({ UserStoreId, JobIds: [Job.Id] })).JobSet;
    expect(ended?.Status).to.equal("COMPLETED");
    const file = await fetch(ended?.Location ?? "");
    expect(await file.text()).to.equal('name,mail\r\n"quoted ""name""",q@example.com\r\n');
  });
});
