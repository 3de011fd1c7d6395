import { expect } from "chai";
import { Service } from "./service";

interface Counted {
  readonly failed: readonly unknown[];
  readonly failedCount: number;
}

describe("ciam jobs", () => {
  let service: Service;
  before(async () => {
    service = await Service.open();
    await service.import([{ UserName: "ann" }, { PhoneNumber: "13800008000" }]);
    await service.import([
      { UserName: "ann" },
      { PhoneNumber: "13800008000", Password: "CANARY-pw-1" },
      { UserName: "ben", Email: "ben-at-example" },
      { UserName: "cat" },
    ]);
  });
  after(() => service.close());

  it("lists the jobs of the only store, the newest first, each with whom it refused", async () => {
    const { code, stdout, stderr } = await service.ciam(["jobs"]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    const [newest = "", ...others] = stdout.trimEnd().split("\n");
    expect(newest).to.match(/^[0-9a-f]{32} {2}import {2}COMPLETED {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}3 failed$/);
    const refused = others.slice(0, 3).map((line) => line.split(":")[0]);
    expect(refused).to.have.members(["  a***", "  138****8000", "  b***"]);
    expect(others.at(-1)).to.match(/^[0-9a-f]{32} {2}import {2}COMPLETED {2}[\d :-]+$/);
  });

  it("names everybody who failed, masked, and ends with 1 if there is anybody", async () => {
    const { code, stdout } = await service.ciam(["jobs", "--failed"]);
    expect(code).to.equal(1);
    expect(stdout).to.contain("  138****8000: ").and.to.contain("  a***: ");
    expect(stdout.trimEnd().split("\n")).to.have.length(4);
    expect(stdout).not.to.match(/13800008000|CANARY|ben-at-example/);
    expect((await service.ciam(["jobs", "--failed", "--show-values"])).stdout).to.contain("  13800008000: ");
    const json = JSON.parse((await service.ciam(["jobs", "--failed", "--json"])).stdout) as {
      failed: { user: string }[];
      failedCount: number;
    }[];
    expect(json.map(({ failedCount }) => failedCount)).to.deep.equal([3, 0]);
    expect(json.flatMap(({ failed }) => failed.map(({ user }) => user))).to.include("138****8000");
    expect(JSON.stringify(json)).not.to.contain("13800008000");
  });

  it("waits with --watch until no job runs, and says nothing meanwhile in a pipe", async () => {
    await service.cloud.configure({ jobPendingMs: 300, jobProcessingMs: 300 });
    await service.cloud.call("CreateApiImportUserJob", {
      UserStoreId: service.store,
      DataFlowUserCreateList: [{ UserName: "eve" }],
    });
    const [piped, shown] = await Promise.all([
      service.ciam(["jobs", "--watch"]),
      service.ciam(["jobs", "--watch"], { tty: true }),
    ]);
    for (const { stdout } of [piped, shown]) expect(stdout).not.to.match(/PENDING|PROCESSING/);
    expect(piped.stderr).to.equal("");
    expect(shown.stderr).to.match(/job [0-9a-f]{8}… P/);
  });

  it("asks which store when there are several, and says what is wrong with the way to the service", async () => {
    const other = await service.cloud.store("other");
    const { code, stderr } = await service.ciam(["jobs"]);
    expect(code).to.equal(2);
    expect(stderr).to.contain(`  ${other}  other`);
    expect((await service.ciam(["jobs", "--store", other])).stdout).to.equal("no jobs\n");
    const lost = await service.ciam(["jobs", "--store", other, "--endpoint", "http://127.0.0.1:1"]);
    expect(lost.code).to.equal(3);
    expect(lost.stderr).to.match(/^ciam: ListJobs: nothing listens on 127\.0\.0\.1:1 .*\n$/);
    for (const args of [
      ["--endpoint", "http://ciam.example.com"],
      ["--region", "a/b"],
    ]) {
      const { code, stderr } = await service.ciam(["jobs", ...args]);
      expect(code).to.equal(2);
      expect(stderr).to.match(/^ciam: --(endpoint|region) ".*" cannot be used: .*\n$/);
    }
    const wrong = await service.ciam(["jobs", "--store", "nowhere"]);
    expect(wrong.code).to.equal(3);
    expect(wrong.stderr).to.match(/^ciam: ListJobs: /);
  });

  it("reads the last run of each resource from a state, without an account", async () => {
    const urn = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/ciam:UserImportJob::staff";
    const user = {
      set: "staff",
      key: "ben",
      identity: "b***",
      code: "FailedUsers",
      reason: "no good",
      remedy: "mend it",
    };
    const outputs = {
      jobs: [{ id: "job1", status: "COMPLETED", submitted: 30, failed: 22, createdDate: 0 }],
      failedUsers: { count: 22, users: [user] },
    };
    const stdin = JSON.stringify({
      version: 3,
      deployment: { resources: [{ urn: "urn:pulumi:dev::shop::x:y:Z::z" }, { urn, outputs }] },
    });
    const { code, stdout } = await service.ciam(["jobs", "--failed", "--state", "-"], { stdin });
    expect(code).to.equal(1);
    expect(stdout).to.equal(
      "shop/dev/staff  import  last run  22 failed\n  staff/ben (b***): no good [FailedUsers]: mend it\n  and 21 more\n",
    );
    for (const args of [["--store", service.store], ["--watch"], ["--endpoint", "embedded"]]) {
      const { code, stderr } = await service.ciam(["jobs", "--state", "-", ...args], { stdin });
      expect(code).to.equal(2);
      expect(stderr).to.contain(`${args[0] ?? ""} has no meaning with --state`);
    }
    const json = JSON.parse((await service.ciam(["jobs", "--json", "--state", "-"], { stdin })).stdout) as Counted[];
    expect(json.map(({ failed, failedCount }) => [failed.length, failedCount])).to.deep.equal([
      [0, 0],
      [1, 22],
    ]);
    expect((await service.ciam(["jobs", "--state", "-"], { stdin: "CANARY" })).stderr).to.equal(
      "ciam: this is no state: hand in what `pulumi stack export` prints\n",
    );
  });
});
