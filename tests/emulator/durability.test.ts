import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator";
import { handlers } from "../../emulator/actions";
import { Database } from "../../emulator/service/database";
import { settleJobs } from "../../emulator/jobs/jobs";
import { Service } from "../../emulator/service/service";
import { codeOf, vendorFor, type Vendor } from "../contract/clients/vendor";
import { EmulatorProcess } from "./emulatorProcess";
import { row } from "../support/faultPlan";

const onePage = { PageSize: 1000, PageNumber: 1 };

describe("an emulator with a data file", () => {
  let folder: string;
  const processes: EmulatorProcess[] = [];
  const emulators: Emulator[] = [];

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "emulator-"))));
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.end()));
    await Promise.all(emulators.splice(0).map((emulator) => emulator.close()));
    rmSync(folder, { recursive: true });
  });

  const data = (): string => join(folder, "users.db");
  const started = async (...args: string[]): Promise<EmulatorProcess> => {
    const emulator = await EmulatorProcess.start("--data", data(), ...args);
    processes.push(emulator);
    return emulator;
  };
  const opened = async (config: object = {}): Promise<{ emulator: Emulator; vendor: Vendor }> => {
    const emulator = await startEmulator({ data: data(), config: { ratePerSecond: 0, ...config } });
    emulators.push(emulator);
    return { emulator, vendor: vendorFor(emulator) };
  };
  const users = (count: number, prefix = "u") =>
    Array.from({ length: count }, (_, i) => ({ UserName: `${prefix}${i}`, Password: "CANARY" }));

  it("that is killed right after an import was acknowledged finds the job further on, and all of its users", async () => {
    const first = await started();
    const vendor = vendorFor(first.ready);
    const { UserStoreId } = await vendor.CreateUserStore({ UserPoolName: "s" });
    const { UserGroupId } = await vendor.CreateUserGroup({ UserStoreId, DisplayName: "g" });
    const { Job } = await vendor.CreateApiImportUserJob({ UserStoreId, DataFlowUserCreateList: users(500) });
    await first.end("SIGKILL");

    const again = vendorFor((await started()).ready);
    const [store] = (await again.ListUserStore(null)).UserStoreSet;
    expect(store).to.include({ UserStoreId, UserStoreName: "s" });
    expect((await again.ListUserGroups({ UserStoreId, Pageable: onePage })).Content[0]).to.include({ UserGroupId });
    const job = await ended(again, UserStoreId, Job.Id);
    expect(job).to.deep.include({ Status: "COMPLETED", CreatedDate: Job.CreatedDate, FailedUsers: [] });
    expect((await again.ListUser({ UserStoreId, Pageable: onePage })).Total).to.equal(500);
  });

  it("loses no write that was answered, wherever in many it is killed", async () => {
    let emulator = await started();
    const { UserStoreId } = await vendorFor(emulator.ready).CreateUserStore({ UserPoolName: "s" });
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round++) {
      const vendor = vendorFor(emulator.ready);
      const groups = Array.from({ length: 15 }, async (_, i) => {
        const { UserGroupId } = await vendor.CreateUserGroup({ UserStoreId, DisplayName: `${round}-${i}` });
        acknowledged.push(UserGroupId);
      });
      // The kill comes in the middle: a call without an answer has no claim.
      await Promise.race(groups);
      await emulator.end("SIGKILL");
      await Promise.allSettled(groups);
      emulator = await started();
    }
    const { Content } = await vendorFor(emulator.ready).ListUserGroups({ UserStoreId, Pageable: onePage });
    expect(Content.map(({ UserGroupId }) => UserGroupId)).to.include.members(acknowledged);
    expect(acknowledged.length).to.be.at.least(3);
  });

  it("keeps the account, and makes no id twice from one seed", async () => {
    const first = await started("--seed", "1");
    const { UserStoreId } = await vendorFor(first.ready).CreateUserStore({ UserPoolName: "a" });
    const tenant = await tenantOf(first);
    await first.end();
    const second = await started("--seed", "1");
    const { UserStoreId: other } = await vendorFor(second.ready).CreateUserStore({ UserPoolName: "b" });
    expect(other).not.to.equal(UserStoreId);
    expect(await tenantOf(second)).to.equal(tenant);
  });

  it("keeps time that was set forward", async () => {
    const { emulator } = await opened();
    await fetch(`${emulator.admin}/clock`, { method: "POST", body: '{"advanceMs": 86400000}' });
    await emulators.pop()?.close();
    const { vendor } = await opened();
    const { UserStoreId } = await vendor.CreateUserStore({ UserPoolName: "s" });
    const [store] = (await vendor.ListUserStore(null)).UserStoreSet;
    expect(UserStoreId).to.equal(store?.UserStoreId);
    expect(store?.CreateDate).to.be.above(Date.now() + 86_000_000);
  });

  it("keeps no password that could be read", async () => {
    const { vendor } = await opened({ jobPendingMs: 3_600_000 });
    const { UserStoreId } = await vendor.CreateUserStore({ UserPoolName: "s" });
    await vendor.CreateApiImportUserJob({ UserStoreId, DataFlowUserCreateList: users(3) });
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).includes("CANARY"), name).to.equal(false);
    }
  });

  it("lets nobody else read it", async () => {
    const { vendor } = await opened();
    await vendor.CreateUserStore({ UserPoolName: "s" });
    const names = readdirSync(folder);
    expect(names).to.include.members(["users.db", "users.db-wal"]);
    for (const name of names) expect(statSync(join(folder, name)).mode & 0o077, name).to.equal(0);
  });

  describe("that two processes share", () => {
    it(row(37, "simulated", "two processes are one service: what one writes the other reads"), async () => {
      const [one, two] = [vendorFor((await started()).ready), vendorFor((await started()).ready)];
      const { UserStoreId } = await one.CreateUserStore({ UserPoolName: "s" });
      expect((await two.ListUserStore(null)).UserStoreSet[0]).to.include({ UserStoreId });
      expect(await codeOf(two.CreateUserStore({ UserPoolName: "s" }))).to.equal(
        "FailedOperation.UserStoreAlreadyExists",
      );
    });

    it("does each job once, whoever is asked, and lets two users have no identity in common", async () => {
      const [one, two] = [await opened({ jobsAtOnce: 50 }), await opened({ jobsAtOnce: 50 })];
      const { UserStoreId } = await one.vendor.CreateUserStore({ UserPoolName: "s" });
      const jobs = await Promise.all(
        Array.from({ length: 10 }, async (_, i) => {
          const { Job } = await (i % 2 === 0 ? one : two).vendor.CreateApiImportUserJob({
            UserStoreId,
            DataFlowUserCreateList: [...users(20, `job${i}-`), { UserName: "everybody's" }],
          });
          return Job.Id;
        }),
      );
      await fetch(`${one.emulator.admin}/clock`, { method: "POST", body: '{"advanceMs": 3600000}' });
      const [seen, seenByTwo] = await Promise.all(
        [one, two].map(async ({ vendor }) => (await vendor.ListJobs({ UserStoreId })).JobSet),
      );
      expect(seen).to.deep.equal(seenByTwo);
      expect(seen?.map(({ Id }) => Id)).to.have.members(jobs);
      expect(seen?.every(({ Status }) => Status === "COMPLETED")).to.equal(true);
      expect(seen?.flatMap(({ FailedUsers }) => FailedUsers)).to.have.length(9);
      expect((await two.vendor.ListUser({ UserStoreId, Pageable: onePage })).Total).to.equal(201);
    });

    it("leaves a job as it is while the other one holds the file", () => {
      let now = Date.now();
      const db = Database.open(data());
      const credentials = { secretId: "a", secretKey: "b" };
      const service = new Service(db, { ...credentials, endpoint: "http://127.0.0.1:1", clock: { now: () => now } });
      const { services } = service;
      const { UserStoreId } = handlers.CreateUserStore(services, { UserPoolName: "s" }) as { UserStoreId: string };
      handlers.CreateApiImportUserJob(services, { UserStoreId, DataFlowUserCreateList: users(2) });
      now += 3_600_000;
      const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
      const other = new DatabaseSync(data());
      other.exec("BEGIN IMMEDIATE");
      db.get("PRAGMA busy_timeout = 1");
      expect(() => settleJobs(services)).to.throw(/locked/);
      other.exec("ROLLBACK");
      other.close();
      settleJobs(services);
      expect(handlers.ListJobs(services, { UserStoreId })).to.have.nested.property("JobSet[0].Status", "COMPLETED");
      db.close();
    });

    it("opens for all who come at once, the first time too", async () => {
      const started = await Promise.all(
        Array.from({ length: 6 }, () => EmulatorProcess.start("--data", data()).then((p) => (processes.push(p), p))),
      );
      const tenants = await Promise.all(started.map((emulator) => tenantOf(emulator)));
      expect(new Set(tenants).size).to.equal(1);
    }).timeout(60_000);
  });

  it("reads the file of an emulator of before, and goes on with it", async () => {
    const { vendor } = await opened();
    const { UserStoreId } = await vendor.CreateUserStore({ UserPoolName: "s" });
    await emulators.pop()?.close();
    const UserId = "0".repeat(32);
    // In the form of the first version: with an index that no longer exists, without a new table, and with full
    // documents.
    const whole = {
      UserId,
      UserStoreId,
      UserName: "alice",
      Email: null,
      UserGroups: [],
      CreatedDate: 1,
      LastModifiedDate: 1,
    };
    const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
    const sqlite = new DatabaseSync(data());
    sqlite.exec(
      "DROP TABLE deleted; DROP INDEX users_searched; CREATE INDEX identities_user ON identities (user); PRAGMA user_version = 1",
    );
    sqlite
      .prepare("INSERT INTO users (id, store, created, modified, doc) VALUES (?, ?, 1, 1, ?)")
      .run(UserId, UserStoreId, JSON.stringify(whole));
    sqlite.prepare("INSERT INTO identities VALUES (?, 'UserName', 'alice', ?)").run(UserStoreId, UserId);
    sqlite.close();

    const { vendor: later } = await opened({ deletedUsers: "answered" });
    expect((await later.DescribeUserById({ UserStoreId, UserId })).User).to.include({
      UserName: "alice",
      Primary: true,
    });
    await later.DeleteUsers({ UserStoreId, UserIds: [UserId] });
    expect((await later.DescribeUserById({ UserStoreId, UserId })).User).to.include({ Status: "DELETED" });
    const alice = { UserName: "alice", PhoneNumber: "13800008000", Email: "alice@example.com", Password: "Passw0rd" };
    expect(await codeOf(later.CreateUser({ UserStoreId, ...alice }))).to.equal("OK");
  });

  it("writes nothing into its log that a caller sent", async () => {
    const emulator = await started("--set", "maxDatabaseMB=1", "--set", "jobPendingMs=0", "--set", "jobProcessingMs=0");
    const vendor = vendorFor(emulator.ready);
    const { UserStoreId } = await vendor.CreateUserStore({ UserPoolName: "CANARY" });
    for (const Address of ["CANARY", `CANARY${"x".repeat(300_000)}`, `CANARY${"y".repeat(300_000)}`]) {
      const DataFlowUserCreateList = [{ UserName: `CANARY${Address.length}`, Password: "CANARY", Address }];
      await codeOf(vendor.CreateApiImportUserJob({ UserStoreId, DataFlowUserCreateList }));
    }
    await codeOf(vendor.request("CANARY", { CANARY: "CANARY" }));
    await fetch(emulator.ready.endpoint, { method: "POST", headers: { "x-tc-action": "CANARY" }, body: '{"CANARY' });
    await fetch(`${emulator.ready.admin}/config`, { method: "PATCH", body: '{"CANARY' });
    await emulator.end("SIGTERM");
    expect(await emulator.log).not.to.contain("CANARY");
  });

  it(row(37, "simulated", "one of a newer emulator is not misread"), async () => {
    const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
    const sqlite = new DatabaseSync(data());
    sqlite.exec("PRAGMA user_version = 999");
    sqlite.close();
    const error: unknown = await startEmulator({ data: data() }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error);
    expect((error as Error).message).to.match(/users\.db: was written by a newer ciam-emulator/);
  });
});

async function tenantOf({ ready }: EmulatorProcess): Promise<unknown> {
  const stats = (await (await fetch(`${ready.admin}/stats`)).json()) as { tenantId: unknown };
  return stats.tenantId;
}

async function ended(vendor: Vendor, UserStoreId: string, id: string) {
  for (;;) {
    const [job] = (await vendor.ListJobs({ UserStoreId, JobIds: [id] })).JobSet;
    if (job === undefined || job.Status === "COMPLETED" || job.Status === "FAILED") return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
