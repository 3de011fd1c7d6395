import { expect } from "chai";
import { Bench } from "../support/bench";
import type { Inputs } from "../support/program";
import type { Values } from "../support/state/values";

const users: Values = {
  alice: { userName: "alice", nickname: "Alice" },
  "bob.b@example.com": { email: "bob@example.com", nickname: "Bob", address: "1 Example Road" },
  carol: { userName: "carol", phoneNumber: "13800008000" },
};

describe("a refresh", function () {
  this.timeout(60_000);
  let here: Bench;

  before(async () => {
    here = await Bench.start({}, { sharesProcess: true });
  });

  beforeEach(async () => {
    await here.anew();
    await here.stack.up(here.staff(users));
    await here.world.forgetCalls();
  });

  after(() => here.close());

  const idOf = (name: string): string => {
    const found = here.world.users().find(({ UserName, Email }) => [UserName, Email].includes(name));
    if (!found) throw new Error(`there is no ${name}`);
    return found.UserId;
  };

  /** Somebody works in the console. */
  const edit = (name: string, fields: Readonly<Record<string, string>>) =>
    here.world.client.call("UpdateUser", { UserStoreId: here.world.storeId, UserId: idOf(name), ...fields });

  const remove = (name: string) =>
    here.world.client.call("DeleteUsers", { UserStoreId: here.world.storeId, UserIds: [idOf(name)] });

  const diffOf = async () => (await here.stack.refresh()).steps[0]?.diff;

  it("without drift has no diff, writes nothing and says nothing that stays", async () => {
    const { steps, lines } = await here.stack.refresh();
    expect(steps).to.deep.equal([{ op: "same", name: "staff", diff: {} }]);
    expect(lines.filter(({ ephemeral }) => !ephemeral)).to.deep.equal([]);
    expect(await here.world.writes()).to.deep.equal([]);
  });

  it("names the field of the user that somebody changed", async () => {
    await edit("alice", { Nickname: "Mallory" });
    expect(await diffOf()).to.deep.equal({ "userSets.staff.alice.nickname": "update" });
  });

  it("names it with its key in quotes where the key is no plain word", async () => {
    await edit("bob@example.com", { Nickname: "Mallory" });
    expect(await diffOf()).to.deep.equal({ 'userSets.staff["bob.b@example.com"].nickname': "update" });
  });

  it("names a field that somebody emptied", async () => {
    await edit("bob@example.com", { Address: "" });
    expect(await diffOf()).to.deep.equal({ 'userSets.staff["bob.b@example.com"].address': "delete" });
  });

  it("names an identity that no declaration may have, in a state that is refreshed, repaired and destroyed like any", async () => {
    const odd = "ali\u3164ce \u0430";
    await edit("alice", { UserName: odd });
    expect(await diffOf()).to.deep.equal({ "userSets.staff.alice.userName": "update" });
    expect(await diffOf()).to.deep.equal({});
    await here.stack.up(here.staff(users));
    expect(here.world.users().map(({ UserName }) => UserName))
      .to.include("alice")
      .and.not.to.include(odd);
    await edit("alice", { UserName: odd });
    await here.stack.refresh();
    await here.stack.destroy();
    expect(here.world.users()).to.deep.equal([]);
  });

  it("does not name a field that nobody declared", async () => {
    await edit("alice", { Address: "2 Example Road" });
    expect(await diffOf()).to.deep.equal({});
  });

  it("names a user whom somebody deleted", async () => {
    await remove("carol");
    expect(await diffOf()).to.deep.equal({ "userSets.staff.carol": "delete" });
  });

  it("tells who is frozen though we did not freeze them, and so does the up after it", async () => {
    const line = "frozen, and left so, because this job did not freeze them: staff/alice";
    const UserId = idOf("alice");
    await here.world.client.call("UpdateUserStatus", { UserStoreId: here.world.storeId, UserId, Status: "FREEZE" });
    const refreshed = await here.stack.refresh();
    expect(refreshed.lines.map(({ message }) => message)).to.include(line);
    const changed = here.staff({ ...users, alice: { userName: "alice", nickname: "Al" } });
    const updated = await here.stack.up(changed);
    expect(updated.lines.map(({ message }) => message)).to.include(line);
    const alice = here.world.users().find(({ UserName }) => UserName === "alice");
    expect(alice).to.include({ Status: "FREEZE", Nickname: "Al" });
  });

  it("tells who lost our mark, and whose the users are who have another one", async () => {
    await edit("alice", { IndexedAttribute5: "" });
    await edit("carol", { IndexedAttribute5: "pulumi:shop/dev/guests#01234567" });
    const lines = (await here.stack.refresh()).lines.map(({ message }) => message);
    expect(lines).to.include("without our owner mark, which the next update sets again: staff/alice");
    expect(lines).to.include(
      "with the mark of another owner, and left alone until it is in takeOver or gone: staff/carol (of shop/dev/guests#01234567)",
    );
  });

  describe("of a store that has other users too", () => {
    const said = async () =>
      (await here.stack.refresh()).lines.filter(({ ephemeral }) => !ephemeral).map(({ message }) => message);

    it("counts those whom nobody declares, and names them masked", async () => {
      const zacharias = await here.world.addUser({ UserName: "zacharias" });
      const yves = await here.world.addUser({ Email: "yves@example.com" });
      await here.world.forgetCalls();
      expect(await said()).to.deep.equal([`unmanaged: 2: ${zacharias} (za***s), ${yves} (y***@example.com)`]);
      expect(await here.world.writes()).to.deep.equal([]);
      expect(here.stack.resource("staff").outputs.summary).to.include({ unmanaged: 2, orphans: 0 });
    });

    it("tells whose they are when another resource manages them", async () => {
      await here.world.addUser({ UserName: "zacharias", IndexedAttribute5: "pulumi:shop/dev/guests#01234567" });
      expect((await said()).join()).to.contain("(za***s, of shop/dev/guests#01234567)");
    });

    it("names twenty of many", async () => {
      for (let n = 10; n < 35; n++) await here.world.addUser({ UserName: `guest-${String(n)}` });
      const [line = ""] = await said();
      expect(line).to.match(/^unmanaged: 25, among them /);
      expect(line.match(/\*\*\*/g)).to.have.lengthOf(20);
    });

    it("names users of ours whom nobody declares any more", async () => {
      const owner = here.stack.resource("staff").id.slice(here.world.storeId.length + 1);
      const zacharias = await here.world.addUser({ UserName: "zacharias", IndexedAttribute5: `pulumi:${owner}` });
      // A process that has seen the program says what it would do, too.
      await here.stack.close();
      expect(await said()).to.deep.equal([`no longer declared: 1: ${zacharias} (za***s)`]);
    });
  });

  it("is followed by an up that repairs just that", async () => {
    await edit("alice", { Nickname: "Mallory" });
    await remove("carol");
    // Each command in a process of its own: all that one hands to the next is the state.
    await here.stack.close();
    await here.stack.refresh();
    await here.stack.close();
    await here.world.forgetCalls();
    const { steps } = await here.stack.up(here.staff(users));
    expect(steps[0]?.diff).to.deep.equal({
      "userSets.staff.alice.nickname": "update",
      "userSets.staff.carol": "add",
    });
    const writes = await here.world.writes();
    expect(writes.map(({ action, users: count }) => [action, count])).to.have.deep.members([
      ["UpdateUser", undefined],
      ["CreateApiImportUserJob", 1],
    ]);
    expect(here.world.users().map(({ Nickname, PhoneNumber }) => [Nickname, PhoneNumber])).to.deep.equal([
      ["Alice", null],
      ["Bob", null],
      [null, "13800008000"],
    ]);
    expect(await diffOf()).to.deep.equal({});
  });

  it("that shows drift shows it again the next time, until an up repairs it", async () => {
    await edit("alice", { Nickname: "Mallory" });
    await here.stack.refresh();
    // The state says what is there, so the second look finds nothing new, and the program still differs.
    expect(await diffOf()).to.deep.equal({});
    expect((await here.stack.preview(here.staff(users))).steps[0]?.diff).to.deep.equal({
      "userSets.staff.alice.nickname": "update",
    });
  });

  it("of users from a file names the user", async () => {
    const loaded = (nickname: string): Values => ({ alice: JSON.stringify({ nickname, userName: "alice" }) });
    await here.stack.up(here.staff(loaded("Alice")));
    await edit("alice", { Nickname: "Mallory" });
    expect(await diffOf()).to.deep.equal({ "userSets.staff.alice": "update" });
    await here.stack.up(here.staff(loaded("Alice")));
    expect(here.world.users()[0]?.Nickname).to.equal("Alice");
  });

  it("leaves alone what the program ignores", async () => {
    const ignoring: Inputs = { ignoreFields: ["nickname"] };
    await here.stack.up(here.staff(users, ignoring));
    await edit("alice", { Nickname: "Mallory" });
    expect(await diffOf()).to.deep.equal({});
    expect((await here.stack.up(here.staff(users, ignoring))).steps[0]?.op).to.equal("same");
    expect(here.world.users()[0]?.Nickname).to.equal("Mallory");
  });

  it("whose field the engine ignores keeps what somebody wrote", async () => {
    const options = { ignoreChanges: ["userSets.staff.alice.nickname"] };
    await here.stack.up(here.staff(users, {}, options));
    await edit("alice", { Nickname: "Mallory" });
    await here.stack.refresh();
    await here.stack.up(here.staff(users, {}, options));
    expect(here.world.users()[0]?.Nickname).to.equal("Mallory");
  });

  it("of a store that is gone takes the resource out of the state", async () => {
    await here.world.client.call("CreateUserStore", { UserPoolName: "another, which tells the tenant" });
    await here.world.client.call("DeleteUserStore", { UserPoolId: here.world.storeId });
    expect((await here.stack.refresh()).steps).to.deep.equal([{ op: "delete", name: "staff", diff: {} }]);
    expect(here.stack.state.resources).to.deep.equal([]);
  });
});
