import { expect } from "chai";
import { Bench } from "./support/bench";
import { failing } from "./support/engineDouble";
import { idOf, userImportJob } from "./support/program";
import { at } from "./support/state";
import { Hidden, secret, type Values } from "./support/values";

const CANARIES = {
  password: "Canary-Password-71",
  newPassword: "Canary-Password-72",
  hash: "8843d7f92416211de9ebb963ff4ce28125932878",
  salt: "Canary-Salt-73",
  card: "110101199003070018",
  secretKey: "Canary-SecretKey-74",
} as const;

const { password, newPassword, hash, salt, card } = CANARIES;

/** The program forgets that these are secrets. */
const users: Values = {
  alice: { userName: "alice", password },
  bob: { email: "bob@example.com", residentIdentityCard: card, nickname: "Bob" },
  carol: {
    userName: "carol",
    password: hash,
    passwordEncryptType: "SHA1",
    salt: { saltValue: salt, saltLocation: { saltLocationType: "HEAD" } },
  },
};

describe("a secret", function () {
  this.timeout(60_000);
  let here: Bench;

  beforeEach(async () => {
    here = await Bench.start();
  });

  afterEach(() => here.close());

  function expectNoCanaries(text: string): void {
    const found = Object.values(CANARIES).filter((canary) => text.includes(canary));
    expect(found, text).to.deep.equal([]);
  }

  function input(user: string, field: string) {
    return at(here.stack.resource("staff").inputs, "userSets", "staff", user, field);
  }

  it("that a program wrote in clear is encrypted in the state's inputs", async () => {
    await here.stack.up(here.staff(users));
    expect(input("alice", "password")).to.deep.equal(secret(password));
    expect(input("bob", "residentIdentityCard")).to.deep.equal(secret(card));
    expect(input("carol", "salt")).to.be.instanceOf(Hidden);
  });

  it("leaves its user's other fields legible", async () => {
    await here.stack.up(here.staff(users));
    expect(input("bob", "nickname")).to.equal("Bob");
  });

  it("is in clear nowhere from the first preview to the destruction", async () => {
    const { stack } = here;
    const first = here.staff(users);
    const changed = here.staff({ ...users, alice: { userName: "alice", password: newPassword } });
    const outcomes = [
      await stack.preview(first),
      await stack.up(first),
      await stack.refresh(),
      await stack.preview(changed),
      await stack.up(changed),
      await stack.refresh(),
    ];
    expectNoCanaries(here.inClear(...outcomes));
    expectNoCanaries(here.inClear(await stack.destroy()));
  });

  it("is in clear nowhere when its change is applied", async () => {
    const { stack } = here;
    const managed = { passwordPolicy: "managed" };
    await stack.up(here.staff(users, managed));
    const changed = { ...users, alice: { userName: "alice", password: newPassword } };
    expectNoCanaries(here.inClear(await stack.up(here.staff(changed, managed))));
    expect((await here.world.calls()).map(({ action }) => action)).to.include("SetPassword");
  });

  it("is in clear nowhere in refused inputs", async () => {
    const refused = here.staff({ ...users, dan: { password, residentIdentityCard: card, email: "nowhere" } });
    const outcome = await failing(here.stack.up(refused));
    expect(outcome.failures[0]?.message).to.contain("is not an e-mail address");
    expectNoCanaries(here.inClear(outcome));
  });

  it("is in clear nowhere after a creation that failed for some", async () => {
    const { world, stack } = here;
    await world.addUser({ UserName: "alice" });
    const outcome = await failing(stack.up(here.staff(users)));
    expect(outcome.failures[0]?.reasons).to.have.lengthOf(1);
    expectNoCanaries(here.inClear(outcome));
    expect(at(stack.resource("staff").outputs, "record")).to.be.instanceOf(Hidden);
  });

  it("is in clear nowhere after an update that failed for some", async () => {
    const { world, stack } = here;
    await stack.up(here.staff(users));
    await world.addUser({ UserName: "dan" });
    const more = here.staff({ ...users, dan: { userName: "dan", password: newPassword } });
    const outcome = await failing(stack.up(more));
    expect(outcome.failures[0]?.reasons).to.have.lengthOf(1);
    expectNoCanaries(here.inClear(outcome));
    expect(at(stack.resource("staff").outputs, "record")).to.be.instanceOf(Hidden);
  });

  it("of a user from a file is one encrypted text beside a legible one", async () => {
    const loaded = { user: '{"userName":"alice"}', secret: JSON.stringify({ password }) };
    const outcomes = [await here.stack.up(here.staff({ alice: loaded })), await here.stack.refresh()];
    expect(input("alice", "user")).to.equal(loaded.user);
    expect(input("alice", "secret")).to.deep.equal(secret(loaded.secret));
    expectNoCanaries(here.inClear(...outcomes));
  });

  it("of a field that the program named is hidden like a password", async () => {
    const fields = { secretFields: ["nickname"] };
    const outcome = await here.stack.up(
      here.staff({ alice: { userName: "alice", nickname: "Canary-Password-71" } }, fields),
    );
    expect(input("alice", "nickname")).to.deep.equal(secret("Canary-Password-71"));
    expectNoCanaries(here.inClear(outcome, await here.stack.refresh()));
  });

  it("does not change when it is looked at again: the next preview is empty", async () => {
    await here.stack.up(here.staff(users));
    expect((await here.stack.preview(here.staff(users))).steps[0]?.op).to.equal("same");
    await here.stack.refresh();
    expect((await here.stack.preview(here.staff(users))).steps[0]?.op).to.equal("same");
  });

  it("does not make its user's group a secret", async () => {
    const { world, stack } = here;
    const group = await world.addGroup("qa");
    await stack.up(here.staff({ alice: { userName: "alice", password: secret(password), userGroups: [group] } }));
    expect(input("alice", "userGroups")).to.deep.equal([group]);
  });

  it("of the stack's configuration is encrypted in the state of the provider and reaches it in clear", async () => {
    const { stack, world } = here;
    stack.config = { ...world.config, "tencentcloud:secretKey": secret(CANARIES.secretKey) };
    const outcome = await failing(stack.up(here.staff(users)));
    expect(outcome.failures[0]?.message).to.contain("AuthFailure");
    expectNoCanaries(here.inClear(outcome));
  });

  it("stays one in a resource that waits for another", async () => {
    const { world } = here;
    const job = userImportJob("more", {
      userStoreId: world.storeId,
      userSets: { s: { z: { userName: "z", password } } },
      takeOver: [idOf("staff")],
    });
    expectNoCanaries(here.inClear(await here.stack.up([...here.staff(users), job])));
  });
});
