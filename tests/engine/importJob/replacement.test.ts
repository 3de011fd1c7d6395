import { expect } from "chai";
import { Bench } from "../support/bench";
import { failing } from "../support/engine/engineDouble";
import { userImportJob } from "../support/program";
import type { Values } from "../support/state/values";

const users: Values = {
  alice: { userName: "alice", password: "Not-A-Real-Password-1" },
  bob: { userName: "bob" },
};

describe("an import job that is replaced", function () {
  this.timeout(60_000);
  let here: Bench;
  let foreign: string;

  beforeEach(async () => {
    here = await Bench.start({}, { sharesProcess: true });
    foreign = await here.world.addUser({ UserName: "zoe" });
    await here.stack.up(here.staff(users));
  });

  afterEach(() => here.close());

  const ids = () => here.world.users().map(({ UserId }) => UserId);
  const replace = { replace: ["staff"] };

  const used = async () => {
    for (const id of ids()) await here.world.signOn(id);
  };

  it("by --replace, while nobody has used the accounts, keeps them under a new owner", async () => {
    const before = ids();
    await here.world.forgetCalls();
    const { steps, lines } = await here.stack.up(here.staff(users), replace);
    expect(steps.map(({ op }) => op)).to.deep.equal(["replace", "delete"]);
    expect(ids()).to.deep.equal(before);
    expect((await here.world.writes()).map(({ action }) => action)).to.deep.equal(["UpdateUser", "UpdateUser"]);
    expect(lines.map(({ message }) => message).join("\n")).to.match(
      /2 users of an interrupted run of shop\/dev\/staff#[0-9a-f]{12} are taken into this state: staff\/alice, staff\/bob/,
    );
    await expectAtRest();
    await here.stack.destroy();
    expect(ids()).to.deep.equal([foreign]);
  });

  it("by --replace, when accounts are in use, is refused before anything is written, and stays as it was", async () => {
    await used();
    const before = ids();
    const state = here.stack.resource("staff").outputs;
    await here.world.forgetCalls();
    const { failures } = await failing(here.stack.up(here.staff(users), replace));
    expect(failures[0]?.message).to.match(/nothing was written: 2 of 2 declared users belong to shop\/dev\/staff#/);
    expect(failures[0]?.message).to.match(/takeOver: \["shop\/dev\/staff#[0-9a-f]{12}"\]/);
    expect(await here.world.writes()).to.deep.equal([]);
    expect(ids()).to.deep.equal(before);
    expect(here.stack.resource("staff").outputs).to.deep.equal(state);
    await expectAtRest();
  });

  it("by --replace, when a person takes the accounts over, keeps them with their origin", async () => {
    await used();
    const before = ids();
    await here.stack.up(here.staff(users, { takeOver: ["shop/dev/staff"] }), replace);
    expect(ids()).to.deep.equal(before);
    await here.stack.up(here.staff({ alice: users.alice ?? null }));
    expect(here.userNames()).to.have.members(["zoe", "alice"]);
  });

  it("by --replace, with a user more and one less, ends with those who are declared", async () => {
    const now = { alice: users.alice ?? null, carol: { userName: "carol" } };
    await here.stack.up(here.staff(now), replace);
    expect(here.userNames()).to.have.members(["zoe", "alice", "carol"]);
    expect((await here.stack.refresh()).steps[0]?.diff).to.deep.equal({});
  });

  it("with the old one deleted first, as a transform may ask, is refused with everybody there", async () => {
    const before = ids();
    const program = here.staff(users, {}, { deleteBeforeReplace: true });
    const { failures } = await failing(here.stack.up(program, replace));
    expect(failures[0]?.message).to.match(/would remove 2 users before it creates anything.*nothing was removed/);
    expect(ids()).to.deep.equal(before);
  });

  it("by another store is seeded there before it is removed here", async () => {
    const { UserStoreId } = await here.world.client.call("CreateUserStore", { UserPoolName: "another" });
    await here.world.forgetCalls();
    const { steps } = await here.stack.up(here.staff(users, { userStoreId: UserStoreId }));
    expect(steps.map(({ op }) => op)).to.deep.equal(["replace", "delete"]);
    const writes = (await here.world.writes()).map(({ action }) => action);
    expect(writes.indexOf("CreateApiImportUserJob")).to.be.lessThan(writes.indexOf("DeleteUsers"));
    expect(ids()).to.deep.equal([foreign]);
    expect(here.world.users(UserStoreId).map(({ UserName }) => UserName)).to.deep.equal(["alice", "bob"]);
    await expectAtRest({ userStoreId: UserStoreId });
  });

  it("by a store that does not exist leaves everybody where they are", async () => {
    const before = ids();
    const nowhere = { userStoreId: "0".repeat(32) };
    const { failures } = await failing(here.stack.up(here.staff(users, nowhere)));
    expect(failures[0]?.message).to.match(/user store 0{32} does not exist/);
    expect(ids()).to.deep.equal(before);
    await expectAtRest();
  });

  it("and whose replacement fails at first has all its users in the end", async () => {
    const { UserStoreId } = await here.world.client.call("CreateUserStore", { UserPoolName: "another" });
    await here.world.admin("PUT", "/faults", [
      { action: "CreateApiImportUserJob", effect: "code", code: "UnauthorizedOperation" },
    ]);
    const before = ids();
    const more = { ...users, carol: { userName: "carol" } };
    await failing(here.stack.up(here.staff(more, { userStoreId: UserStoreId })));
    expect(ids()).to.deep.equal(before);
    await here.world.admin("DELETE", "/faults");
    await here.stack.up(here.staff(more, { userStoreId: UserStoreId }));
    expect(ids()).to.deep.equal([foreign]);
    expect(here.world.users(UserStoreId)).to.have.lengthOf(3);
    expect((await here.stack.refresh()).steps[0]?.diff).to.deep.equal({});
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
    here = await Bench.start({ jobProcessingMs: 100 }, { sharesProcess: true });
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
    await here.stack.close();
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
