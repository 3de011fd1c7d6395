import { expect } from "chai";
import { documentedExample } from "../../published/documentedExample";
import type { ImportedUser } from "../api";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";

const HOUR = 3_600_000;
const MEGABYTE = 1024 * 1024;

const submit = (at: Bench, users: ImportedUser[], UserStoreId = at.UserStoreId): Promise<string> =>
  at.code("CreateApiImportUserJob", { UserStoreId, DataFlowUserCreateList: users });
const someone = (at: Bench): ImportedUser[] => [{ UserName: at.name("someone") }];

/** Imports as a whole: the job, the users it makes, and those it refuses. */
export const imports = casesAbout("CreateApiImportUserJob", ({ documented, guessed }) => {
  documented("answers a job that is PENDING, without a result", async (at) => {
    const { Job } = await at.api.CreateApiImportUserJob({
      UserStoreId: at.UserStoreId,
      DataFlowUserCreateList: someone(at),
    });
    expect(Job).to.include({ Status: "PENDING", Type: "IMPORT_USER", Format: "NDJSON", Location: null });
    expect(Job.Id).to.match(/^[0-9a-f]{32}$/);
    expect(Job.CreatedDate).to.be.above(1.6e12);
    expect([...Job.ErrorDetails, ...Job.FailedUsers]).to.deep.equal([]);
  });

  documented("makes every user of a job, each with an id of its own", async (at) => {
    const names = Array.from({ length: 25 }, (_, i) => at.name(`u${String(i)}`));
    const job = await at.imported(names.map((UserName) => ({ UserName })));
    expect(job).to.deep.include({ Status: "COMPLETED", FailedUsers: [] });
    const users = await at.users();
    expect(users.map(({ UserName }) => UserName)).to.have.members(names);
    expect(new Set(users.map(({ UserId }) => UserId)).size).to.equal(25);
  });

  documented(
    "takes the example of the documentation as it stands",
    async (at) => {
      const group = await at.group("staff");
      const { Email, UserName, PhoneNumber } = at.person("zhangsan");
      const example = { ...documentedExample(group), Email, UserName, PhoneNumber };
      const user = await at.importedUser(example);
      const { UserGroup, CustomizationAttributes, Birthdate, Password, Salt, PasswordEncryptTypeEnum, ...same } =
        example;
      expect(user).to.deep.include({
        ...same,
        UserGroups: UserGroup,
        CustomAttributes: CustomizationAttributes,
        Birthdate: Date.parse(`${String(Birthdate)}T00:00:00Z`),
      });
      const told = JSON.stringify(user);
      for (const secret of [Password, Salt?.SaltValue, PasswordEncryptTypeEnum])
        expect(told).not.to.contain(`"${String(secret)}"`);
    },
    "mainland",
  );

  documented("refuses an import without users", async (at) => {
    const jobs = async () => (await at.api.ListJobs({ UserStoreId: at.UserStoreId })).JobSet.length;
    const before = await jobs();
    expect(await submit(at, [])).to.equal("FailedOperation.ImportUserIsEmpty");
    expect(await jobs()).to.equal(before);
  });

  documented("refuses a store that is not there", async (at) => {
    expect(await submit(at, someone(at), nobody)).to.equal("FailedOperation.InvalidUserStore");
  });

  documented(
    "refuses a third job while two are unfinished, and takes it when one has ended",
    async (at) => {
      expect([await submit(at, someone(at)), await submit(at, someone(at))]).to.deep.equal(["OK", "OK"]);
      expect(await submit(at, someone(at))).to.equal("FailedOperation.DataFlowTooManyRequests");
      await at.advance(2 * HOUR);
      expect(await submit(at, someone(at))).to.equal("OK");
    },
    "clock",
  );

  guessed(
    "jobLimitScope",
    "counts unfinished jobs by store",
    async (at) => {
      await submit(at, someone(at));
      await submit(at, someone(at));
      expect(await submit(at, someone(at), await at.store())).to.equal("OK");
      await at.advance(2 * HOUR);
    },
    "stores",
    "clock",
  );

  documented(
    "makes nobody before the job has ended",
    async (at) => {
      await submit(at, someone(at));
      await at.advance(HOUR);
      expect(await at.users()).to.deep.equal([]);
      await at.advance(HOUR);
      expect(await at.users()).to.have.length(1);
    },
    "clock",
  );

  guessed("partialFailure", "ends COMPLETED when some users were refused", async (at) => {
    expect(await at.imported([...someone(at), { Nickname: "nobody" }])).to.include({ Status: "COMPLETED" });
  });

  guessed(
    ["failedUserIdentification", "failedReason"],
    "names who was refused by an identity, and says why",
    async (at) => {
      const taken = await at.created("taken");
      const [Email] = [at.person("e").Email];
      const { FailedUsers } = await at.imported([
        { UserName: taken.UserName },
        { Email, UserGroup: [nobody] },
        ...someone(at),
      ]);
      expect(FailedUsers.map(({ FailedUserIdentification }) => FailedUserIdentification)).to.deep.equal([
        taken.UserName,
        Email,
      ]);
      expect(FailedUsers[0]?.FailedReason).to.contain("UserNameAlreadyExists");
      expect(FailedUsers[1]?.FailedReason).to.contain("UserGroupNotFound");
    },
  );

  guessed("failureList", "tells who failed in FailedUsers, and nothing in ErrorDetails", async (at) => {
    const { FailedUsers, ErrorDetails } = await at.imported([{ Nickname: "nobody" }]);
    expect([FailedUsers.length, ErrorDetails.length]).to.deep.equal([1, 0]);
  });

  documented("tells no value of a credential in a reason", async (at) => {
    const { FailedUsers } = await at.imported([{ Email: "nonsense", Password: "Canary-secret-1!" }]);
    expect(FailedUsers).to.have.length(1);
    expect(JSON.stringify(FailedUsers)).not.to.contain("Canary");
  });

  for (const name of ["UserName", "PhoneNumber", "Email"] as const) {
    guessed("duplicatePolicy", `refuses a user whose ${name} somebody has, and leaves that one alone`, async (at) => {
      const before = await at.created("taken", { Nickname: "first" });
      const { FailedUsers } = await at.imported([
        { WechatOpenId: at.name("w"), [name]: before[name], Nickname: "second" },
      ]);
      expect(FailedUsers).to.have.length(1);
      expect((await at.users()).map(({ Nickname }) => Nickname)).to.deep.equal(["first"]);
    });
  }

  guessed("duplicatePolicy", "takes the first of two users with one identity", async (at) => {
    const WechatOpenId = at.name("w");
    const { FailedUsers } = await at.imported([
      { WechatOpenId, Nickname: "first" },
      { WechatOpenId, Nickname: "second" },
    ]);
    expect(FailedUsers).to.have.length(1);
    expect((await at.users()).map(({ Nickname }) => Nickname)).to.deep.equal(["first"]);
  });

  guessed("identityMatching", "takes identities that are only written otherwise for the same", async (at) => {
    const { Email, PhoneNumber } = at.person("same");
    const { FailedUsers } = await at.imported([
      { UserName: at.name("a"), Email, PhoneNumber },
      { UserName: at.name("b"), Email: Email.toUpperCase() },
      { UserName: at.name("c"), PhoneNumber: PhoneNumber.replace("+86-", "") },
    ]);
    expect(FailedUsers).to.have.length(2);
    expect(await at.users()).to.have.length(1);
  });

  guessed(
    ["importedUserStatus", "importedUserDataSource"],
    "makes users who are NOT_ENABLED, by mass import",
    async (at) => {
      expect(await at.importedUser({ UserName: at.name("alice") })).to.include({
        Status: "NOT_ENABLED",
        UserDataSourceEnum: "批量导入",
        Primary: true,
        AlreadyFirstLogin: false,
      });
    },
  );

  guessed("maxImportUsers", "takes two thousand users at once", async (at) => {
    const users = Array.from({ length: 2000 }, (_, i) => ({ UserName: at.name(`u${String(i)}`) }));
    expect((await at.imported(users)).FailedUsers).to.deep.equal([]);
    const page = { UserStoreId: at.UserStoreId, Pageable: { PageSize: 1, PageNumber: 1 } };
    expect((await at.api.ListUser(page)).Total).to.equal(2000);
  });

  documented("refuses a request of more than ten megabytes", async (at) => {
    const users = [{ UserName: at.name("big"), Nickname: "x".repeat(10 * MEGABYTE) }];
    expect(await submit(at, users)).to.equal("RequestSizeLimitExceeded");
  });

  documented(
    "takes a request of nine megabytes",
    async (at) => {
      const users = Array.from({ length: 9 }, (_, i) => ({
        UserName: at.name(`big${String(i)}`),
        Nickname: "x".repeat(MEGABYTE - 100),
      }));
      expect(await submit(at, users)).to.equal("OK");
      await at.advance(2 * HOUR);
    },
    "clock",
  );

  guessed(
    "maxUsersPerStore",
    "refuses more users than a store may have, before there is a job",
    async (at) => {
      await at.configure({ maxUsersPerStore: 1 });
      expect(await submit(at, [...someone(at), ...someone(at)])).to.equal("FailedOperation.QuotaLimitExceeded");
      expect((await at.api.ListJobs({ UserStoreId: at.UserStoreId })).JobSet).to.deep.equal([]);
    },
    "switches",
  );
});
