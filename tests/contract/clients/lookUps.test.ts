import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
  findUser,
  getUserGroups,
  getUserStores,
  listJobs,
  type ListJobsOptions,
  type UserQuery,
} from "../../../sdk/lookUps";
import { bench, type Bench } from "./vendor";

const NAMES = /^(TENCENTCLOUD|PULUMI)_/;

describe("looking up, in a script", () => {
  const before = Object.entries(process.env).filter(([name]) => NAMES.test(name));
  let at: Bench;

  beforeEach(async () => {
    at = await bench();
    for (const name of Object.keys(process.env).filter((found) => NAMES.test(found)))
      Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, {
      TENCENTCLOUD_CIAM_ENDPOINT: at.emulator.endpoint,
      TENCENTCLOUD_SECRET_ID: at.emulator.secretId,
      TENCENTCLOUD_SECRET_KEY: at.emulator.secretKey,
    });
  });

  afterEach(async () => {
    for (const name of Object.keys(process.env).filter((found) => NAMES.test(found)))
      Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, Object.fromEntries(before));
    await at.emulator.close();
  });

  const refused = async (call: Promise<unknown>): Promise<string> => {
    const error: unknown = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error instanceof Error ? `${error.name}: ${error.message}` : "nothing was refused";
  };

  describe("getUserStores", () => {
    it("tells all stores, what is empty as empty", async () => {
      await at.imported([{ UserName: "alice" }]);
      const [store, ...others] = await getUserStores();
      expect(others).to.deep.equal([]);
      expect(store).to.include({
        userStoreId: at.UserStoreId,
        name: "contract",
        description: "",
        logo: "",
        userCount: 1,
        domain: null,
      });
      expect(store?.createdDate).to.be.closeTo(Date.now(), 3 * 3_600_000);
    });

    it("looks where it is told before it looks anywhere else", async () => {
      process.env.TENCENTCLOUD_CIAM_ENDPOINT = "http://127.0.0.1:1";
      expect(await getUserStores({ endpoint: at.emulator.endpoint })).to.have.length(1);
      expect(await refused(getUserStores())).to.match(/^Error: ListUserStore: .*127\.0\.0\.1:1/);
    });

    it("says what was looked for when there are no credentials", async () => {
      const nowhere = mkdtempSync(join(tmpdir(), "home-"));
      const home = process.env.HOME;
      try {
        Object.assign(process.env, { HOME: nowhere, TENCENTCLOUD_SHARED_CREDENTIALS_DIR: nowhere });
        Reflect.deleteProperty(process.env, "TENCENTCLOUD_SECRET_ID");
        expect(await refused(getUserStores({ region: "ap-nowhere" }))).to.match(
          /TENCENTCLOUD_SECRET_ID is not set|TENCENTCLOUD_SECRET_KEY/,
        );
      } finally {
        if (home === undefined) Reflect.deleteProperty(process.env, "HOME");
        else process.env.HOME = home;
        rmSync(nowhere, { recursive: true });
      }
    });
  });

  describe("getUserGroups", () => {
    it("tells all groups of a store, over many pages", async () => {
      for (let i = 0; i < 25; i++)
        await at.vendor.CreateUserGroup({ UserStoreId: at.UserStoreId, DisplayName: `g${i}` });
      await at.configure({ maxPageSize: 10, pageSizePolicy: "silent" });
      const groups = await getUserGroups(at.UserStoreId);
      expect(groups.map(({ displayName }) => displayName).sort()).to.deep.equal(
        Array.from({ length: 25 }, (_, i) => `g${i}`).sort(),
      );
      expect(groups[0]).to.have.keys("userGroupId", "displayName", "description", "createdDate");
    });

    it("says what to do when there is no such store", async () => {
      const inAnObject = { userStoreId: at.UserStoreId } as unknown as string;
      expect(await refused(getUserGroups(inAnObject))).to.equal(
        "Error: userStoreId: must be the id of a user store, as a text: an object is none",
      );
      expect(await refused(getUserGroups("f".repeat(32)))).to.match(/^Error: ListUserGroups: .*InvalidUserStore.*: /);
    });
  });

  describe("listJobs", () => {
    it("tells all jobs of a store, the newest first, and whom they refused", async () => {
      const first = await at.imported([{ UserName: "alice" }, { UserName: "bob", PhoneNumber: "1" }]);
      const { Job } = await at.vendor.CreateFileExportUserJob({ UserStoreId: at.UserStoreId, Format: "CSV" });
      await at.configure({ listOrder: "created" });
      const [last, before, ...others] = await listJobs(at.UserStoreId);
      expect(others).to.deep.equal([]);
      expect(last).to.deep.include({
        id: Job.Id,
        type: "EXPORT_USER",
        format: "CSV",
        status: "PENDING",
        location: null,
      });
      expect(before).to.deep.include({ id: first.Id, type: "IMPORT_USER", format: "NDJSON", status: "COMPLETED" });
      expect(before?.createdDate).to.equal(first.CreatedDate);
      expect(before?.failedUsers).to.have.length(1);
      expect(before?.failedUsers[0]?.identification).to.equal("bob");
      expect(before?.failedUsers[0]?.reason).to.contain("PhoneNumber");
    });

    it("tells a refused user once, in whatever list the service has it", async () => {
      for (const failureList of ["FailedUsers", "ErrorDetails", "both"] as const) {
        await at.configure({ failureList });
        const { Id } = await at.imported([{ UserName: "bob", PhoneNumber: "1" }]);
        const [job] = await listJobs(at.UserStoreId, { jobIds: [Id] });
        expect(
          job?.failedUsers.map(({ identification }) => identification),
          failureList,
        ).to.deep.equal(["bob"]);
      }
    });

    it("tells those that were asked for, and nothing when none were", async () => {
      const { Id } = await at.imported([{ UserName: "alice" }]);
      await at.imported([{ UserName: "bob" }]);
      expect((await listJobs(at.UserStoreId, { jobIds: [Id, "f".repeat(32)] })).map(({ id }) => id)).to.deep.equal([
        Id,
      ]);
      expect(await listJobs(at.UserStoreId, { jobIds: [] })).to.deep.equal([]);
      const options = { jobId: [Id] } as ListJobsOptions;
      expect(await refused(listJobs(at.UserStoreId, options))).to.equal(
        'Error: listJobs: "jobId" is no option (did you mean "jobIds"?); there are endpoint, region, profile, jobIds',
      );
    });

    it("says what to do when there is no such store", async () => {
      expect(await refused(listJobs("f".repeat(32)))).to.match(/^Error: ListJobs: .*InvalidUserStore.*: /);
    });
  });

  it("leads, where it fails, to the line that asked, and not into the package", async () => {
    const asked = [
      () => getUserStores({ endpoint: "http://127.0.0.1:1" }),
      () => getUserGroups("f".repeat(32), { endpoint: "" }),
      () => listJobs("f".repeat(32)),
      () => findUser("f".repeat(32), { userName: "a" }),
    ];
    for (const ask of asked) {
      const error = await ask().catch((reason: unknown) => reason);
      if (!(error instanceof Error)) throw new Error("nothing was refused");
      const [first = "", ...others] = inspect(error).split("\n");
      expect(first).to.equal(`RunError: ${error.message}`);
      expect(others[0]).to.contain("lookUps.test.js");
      expect(others.filter((line) => /sdk|provider|node:|__pulumi/.test(line))).to.deep.equal([]);
    }
  });

  describe("findUser", () => {
    const users = [
      { UserName: "alice", Email: "Alice@example.com", ResidentIdentityCard: "CANARY-id", Password: "CANARY-pw" },
      { PhoneNumber: "+86-13800008000", WechatOpenId: "w-1", Nickname: "Bo" },
    ];
    const find = (query: UserQuery) => findUser(at.UserStoreId, query);

    it("finds a user by every identity that can be looked up, in whatever way it is written, and by the UserId", async () => {
      await at.imported(users);
      const alice = await find({ userName: "alice" });
      expect(alice).to.deep.include({ status: "NOT_ENABLED", lastSignOn: null });
      expect(alice?.fields).to.deep.include({ userName: "alice", email: "Alice@example.com" });
      expect(await find({ email: "ALICE@EXAMPLE.COM" })).to.deep.equal(alice);
      expect(await find({ userId: alice?.userId ?? "" })).to.deep.equal(alice);
      const bob = await find({ wechatOpenId: "w-1" });
      expect(bob?.fields).to.deep.include({ nickname: "Bo", phoneNumber: "+86-13800008000" });
      for (const phoneNumber of ["13800008000", "8613800008000", "+86 138 0000 8000"]) {
        expect(await find({ phoneNumber }), phoneNumber).to.deep.equal(bob);
      }
    });

    it("tells nothing that is kept secret", async () => {
      await at.imported(users);
      expect(JSON.stringify(await find({ userName: "alice" }))).not.to.contain("CANARY");
    });

    it("answers undefined when there is nobody", async () => {
      await at.imported(users);
      expect(await find({ userName: "Alice" })).to.equal(undefined);
      expect(await find({ email: "nobody@example.com" })).to.equal(undefined);
      expect(await find({ userId: "f".repeat(32) })).to.equal(undefined);
    });

    it("refuses a question that is none", async () => {
      const asked = (query: object) => refused(find(query as UserQuery));
      expect(await asked({ weComUserId: "x" })).to.contain(
        'cannot look for "weComUserId": it takes one of userId, userName',
      );
      expect(await asked({ emial: "x" })).to.contain(
        'cannot look for "emial" (did you mean "email"?): it takes one of',
      );
      expect(await asked({ nickname: "x" })).to.contain('cannot look for "nickname"');
      for (const query of [{}, { userName: "" }, { userName: "a", email: "b" }]) {
        expect(await asked(query)).to.contain("findUser takes exactly one of userId, userName");
      }
    });

    it("says what to do when there is no such store", async () => {
      expect(await refused(findUser("f".repeat(32), { userName: "a" }))).to.match(/InvalidUserStore.*: /);
    });
  });
});

describe("looking up, in a program", () => {
  it("goes by the stack's config, secret values included", async () => {
    const at = await bench();
    try {
      const config = {
        "ciam:endpoint": at.emulator.endpoint,
        "tencentcloud:secretId": at.emulator.secretId,
        "tencentcloud:secretKey": at.emulator.secretKey,
      };
      pulumi.runtime.setAllConfig(config, ["tencentcloud:secretKey"]);
      expect((await getUserStores()).map(({ userStoreId }) => userStoreId)).to.deep.equal([at.UserStoreId]);
    } finally {
      pulumi.runtime.setAllConfig({});
      await at.emulator.close();
    }
  });
});
