import { expect } from "chai";
import { alice, bob, carol, change, crowd, isSettled, named, ours, register, succeeded } from "./cast";
import { Cloud } from "./cloud";
import { Stage, type Users } from "./stage";
import { ownersToTakeOver } from "./remedies";
import { isMarkedAs, OWNER } from "./violation";
import { row } from "./faultPlan/plan";

describe("a program whose state was lost", () => {
  it("finds its users, and resets nobody's password", async () => {
    const stage = Stage.on();
    succeeded(await stage.up({ alice: { ...alice, password: "Passw0rd-one" } }));
    const { UserId } = named(stage, "alice");
    const credential = stage.cloud.credential(UserId);
    stage.engine.state = undefined;
    stage.cloud.calls = [];
    succeeded(await stage.up({ alice: { ...alice, password: "Passw0rd-two" } }, { passwordPolicy: "managed" }));
    // With the mark of the new state.
    expect(stage.cloud.writes).to.deep.equal(["UpdateUser"]);
    expect(stage.cloud.credential(UserId)).to.equal(credential);
  });
});

describe("a service that keeps values in forms of its own", () => {
  it("gives an empty plan after up", async () => {
    const forms = { emailLowerCase: true, genderUpperCase: true, phonePrefix: true, sortedGroups: true };
    const stage = Stage.on({ storedForms: { ...forms, birthdateOffsetMs: -86_400_000 } });
    const group = (name: string) =>
      stage.cloud.byHand("CreateUserGroup", { UserStoreId: stage.cloud.storeId, DisplayName: name })
        .UserGroupId as string;
    const userGroups = [group("a"), group("b"), group("c")].toSorted().toReversed();
    const dave = { email: "Dave@Example.com", phoneNumber: "13800008004", gender: "male", birthdate: "2000-01-01" };
    succeeded(await stage.up({ dave: { ...dave, userGroups } }));
    await isSettled(stage, { dave: { ...dave, userGroups } });
  });

  it("cannot hide a hand's edit or a changed declaration behind such a form", async () => {
    const stage = Stage.on({ storedForms: { birthdateOffsetMs: -86_400_000 } });
    succeeded(await stage.up({ alice: { ...alice, birthdate: "2000-01-02" } }));
    change(stage, named(stage, "alice"), { Birthdate: Date.parse("1999-05-05T00:00:00Z") });
    await stage.refresh();
    expect(stage.engine.state?.inputs).to.have.nested.property("userSets.staff.alice.birthdate", "1999-05-05");
    succeeded(await stage.up({ alice: { ...alice, birthdate: "2000-01-01" } }));
    expect(named(stage, "alice").Birthdate).to.equal(Date.parse("2000-01-01T00:00:00Z"));
  });
});

describe("a service that caps pages in silence, lists without order, lags behind and forgets its jobs", () => {
  it("ends with everybody there once", async () => {
    const stage = Stage.on({
      maxPageSize: 20,
      pageSizePolicy: "silent",
      listOrder: "unstable",
      readLagMs: 3_000,
      jobRetentionMs: 0,
    });
    for (let n = 0; n < 45; n++) register(stage, `stranger${n}`);
    succeeded(await stage.up(crowd(90)));
    expect(ours(stage)).to.have.length(90);
    await isSettled(stage, crowd(90));
  });
});

describe("two programs on one store, both at its limit of jobs", () => {
  it(row(18, "simulated", "two programs wait for each other, and both end as declared"), async () => {
    const cloud = new Cloud({ jobPendingMs: 5_000, jobProcessingMs: 5_000 }, 1);
    const batch = { users: 3, parallel: 2 };
    const [one, two] = ["one", "two"].map((name) => new Stage(cloud, { batch }, `shop/dev/${name}`));
    if (!one || !two) throw new Error("there are two");
    const users = (from: number): Users =>
      Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`k${n}`, { userName: `user-${from + n}` }]));
    for (const outcome of await Promise.all([one.up(users(0)), two.up(users(100))])) succeeded(outcome);
    expect(cloud.users()).to.have.length(24);
    expect(cloud.service.journal.report().calls.filter(({ outcome }) => /TooManyRequests/.test(outcome))).to.not.be
      .empty;
    await isSettled(one, users(0));
    await isSettled(two, users(100));
  });
});

describe("an import job that breaks down halfway", () => {
  it(row(11, "simulated", "it fails for those it did not take, and the next up imports just these"), async () => {
    const stage = Stage.on();
    stage.cloud.service.faults.set([
      {
        action: "CreateApiImportUserJob",
        nth: 1,
        when: "before",
        effect: "job",
        breaksAt: 0.5,
        status: 502,
        code: "",
        delayMs: 0,
      },
    ]);
    const first = await stage.up(crowd(10));
    expect(first.ok).to.equal(false);
    expect(first.reasons).to.have.length(5);
    expect(first.reasons[0]).to.match(/FAILED before this user was imported/);
    const ids = ours(stage).map(({ UserId }) => UserId);
    stage.cloud.setFaults([]);
    succeeded(await stage.up(crowd(10)));
    expect(ours(stage)).to.have.length(10);
    expect(ours(stage).map(({ UserId }) => UserId)).to.include.members(ids);
    await isSettled(stage, crowd(10));
  });
});

describe("an import job that does not end", () => {
  it(row(14, "simulated", "it is named, waited for again by the next up and never sent a second time"), async () => {
    const stage = Stage.on({ jobProcessingMs: 3_600_000 }, { timeouts: { job: "1m" } });
    const first = await stage.up({ alice });
    const jobs = stage.engine.state?.outputs.jobs as { id: string }[];
    expect(first.ok).to.equal(false);
    expect(first.message).to.include(jobs[0]?.id).and.to.include("timeouts.job");
    expect(stage.engine.state?.outputs.status).to.equal("Pending");
    stage.cloud.calls = [];
    expect((await stage.up({ alice })).message).to.include(jobs[0]?.id);
    stage.cloud.clock.advance(3_600_000);
    succeeded(await stage.up({ alice }));
    expect(stage.cloud.writes).to.deep.equal([]);
    await isSettled(stage, { alice });
  });

  it(row(14, "simulated", "it leaves nobody behind when the resource is destroyed meanwhile"), async () => {
    const stage = Stage.on({ jobProcessingMs: 120_000 }, { timeouts: { job: "1m" } });
    expect((await stage.up({ alice, bob })).ok).to.equal(false);
    succeeded(await stage.destroy());
    stage.cloud.clock.advance(3_600_000);
    expect(ours(stage)).to.deep.equal([]);
  });

  it(row(1, "simulated", "it is waited for by a run that knows nothing of it"), async () => {
    const stage = Stage.on({ jobProcessingMs: 120_000 });
    await stage.dying({ atCall: 6, when: "after", who: "both" }, () => stage.engine.up(stage.program({ alice })));
    expect(stage.cloud.writes).to.deep.equal(["CreateApiImportUserJob"]);
    succeeded(await stage.up({ alice }));
    // The second one is the mark of the run that takes over.
    expect(stage.cloud.writes).to.deep.equal(["CreateApiImportUserJob", "UpdateUser"]);
    expect(ours(stage)).to.have.length(1);
  });
});

describe("an import whose reply was lost, in a run that cannot look for it either", () => {
  const fault = { status: 502, delayMs: 0, breaksAt: 0, code: "" } as const;
  const lost = (when: "before" | "after") =>
    [
      { ...fault, action: "CreateApiImportUserJob", nth: 1, when, effect: "reset" },
      { ...fault, action: "ListJobs", nth: 2, when: "before", effect: "code", code: "UnauthorizedOperation" },
    ] as const;

  for (const when of ["before", "after"] as const) {
    it(`is not sent again as long as it may be on its way, also by the next run (lost ${when} it was taken)`, async () => {
      const stage = Stage.on();
      stage.cloud.setFaults(lost(when));
      expect((await stage.up({ alice, bob })).ok).to.equal(false);
      stage.cloud.setFaults([]);
      succeeded(await stage.up({ alice, bob }));
      const sent = stage.cloud.journal.filter(({ action }) => action === "CreateApiImportUserJob").map(({ at }) => at);
      const [first = 0, second = first] = sent;
      expect(sent).to.have.length(when === "before" ? 2 : 1);
      if (when === "before") expect(second - first).to.be.at.least(60_000);
      expect(stage.cloud.submissions.blind).to.deep.equal([]);
      await isSettled(stage, { alice, bob });
    });
  }

  it("leaves nobody behind when the resource is destroyed", async () => {
    const stage = Stage.on();
    stage.cloud.setFaults(lost("after"));
    expect((await stage.up({ alice, bob })).ok).to.equal(false);
    stage.cloud.setFaults([]);
    succeeded(await stage.destroy());
    expect(ours(stage)).to.deep.equal([]);
  });
});

describe("identities that change hands", () => {
  it("do so along a chain in one up", async () => {
    const stage = Stage.on();
    const chain = (from: number): Users =>
      Object.fromEntries(
        Array.from({ length: 6 }, (_, n) => [`k${n}`, { userName: `n${n}`, email: `e${n + from}@example.com` }]),
      );
    succeeded(await stage.up(chain(0)));
    const ids = ours(stage).map(({ UserId }) => UserId);
    succeeded(await stage.up(chain(1)));
    expect(ours(stage).map(({ Email }) => Email)).to.have.members(Object.values(chain(1)).map(({ email }) => email));
    expect(ours(stage).map(({ UserId }) => UserId)).to.have.members(ids);
  });

  it("are not sent for by those who wait, when who was to give one up is refused", async () => {
    const stage = Stage.on({ updateEmptyString: "refuse" });
    succeeded(await stage.up({ alice, bob }));
    stage.cloud.calls = [];
    const moved = { ...alice, email: "new@example.com" };
    const chain = (nickname: string): Users => ({
      alice: { ...moved, nickname },
      bob: { ...bob, email: alice.email ?? "" },
      carol: { userName: "carol", email: bob.email ?? "" },
    });
    const { ok, reasons } = await stage.up(chain(""));
    expect(ok).to.equal(false);
    expect(stage.cloud.writes).to.deep.equal(["UpdateUser"]);
    const [first, ...waiting] = [...reasons].sort();
    expect(first).to.match(/^staff\/alice .*AttributeFormatError/);
    expect(waiting).to.have.length(2);
    for (const reason of waiting) expect(reason).to.match(/its email belongs to [0-9a-f]{32}/);
    succeeded(await stage.up(chain("Ally")));
    expect(ours(stage).map(({ Email }) => Email)).to.have.members([moved.email, alice.email, bob.email]);
  });

  it("do not go round in a circle, and the way out is told", async () => {
    const stage = Stage.on();
    succeeded(await stage.up({ alice, bob }));
    stage.cloud.calls = [];
    const swapped = { alice: { ...alice, email: bob.email ?? "" }, bob: { ...bob, email: alice.email ?? "" } };
    const { ok, message } = await stage.up(swapped);
    expect(ok).to.equal(false);
    expect(message.match(/swaps its email .*make two changes/g)).to.have.length(2);
    expect(stage.cloud.writes).to.deep.equal([]);
    succeeded(await stage.up({ ...swapped, bob: { ...bob, email: "between@example.com" } }));
    succeeded(await stage.up(swapped));
  });

  it("are not guessed at when they belong to two users, who are both named", async () => {
    const stage = Stage.on();
    const ids = [register(stage, "erin"), register(stage, "frank")];
    const { reasons } = await stage.up({ both: { email: "erin@example.com", userName: "frank" } });
    for (const id of ids)
      expect(
        reasons.join() + (await stage.up({ both: { email: "erin@example.com", userName: "frank" } })).message,
      ).to.include(id);
  });
});

describe("somebody else's user", () => {
  it("is refused with the owner's name when it is another resource's", async () => {
    const stage = Stage.on();
    const other = new Stage(stage.cloud, {}, "shop/dev/others");
    succeeded(await other.up({ alice }));
    const { ok, message } = await stage.up({ alice });
    expect(ok).to.equal(false);
    expect(message).to.match(/belongs to shop\/dev\/others#[0-9a-f]{12}/);
    const takeOver = ownersToTakeOver(message);
    succeeded(await stage.up({ alice: { ...alice, nickname: "Ally" } }, { takeOver }));
    expect(isMarkedAs(named(stage, "alice"), "created")).to.equal(true);
    expect(named(stage, "alice").Nickname).to.equal("Ally");
    succeeded(await other.up({}));
    expect(isMarkedAs(named(stage, "alice"), "created")).to.equal(true);
  });

  it("is adopted without a new password, and only let go when it leaves", async () => {
    const stage = Stage.on({}, { conflictPolicy: "adopt" });
    const id = register(stage, "alice");
    const credential = stage.cloud.credential(id);
    succeeded(await stage.up({ alice: { ...alice, password: "Passw0rd-one" }, bob }));
    expect(isMarkedAs(named(stage, "alice"), "adopted")).to.equal(true);
    expect(stage.cloud.user(id)).to.include({ Nickname: "Al" });
    succeeded(await stage.up({ bob }));
    expect(stage.cloud.user(id)).to.include({ IndexedAttribute5: null, Nickname: "Al" });
    expect(stage.cloud.credential(id)).to.equal(credential);
  });

  it("is known for adopted by its mark, when the state is lost and its users are taken over", async () => {
    const stage = Stage.on({}, { conflictPolicy: "adopt" });
    const id = register(stage, "alice");
    succeeded(await stage.up({ alice, bob }));
    stage.engine.state = undefined;
    const refused = await stage.up({ alice, bob }, { conflictPolicy: "fail" });
    expect(refused.message).to.include("nothing was written");
    const takeOver = ownersToTakeOver(refused.message);
    succeeded(await stage.up({ alice, bob }, { conflictPolicy: "fail", takeOver }));
    succeeded(await stage.up({}, { conflictPolicy: "fail" }));
    expect(stage.cloud.users().map(({ UserId }) => UserId)).to.deep.equal([id]);
    expect(stage.cloud.user(id)).to.include({ IndexedAttribute5: null, Nickname: "Al" });
  });

  it("is let go when it leaves the sets between a state that was put back and the next up", async () => {
    const stage = Stage.on({}, { conflictPolicy: "adopt" });
    const id = register(stage, "alice");
    succeeded(await stage.up({ bob }));
    const { state } = stage.engine;
    succeeded(await stage.up({ alice, bob }));
    stage.engine.state = state;
    succeeded(await stage.up({ bob }, { conflictPolicy: "fail" }));
    await stage.refresh();
    succeeded(await stage.up({ bob }, { conflictPolicy: "fail" }));
    expect(stage.cloud.user(id)).to.include({ IndexedAttribute5: null, Nickname: "Al" });
  });

  it("gets no groups by adoption once it has signed on, not by the refresh and up after it either", async () => {
    const stage = Stage.on({}, { conflictPolicy: "adopt" });
    const id = register(stage, "alice");
    change(stage, named(stage, "alice"), { LastSignOn: stage.cloud.clock.now() });
    const admins = stage.cloud.byHand("CreateUserGroup", { UserStoreId: stage.cloud.storeId, DisplayName: "admins" });
    const admin = { ...alice, userGroups: [admins.UserGroupId as string] };
    succeeded(await stage.up({ alice: admin }));
    expect(stage.said.join()).to.include("not put into their groups");
    await isSettled(stage, { alice: admin });
    succeeded(await stage.up({ alice: { ...admin, nickname: "Ally" } }));
    expect(stage.cloud.user(id)?.UserGroups).to.deep.equal([]);
  });

  it("is looked for again when it was skipped: once it is gone, a refresh shows it", async () => {
    const stage = Stage.on({}, { conflictPolicy: "skip" });
    const id = register(stage, "alice");
    succeeded(await stage.up({ alice, bob }));
    stage.cloud.byHand("DeleteUsers", { UserStoreId: stage.cloud.storeId, UserIds: [id] });
    await stage.refresh();
    succeeded(await stage.up({ alice, bob }));
    expect(isMarkedAs(named(stage, "alice"), "created")).to.equal(true);
  });
});

describe("a first password", () => {
  const withPassword: Users = { alice: { ...alice, password: "Passw0rd-one" } };
  const has = (stage: Stage): boolean => stage.cloud.hasPassword(named(stage, "alice").UserId, "Passw0rd-one");

  it("is set for a user we made under managed, and not again", async () => {
    const stage = Stage.on({}, { passwordPolicy: "managed" });
    succeeded(await stage.up({ alice }));
    succeeded(await stage.up(withPassword));
    expect(has(stage)).to.equal(true);
    stage.cloud.calls = [];
    succeeded(await stage.up(withPassword));
    expect(stage.cloud.writes).to.deep.equal([]);
  });

  it("is told of and not set under initial, and set once the policy is managed", async () => {
    const stage = Stage.on();
    succeeded(await stage.up({ alice }));
    stage.said.length = 0;
    succeeded(await stage.up(withPassword));
    expect(stage.said.join()).to.include("1 changed credential not applied");
    expect(has(stage)).to.equal(false);
    succeeded(await stage.up(withPassword, { passwordPolicy: "managed" }));
    expect(has(stage)).to.equal(true);
  });

  it("is not set for a user we found, nor for one of whom the state was lost", async () => {
    const stage = Stage.on({}, { passwordPolicy: "managed", conflictPolicy: "adopt" });
    register(stage, "alice");
    succeeded(await stage.up({ alice }));
    succeeded(await stage.up(withPassword));
    expect(has(stage)).to.equal(false);
    const other = Stage.on({}, { passwordPolicy: "managed" });
    succeeded(await other.up({ alice }));
    other.engine.state = undefined;
    succeeded(await other.up(withPassword));
    expect(has(other)).to.equal(false);
  });
});

describe("a user whom the service refuses", () => {
  const bad = { ...bob, email: "bob@nowhere" };

  it("is a difference of the inputs after a refresh, because that clears the engine's own reminder", async () => {
    const stage = Stage.on();
    expect((await stage.up({ alice, bob: bad })).ok).to.equal(false);
    await stage.refresh();
    expect(stage.engine.state?.initErrors).to.deep.equal([]);
    expect(stage.engine.state?.inputs).to.not.have.nested.property("userSets.staff.bob");
    succeeded(await stage.up({ alice, bob }));
  });

  it("is tried again by every up under warn, and by none once it succeeded", async () => {
    const stage = Stage.on({}, { failurePolicy: "warn" });
    succeeded(await stage.up({ alice, bob: bad }));
    expect(await stage.up({ alice, bob: bad })).to.include({ step: "update" });
    succeeded(await stage.up({ alice, bob }));
    expect(await stage.up({ alice, bob })).to.include({ step: "same" });
  });

  it("does not make a refresh say that there are changes", async () => {
    const stage = Stage.on({}, { failurePolicy: "warn" });
    succeeded(await stage.up({ alice, bob: bad }));
    await stage.refresh();
    expect(stage.engine.state?.outputs.failedUsers).to.deep.equal({ count: 0, users: [] });
  });
});

describe("a job that the service has forgotten", () => {
  it(row(15, "simulated", "it is history: a refresh keeps the resource and the next up imports nobody"), async () => {
    const stage = Stage.on({ jobRetentionMs: 60_000 });
    succeeded(await stage.up({ alice, bob }));
    stage.cloud.clock.advance(3_600_000);
    await isSettled(stage, { alice, bob });
  });
});

describe("a replacement", () => {
  it("on the same store keeps everybody whom nobody has used yet, under the mark of the new resource", async () => {
    const stage = Stage.on();
    succeeded(await stage.up({ alice, bob }));
    const ids = ours(stage).map(({ UserId }) => UserId);
    succeeded(await stage.replace({ alice: { ...alice, nickname: "Ally" }, bob }));
    expect(ours(stage).map(({ UserId }) => UserId)).to.deep.equal(ids);
    expect(named(stage, "alice").Nickname).to.equal("Ally");
    await isSettled(stage, { alice: { ...alice, nickname: "Ally" }, bob });
  });

  it("removes who is no longer declared", async () => {
    const stage = Stage.on();
    succeeded(await stage.up({ alice, bob }));
    const { UserId } = named(stage, "alice");
    succeeded(await stage.replace({ alice }));
    expect(stage.cloud.users().map((user) => user.UserId)).to.deep.equal([UserId]);
    await isSettled(stage, { alice });
  });

  it("of users in use, or of somebody who was adopted, is refused, and the old resource goes on", async () => {
    const stage = Stage.on({}, { conflictPolicy: "adopt" });
    register(stage, "alice");
    succeeded(await stage.up({ alice, bob }));
    const [{ state }, before] = [stage.engine, stage.cloud.users()];
    stage.cloud.calls = [];
    const { ok, message } = await stage.replace({ alice });
    expect(ok).to.equal(false);
    expect(message).to.include("a replacement on its own store gains nothing");
    expect(stage.cloud.writes).to.deep.equal([]);
    expect(stage.cloud.users()).to.deep.equal(before);
    expect(stage.engine.state).to.deep.equal(state);
    await isSettled(stage, { alice, bob });
  });

  it("under removalPolicy freeze leaves nobody frozen", async () => {
    const stage = Stage.on({ importedUserStatus: "NORMAL" }, { removalPolicy: "freeze" });
    succeeded(await stage.up({ alice, bob }));
    succeeded(await stage.replace({ alice, bob }));
    expect(ours(stage).map(({ Status }) => Status)).to.deep.equal(["NORMAL", "NORMAL"]);
  });
});

describe("a user who leaves the sets", () => {
  it("is frozen, and unfrozen when it comes back, unless a hand had frozen it", async () => {
    const stage = Stage.on({ importedUserStatus: "NORMAL" }, { removalPolicy: "freeze" });
    succeeded(await stage.up({ alice, bob }));
    change(stage, named(stage, "bob"), { Status: "FREEZE" });
    succeeded(await stage.up({}));
    expect(ours(stage).map(({ Status }) => Status)).to.deep.equal(["FREEZE", "FREEZE"]);
    await isSettled(stage, {});
    succeeded(await stage.up({ alice, bob }));
    expect(named(stage, "alice").Status).to.equal("NORMAL");
    expect(named(stage, "bob").Status).to.equal("FREEZE");
  });

  it("is counted once when somebody else had frozen it already", async () => {
    const stage = Stage.on({ importedUserStatus: "NORMAL" }, { removalPolicy: "freeze", acceptDeletions: undefined });
    const users = crowd(12);
    succeeded(await stage.up(users));
    const leaving = stage.cloud.users().slice(0, 8);
    for (const user of leaving) change(stage, user, { Status: "FREEZE" });
    const keys = new Set(leaving.map(({ Nickname }) => `k${String(Nickname).slice(1)}`));
    const left = Object.fromEntries(Object.entries(users).filter(([key]) => !keys.has(key)));
    succeeded(await stage.up(left, { acceptDeletions: 8 }));
    await stage.refresh();
    stage.said.length = 0;
    const [key = ""] = Object.keys(left);
    succeeded(await stage.up({ ...left, [key]: { ...left[key], nickname: "Al" } }));
    expect(stage.said).to.include("plan against last known state: 1 update (nickname 1)");
  });

  it("and was frozen by a job whose state is lost is left alone, and no refresh shows it", async () => {
    const stage = Stage.on({ importedUserStatus: "NORMAL" }, { removalPolicy: "freeze" });
    succeeded(await stage.up({ alice, bob }));
    succeeded(await stage.up({ alice }));
    stage.engine.state = undefined;
    succeeded(await stage.up({ alice }));
    await isSettled(stage, { alice });
    expect(named(stage, "bob").Status).to.equal("FREEZE");
  });

  it("is let go under retain, so that no refresh shows it for ever and another program may have it", async () => {
    const stage = Stage.on({}, { removalPolicy: "retain" });
    succeeded(await stage.up({ alice, bob }));
    succeeded(await stage.up({ alice }));
    expect(named(stage, "bob").IndexedAttribute5).to.equal(null);
    await isSettled(stage, { alice });
  });

  it(row(38, "simulated", "it is no deletion then, nor when somebody cleared the mark"), async () => {
    const stage = Stage.on({ deleteUnknownIds: "refuse" });
    succeeded(await stage.up({ alice, bob, carol }));
    const gone = named(stage, "alice").UserId;
    stage.cloud.byHand("DeleteUsers", { UserStoreId: stage.cloud.storeId, UserIds: [gone] });
    change(stage, named(stage, "bob"), { IndexedAttribute5: null });
    succeeded(await stage.up({ carol }));
    expect(named(stage, "bob").IndexedAttribute5).to.equal(null);
    expect(ours(stage)).to.have.length(1);
  });

  it("stays when its mark is cleared between the plan and the deletion", async () => {
    const stage = Stage.on();
    succeeded(await stage.up({ alice, bob }));
    const clear = (): void => change(stage, named(stage, "alice"), { IndexedAttribute5: null });
    // ListUserStore and DescribeUser tell what to do, the next call is the look before the deletion.
    stage.cloud.meanwhile({ atCall: 2, act: clear });
    succeeded(await stage.up({ bob }));
    expect(named(stage, "alice").IndexedAttribute5).to.equal(null);
  });
});

describe("an account that was merged into another", () => {
  it("is told of, and neither written nor deleted", async () => {
    const stage = Stage.on();
    register(stage, "main");
    succeeded(await stage.up({ alice, bob }));
    change(stage, named(stage, "alice"), { Primary: false });
    const before = named(stage, "alice");
    succeeded(await stage.up({ alice: { ...alice, nickname: "Ally" }, bob }));
    expect(stage.said.join()).to.include("linked to another account");
    succeeded(await stage.up({ bob }));
    succeeded(await stage.destroy());
    expect(named(stage, "alice")).to.deep.equal(before);
  });
});

describe("the owner's mark", () => {
  it("is not lost from sight on a user whom its move did not reach", async () => {
    const stage = Stage.on({ importedUserStatus: "NORMAL" }, { removalPolicy: "freeze" });
    succeeded(await stage.up({ alice, bob }));
    succeeded(await stage.up({ alice }));
    const moved = { ownerAttribute: "indexedAttribute4" };
    succeeded(await stage.up({ alice }, moved));
    succeeded(await stage.up({ alice, bob }, moved));
    const released = { removalPolicy: "retain" };
    succeeded(await stage.up({ alice }, { ...moved, ...released }));
    expect(named(stage, "bob")).to.include({ IndexedAttribute4: null, IndexedAttribute5: null });
    succeeded(await stage.up({ alice }, { ownerAttribute: "indexedAttribute5", removalPolicy: "delete" }));
    await stage.refresh();
    succeeded(await stage.up({ alice }, { ownerAttribute: "indexedAttribute5", removalPolicy: "delete" }));
    expect(named(stage, "bob").Status).to.equal("NORMAL");
  });

  it("is found where it was by every later run, when a change in between was refused", async () => {
    const stage = Stage.on();
    const clerk = { ...bob, job: "Clerk" };
    succeeded(await stage.up({ alice, bob: clerk }));
    const moved = { ownerAttribute: "indexedAttribute4" };
    expect((await stage.up({ alice, bob: { ...clerk, job: "Head clerk" } }, moved)).ok).to.equal(false);
    expect(isMarkedAs(named(stage, "bob"), "created")).to.equal(true);
    succeeded(await stage.up({ alice }, moved));
    expect(stage.cloud.users().map(({ UserName }) => UserName)).to.deep.equal(["alice"]);
  });

  it("moves to another attribute with the program, and everybody stays ours", async () => {
    const stage = Stage.on();
    succeeded(await stage.up({ alice, bob }));
    succeeded(await stage.up({ alice }, { ownerAttribute: "indexedAttribute4" }));
    expect(stage.cloud.users()).to.have.length(1);
    const { IndexedAttribute4, IndexedAttribute5 } = named(stage, "alice");
    expect(IndexedAttribute4).to.include(`pulumi:${OWNER}#`);
    expect(IndexedAttribute5).to.equal(null);
  });
});
