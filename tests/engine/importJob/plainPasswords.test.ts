import { expect } from "chai";
import { decodeRecord, encodeRecord } from "../../../provider/resources/userImportJob/state/record";
import { Bench } from "../support/bench";
import { failing } from "../support/engine/engineDouble";
import { at } from "../support/state/state";
import { bare, Hidden, secret, UNKNOWN, type Values } from "../support/state/values";

const HASH = "{SSHA}c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0";
const alice: Values = { userName: "alice", password: HASH };
const loaded: Values = { user: '{"userName":"bob"}', secret: JSON.stringify({ password: HASH }) };
const plain = { passwordsArePlain: ["staff"] };

describe("a password that looks like a hash", function () {
  this.timeout(60_000);
  let here: Bench;

  before(async () => {
    here = await Bench.start({}, { sharesProcess: true });
  });

  beforeEach(() => here.anew());

  after(() => here.close());

  /** A state of an earlier version, which had neither the rule nor the input. */
  function forgetInput(): void {
    const { state } = here.stack;
    here.stack.state = {
      ...state,
      resources: state.resources.map((resource) => {
        const { record } = bare(resource.outputs);
        const known = decodeRecord({ record });
        const inputs = withoutInput(known.inputs);
        return {
          ...resource,
          inputs: withoutInput(resource.inputs),
          outputs: { ...resource.outputs, record: secret(encodeRecord({ ...known, inputs })) },
        };
      }),
    };
  }

  it("is refused in a preview already, literal or loaded, and imported when it is said to be plain", async () => {
    const { stack, world } = here;
    const users = { alice, bob: loaded };
    const refused = await failing(stack.preview(here.staff(users)));
    expect(JSON.stringify(refused.failures)).to.contain("alice.password: looks like a hash");
    expect(JSON.stringify(refused.failures)).to.contain("bob.password: looks like a hash");
    expect(here.inClear(refused)).not.to.contain(HASH);
    await stack.up(here.staff(users, plain));
    expect(here.userNames()).to.have.members(["alice", "bob"]);
    await world.forgetCalls();
    expect((await stack.up(here.staff(users, plain))).steps.map(({ op }) => op)).to.deep.equal(["same"]);
    expect(await world.writes()).to.deep.equal([]);
    expect(at(stack.resource("staff").inputs, "userSets", "staff", "alice", "password")).to.be.instanceOf(Hidden);
  });

  it("passes a preview that does not know it, and is refused before anything is sent", async () => {
    const { stack, world } = here;
    const unknown = here.staff({ alice: { ...alice, password: UNKNOWN } });
    expect((await stack.preview(unknown)).steps.map(({ op }) => op)).to.deep.equal(["create"]);
    await world.forgetCalls();
    const refused = await failing(stack.up(here.staff({ alice })));
    expect(JSON.stringify(refused.failures)).to.contain("looks like a hash");
    expect(await world.calls()).to.deep.equal([]);
  });

  it("in a state of before is refreshed, previewed, mended and destroyed", async () => {
    const { stack, world } = here;
    const users = { alice, bob: loaded };
    await stack.up(here.staff(users, plain));
    forgetInput();
    await stack.close();
    expect((await stack.refresh()).steps.map(({ op }) => op)).to.deep.equal(["same"]);
    const refused = await failing(stack.preview(here.staff(users)));
    expect(JSON.stringify(refused.failures)).to.contain('passwordsArePlain: [\\"staff\\"]');
    const mended = here.staff({ alice: { userName: "alice" }, bob: '{"userName":"bob"}' });
    expect((await stack.preview(mended)).steps.map(({ op }) => op)).to.deep.equal(["update"]);
    await world.forgetCalls();
    await stack.up(mended);
    expect(await world.writes()).to.deep.equal([]);
    await stack.up(here.staff(users, plain));
    forgetInput();
    await stack.destroy();
    expect(here.userNames()).to.deep.equal([]);
  });

  it("is sent nothing for when it is said to be plain in another way", async () => {
    const { stack, world } = here;
    await stack.up(here.staff({ alice }, { passwordsArePlain: true }));
    await world.forgetCalls();
    const { steps, lines } = await stack.up(here.staff({ alice }, plain));
    expect(steps.map(({ op, diff }) => [op, diff])).to.deep.equal([["update", { passwordsArePlain: "update" }]]);
    expect(lines.map(({ message }) => message)).to.include("plan against last known state: no API calls needed");
    expect(await world.writes()).to.deep.equal([]);
  });
});

function withoutInput<Value>(inputs: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== "passwordsArePlain"));
}
