import { expect } from "chai";
import { providerLiteral } from "../../../provider/engine/literal";
import { Bench } from "../support/bench";
import { failing } from "../support/engine/engineDouble";
import { at } from "../support/state/state";
import { until } from "../support/until";
import type { Values } from "../support/state/values";

const users: Values = {
  alice: { userName: "alice" },
  bob: { userName: "bob" },
  carol: { userName: "carol", email: "carol@example.com" },
  dan: { userName: "dan" },
};

describe("an import job that CIAM refuses users of", function () {
  this.timeout(60_000);
  let here: Bench;

  /** Bob and Carol are refused until the test permits them; the walk cannot know beforehand. */
  const refuseTwo = () =>
    here.world.admin("PATCH", "/config", { attributePatterns: { UserName: "^(alice|dan|zoe)$" } });
  const refuseNobody = () => here.world.admin("PATCH", "/config", { attributePatterns: { UserName: "^[a-z]+$" } });

  const submitted = async () =>
    (await here.world.calls()).flatMap(({ action, users: count }) =>
      action === "CreateApiImportUserJob" ? [count] : [],
    );

  before(async () => {
    here = await Bench.start({}, { sharesProcess: true });
  });

  beforeEach(() => here.anew());

  after(() => here.close());

  describe("when it is created", () => {
    beforeEach(async () => {
      // A process that has already made this job would take the creation for its replacement.
      await here.stack.close();
      await refuseTwo();
    });

    it("fails with one reason a user, who is named with a masked identity", async () => {
      const { failures } = await failing(here.stack.up(here.staff(users)));
      expect(failures).to.have.lengthOf(1);
      expect(failures[0]?.message).to.contain("2 of 4 users");
      expect(failures[0]?.reasons).to.have.lengthOf(2);
      expect(failures[0]?.reasons[0]).to.match(/^staff\/bob \(b\*+b?\): /);
      expect(failures[0]?.reasons[1]).to.match(/^staff\/carol \(.*\*.*\): /);
    });

    it("is recorded with its id, its outputs, its reasons and the provider's text", async () => {
      const { failures } = await failing(here.stack.up(here.staff(users)));
      const { id, outputs, initErrors } = here.stack.resource("staff");
      expect(id).to.match(new RegExp(`^${here.world.storeId}/shop/dev/staff#[0-9a-f]{12}$`));
      expect(initErrors).to.deep.equal(failures[0]?.reasons);
      expect(outputs.__provider).to.equal(providerLiteral("UserImportJob"));
      expect(outputs.status).to.equal("Degraded");
      expect(at(outputs, "summary", "created")).to.equal(2);
      expect(at(outputs, "failedUsers", "count")).to.equal(2);
    });

    it("is retried by the next up with just the refused users, and by no job after that", async () => {
      await failing(here.stack.up(here.staff(users)));
      // All that the next command knows is in the state.
      await here.stack.close();
      await refuseNobody();
      await here.world.forgetCalls();
      await here.stack.up(here.staff(users));
      expect(await submitted()).to.deep.equal([2]);
      expect(here.userNames()).to.deep.equal(["alice", "dan", "bob", "carol"]);
      expect(here.stack.resource("staff").initErrors).to.deep.equal([]);
      await here.world.forgetCalls();
      expect((await here.stack.up(here.staff(users))).steps[0]?.op).to.equal("same");
      expect(await here.world.calls()).to.deep.equal([]);
    });

    it("can be corrected: the next up sends just the corrected user", async () => {
      await failing(here.stack.up(here.staff(users)));
      await here.world.forgetCalls();
      const { alice, dan } = users;
      await here.stack.up(here.staff({ ...(alice && { alice }), ...(dan && { dan }), zoe: { userName: "zoe" } }));
      expect(await submitted()).to.deep.equal([1]);
      expect(here.userNames()).to.deep.equal(["alice", "dan", "zoe"]);
    });

    it("can be refreshed, which shows who is missing, and the next up goes on from there", async () => {
      await failing(here.stack.up(here.staff(users)));
      const { steps } = await here.stack.refresh();
      expect(steps).to.deep.equal([
        { op: "update", name: "staff", diff: { "userSets.staff.bob": "delete", "userSets.staff.carol": "delete" } },
      ]);
      expect(here.stack.resource("staff").initErrors).to.deep.equal([]);
      await refuseNobody();
      await here.world.forgetCalls();
      await here.stack.up(here.staff(users));
      expect(await submitted()).to.deep.equal([2]);
      expect(here.userNames()).to.have.members(["alice", "bob", "carol", "dan"]);
    });

    it("can be destroyed, and only what it made goes", async () => {
      const foreign = await here.world.addUser({ UserName: "zoe" });
      await failing(here.stack.up(here.staff(users)));
      await here.stack.destroy();
      expect(here.world.users().map(({ UserId }) => UserId)).to.deep.equal([foreign]);
      expect(here.stack.state.resources).to.deep.equal([]);
    });

    it("succeeds with a warning when the program says so", async () => {
      const { lines } = await here.stack.up(here.staff(users, { failurePolicy: "warn" }));
      const [warning] = lines.filter(({ severity }) => severity === "warning");
      expect(warning?.urn).to.equal(here.stack.resource("staff").urn);
      expect(warning?.message).to.contain("2 of 4 users").and.to.contain("staff/bob").and.to.contain("staff/carol");
    });

    it("names at most twenty, and counts the rest", async () => {
      const many = Object.fromEntries(
        [...Array(25).keys()].map((n) => [`u${String(n)}`, { userName: `u${String(n)}` }]),
      );
      const { failures } = await failing(here.stack.up(here.staff(many)));
      expect(failures[0]?.reasons).to.have.lengthOf(21);
      expect(failures[0]?.reasons.at(-1)).to.match(/^and 5 more users: `ciam jobs --failed` lists all/);
    });
  });

  describe("when it is updated", () => {
    const some: Values = { alice: { userName: "alice", nickname: "A" }, dan: { userName: "dan" } };
    const more: Values = { ...some, alice: { userName: "alice", nickname: "Al" }, bob: { userName: "bob" } };

    beforeEach(async () => {
      await here.stack.up(here.staff(some));
      await refuseTwo();
    });

    it("keeps the old inputs with the new outputs, and does what is left the next time", async () => {
      const { failures } = await failing(here.stack.up(here.staff(more)));
      expect(failures[0]?.reasons).to.have.lengthOf(1);
      expect(at(here.stack.resource("staff").inputs, "userSets", "staff")).to.deep.equal(some);
      expect(at(here.stack.resource("staff").outputs, "summary", "failed")).to.equal(1);
      await refuseNobody();
      await here.world.forgetCalls();
      await here.stack.up(here.staff(more));
      expect((await here.world.writes()).map(({ action, users: count }) => [action, count])).to.deep.equal([
        ["CreateApiImportUserJob", 1],
      ]);
      expect(here.world.users().map(({ Nickname }) => Nickname)).to.deep.equal(["Al", null, null]);
      expect((await here.stack.up(here.staff(more))).steps[0]?.op).to.equal("same");
    });

    it("can be refreshed and destroyed", async () => {
      await failing(here.stack.up(here.staff(more)));
      // The engine still has the old inputs, so what the failed update did is what refresh finds.
      expect((await here.stack.refresh()).steps[0]?.diff).to.deep.equal({ "userSets.staff.alice.nickname": "update" });
      await here.stack.destroy();
      expect(here.userNames()).to.deep.equal([]);
    });

    it("can be taken back to what it was", async () => {
      await failing(here.stack.up(here.staff(more)));
      await here.stack.up(here.staff(some));
      expect(here.world.users().map(({ UserName, Nickname }) => [UserName, Nickname])).to.deep.equal([
        ["alice", "A"],
        ["dan", null],
      ]);
      await here.world.forgetCalls();
      expect((await here.stack.up(here.staff(some))).steps[0]?.op).to.equal("same");
      expect(await here.world.calls()).to.deep.equal([]);
    });
  });

  it("that loses the connection after its first write is recorded too", async () => {
    await here.world.admin("PATCH", "/config", { jobProcessingMs: 1_000 });
    const failed = failing(here.stack.up(here.staff(users)));
    await until(async () => (await submitted()).length === 1);
    await here.world.admin("PUT", "/faults", [{ action: "ListJobs", effect: "code", code: "InternalError" }]);
    const { failures } = await failed;
    expect(failures[0]?.reasons.join()).to.contain("ListJobs");
    expect(failures[0]?.reasons[0]).to.match(/: .*try again/i);
    expect(here.stack.resource("staff").outputs.status).to.equal("Pending");
    await here.world.admin("DELETE", "/faults");
    await here.world.forgetCalls();
    await here.stack.up(here.staff(users));
    expect(await here.world.writes()).to.deep.equal([]);
    expect(here.userNames()).to.have.members(["alice", "bob", "carol", "dan"]);
  });

  it("that fails before its first write leaves nothing in the state", async () => {
    await here.world.admin("PUT", "/faults", [{ action: "DescribeUser", effect: "code", code: "InternalError" }]);
    const { failures } = await failing(here.stack.up(here.staff(users)));
    expect(failures[0]?.reasons).to.deep.equal([]);
    expect(here.stack.state.resources).to.deep.equal([]);
    expect(await here.world.writes()).to.deep.equal([]);
  });
});
