import { expect } from "chai";
import { canaries, canaryUsers, Lookout, secretFields } from "../../support/canaries";
import { Bench } from "../support/bench";
import { failing } from "../support/engine/engineDouble";
import type { Outcome } from "../support/engine/outcome";
import { quotingService } from "../support/service/quotingService";
import { idOf, userImportJob, type Inputs } from "../support/program";
import { at } from "../support/state/state";
import { Interceptor } from "../support/service/interceptor";
import { Hidden, secret, type Values } from "../support/state/values";
import { row } from "../../support/faultPlan";

const { password, newPassword, card, secretNickname } = canaries;

/** The program does not mark these secrets. */
const users: Values = {
  alice: { userName: "alice", password },
  bob: { email: "bob@example.com", residentIdentityCard: card, nickname: "Bob" },
  carol: { ...canaryUsers.sha1, userName: "carol" },
};
/** Users with every field; the service refuses one of them. */
const everybody: Values = canaryUsers;
const hidden: Inputs = { secretFields: [...secretFields] };

const lookout = new Lookout();

describe("a secret", function () {
  this.timeout(60_000);
  let here: Bench;

  before(async () => {
    here = await Bench.start({}, { sharesProcess: true });
  });

  beforeEach(() => here.anew());

  after(() => here.close());

  function expectNoCanaries(text: string): void {
    expect(lookout.sightings(text)).to.deep.equal([]);
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

  it(row(41, "real process", "in clear nowhere from the first preview to the destruction"), async () => {
    const alone = await Bench.start();
    const { stack } = alone;
    const first = alone.staff(users);
    const changed = alone.staff({ ...users, alice: { userName: "alice", password: newPassword } });
    const outcomes = [
      await stack.preview(first),
      await stack.up(first),
      await stack.refresh(),
      await stack.preview(changed),
      await stack.up(changed),
      await stack.refresh(),
    ];
    expectNoCanaries(alone.inClear(...outcomes));
    expectNoCanaries(alone.inClear(await stack.destroy()));
    await alone.close();
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
    // A process that has already made this job would take the creation for its replacement.
    await stack.close();
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
    const outcome = await here.stack.up(here.staff({ alice: { userName: "alice", nickname: secretNickname } }, fields));
    expect(input("alice", "nickname")).to.deep.equal(secret(secretNickname));
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
    stack.config = { ...world.config, "tencentcloud:secretKey": secret(canaries.secretKey) };
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

  describe("when the service repeats all it was sent, and the process logs all it can", () => {
    let tap: Interceptor;

    beforeEach(async () => {
      tap = await Interceptor.into(here.world.endpoint);
      tap.listener = quotingService();
      here.stack.config = { ...here.world.config, "ciam:endpoint": tap.endpoint };
    });

    afterEach(() => tap.close());

    const everybodyAs = (more: Inputs = {}) => here.staff(everybody, { ...hidden, passwordPolicy: "managed", ...more });

    /** The end of a command, good or bad. */
    const ending = (command: Promise<Outcome>): Promise<Outcome> => command.catch(() => failing(command));

    it("is in clear nowhere while users are made, refused, changed, shown and deleted", async () => {
      const { stack, world } = here;
      const first = await failing(stack.up(everybodyAs()));
      expect(first.failures[0]?.reasons.join()).to.contain("refused").and.to.contain("***");
      await world.admin("PATCH", "/config", { attributePatterns: {} });
      const changed = here.staff(
        { ...everybody, plain: { userName: "plain", password: newPassword, residentIdentityCard: card } },
        { ...hidden, passwordPolicy: "managed" },
      );
      const outcomes = [
        await ending(stack.preview(everybodyAs())),
        await stack.refresh(),
        await ending(stack.up(changed)),
        await stack.refresh(),
      ];
      expectNoCanaries(here.inClear(first, ...outcomes));
      expect((await world.calls()).map(({ action }) => action)).to.include("SetPassword");
      expectNoCanaries(here.inClear(await stack.destroy()));
      expect(world.users()).to.deep.equal([]);
    });

    it("is in clear nowhere when they are refused with a warning, or named in full", async () => {
      here.stack.config = { ...here.stack.config, "ciam:showValues": "true" };
      expectNoCanaries(here.inClear(await here.stack.up(everybodyAs({ failurePolicy: "warn" }))));
    });

    for (const [action, code] of [
      ["CreateApiImportUserJob", "InvalidParameterValue"],
      ["CreateApiImportUserJob", "FailedOperation.AttributeFormatError"],
      ["CreateApiImportUserJob", "UnauthorizedOperation"],
      ["SetPassword", "InvalidParameterValue"],
      ["UpdateUser", "InvalidParameter"],
      ["DescribeUser", "Nobody.HeardOfThis"],
      ["ListJobs", "InvalidParameterValue"],
      ["DeleteUsers", "UnauthorizedOperation"],
      ["*", "AuthFailure.TokenFailure"],
    ] as const) {
      it(`is in clear nowhere when ${action === "*" ? "every call" : action} ends with ${code}`, async () => {
        const { stack, world } = here;
        const program = here.staff(
          { alice: { ...canaryUsers.named, userName: "alice", password } },
          { ...hidden, passwordPolicy: "managed" },
        );
        const made = /^(?:SetPassword|UpdateUser|DeleteUsers)$/.test(action) ? [await stack.up(program)] : [];
        await world.admin("PUT", "/faults", [{ action, effect: "code", code }]);
        const next = { ...canaryUsers.named, userName: "alice", password: newPassword, address: canaries.filePassword };
        const changed = here.staff({ alice: next }, { ...hidden, passwordPolicy: "managed" });
        const failed = await failing(action === "DeleteUsers" ? stack.destroy() : stack.up(changed));
        expect(JSON.stringify(failed.failures)).to.contain(code);
        expectNoCanaries(here.inClear(...made, failed));
      });
    }

    it("is in clear nowhere when it is the account's own", async () => {
      const { secretId, secretKey, securityToken } = canaries;
      here.stack.config = {
        ...here.stack.config,
        "tencentcloud:secretId": secret(secretId),
        "tencentcloud:secretKey": secret(secretKey),
        "tencentcloud:securityToken": secret(securityToken),
      };
      const outcome = await failing(here.stack.up(everybodyAs()));
      expect(outcome.failures[0]?.message).to.contain("AuthFailure");
      expectNoCanaries(here.inClear(outcome));
    });
  });
});
