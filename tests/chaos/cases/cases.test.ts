import { expect } from "chai";
import { alice, bob, carol, change, crowd, isSettled, named, ours, register, succeeded } from "../program/users";
import { Cloud } from "../service/cloud";
import { refused } from "../scenario/quiet";
import { Project, type Users } from "../program/project";
import { ownersToTakeOver } from "../checker/remedies";
import { isMarkedAs, OWNER } from "../checker/violation";
import { row } from "../../support/faultPlan";

describe("a program whose state was lost", () => {
  it("finds its users, and resets nobody's password", async () => {
    const project = Project.on();
    succeeded(await project.up({ alice: { ...alice, password: "Passw0rd-one" } }));
    const { UserId } = named(project, "alice");
    const credential = project.cloud.credential(UserId);
    project.engine.state = undefined;
    project.cloud.calls = [];
    succeeded(await project.up({ alice: { ...alice, password: "Passw0rd-two" } }, { passwordPolicy: "managed" }));
    // With the mark of the new state.
    expect(project.cloud.writes).to.deep.equal(["UpdateUser"]);
    expect(project.cloud.credential(UserId)).to.equal(credential);
  });
});

describe("a service that keeps values in forms of its own", () => {
  it("gives an empty plan after up", async () => {
    const forms = { emailLowerCase: true, genderUpperCase: true, phonePrefix: true, sortedGroups: true };
    const project = Project.on({ storedForms: { ...forms, birthdateOffsetMs: -86_400_000 } });
    const group = (name: string) =>
      project.cloud.byHand("CreateUserGroup", { UserStoreId: project.cloud.storeId, DisplayName: name })
        .UserGroupId as string;
    const userGroups = [group("a"), group("b"), group("c")].toSorted().toReversed();
    const dave = { email: "Dave@Example.com", phoneNumber: "13800008004", gender: "male", birthdate: "2000-01-01" };
    succeeded(await project.up({ dave: { ...dave, userGroups } }));
    await isSettled(project, { dave: { ...dave, userGroups } });
  });

  it("cannot hide a hand's edit or a changed declaration behind such a form", async () => {
    const project = Project.on({ storedForms: { birthdateOffsetMs: -86_400_000 } });
    succeeded(await project.up({ alice: { ...alice, birthdate: "2000-01-02" } }));
    change(project, named(project, "alice"), { Birthdate: Date.parse("1999-05-05T00:00:00Z") });
    await project.refresh();
    expect(project.engine.state?.inputs).to.have.nested.property("userSets.staff.alice.birthdate", "1999-05-05");
    succeeded(await project.up({ alice: { ...alice, birthdate: "2000-01-01" } }));
    expect(named(project, "alice").Birthdate).to.equal(Date.parse("2000-01-01T00:00:00Z"));
  });
});

describe("a service that caps pages in silence, lists without order, lags behind and forgets its jobs", () => {
  it("ends with everybody there once", async () => {
    const project = Project.on({
      maxPageSize: 20,
      pageSizePolicy: "silent",
      listOrder: "unstable",
      readLagMs: 3_000,
      jobRetentionMs: 0,
    });
    for (let n = 0; n < 45; n++) register(project, `stranger${n}`);
    succeeded(await project.up(crowd(90)));
    expect(ours(project)).to.have.length(90);
    await isSettled(project, crowd(90));
  });
});

describe("two programs on one store, both at its limit of jobs", () => {
  it(row(18, "simulated", "two programs wait for each other, and both end as declared"), async () => {
    const cloud = new Cloud({ jobPendingMs: 5_000, jobProcessingMs: 5_000 }, 1);
    const batch = { users: 3, parallel: 2 };
    const [one, two] = ["one", "two"].map((name) => new Project(cloud, { batch }, `shop/dev/${name}`));
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
    const project = Project.on();
    project.cloud.service.faults.set([
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
    const first = await project.up(crowd(10));
    expect(first.ok).to.equal(false);
    expect(first.reasons).to.have.length(5);
    expect(first.reasons[0]).to.match(/FAILED before this user was imported/);
    const ids = ours(project).map(({ UserId }) => UserId);
    project.cloud.setFaults([]);
    succeeded(await project.up(crowd(10)));
    expect(ours(project)).to.have.length(10);
    expect(ours(project).map(({ UserId }) => UserId)).to.include.members(ids);
    await isSettled(project, crowd(10));
  });
});

describe("an import job that does not end", () => {
  it(row(14, "simulated", "it is named, waited for again by the next up and never sent a second time"), async () => {
    const project = Project.on({ jobProcessingMs: 3_600_000 }, { timeouts: { job: "1m" } });
    const first = await project.up({ alice });
    const jobs = project.engine.state?.outputs.jobs as { id: string }[];
    expect(first.ok).to.equal(false);
    expect(first.message).to.include(jobs[0]?.id).and.to.include("timeouts.job");
    expect(project.engine.state?.outputs.status).to.equal("Pending");
    project.cloud.calls = [];
    expect((await project.up({ alice })).message).to.include(jobs[0]?.id);
    project.cloud.clock.advance(3_600_000);
    succeeded(await project.up({ alice }));
    expect(project.cloud.writes).to.deep.equal([]);
    await isSettled(project, { alice });
  });

  it(row(14, "simulated", "it leaves nobody behind when the resource is destroyed meanwhile"), async () => {
    const project = Project.on({ jobProcessingMs: 120_000 }, { timeouts: { job: "1m" } });
    expect((await project.up({ alice, bob })).ok).to.equal(false);
    succeeded(await project.destroy());
    project.cloud.clock.advance(3_600_000);
    expect(ours(project)).to.deep.equal([]);
  });

  it(row(1, "simulated", "it is waited for by a run that knows nothing of it"), async () => {
    const project = Project.on({ jobProcessingMs: 120_000 });
    await project.dying({ atCall: 6, when: "after", who: "both" }, () => project.engine.up(project.program({ alice })));
    expect(project.cloud.writes).to.deep.equal(["CreateApiImportUserJob"]);
    succeeded(await project.up({ alice }));
    // The second one is the mark of the run that takes over.
    expect(project.cloud.writes).to.deep.equal(["CreateApiImportUserJob", "UpdateUser"]);
    expect(ours(project)).to.have.length(1);
  });
});

describe("an import whose reply was lost, in a run that cannot look for it either", () => {
  const fault = { status: 502, delayMs: 0, breaksAt: 0, code: "" } as const;
  const lost = (when: "before" | "after") =>
    [{ ...fault, action: "CreateApiImportUserJob", nth: 1, when, effect: "reset" }, refused("ListJobs", 2)] as const;

  for (const when of ["before", "after"] as const) {
    it(`is not sent again as long as it may be on its way, also by the next run (lost ${when} it was taken)`, async () => {
      const project = Project.on();
      project.cloud.setFaults(lost(when));
      expect((await project.up({ alice, bob })).ok).to.equal(false);
      project.cloud.setFaults([]);
      succeeded(await project.up({ alice, bob }));
      const sent = project.cloud.journal
        .filter(({ action }) => action === "CreateApiImportUserJob")
        .map(({ at }) => at);
      const [first = 0, second = first] = sent;
      expect(sent).to.have.length(when === "before" ? 2 : 1);
      if (when === "before") expect(second - first).to.be.at.least(60_000);
      expect(project.cloud.submissions.blind).to.deep.equal([]);
      await isSettled(project, { alice, bob });
    });
  }

  it("leaves nobody behind when the resource is destroyed", async () => {
    const project = Project.on();
    project.cloud.setFaults(lost("after"));
    expect((await project.up({ alice, bob })).ok).to.equal(false);
    project.cloud.setFaults([]);
    succeeded(await project.destroy());
    expect(ours(project)).to.deep.equal([]);
  });
});

describe("identities that change hands", () => {
  it("do so along a chain in one up", async () => {
    const project = Project.on();
    const chain = (from: number): Users =>
      Object.fromEntries(
        Array.from({ length: 6 }, (_, n) => [`k${n}`, { userName: `n${n}`, email: `e${n + from}@example.com` }]),
      );
    succeeded(await project.up(chain(0)));
    const ids = ours(project).map(({ UserId }) => UserId);
    succeeded(await project.up(chain(1)));
    expect(ours(project).map(({ Email }) => Email)).to.have.members(Object.values(chain(1)).map(({ email }) => email));
    expect(ours(project).map(({ UserId }) => UserId)).to.have.members(ids);
  });

  it("are not sent for by those who wait, when who was to give one up is refused", async () => {
    const project = Project.on({ updateEmptyString: "refuse" });
    succeeded(await project.up({ alice, bob }));
    project.cloud.calls = [];
    const moved = { ...alice, email: "new@example.com" };
    const chain = (nickname: string): Users => ({
      alice: { ...moved, nickname },
      bob: { ...bob, email: alice.email ?? "" },
      carol: { userName: "carol", email: bob.email ?? "" },
    });
    const { ok, reasons } = await project.up(chain(""));
    expect(ok).to.equal(false);
    expect(project.cloud.writes).to.deep.equal(["UpdateUser"]);
    const [first, ...waiting] = [...reasons].sort();
    expect(first).to.match(/^staff\/alice .*AttributeFormatError/);
    expect(waiting).to.have.length(2);
    for (const reason of waiting) expect(reason).to.match(/its email belongs to [0-9a-f]{32}/);
    succeeded(await project.up(chain("Ally")));
    expect(ours(project).map(({ Email }) => Email)).to.have.members([moved.email, alice.email, bob.email]);
  });

  it("do not go round in a circle, and the way out is told", async () => {
    const project = Project.on();
    succeeded(await project.up({ alice, bob }));
    project.cloud.calls = [];
    const swapped = { alice: { ...alice, email: bob.email ?? "" }, bob: { ...bob, email: alice.email ?? "" } };
    const { ok, message } = await project.up(swapped);
    expect(ok).to.equal(false);
    expect(message.match(/swaps its email .*make two changes/g)).to.have.length(2);
    expect(project.cloud.writes).to.deep.equal([]);
    succeeded(await project.up({ ...swapped, bob: { ...bob, email: "between@example.com" } }));
    succeeded(await project.up(swapped));
  });

  it("are not guessed at when they belong to two users, who are both named", async () => {
    const project = Project.on();
    const ids = [register(project, "erin"), register(project, "frank")];
    const { reasons } = await project.up({ both: { email: "erin@example.com", userName: "frank" } });
    for (const id of ids)
      expect(
        reasons.join() + (await project.up({ both: { email: "erin@example.com", userName: "frank" } })).message,
      ).to.include(id);
  });
});

describe("somebody else's user", () => {
  it("is refused with the owner's name when it is another resource's", async () => {
    const project = Project.on();
    const other = new Project(project.cloud, {}, "shop/dev/others");
    succeeded(await other.up({ alice }));
    const { ok, message } = await project.up({ alice });
    expect(ok).to.equal(false);
    expect(message).to.match(/belongs to shop\/dev\/others#[0-9a-f]{12}/);
    const takeOver = ownersToTakeOver(message);
    succeeded(await project.up({ alice: { ...alice, nickname: "Ally" } }, { takeOver }));
    expect(isMarkedAs(named(project, "alice"), "created")).to.equal(true);
    expect(named(project, "alice").Nickname).to.equal("Ally");
    succeeded(await other.up({}));
    expect(isMarkedAs(named(project, "alice"), "created")).to.equal(true);
  });

  it("is adopted without a new password, and only let go when it leaves", async () => {
    const project = Project.on({}, { conflictPolicy: "adopt" });
    const id = register(project, "alice");
    const credential = project.cloud.credential(id);
    succeeded(await project.up({ alice: { ...alice, password: "Passw0rd-one" }, bob }));
    expect(isMarkedAs(named(project, "alice"), "adopted")).to.equal(true);
    expect(project.cloud.user(id)).to.include({ Nickname: "Al" });
    succeeded(await project.up({ bob }));
    expect(project.cloud.user(id)).to.include({ IndexedAttribute5: null, Nickname: "Al" });
    expect(project.cloud.credential(id)).to.equal(credential);
  });

  it("is known for adopted by its mark, when the state is lost and its users are taken over", async () => {
    const project = Project.on({}, { conflictPolicy: "adopt" });
    const id = register(project, "alice");
    succeeded(await project.up({ alice, bob }));
    project.engine.state = undefined;
    const refused = await project.up({ alice, bob }, { conflictPolicy: "fail" });
    expect(refused.message).to.include("nothing was written");
    const takeOver = ownersToTakeOver(refused.message);
    succeeded(await project.up({ alice, bob }, { conflictPolicy: "fail", takeOver }));
    succeeded(await project.up({}, { conflictPolicy: "fail" }));
    expect(project.cloud.users().map(({ UserId }) => UserId)).to.deep.equal([id]);
    expect(project.cloud.user(id)).to.include({ IndexedAttribute5: null, Nickname: "Al" });
  });

  it("is let go when it leaves the sets between a state that was put back and the next up", async () => {
    const project = Project.on({}, { conflictPolicy: "adopt" });
    const id = register(project, "alice");
    succeeded(await project.up({ bob }));
    const { state } = project.engine;
    succeeded(await project.up({ alice, bob }));
    project.engine.state = state;
    succeeded(await project.up({ bob }, { conflictPolicy: "fail" }));
    await project.refresh();
    succeeded(await project.up({ bob }, { conflictPolicy: "fail" }));
    expect(project.cloud.user(id)).to.include({ IndexedAttribute5: null, Nickname: "Al" });
  });

  it("gets no groups by adoption once it has signed on, not by the refresh and up after it either", async () => {
    const project = Project.on({}, { conflictPolicy: "adopt" });
    const id = register(project, "alice");
    change(project, named(project, "alice"), { LastSignOn: project.cloud.clock.now() });
    const admins = project.cloud.byHand("CreateUserGroup", {
      UserStoreId: project.cloud.storeId,
      DisplayName: "admins",
    });
    const admin = { ...alice, userGroups: [admins.UserGroupId as string] };
    succeeded(await project.up({ alice: admin }));
    expect(project.said.join()).to.include("not put into their groups");
    await isSettled(project, { alice: admin });
    succeeded(await project.up({ alice: { ...admin, nickname: "Ally" } }));
    expect(project.cloud.user(id)?.UserGroups).to.deep.equal([]);
  });

  it("is looked for again when it was skipped: once it is gone, a refresh shows it", async () => {
    const project = Project.on({}, { conflictPolicy: "skip" });
    const id = register(project, "alice");
    succeeded(await project.up({ alice, bob }));
    project.cloud.byHand("DeleteUsers", { UserStoreId: project.cloud.storeId, UserIds: [id] });
    await project.refresh();
    succeeded(await project.up({ alice, bob }));
    expect(isMarkedAs(named(project, "alice"), "created")).to.equal(true);
  });
});

describe("a first password", () => {
  const withPassword: Users = { alice: { ...alice, password: "Passw0rd-one" } };
  const has = (project: Project): boolean => project.cloud.hasPassword(named(project, "alice").UserId, "Passw0rd-one");

  it("is set for a user we made under managed, and not again", async () => {
    const project = Project.on({}, { passwordPolicy: "managed" });
    succeeded(await project.up({ alice }));
    succeeded(await project.up(withPassword));
    expect(has(project)).to.equal(true);
    project.cloud.calls = [];
    succeeded(await project.up(withPassword));
    expect(project.cloud.writes).to.deep.equal([]);
  });

  it("is told of and not set under initial, and set once the policy is managed", async () => {
    const project = Project.on();
    succeeded(await project.up({ alice }));
    project.said.length = 0;
    succeeded(await project.up(withPassword));
    expect(project.said.join()).to.include("1 changed credential not applied");
    expect(has(project)).to.equal(false);
    succeeded(await project.up(withPassword, { passwordPolicy: "managed" }));
    expect(has(project)).to.equal(true);
  });

  it("is not set for a user we found, nor for one of whom the state was lost", async () => {
    const project = Project.on({}, { passwordPolicy: "managed", conflictPolicy: "adopt" });
    register(project, "alice");
    succeeded(await project.up({ alice }));
    succeeded(await project.up(withPassword));
    expect(has(project)).to.equal(false);
    const other = Project.on({}, { passwordPolicy: "managed" });
    succeeded(await other.up({ alice }));
    other.engine.state = undefined;
    succeeded(await other.up(withPassword));
    expect(has(other)).to.equal(false);
  });
});

describe("a user whom the service refuses", () => {
  const bad = { ...bob, email: "bob@nowhere" };

  it("is a difference of the inputs after a refresh, because that clears the engine's own reminder", async () => {
    const project = Project.on();
    expect((await project.up({ alice, bob: bad })).ok).to.equal(false);
    await project.refresh();
    expect(project.engine.state?.initErrors).to.deep.equal([]);
    expect(project.engine.state?.inputs).to.not.have.nested.property("userSets.staff.bob");
    succeeded(await project.up({ alice, bob }));
  });

  it("is tried again by every up under warn, and by none once it succeeded", async () => {
    const project = Project.on({}, { failurePolicy: "warn" });
    succeeded(await project.up({ alice, bob: bad }));
    expect(await project.up({ alice, bob: bad })).to.include({ step: "update" });
    succeeded(await project.up({ alice, bob }));
    expect(await project.up({ alice, bob })).to.include({ step: "same" });
  });

  it("is still named after a refresh, and no refresh says that there are changes for it", async () => {
    const project = Project.on({}, { failurePolicy: "warn" });
    succeeded(await project.up({ alice, bob: bad }));
    await project.refresh();
    expect(project.engine.state?.outputs).to.include({ status: "Degraded" });
    expect(project.engine.state?.outputs).to.have.nested.property("failedUsers.count", 1);
    expect(await project.refresh()).to.include({ step: "refresh" });
    expect(project.engine.state?.outputs).to.have.nested.property("failedUsers.count", 1);
  });
});

describe("a refresh after a refresh", () => {
  /** What the outputs say of the users. */
  const said = ({ engine }: Project): unknown => engine.state?.outputs.statusReason;
  const edit = (project: Project, nickname: string): void => {
    const { UserId } = named(project, "alice");
    project.cloud.byHand("UpdateUser", { UserStoreId: project.cloud.storeId, UserId, Nickname: nickname });
  };
  const al = { ...alice, nickname: "Al" };

  it("says what the first has said, until an up, and nothing of an edit that was taken back", async () => {
    const project = Project.on();
    succeeded(await project.up({ alice: al, bob }));
    edit(project, "Mallory");
    for (let times = 0; times < 3; times++) {
      await project.refresh();
      expect(said(project)).to.equal("otherwise than declared: staff/alice (nickname)");
    }
    edit(project, "Al");
    await project.refresh();
    expect(project.engine.state?.outputs).to.include({ status: "InSync", statusReason: "" });
    expect(await project.up({ alice: al, bob })).to.include({ step: "same" });
  });

  it("is followed by an up that says InSync, where the program has taken the edit over", async () => {
    const project = Project.on();
    succeeded(await project.up({ alice: al, bob }));
    edit(project, "Ally");
    await project.refresh();
    await project.refresh();
    const taken = { alice: { ...al, nickname: "Ally" }, bob };
    project.cloud.calls = [];
    expect(await project.up(taken)).to.include({ step: "update", ok: true });
    expect(project.cloud.writes).to.deep.equal([]);
    expect(project.engine.state?.outputs).to.include({ status: "InSync" });
    expect(await project.up(taken)).to.include({ step: "same" });
  });

  it("still names who is gone, and counts who is declared by nobody", async () => {
    const project = Project.on();
    succeeded(await project.up({ alice, bob }));
    const { UserId } = named(project, "bob");
    project.cloud.byHand("DeleteUsers", { UserStoreId: project.cloud.storeId, UserIds: [UserId] });
    for (let times = 0; times < 2; times++) {
      await project.refresh();
      expect(said(project)).to.equal("otherwise than declared: staff/bob (gone)");
    }
    succeeded(await project.up({ alice, bob }));
    expect(said(project)).to.equal("");
    await isSettled(project, { alice, bob });
  });
});

describe("a refresh after an up that did not come to its end", () => {
  const two = (nickname: string) => ({ alice: { ...alice, nickname }, bob: { ...bob, nickname } });

  it("says so until an up has come to its end, and still names whom that up did not reach", async () => {
    const project = Project.on();
    succeeded(await project.up(two("Al")));
    for (const { UserId } of ours(project))
      project.cloud.byHand("UpdateUser", { UserStoreId: project.cloud.storeId, UserId, Nickname: "Mallory" });
    await project.refresh();
    // The second update, after the first one is written and looked at.
    project.cloud.setFaults([refused("UpdateUser", 2)]);
    expect((await project.up(two("Al"))).ok).to.equal(false);
    project.cloud.setFaults([]);
    for (let times = 0; times < 2; times++) {
      await project.refresh();
      expect(project.engine.state?.outputs.statusReason).to.equal(
        "the last run ended before it was done; otherwise than declared: staff/bob (nickname)",
      );
    }
    succeeded(await project.up(two("Al")));
    await project.refresh();
    expect(project.engine.state?.outputs).to.include({ status: "InSync" });
    await isSettled(project, two("Al"));
  });

  it("counts nobody who was frozen as removed", async () => {
    const project = Project.on({}, { removalPolicy: "freeze" });
    succeeded(await project.up({ alice, bob }));
    const state = project.engine.state;
    succeeded(await project.up({ alice }));
    project.engine.state = state;
    for (let times = 0; times < 2; times++) await project.refresh();
    succeeded(await project.up({ alice }));
    for (let times = 0; times < 3; times++) {
      await project.refresh();
      expect(project.engine.state?.outputs).to.include({ status: "InSync" });
    }
  });
});

describe("a job that the service has forgotten", () => {
  it(row(15, "simulated", "it is history: a refresh keeps the resource and the next up imports nobody"), async () => {
    const project = Project.on({ jobRetentionMs: 60_000 });
    succeeded(await project.up({ alice, bob }));
    project.cloud.clock.advance(3_600_000);
    await isSettled(project, { alice, bob });
  });
});

describe("a replacement", () => {
  it("on the same store keeps everybody whom nobody has used yet, under the mark of the new resource", async () => {
    const project = Project.on();
    succeeded(await project.up({ alice, bob }));
    const ids = ours(project).map(({ UserId }) => UserId);
    succeeded(await project.replace({ alice: { ...alice, nickname: "Ally" }, bob }));
    expect(ours(project).map(({ UserId }) => UserId)).to.deep.equal(ids);
    expect(named(project, "alice").Nickname).to.equal("Ally");
    await isSettled(project, { alice: { ...alice, nickname: "Ally" }, bob });
  });

  it("removes who is no longer declared", async () => {
    const project = Project.on();
    succeeded(await project.up({ alice, bob }));
    const { UserId } = named(project, "alice");
    succeeded(await project.replace({ alice }));
    expect(project.cloud.users().map((user) => user.UserId)).to.deep.equal([UserId]);
    await isSettled(project, { alice });
  });

  it("of users in use, or of somebody who was adopted, is refused, and the old resource goes on", async () => {
    const project = Project.on({}, { conflictPolicy: "adopt" });
    register(project, "alice");
    succeeded(await project.up({ alice, bob }));
    const [{ state }, before] = [project.engine, project.cloud.users()];
    project.cloud.calls = [];
    const { ok, message } = await project.replace({ alice });
    expect(ok).to.equal(false);
    expect(message).to.include("a replacement on its own store gains nothing");
    expect(project.cloud.writes).to.deep.equal([]);
    expect(project.cloud.users()).to.deep.equal(before);
    expect(project.engine.state).to.deep.equal(state);
    await isSettled(project, { alice, bob });
  });

  it("under removalPolicy freeze leaves nobody frozen", async () => {
    const project = Project.on({ importedUserStatus: "NORMAL" }, { removalPolicy: "freeze" });
    succeeded(await project.up({ alice, bob }));
    succeeded(await project.replace({ alice, bob }));
    expect(ours(project).map(({ Status }) => Status)).to.deep.equal(["NORMAL", "NORMAL"]);
  });
});

describe("a user who leaves the sets", () => {
  it("is frozen, and unfrozen when it comes back, unless a hand had frozen it", async () => {
    const project = Project.on({ importedUserStatus: "NORMAL" }, { removalPolicy: "freeze" });
    succeeded(await project.up({ alice, bob }));
    change(project, named(project, "bob"), { Status: "FREEZE" });
    succeeded(await project.up({}));
    expect(ours(project).map(({ Status }) => Status)).to.deep.equal(["FREEZE", "FREEZE"]);
    await isSettled(project, {});
    succeeded(await project.up({ alice, bob }));
    expect(named(project, "alice").Status).to.equal("NORMAL");
    expect(named(project, "bob").Status).to.equal("FREEZE");
  });

  it("is counted once when somebody else had frozen it already", async () => {
    const project = Project.on(
      { importedUserStatus: "NORMAL" },
      { removalPolicy: "freeze", acceptDeletions: undefined },
    );
    const users = crowd(12);
    succeeded(await project.up(users));
    const leaving = project.cloud.users().slice(0, 8);
    for (const user of leaving) change(project, user, { Status: "FREEZE" });
    const keys = new Set(leaving.map(({ Nickname }) => `k${String(Nickname).slice(1)}`));
    const left = Object.fromEntries(Object.entries(users).filter(([key]) => !keys.has(key)));
    succeeded(await project.up(left, { acceptDeletions: 8 }));
    await project.refresh();
    project.said.length = 0;
    const [key = ""] = Object.keys(left);
    succeeded(await project.up({ ...left, [key]: { ...left[key], nickname: "Al" } }));
    expect(project.said[0]?.split("\n")[0]).to.equal("plan against last known state: 1 update (nickname 1)");
  });

  it("and was frozen by a job whose state is lost is left alone, and no refresh shows it", async () => {
    const project = Project.on({ importedUserStatus: "NORMAL" }, { removalPolicy: "freeze" });
    succeeded(await project.up({ alice, bob }));
    succeeded(await project.up({ alice }));
    project.engine.state = undefined;
    succeeded(await project.up({ alice }));
    await isSettled(project, { alice });
    expect(named(project, "bob").Status).to.equal("FREEZE");
  });

  it("is let go under retain, so that no refresh shows it for ever and another program may have it", async () => {
    const project = Project.on({}, { removalPolicy: "retain" });
    succeeded(await project.up({ alice, bob }));
    succeeded(await project.up({ alice }));
    expect(named(project, "bob").IndexedAttribute5).to.equal(null);
    await isSettled(project, { alice });
  });

  it(row(38, "simulated", "it is no deletion then, nor when somebody cleared the mark"), async () => {
    const project = Project.on({ deleteUnknownIds: "refuse" });
    succeeded(await project.up({ alice, bob, carol }));
    const gone = named(project, "alice").UserId;
    project.cloud.byHand("DeleteUsers", { UserStoreId: project.cloud.storeId, UserIds: [gone] });
    change(project, named(project, "bob"), { IndexedAttribute5: null });
    succeeded(await project.up({ carol }));
    expect(named(project, "bob").IndexedAttribute5).to.equal(null);
    expect(ours(project)).to.have.length(1);
  });

  it("stays when its mark is cleared between the plan and the deletion", async () => {
    const project = Project.on();
    succeeded(await project.up({ alice, bob }));
    const clear = (): void => change(project, named(project, "alice"), { IndexedAttribute5: null });
    // ListUserStore and DescribeUser tell what to do, the next call is the look before the deletion.
    project.cloud.meanwhile({ atCall: 2, act: clear });
    succeeded(await project.up({ bob }));
    expect(named(project, "alice").IndexedAttribute5).to.equal(null);
  });
});

describe("an account that was merged into another", () => {
  it("is told of, and neither written nor deleted", async () => {
    const project = Project.on();
    register(project, "main");
    succeeded(await project.up({ alice, bob }));
    change(project, named(project, "alice"), { Primary: false });
    const before = named(project, "alice");
    succeeded(await project.up({ alice: { ...alice, nickname: "Ally" }, bob }));
    expect(project.said.join()).to.include("linked to another account");
    succeeded(await project.up({ bob }));
    succeeded(await project.destroy());
    expect(named(project, "alice")).to.deep.equal(before);
  });
});

describe("the owner's mark", () => {
  it("is not lost from sight on a user whom its move did not reach", async () => {
    const project = Project.on({ importedUserStatus: "NORMAL" }, { removalPolicy: "freeze" });
    succeeded(await project.up({ alice, bob }));
    succeeded(await project.up({ alice }));
    const moved = { ownerAttribute: "indexedAttribute4" };
    succeeded(await project.up({ alice }, moved));
    succeeded(await project.up({ alice, bob }, moved));
    const released = { removalPolicy: "retain" };
    succeeded(await project.up({ alice }, { ...moved, ...released }));
    expect(named(project, "bob")).to.include({ IndexedAttribute4: null, IndexedAttribute5: null });
    succeeded(await project.up({ alice }, { ownerAttribute: "indexedAttribute5", removalPolicy: "delete" }));
    await project.refresh();
    succeeded(await project.up({ alice }, { ownerAttribute: "indexedAttribute5", removalPolicy: "delete" }));
    expect(named(project, "bob").Status).to.equal("NORMAL");
  });

  it("is found where it was by every later run, when a change in between was refused", async () => {
    const project = Project.on();
    const clerk = { ...bob, job: "Clerk" };
    succeeded(await project.up({ alice, bob: clerk }));
    const moved = { ownerAttribute: "indexedAttribute4" };
    expect((await project.up({ alice, bob: { ...clerk, job: "Head clerk" } }, moved)).ok).to.equal(false);
    expect(isMarkedAs(named(project, "bob"), "created")).to.equal(true);
    succeeded(await project.up({ alice }, moved));
    expect(project.cloud.users().map(({ UserName }) => UserName)).to.deep.equal(["alice"]);
  });

  it("moves to another attribute with the program, and everybody stays ours", async () => {
    const project = Project.on();
    succeeded(await project.up({ alice, bob }));
    succeeded(await project.up({ alice }, { ownerAttribute: "indexedAttribute4" }));
    expect(project.cloud.users()).to.have.length(1);
    const { IndexedAttribute4, IndexedAttribute5 } = named(project, "alice");
    expect(IndexedAttribute4).to.include(`pulumi:${OWNER}#`);
    expect(IndexedAttribute5).to.equal(null);
  });
});
