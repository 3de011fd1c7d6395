import { expect } from "chai";
import { Bench } from "./support/bench";
import { failing } from "./support/engineDouble";
import { userImportJob, type Options } from "./support/program";
import type { Values } from "./support/values";

const users: Values = {
  alice: { userName: "alice", password: "Not-A-Real-Password-1" },
  bob: { userName: "bob" },
};

describe("an import job that is replaced", function () {
  this.timeout(60_000);
  let here: Bench;
  let foreign: string;

  beforeEach(async () => {
    here = await Bench.start();
    foreign = await here.world.addUser({ UserName: "zoe" });
    await here.stack.up(here.staff(users));
  });

  afterEach(() => here.close());

  const ids = () => here.world.users().map(({ UserId }) => UserId);
  const replace = { replace: ["staff"] };

  /** A program whose options, or those of a transform, bring back the engine's own order. */
  const createFirst: Options = { deleteBeforeReplace: false };

  it("by --replace is deleted first, and everybody keeps their account", async () => {
    const before = ids();
    await here.world.forgetCalls();
    const { steps } = await here.stack.up(here.staff(users), replace);
    expect(steps.map(({ op }) => op)).to.deep.equal(["replace"]);
    expect(ids()).to.deep.equal(before);
    expect(await here.world.writes()).to.deep.equal([]);
    await expectAtRest();
  });

  it("by replaceOnChanges brings just the difference, as an update does", async () => {
    const before = ids();
    const now = { ...users, bob: { userName: "bob", nickname: "Bob" }, carol: { userName: "carol" } };
    await here.world.forgetCalls();
    const { steps } = await here.stack.up(here.staff(now, {}, { replaceOnChanges: ["userSets"] }), replace);
    expect(steps.map(({ op }) => op)).to.deep.equal(["replace"]);
    expect(ids()).to.include.members(before);
    const writes = await here.world.writes();
    expect(writes.map(({ action }) => action)).to.have.members(["UpdateUser", "CreateApiImportUserJob"]);
    expect(here.userNames()).to.have.members(["zoe", "alice", "bob", "carol"]);
  });

  it("by --replace is still destroyed with all its users afterwards", async () => {
    await here.stack.up(here.staff(users), replace);
    await here.stack.destroy();
    expect(ids()).to.deep.equal([foreign]);
  });

  it("by --replace, the new one first, loses nobody: the old one leaves alone whom the new one holds", async () => {
    const before = ids();
    const { steps } = await here.stack.up(here.staff(users, {}, createFirst), replace);
    expect(steps.map(({ op }) => op)).to.deep.equal(["replace", "delete"]);
    expect(ids()).to.have.members(before);
    await expectAtRest();
  });

  it("by --replace, the new one first, with a user more and one less, ends with those who are declared", async () => {
    const [alice] = [users.alice ?? null];
    const now = { alice, carol: { userName: "carol" } };
    await here.stack.up(here.staff(now, {}, createFirst), replace);
    expect(here.userNames()).to.have.members(["zoe", "alice", "carol"]);
    expect((await here.stack.refresh()).steps[0]?.diff).to.deep.equal({});
  });

  it("by another store is seeded there and removed here", async () => {
    const { UserStoreId } = await here.world.client.call("CreateUserStore", { UserPoolName: "another" });
    await here.stack.up(here.staff(users, { userStoreId: UserStoreId }));
    expect(ids()).to.deep.equal([foreign]);
    expect(here.world.users(UserStoreId).map(({ UserName }) => UserName)).to.deep.equal(["alice", "bob"]);
    await expectAtRest({ userStoreId: UserStoreId });
  });

  it("by another store, the new one first, is seeded there and removed here", async () => {
    const { UserStoreId } = await here.world.client.call("CreateUserStore", { UserPoolName: "another" });
    await here.stack.up(here.staff(users, { userStoreId: UserStoreId }, createFirst));
    expect(ids()).to.deep.equal([foreign]);
    expect(here.world.users(UserStoreId)).to.have.lengthOf(2);
  });

  it("and whose replacement fails at first has all its users in the end", async () => {
    await here.world.admin("PUT", "/faults", [
      { action: "CreateApiImportUserJob", effect: "code", code: "UnauthorizedOperation" },
    ]);
    const before = ids();
    const more = { ...users, carol: { userName: "carol" } };
    await failing(here.stack.up(here.staff(more), replace));
    expect(ids()).to.deep.equal(before);
    await here.world.admin("DELETE", "/faults");
    await here.stack.up(here.staff(more));
    expect(ids()).to.include.members(before);
    expect(here.userNames()).to.have.members(["zoe", "alice", "bob", "carol"]);
    expect((await here.stack.refresh()).steps[0]?.diff).to.deep.equal({});
  });

  it("because it failed before (replaceOnChanges: #initerror) loses nobody", async () => {
    await here.world.admin("PATCH", "/config", { attributePatterns: { UserName: "^(alice|bob)$" } });
    const more = { ...users, carol: { userName: "carol" } };
    const options = { replaceOnChanges: ["#initerror"] };
    await failing(here.stack.up(here.staff(more, {}, options)));
    await here.world.admin("PATCH", "/config", { attributePatterns: { UserName: "^[a-z]+$" } });
    const { steps } = await here.stack.up(here.staff(more, {}, options));
    expect(steps.map(({ op }) => op)).to.deep.equal(["replace"]);
    expect(here.userNames()).to.have.members(["zoe", "alice", "bob", "carol"]);
  });

  it("that keeps its users on deletion finds them again", async () => {
    const before = ids();
    const retained = here.staff(users, {}, { retainOnDelete: true });
    await here.stack.up(retained);
    await here.stack.up(retained, replace);
    expect(ids()).to.have.members(before);
  });

  async function expectAtRest(more: Values = {}): Promise<void> {
    await here.world.forgetCalls();
    expect((await here.stack.up(here.staff(users, more))).steps[0]?.op).to.equal("same");
    expect(await here.world.writes()).to.deep.equal([]);
    expect((await here.stack.refresh()).steps[0]?.diff).to.deep.equal({});
  }
});

describe("two import jobs in one process", function () {
  this.timeout(60_000);
  let here: Bench;

  beforeEach(async () => {
    here = await Bench.start({ jobProcessingMs: 100 });
  });

  afterEach(() => here.close());

  const job = (name: string, users: Values) =>
    userImportJob(name, { userStoreId: here.world.storeId, userSets: { s: users } });

  it("run side by side and keep to their own users", async () => {
    const program = [job("one", { a: { userName: "a" } }), job("two", { b: { userName: "b" } })];
    await here.stack.up(program);
    expect(here.userNames()).to.have.members(["a", "b"]);
    await here.stack.up([job("one", { c: { userName: "c" } }), job("two", { b: { userName: "b" } })]);
    expect(here.userNames()).to.have.members(["b", "c"]);
  });

  it("leave each other's users alone when one is taken out of the program", async () => {
    const two = job("two", { b: { userName: "b" } });
    await here.stack.up([job("one", { a: { userName: "a" } }), two]);
    await here.stack.up([two]);
    expect(here.userNames()).to.deep.equal(["b"]);
    expect((await here.stack.refresh()).steps).to.deep.equal([{ op: "same", name: "two", diff: {} }]);
  });

  it("that declare the same person end with one of them refused, which says whose it is", async () => {
    const { failures } = await failing(
      here.stack.up([job("one", { a: { userName: "same" } }), job("two", { b: { userName: "same" } })]),
    );
    expect(failures).to.have.lengthOf(1);
    expect(here.userNames()).to.deep.equal(["same"]);
    const again = await failing(
      here.stack.up([job("one", { a: { userName: "same" } }), job("two", { b: { userName: "same" } })]),
    );
    const [loser, winner] = again.failures[0]?.name === "one" ? ["one", "two"] : ["two", "one"];
    expect(again.failures[0]?.name).to.equal(loser);
    expect(JSON.stringify(again.failures)).to.contain(`shop/dev/${winner}#`);
  });

  it("wait for each other when the store takes one job at a time", async () => {
    await here.world.admin("PATCH", "/config", { jobsAtOnce: 1, jobProcessingMs: 300 });
    await here.stack.up([job("one", { a: { userName: "a" } }), job("two", { b: { userName: "b" } })]);
    expect(here.userNames()).to.have.members(["a", "b"]);
  });
});
