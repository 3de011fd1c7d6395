import { expect } from "chai";
import { rawCode } from "../../contract/suite/rawCall";
import { admin, bench, HOUR, type Bench } from "../../contract/clients/vendor";

describe("the emulator's time", () => {
  let at: Bench;
  beforeEach(async () => (at = await bench()));
  afterEach(() => at.emulator.close());

  const clock = async (change: object): Promise<Record<string, unknown>> => {
    const reply = await fetch(`${at.emulator.admin}/clock`, { method: "POST", body: JSON.stringify(change) });
    return (await reply.json()) as Record<string, unknown>;
  };
  const submit = async () =>
    (
      await at.vendor.CreateApiImportUserJob({
        UserStoreId: at.UserStoreId,
        DataFlowUserCreateList: [{ UserName: "a" }],
      })
    ).Job;
  const status = async (id: string) =>
    (await at.vendor.ListJobs({ UserStoreId: at.UserStoreId, JobIds: [id] })).JobSet[0]?.Status;
  const advance = async (id: string, body?: object) => {
    const reply = await fetch(`${at.emulator.admin}/jobs/${id}/advance`, {
      method: "POST",
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: reply.status, told: (await reply.json()) as Record<string, unknown> };
  };

  it("stands still while it is frozen, goes on when it is set forward, and runs again when it is thawed", async () => {
    const { now, frozen } = await clock({ frozen: true });
    expect(frozen).to.equal(true);
    const first = await submit();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await submit();
    expect([first.CreatedDate, second.CreatedDate]).to.deep.equal([now, now]);
    expect(await clock({ advanceMs: 1 })).to.include({ now: Number(now) + 1, frozen: true });
    await clock({ frozen: false });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(Number((await clock({ skewMs: 0 })).now)).to.be.above(Number(now) + 1);
  });

  it("can be frozen, set forward and made wrong in one question", async () => {
    const { now } = await clock({ skewMs: 0 });
    const told = await clock({ frozen: true, advanceMs: HOUR, skewMs: 1000 });
    expect(told).to.include({ frozen: true, skewMs: 1000, advancedMs: HOUR });
    expect(Number(told.now)).to.be.at.least(Number(now) + HOUR);
  });

  it("that was set forward is in the date of each reply, and whoever goes by the one or the other is let in", async () => {
    const { now } = await clock({ advanceMs: 25 * HOUR });
    const { headers } = await fetch(at.emulator.endpoint, { method: "POST", body: "{}" });
    expect(Date.parse(headers.get("date") ?? "")).to.be.within(Number(now) - 1000, Number(now) + HOUR);
    const codeAt = (ahead: number): Promise<string> =>
      rawCode(
        { ...at.emulator, region: "ap-guangzhou" },
        { action: "ListUserStore", timestamp: Math.floor((Date.now() + ahead) / 1000) },
      );
    expect([await codeAt(0), await codeAt(25 * HOUR)]).to.deep.equal(["OK", "OK"]);
    expect(await codeAt(12 * HOUR)).to.equal("AuthFailure.SignatureExpire");
  });

  it("of one job is set forward alone, status by status or to its end", async () => {
    const [one, two] = [await submit(), await submit()];
    expect(await status(one.Id)).to.equal("PENDING");
    expect((await advance(one.Id)).told).to.deep.equal({ id: one.Id, status: "PROCESSING" });
    expect(await status(one.Id)).to.equal("PROCESSING");
    expect((await advance(one.Id)).told).to.deep.equal({ id: one.Id, status: "COMPLETED" });
    expect((await advance(one.Id)).told).to.deep.equal({ id: one.Id, status: "COMPLETED" });
    expect(await status(two.Id)).to.equal("PENDING");
    expect((await advance(two.Id, { to: "end" })).told).to.deep.equal({ id: two.Id, status: "COMPLETED" });
    // The second of them found the name taken.
    expect(
      (await at.vendor.ListUser({ UserStoreId: at.UserStoreId, Pageable: { PageNumber: 1, PageSize: 10 } })).Total,
    ).to.equal(1);
  });

  it("of a job that is not there is nobody's, and a wrong wish is refused", async () => {
    expect((await advance("f".repeat(32))).status).to.equal(404);
    expect((await advance("f".repeat(32), { to: "nowhere" })).status).to.equal(400);
    await admin(at.emulator, "GET", "/clock");
  });
});
