import { expect } from "chai";
import { errorFromService } from "../../../../ciam/errors";
import type { ActionName } from "../../../../ciam/actions";
import { PlanRefused } from "../../../../provider/messages/errors";
import { NOBODY, type AtRest } from "../../../../provider/reconcile/atRest";
import { Ledger } from "../../../../provider/reconcile/ledger";
import { reconcile, type Target } from "../../../../provider/reconcile/reconcile";
import type { DeclaredUser } from "../../../../provider/users/model/user";
import { everyAction, type ManagedUser } from "../../../../provider/users/plan/actions";
import { failureOf } from "../../../support/failure";
import { POLICY, recorded, words } from "../users/plan/builders";
import { contextOn, FakeStore } from "./fakeStore";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WRITES: readonly ActionName[] = ["CreateApiImportUserJob", "UpdateUser", "DeleteUsers", "UpdateUserStatus"];
const NAMESAKE = "shop/dev/staff#11111111";

type Users = Record<string, DeclaredUser>;
const named = (...names: string[]): Users => Object.fromEntries(names.map((userName) => [userName, { userName }]));

/** A run for these users on a store, and what it did there. */
function reconciling(users: Users, store = new FakeStore(), given: Partial<Target> = {}) {
  const known = given.recorded ?? [];
  const ledger = new Ledger(known, given.atRest);
  const told: string[] = [];
  const announced: string[][] = [];
  const before: number[] = [];
  const target: Target = {
    verb: "update",
    desired: Object.entries(users).map(([key, user]) => ({ ref: { set: "s", key }, user, credential: "as before" })),
    recorded: known,
    atRest: NOBODY,
    headcount: { managed: known.length, declared: Object.keys(users).length },
    policy: POLICY,
    limit: { count: 100, percent: 10, accepted: undefined, isSpent: false },
    isMove: false,
    preflight: false,
    unfinishedJobs: [],
    ...given,
  };
  const written = (): string[] => store.calls.filter((call) => WRITES.some((write) => call.startsWith(write)));
  const context = {
    ...contextOn(store, told),
    atRest: target.atRest.count,
    announce: (plan: Parameters<typeof everyAction>[0]) => {
      announced.push(everyAction(plan).map(words));
      before.push(written().length);
    },
  };
  return { store, ledger, told, announced, before, written, run: () => reconcile(context, ledger, target) };
}

const manages = (ledger: Ledger) => Object.fromEntries(ledger.entries.map(({ ref, id }) => [ref.key, id]));
const stranger = { IndexedAttribute5: null };

describe("a run", () => {
  it("looks, announces its plan, and writes", async () => {
    const store = new FakeStore();
    store.put("stranger", { userName: "other" }, stranger);
    const { ledger, announced, before, run } = reconciling(named("ann", "ben"), store, { verb: "create" });
    const { unmanaged } = await run();
    expect(announced).to.deep.equal([["import ann", "import ben"]]);
    expect(before).to.deep.equal([0]);
    expect(manages(ledger)).to.deep.equal({ ann: "new-ann", ben: "new-ben" });
    expect(unmanaged).to.equal(1);
    const jobsAsked = store.calls
      .slice(0, store.calls.indexOf("CreateApiImportUserJob"))
      .filter((call) => call === "ListJobs");
    expect(jobsAsked, "other imports are waited for once").to.have.length(1);
  });

  it("can be repeated, and then writes nothing", async () => {
    const { store, ledger, run } = reconciling(named("ann"));
    await run();
    const again = reconciling(named("ann"), store, {
      recorded: ledger.entries.map((entry): ManagedUser => recorded("ann", entry.id, { userName: "ann" })),
    });
    const writes = again.written().length;
    await again.run();
    expect([again.announced, again.written().length]).to.deep.equal([[["keep ann"]], writes]);
  });

  it("does not fail because the store could not be counted in the end", async () => {
    const { store, run, ledger } = reconciling(named("ann"));
    store.answers.ListUser = () => {
      throw errorFromService("ListUser", { code: "UnauthorizedOperation" });
    };
    expect((await run()).unmanaged).to.equal(undefined);
    expect(ledger.failures).to.deep.equal([]);
  });
});

describe("a run that is refused", () => {
  const leavers = named(...Array.from({ length: 3 }, (_, n) => `u${n}`));
  const refusals: [
    about: string,
    users: Users,
    given: Partial<Target>,
    there: Users,
    owner: string | undefined,
    why: RegExp,
  ][] = [
    [
      "because it removes too many",
      named("ann"),
      {
        recorded: Object.entries(leavers).map(([key, user]) => recorded(key, key, user)),
        limit: { count: 2, percent: 10, accepted: undefined, isSpent: false },
      },
      leavers,
      undefined,
      /^3 of 3 managed users would be removed/,
    ],
    [
      "because it creates users of a namesake",
      named("ann", "ben"),
      { verb: "create" },
      named("ann"),
      NAMESAKE,
      /^nothing was written: 1 of 2 declared users belongs to shop\/dev\/staff#11111111/,
    ],
    [
      "because it moves, and a user cannot come",
      named("ann", "ben"),
      { verb: "create", isMove: true, preflight: true },
      named("ben"),
      "",
      /^nothing was written: 1 of 2 declared users cannot come into the new store/,
    ],
  ];
  for (const [about, users, given, there, owner, why] of refusals) {
    it(`${about} has announced and written nothing`, async () => {
      const store = new FakeStore();
      const mark = owner === undefined ? {} : { IndexedAttribute5: owner === "" ? null : `pulumi:${owner}` };
      for (const [id, user] of Object.entries(there)) store.put(id, user, { ...mark, LastSignOn: 1 });
      const { run, announced, written, ledger } = reconciling(users, store, given);
      const error = await failureOf(run());
      expect(error).to.be.instanceOf(PlanRefused);
      expect(error.message).to.match(why);
      expect([announced, written(), ledger.hasWritten]).to.deep.equal([[], [], false]);
    });
  }
});

describe("a run after one that was killed", () => {
  /** A running job, which ends at the fifth look at it and brings ann. */
  function bringing(store: FakeStore, ann: DeclaredUser = { userName: "ann" }): void {
    const job = store.addJob("PROCESSING");
    const { ListJobs } = store.answers;
    let looks = 0;
    store.answers.ListJobs = (request) => {
      if (++looks === 5) {
        Object.assign(job, { Status: "COMPLETED" });
        store.put("1", ann);
      }
      return ListJobs?.(request) ?? {};
    };
  }

  it("waits for a job that it left, and does not import its users again", async () => {
    const store = new FakeStore();
    bringing(store);
    const { run, announced, written } = reconciling(named("ann"), store, { unfinishedJobs: ["job-1"] });
    await run();
    expect([announced, written()]).to.deep.equal([[["keep ann"]], []]);
  });

  it("waits for a job that it left, also where nobody is new", async () => {
    const store = new FakeStore();
    bringing(store);
    const { run } = reconciling({}, store, { unfinishedJobs: ["job-1"] });
    await run();
    expect(store.called("ListJobs")).to.have.length(5);
  });

  it("waits for a job that nobody recorded, and does not import its users again", async () => {
    const store = new FakeStore();
    bringing(store);
    const { run, announced, written } = reconciling(named("ann"), store);
    await run();
    expect([announced, written()]).to.deep.equal([[["keep ann"]], []]);
  });

  it("waits for such a job when it was killed between a deletion and the import after it, and decides anew", async () => {
    const store = new FakeStore();
    const ann = { userName: "ann", gender: "F" };
    bringing(store, ann);
    const { run, announced, written } = reconciling({ ann }, store, {
      recorded: [recorded("ann", "deleted", { ...ann, gender: "M" })],
      policy: { ...POLICY, importOnlyChange: "reimport" },
    });
    await run();
    expect([announced, written()]).to.deep.equal([[["forget ann: gone", "keep ann"]], []]);
  });

  it("waits for an import whose reply was lost", async () => {
    const store = new FakeStore();
    const { run } = reconciling(named("ann"), store, { inDoubtSince: store.clock.now() - 10_000 });
    await run();
    expect(store.clock.monotonic()).to.be.at.least(50_000);
  });

  it("waits for nothing where nobody is new", async () => {
    const store = new FakeStore();
    store.addJob("PROCESSING");
    store.put("1", { userName: "ann" });
    const known = [recorded("ann", "1", { userName: "ann" })];
    const { run } = reconciling(named("ann"), store, { recorded: known });
    await run();
    expect([store.called("ListJobs"), store.clock.slept]).to.deep.equal([[], []]);
  });

  it("brings a user to its declaration who shows only when it is sent again", async () => {
    const store = new FakeStore();
    store.put(
      "1",
      { userName: "ann", nickname: "Old" },
      { CreatedDate: store.clock.now() - HOUR, LastModifiedDate: store.clock.now() - HOUR },
    );
    const { DescribeUser } = store.answers;
    let looks = 0;
    // A list that lags shows it after the import.
    store.answers.DescribeUser = (request) =>
      ++looks <= 2 ? { Total: 0, Content: [] } : (DescribeUser?.(request) ?? {});
    store.answers.CreateApiImportUserJob = () => ({
      Job: Object.assign(store.addJob("COMPLETED"), {
        FailedUsers: [{ FailedUserIdentification: "ann", FailedReason: "exists" }],
      }),
    });
    const { run, ledger, announced } = reconciling({ ann: { userName: "ann", nickname: "New" } }, store);
    await run();
    expect(announced).to.deep.equal([["import ann"]]);
    expect(store.live("1")?.fields.nickname).to.equal("New");
    expect([manages(ledger), ledger.failures]).to.deep.equal([{ ann: "1" }, []]);
  });
});

describe("a create", () => {
  it("asks for its first user, who would belong to a relative, and for nobody else", async () => {
    const { store, run } = reconciling(named("ann", "ben"), new FakeStore(), { verb: "create" });
    const { DescribeUser } = store.answers;
    const sought: unknown[] = [];
    store.answers.DescribeUser = (request) => {
      for (const { PropertyKey, PropertyValue } of request.Filters ?? [])
        if (PropertyKey === "userName") sought.push(PropertyValue);
      return DescribeUser?.(request) ?? {};
    };
    await run();
    expect(sought).to.deep.equal(["ann"]);
  });

  it("with a preflight adopts who is there, if it may", async () => {
    const store = new FakeStore();
    store.put("1", { userName: "ann" }, stranger);
    const policy = { ...POLICY, conflicts: "adopt" } as const;
    const { run, announced, ledger } = reconciling(named("ann"), store, { verb: "create", preflight: true, policy });
    await run();
    expect(announced).to.deep.equal([["adopt ann: "]]);
    expect(ledger.entries).to.deep.include({ ref: { set: "s", key: "ann" }, id: "1", origin: "adopted" });
  });
});

describe("users at rest", () => {
  const nine = { userName: "nine" };
  const atRest: AtRest = {
    count: 1_000,
    has: (id) => id === "9",
    find: (id) =>
      id === "9"
        ? {
            recorded: recorded("nine", "9", nine),
            desired: { ref: { set: "s", key: "nine" }, user: nine, credential: "as before" },
          }
        : undefined,
  };

  it("take no part", async () => {
    const store = new FakeStore();
    store.put("9", nine);
    const { run, announced, ledger } = reconciling(named("ann"), store, { atRest });
    await run();
    expect([announced, manages(ledger)]).to.deep.equal([[["import ann"]], { ann: "new-ann" }]);
  });

  it("are no orphans, though a search of the whole store has found them", async () => {
    const store = new FakeStore();
    store.put("9", nine);
    const { run, told } = reconciling(named("ann", "ben", "cy"), store, { atRest, preflight: true });
    const { plan } = await run();
    expect(store.called("ListUser").length).to.be.at.least(3);
    expect([plan.orphans, told]).to.deep.equal([[], []]);
  });

  it("take part if one has the identity of a user to come", async () => {
    const store = new FakeStore();
    store.put("9", { userName: "ann" });
    const { run, announced, ledger } = reconciling(named("ann"), store, { atRest });
    await run();
    expect(announced[0]).to.have.members(["conflict ann: identity-taken", "keep nine, drifted: userName"]);
    expect(manages(ledger)).to.deep.equal({ nine: "9" });
    expect(ledger.failures.map(({ ref, reason }) => [ref.key, reason])).to.deep.equal([
      ["ann", "its userName belongs to 9 (s/nine)"],
    ]);
  });

  it("are called by their names where they stand in the way of a move", async () => {
    const store = new FakeStore();
    store.put("9", { userName: "ann" });
    const { run, ledger } = reconciling(named("ann"), store, { atRest, isMove: true });
    expect(await failureOf(run())).to.be.instanceOf(PlanRefused);
    expect(ledger.failures[0]?.reason).to.equal("its userName belongs to 9 (s/nine)");
  });
});
