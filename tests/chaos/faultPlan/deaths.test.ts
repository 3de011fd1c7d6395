import { expect } from "chai";
import { EngineDied, EngineDouble, failing } from "../../engine/support/engine/engineDouble";
import { CommandFailed, type Outcome } from "../../engine/support/engine/outcome";
import { userImportJob, type Program } from "../../engine/support/program";
import { problems } from "../../engine/support/checker";
import { Interceptor } from "../../engine/support/service/interceptor";
import type { Values } from "../../engine/support/state/values";
import { World, type StoredUser } from "../../engine/support/service/world";
import { row } from "../../support/faultPlan";
import { count, SUBMIT } from "./trial";

const users: Values = {
  alice: { userName: "alice" },
  bob: { userName: "bob", nickname: "Bob" },
  carol: { userName: "carol", email: "carol@example.com" },
};

const isWrite = (action: string): boolean => !/^(?:Describe|List)/.test(action);

describe("a command that is interrupted", function () {
  this.timeout(120_000);
  let world: World;
  let line: Interceptor;
  let stack: EngineDouble;
  let strangers: StoredUser[];

  beforeEach(async () => {
    world = await World.start({ jobProcessingMs: 40 });
    await world.addUser({ UserName: "erin", Nickname: "theirs" });
    strangers = world.users();
    line = await Interceptor.into(world.endpoint);
    stack = await EngineDouble.start({
      config: { ...world.config, "ciam:endpoint": line.endpoint },
      sharesProcess: true,
    });
  });

  afterEach(async () => {
    await stack.close();
    line.close();
    await world.close();
  });

  const program = (some = users, more: Values = {}): Program => [
    userImportJob("staff", { userStoreId: world.storeId, userSets: { staff: some }, ...more }),
  ];
  const oneByOne = { batch: { users: 1 } };

  /** Strikes at the n-th call of an action, and gives the command up. Without its reply, nothing comes after the call. */
  async function struck(
    at: { action: string; nth: number; when: "before" | "after"; withoutReply?: true },
    strike: () => Promise<void>,
    command: () => Promise<Outcome>,
  ): Promise<void> {
    let seen = 0;
    let done: Promise<void> | undefined;
    const look = (action: string): undefined => {
      if (action === at.action && ++seen === at.nth) done = strike();
    };
    const lookAfter = (action: string): "withhold the reply" | undefined => {
      look(action);
      return done && at.withoutReply ? "withhold the reply" : undefined;
    };
    line.listener = at.when === "before" ? { before: look } : { after: lookAfter };
    await command().catch((error: unknown) => {
      if (!(error instanceof EngineDied) && !(error instanceof CommandFailed)) throw error;
    });
    expect(seen, `${at.action} came ${String(at.nth)} times`).to.be.at.least(at.nth);
    await done;
    line.listener = {};
  }

  /** All users exist once, no other was touched, and nothing is left to do. */
  async function isSettled(program_: Program, some = users): Promise<void> {
    expect(problems(world.users(), some, strangers)).to.deep.equal([]);
    line.calls = [];
    await stack.up(program_);
    const { steps } = await stack.refresh();
    expect(steps.filter(({ op }) => op !== "same")).to.deep.equal([]);
    expect(line.calls.filter(isWrite)).to.deep.equal([]);
  }

  it(row(1, "real process", "the next up takes over who the job has made, with no second submit"), async () => {
    await struck(
      { action: SUBMIT, nth: 1, when: "after" },
      () => stack.die(),
      () => stack.up(program()),
    );
    expect(stack.state.resources).to.deep.equal([]);
    await stack.up(program());
    expect(count(line.calls, SUBMIT)).to.equal(1);
    await isSettled(program());
  });

  for (const nth of [1, 2, 3]) {
    for (const when of ["before", "after"] as const) {
      it(row(2, "real process", `${when} job ${String(nth)} of 3: a job is sent only for who is missing`), async () => {
        const inTurn = program(users, oneByOne);
        await struck(
          { action: SUBMIT, nth, when },
          () => stack.die(),
          () => stack.up(inTurn),
        );
        line.calls = [];
        await stack.up(inTurn);
        // Before it: the call had not reached the service. Or it had, and the death came too late to keep it back.
        expect(count(line.calls, SUBMIT)).to.be.within(3 - nth, when === "before" ? 4 - nth : 3 - nth);
        await isSettled(inTurn);
      });
    }
  }

  for (const [action, where] of [
    ["ListJobs", "submit and poll"],
    ["DescribeUser", "poll and look-back"],
  ] as const) {
    it(row(2, "real process", `between ${where}: a job is sent only for who is missing`), async () => {
      const inTurn = program(users, oneByOne);
      await struck(
        { action, nth: 3, when: "after", withoutReply: true },
        () => stack.die(),
        () => stack.up(inTurn),
      );
      await stack.up(inTurn);
      expect(count(line.calls, SUBMIT)).to.equal(3);
      await isSettled(inTurn);
    });
  }

  it(
    row(3, "real process", "the creation was not noted: the next up finds everybody and writes nothing but its mark"),
    async () => {
      // The last call of a run counts the users of the store.
      await struck(
        { action: "ListUser", nth: 2, when: "after" },
        () => stack.dieAlone(),
        () => stack.up(program()),
      );
      expect(stack.state.resources).to.deep.equal([]);
      // The provider outlived its engine, and ends now: the next command has a process of its own.
      await stack.close();
      line.calls = [];
      await stack.up(program());
      expect(line.calls.filter(isWrite)).to.deep.equal(Object.keys(users).map(() => "UpdateUser"));
      await isSettled(program());
    },
  );

  it(row(4, "real process", "the up goes on to its end, and everything is recorded"), async () => {
    // A dynamic provider does not learn of it in a way it could act on.
    await struck(
      { action: SUBMIT, nth: 2, when: "after" },
      () => stack.interrupt(),
      () => stack.up(program(users, oneByOne)),
    );
    expect(stack.resource("staff").initErrors).to.deep.equal([]);
    await isSettled(program(users, oneByOne));
  });

  it(row(5, "real process", "the state knows the resource or not, and the next up ends as declared"), async () => {
    const inTurn = program(users, oneByOne);
    const twice = async (): Promise<void> => {
      await stack.interrupt();
      await stack.kill();
    };
    await struck({ action: SUBMIT, nth: 2, when: "after" }, twice, () => stack.up(inTurn));
    await stack.up(inTurn);
    await isSettled(inTurn);
  });

  it(
    row(5, "real process", "an update that is cut off keeps the old inputs, and the next up finishes it"),
    async () => {
      await stack.up(program());
      const edited = program({ ...users, bob: { userName: "bob", nickname: "Rob" }, dave: { userName: "dave" } });
      await struck(
        { action: "UpdateUser", nth: 1, when: "after" },
        () => stack.die(),
        () => stack.up(edited),
      );
      await stack.up(edited);
      await isSettled(edited, { ...users, bob: { userName: "bob", nickname: "Rob" }, dave: { userName: "dave" } });
    },
  );

  it(row(6, "real process", "who comes second waits for the first one's job, and nobody is there twice"), async () => {
    const other = await EngineDouble.start({
      config: { ...world.config, "ciam:endpoint": line.endpoint },
      sharesProcess: true,
    });
    const ends = await Promise.allSettled([stack.up(program()), other.up(program())]);
    expect(ends.some(({ status }) => status === "fulfilled")).to.equal(true);
    await stack.up(program());
    await isSettled(program());
    await other.close();
  });

  it(
    row(36, "real process", "toString, constructor's likes and other names are keys, or refused by name"),
    async () => {
      const odd: Values = {
        toString: { userName: "t" },
        hasOwnProperty: { userName: "h" },
        valueOf: { userName: "v" },
      };
      await stack.up(program(odd));
      await isSettled(program(odd), odd);
      const { failures } = await failing(stack.up(program({ ...odd, constructor: { userName: "c" } })));
      expect(failures[0]?.message).to.match(/constructor/);
    },
  );
});
