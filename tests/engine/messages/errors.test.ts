import { expect } from "chai";
import { Bench } from "../support/bench";
import { failing } from "../support/engine/engineDouble";
import type { Outcome } from "../support/engine/outcome";
import type { Values } from "../support/state/values";
import { row } from "../../support/faultPlan";

const users: Values = { alice: { userName: "alice" } };

/** A stack trace in any form. */
const TRACE = /\n\s+at |node_modules|\.js:\d+/;

describe("an error", function () {
  this.timeout(60_000);
  let here: Bench;

  before(async () => {
    here = await Bench.start({}, { sharesProcess: true });
  });

  beforeEach(async () => {
    await here.anew();
    await here.stack.up(here.staff(users));
  });

  after(() => here.close());

  function expectOneSentence({ failures, printed }: Outcome, about: RegExp): void {
    expect(failures).to.have.lengthOf(1);
    expect(failures[0]?.message).to.match(about);
    expect(failures[0]?.message).not.to.match(TRACE);
    // The process of the provider prints errors of these verbs on its own, above the one of the engine.
    expect(printed.join("\n")).not.to.match(TRACE);
    expect(printed.length).to.be.at.most(1);
  }

  const refuse = (action: string, code: string) =>
    here.world.admin("PUT", "/faults", [{ action, effect: "code", code }]);

  it("in a refresh is one line without a stack", async () => {
    await refuse("DescribeUser", "FailedOperation.InvalidUserStore");
    expectOneSentence(await failing(here.stack.refresh()), /pulumi state delete/);
  });

  it("in a destruction is one line without a stack", async () => {
    await refuse("DeleteUsers", "UnauthorizedOperation");
    expectOneSentence(await failing(here.stack.destroy()), /UnauthorizedOperation/);
  });

  it(row(40, "real process", "a damaged record is told in one line without a stack"), async () => {
    const { resources, ...state } = here.stack.state;
    here.stack.state = {
      ...state,
      resources: resources.map((resource) => ({ ...resource, outputs: { ...resource.outputs, record: "damaged" } })),
    };
    expectOneSentence(await failing(here.stack.refresh()), /record/);
  });

  it("in a check is one line a finding, each with its place", async () => {
    const wrong = here.staff({ alice: { email: "nowhere" }, bob: { nickname: "Bob" } });
    const { failures, printed } = await failing(here.stack.up(wrong));
    const [first, second, ...others] = (failures[0]?.message ?? "").split("\n");
    expect(first).to.equal("resource 'staff' has a problem: userSets[\"staff\"].alice.email: is not an e-mail address");
    expect(second).to.match(/^resource 'staff' has a problem: userSets\["staff"\]\.bob: has no identity/);
    expect(others).to.deep.equal([]);
    expect(printed).to.deep.equal([]);
  });

  it("in a creation or an update is printed by the engine alone", async () => {
    await refuse("DescribeUser", "UnauthorizedOperation");
    const { failures, printed } = await failing(here.stack.up(here.staff({ ...users, bob: { userName: "bob" } })));
    expect(failures[0]?.message)
      .to.match(/UnauthorizedOperation/)
      .and.not.to.match(TRACE);
    expect(printed).to.deep.equal([]);
  });

  it("when nobody listens at the endpoint is one sentence", async () => {
    const { stack, world } = here;
    stack.state = { ...stack.state, config: { ...world.config, "ciam:endpoint": "http://127.0.0.1:9" } };
    expectOneSentence(await failing(stack.refresh()), /127\.0\.0\.1:9/);
  });
});
