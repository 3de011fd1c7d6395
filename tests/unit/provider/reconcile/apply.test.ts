import { expect } from "chai";
import { errorFromService } from "../../../../ciam/errors";
import type { CiamUser } from "../../../../ciam/actions";
import { apply } from "../../../../provider/reconcile/apply";
import { Ledger } from "../../../../provider/reconcile/ledger";
import type { RunContext } from "../../../../provider/reconcile/run";
import type { LiveUser } from "../../../../provider/users/model/live";
import { identityOf } from "../../../../provider/users/model/identity/identity";
import type { UserField } from "../../../../provider/users/model/fields";
import type { DeclaredUser } from "../../../../provider/users/model/user";
import type { ActionOf, Step } from "../../../../provider/users/plan/actions";
import { keptForms, noForms } from "../../../../provider/users/plan/compare/inForce";
import { failureOf } from "../../../support/failure";
import { live, recorded } from "../users/plan/builders";
import { contextOn, FakeStore } from "./fakeStore";

const ref = (key: string) => ({ set: "s", key });
const codeOf = (ledger: Ledger) => Object.fromEntries(ledger.failures.map(({ ref: { key }, code }) => [key, code]));

/** A run on a store of our users, each named by its UserId. */
class Run {
  readonly store = new FakeStore();
  readonly ledger = new Ledger([]);
  /** The writes, each with the users it is about. */
  readonly writes: string[] = [];
  readonly #refused = new Map<string, string>();

  constructor(users: Record<string, DeclaredUser> = {}, more: Partial<CiamUser> = {}) {
    for (const [id, user] of Object.entries(users)) {
      this.store.put(id, user, more);
      this.ledger.manage({ ref: ref(id), id, origin: "created" });
    }
    const { UpdateUser, DeleteUsers, CreateApiImportUserJob } = this.store.answers;
    this.store.answers.UpdateUser = (request) => {
      this.#note(`update ${request.UserId}`);
      return UpdateUser?.(request) ?? {};
    };
    this.store.answers.DeleteUsers = (request) => {
      this.#note(`delete ${request.UserIds.join(" ")}`);
      return DeleteUsers?.(request) ?? {};
    };
    this.store.answers.CreateApiImportUserJob = (request) => {
      this.#note(`import ${request.DataFlowUserCreateList.map(({ UserName }) => UserName).join(" ")}`);
      if (!CreateApiImportUserJob) throw new Error("the store takes no imports");
      return CreateApiImportUserJob(request);
    };
  }

  /** From now on the service answers this write with this code. */
  refuse(write: string, code: string): this {
    this.#refused.set(write, code);
    return this;
  }

  #note(write: string): void {
    this.writes.push(write);
    const code = this.#refused.get(write);
    if (code !== undefined) throw errorFromService("UpdateUser", { code });
  }

  live(id: string): LiveUser {
    const user = this.store.live(id);
    if (!user) throw new Error(`there is no ${id}`);
    return user;
  }

  update(id: string, to: DeclaredUser, how: Partial<ActionOf<"update">> = {}): ActionOf<"update"> {
    const user = this.live(id);
    // The names of a declared user's fields.
    const fields = Object.keys(to) as UserField[];
    const changes = fields.map((field) => ({ field, from: user.fields[field], to: to[field] }));
    return {
      kind: "update",
      ref: ref(id),
      user: { ...user.fields, ...to },
      live: user,
      origin: "created",
      by: "record",
      changes,
      setPassword: false,
      passwordWithheld: false,
      unfreeze: false,
      forms: noForms,
      ...how,
    };
  }

  reimport(id: string): ActionOf<"reimport"> {
    return {
      kind: "reimport",
      ref: ref(id),
      user: { userName: id, gender: "F" },
      live: this.live(id),
      fields: ["gender"],
    };
  }

  remove(id: string): ActionOf<"delete"> {
    return { kind: "delete", recorded: recorded(id, id, undefined), live: this.live(id) };
  }

  apply(...steps: Step[]): Promise<void> {
    return this.applyIn({}, ...steps);
  }

  applyIn(context: Partial<RunContext>, ...steps: Step[]): Promise<void> {
    return apply({ ...contextOn(this.store), ...context }, this.ledger, { steps });
  }
}

/** Users u1, u2 and so on, with a nickname that can be changed and an address that can be lost. */
const crowd = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`u${n + 1}`, { userName: `u${n + 1}`, nickname: "A", address: "X" }]),
  );
const arrival = (userName: string): ActionOf<"import"> => ({ kind: "import", ref: ref(userName), user: { userName } });
const writing = (run: Run, ids: readonly string[]): Step => ({
  kind: "write",
  actions: ids.map((id) => run.update(id, { nickname: "B" })),
});

/** Calls that take a moment, and how many were under way at the beginning of each. */
function slow({ store }: Run) {
  const underWay: number[] = [];
  let now = 0;
  const calls: RunContext["calls"] = {
    endpoint: store.endpoint,
    pageSizes: store.pageSizes,
    serviceNow: () => store.serviceNow(),
    call: async (action, request) => {
      underWay.push(++now);
      await new Promise(setImmediate);
      now--;
      return store.call(action, request);
    },
  };
  return { calls, underWay };
}

const USER_CODE = "FailedOperation.AttributeFormatError";

describe("a plan", () => {
  it("is carried out step by step, in its order", async () => {
    const run = new Run({ ...crowd(2), leaver: { userName: "leaver" } });
    await run.apply(
      { kind: "remove", actions: [run.remove("leaver")] },
      { kind: "write", actions: [run.update("u1", { nickname: "B" })] },
      { kind: "import", actions: [arrival("newcomer")] },
      { kind: "write", actions: [run.update("u2", { nickname: "B" })] },
    );
    expect(run.writes).to.deep.equal(["delete leaver", "update u1", "import newcomer", "update u2"]);
    expect(run.ledger.failures).to.deep.equal([]);
  });

  it("sends its first write alone, and eight at once after that", async () => {
    const run = new Run(crowd(20));
    const { calls, underWay } = slow(run);
    await run.applyIn({ calls }, writing(run, Object.keys(crowd(20))));
    expect(underWay.slice(0, 3), "the first update, the look at it, and the second").to.deep.equal([1, 1, 1]);
    expect(Math.max(...underWay)).to.equal(8);
  });

  it("goes on after an error about one user, who stays ours as recorded and fails", async () => {
    const run = new Run(crowd(3)).refuse("update u2", USER_CODE);
    run.ledger.manage({ ref: ref("u2"), id: "u2", origin: "created", forms: keptForms({ address: "X" }) });
    await run.apply(writing(run, ["u1", "u2", "u3"]), { kind: "import", actions: [arrival("newcomer")] });
    expect(run.writes).to.deep.equal(["update u1", "update u2", "update u3", "import newcomer"]);
    expect(codeOf(run.ledger)).to.deep.equal({ u2: USER_CODE });
    expect(["u1", "u2", "u3"].map((key) => run.ledger.isApplied(ref(key)))).to.deep.equal([true, false, true]);
    expect(run.ledger.entryOf(ref("u2"))?.forms?.has("address")).to.equal(true);
  });

  it("goes on one by one while the first writes fail", async () => {
    const run = new Run(crowd(3)).refuse("update u1", USER_CODE).refuse("update u2", USER_CODE);
    await run.apply(writing(run, ["u1", "u2", "u3"]));
    expect(codeOf(run.ledger)).to.deep.equal({ u1: USER_CODE, u2: USER_CODE });
    expect(run.ledger.canaries.updates.isProven).to.equal(true);
  });

  /** Errors that are about all users, and how often the write is sent. */
  const ends: [about: string, code: string, times: number][] = [
    ["that refuses the caller", "UnauthorizedOperation", 1],
    ["of an unknown outcome, after one more attempt", "InternalError", 2],
    ["that nobody knows", "FailedOperation.Unheard", 2],
  ];
  for (const [about, code, times] of ends) {
    it(`ends at an error ${about}; what is under way ends first, and nothing follows`, async () => {
      const run = new Run(crowd(30));
      run.ledger.canaries.updates.cameBack();
      run.refuse("update u3", code);
      const ids = Object.keys(crowd(30));
      const error = await failureOf(run.apply(writing(run, ids), { kind: "import", actions: [arrival("newcomer")] }));
      expect(error).to.include({ code });
      expect(run.writes.filter((write) => write === "update u3")).to.have.length(times);
      const sent = new Set(run.writes);
      expect(sent).not.to.include("import newcomer");
      expect(sent.size, "writers that were under way").to.be.within(3, 16);
      for (const id of ids) expect(run.ledger.isApplied(ref(id)), id).to.equal(id !== "u3" && sent.has(`update ${id}`));
      expect(run.ledger.failures, "it is nobody's failure").to.deep.equal([]);
      expect(run.ledger.hasWritten).to.equal(true);
    });
  }
});

describe("a plan in which identities change hands", () => {
  const handing = { ann: { userName: "ann", address: "X" }, bob: { userName: "bob", address: "X" } };
  const steps = (run: Run): Step[] => [
    { kind: "write", actions: [run.update("ann", { userName: "anna" }), run.update("bob", { userName: "ann" })] },
    { kind: "import", actions: [{ ...arrival("newcomer"), user: { userName: "bob" } }] },
  ];

  it("writes one user after the other, in its order", async () => {
    const run = new Run(handing);
    run.ledger.canaries.updates.cameBack();
    const { calls, underWay } = slow(run);
    await run.applyIn({ calls }, ...steps(run));
    expect(run.writes).to.deep.equal(["update ann", "update bob", "import bob"]);
    expect(Math.max(...underWay)).to.equal(1);
    expect(run.ledger.failures).to.deep.equal([]);
  });

  it("sends nothing for those who wait for one who failed", async () => {
    const run = new Run(handing).refuse("update ann", USER_CODE);
    await run.apply(...steps(run));
    expect(run.writes).to.deep.equal(["update ann"]);
    expect(codeOf(run.ledger)).to.deep.equal({
      ann: USER_CODE,
      bob: "Conflict.IdentityTaken",
      newcomer: "Conflict.IdentityTaken",
    });
    expect(["ann", "bob"].map((id) => run.ledger.manages(id))).to.deep.equal([true, true]);
  });

  it("writes to the user who holds the identity itself", async () => {
    const run = new Run(handing);
    run.ledger.noteStays(run.live("ann"));
    await run.apply({ kind: "write", actions: [run.update("ann", { userName: "ann" })] });
    expect(run.writes).to.deep.equal(["update ann"]);
  });

  it("does not make a leftover of an interrupted run ours by an update that failed", async () => {
    const run = new Run(handing).refuse("update ann", USER_CODE);
    run.ledger.drop("ann");
    await run.apply({ kind: "write", actions: [run.update("ann", { nickname: "B" }, { by: "interrupted" })] });
    expect(run.ledger.manages("ann")).to.equal(false);
  });
});

describe("users who are deleted and imported again", () => {
  const step = (run: Run, ...ids: string[]): Step => ({ kind: "reimport", actions: ids.map((id) => run.reimport(id)) });

  it("go in two parts: the first alone, until it is back", async () => {
    const run = new Run(crowd(3));
    await run.apply(step(run, "u1", "u2", "u3"));
    expect(run.writes).to.deep.equal(["delete u1", "import u1", "delete u2 u3", "import u2 u3"]);
    expect(run.ledger.entryOf(ref("u1"))?.id).to.equal("new-u1");
  });

  it("are not begun when the one before failed", async () => {
    const run = new Run(crowd(3));
    run.store.answers.CreateApiImportUserJob = () => ({ Job: run.store.addJob("FAILED") });
    await run.apply(step(run, "u1", "u2", "u3"));
    expect(run.writes).to.deep.equal(["delete u1"]);
    expect(codeOf(run.ledger)).to.deep.equal({ u1: "JobFailed", u2: "NotBegun", u3: "NotBegun" });
    expect(["u1", "u2"].map((id) => run.ledger.manages(id))).to.deep.equal([false, true]);
  });

  it("are left alone when they lost our mark, and not imported beside themselves", async () => {
    const run = new Run(crowd(1));
    const action = step(run, "u1");
    run.store.put("u1", { userName: "u1" }, { IndexedAttribute5: null });
    await run.apply(action);
    expect([run.writes, codeOf(run.ledger)]).to.deep.equal([[], { u1: "Conflict.MarkLost" }]);
  });
});

describe("a step that sends nothing", () => {
  const user = { userName: "ann" };
  const ann = live("1", user);
  const known = recorded("ann", "1", user, { forms: keptForms({ nickname: "AL" }) });
  const keep: ActionOf<"keep"> = {
    kind: "keep",
    ref: ref("ann"),
    user,
    live: ann,
    origin: "adopted",
    by: "record",
    drifted: [],
    forms: noForms,
  };
  const forget = (why: Exclude<ActionOf<"forget">["why"], "unsettled">): ActionOf<"forget"> =>
    why === "taken-over" || why === "declared-elsewhere"
      ? { kind: "forget", recorded: known, why, live: ann }
      : { kind: "forget", recorded: known, why };

  interface Told {
    managed?: string;
    applied?: boolean;
    failed?: string;
    skipped?: number;
    strangers?: string;
    linked?: number;
    drifted?: readonly string[];
    unfrozen?: number;
  }
  const nothing = {
    managed: undefined,
    applied: false,
    failed: undefined,
    skipped: 0,
    strangers: undefined,
    linked: 0,
    drifted: undefined,
    unfrozen: 0,
  };

  /** Of ann, who is recorded as made by us. */
  const notes: [about: string, action: Extract<Step, { kind: "note" }>["actions"][number], told: Told][] = [
    ["a user who stays", keep, { managed: "adopted", applied: true }],
    [
      "drift of a user who stays",
      { ...keep, drifted: ["nickname"] },
      { managed: "adopted", applied: true, drifted: ["nickname"] },
    ],
    ["a user who is gone", { kind: "missing", recorded: known, user }, { managed: "created", drifted: [] }],
    [
      "a conflict",
      { kind: "conflict", ref: ref("ann"), user, with: [ann], reason: { kind: "exists" } },
      { managed: "created", failed: "Conflict.UserExists" },
    ],
    [
      "a user who is skipped",
      { kind: "skip", ref: ref("other"), live: live("2", user), why: "exists" },
      { managed: "created", skipped: 1, strangers: "2" },
    ],
    [
      "a linked user who is skipped",
      { kind: "skip", ref: ref("other"), live: live("2", user), why: "linked" },
      { managed: "created", skipped: 1, strangers: "2", linked: 1 },
    ],
    ["a user who is gone for good", forget("gone"), {}],
    ["a user who is not ours any more", forget("not-ours"), {}],
    ["a user whom another job takes over, until it has", forget("taken-over"), { managed: "created" }],
    ["a user who was linked", forget("linked"), { linked: 1 }],
    ["a user who left frozen", forget("frozen"), { managed: "created others" }],
    ["a user who left frozen and is so no longer", forget("unfrozen"), { managed: "created", unfrozen: 1 }],
    ["a user whom another job declares", forget("declared-elsewhere"), { managed: "created" }],
  ];
  for (const [about, action, told] of notes) {
    it(`records ${about}`, async () => {
      const store = new FakeStore();
      const ledger = new Ledger([known]);
      await apply(contextOn(store), ledger, { steps: [{ kind: "note", actions: [action] }] });
      const entry = ledger.entryOf(ref("ann"));
      expect(store.calls).to.deep.equal([]);
      expect({
        managed: entry && [entry.origin, ...(entry.frozen === undefined ? [] : [entry.frozen])].join(" "),
        applied: ledger.isApplied(ref("ann")),
        failed: ledger.failures[0]?.code,
        skipped: ledger.counts.skipped,
        strangers: ledger.strangerOf(ref("other")),
        linked: ledger.linked.length,
        drifted: ledger.drifted[0]?.fields,
        unfrozen: ledger.unfrozen.length,
      }).to.deep.equal({ ...nothing, ...told });
      expect([ledger.hasWritten, ledger.whoKept(identityOf("userName", "ann"))]).to.deep.equal([false, undefined]);
    });
  }
});
