import { expect } from "chai";
import { Project, type Users } from "../program/project";
import { OWNER } from "../checker/violation";
import { row } from "../../support/faultPlan";
import { count, staff, SUBMIT, succeeded, Trial } from "./trial";

function without<T>(values: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([other]) => other !== name));
}

describe("others in the same store", function () {
  this.timeout(60_000);

  it(
    row(6, "over HTTP", "two runs of one stack at once end with everybody there once, and two jobs at most"),
    async () => {
      const trial = await Trial.overHttp({ jobProcessingMs: 2_000 });
      const other = new Project(trial.cloud, { batch: { users: 1, parallel: 2 } }, OWNER, 1);
      await Promise.all([trial.up(staff), other.up(staff)]);
      await trial.settles(staff);
      expect(await trial.present(staff)).to.have.length(4);
      await trial.cloud.close();
    },
  );

  it(
    row(6, "over HTTP", "whoever finds the other's users there, and in use, writes nothing and says whose they are"),
    async () => {
      const trial = await Trial.overHttp();
      const { hands, clock, storeId: UserStoreId } = trial.cloud;
      succeeded(await trial.up(staff));
      clock.advance(60_000);
      const [one] = await trial.ours();
      await hands.call("UpdateUser", { UserStoreId, UserId: one?.UserId ?? "", Address: "Here" });
      const other = new Project(trial.cloud, {}, OWNER, 1);
      trial.cloud.calls = [];
      const { ok, message } = await other.up(staff);
      expect(ok).to.equal(false);
      expect(message).to.include("nothing was written").and.to.include(`takeOver: ["${OWNER}#`);
      expect(trial.cloud.writes).to.deep.equal([]);
      await trial.isSettled(staff);
      await trial.cloud.close();
    },
  );

  const rest: Users = without(staff, "alice");

  it(row(38, "simulated", "whatever the service says about them"), async () => {
    for (const settings of [
      {},
      { deleteUnknownIds: "refuse" },
      { unknownUserById: "refuse" },
      { deletedUsers: "answered" },
      { deleteUnknownIds: "refuse", unknownUserById: "refuse", maxDeleteUsers: 1 },
    ] as const) {
      const trial = Trial.simulated(settings);
      const { cloud } = trial;
      succeeded(await trial.up(staff));
      const gone = (await trial.ours()).find(({ UserName }) => UserName === "alice")?.UserId ?? "";
      cloud.byHand("DeleteUsers", { UserStoreId: cloud.storeId, UserIds: [gone] });
      succeeded(await trial.up(rest));
      await trial.isSettled(rest);
      succeeded(await trial.destroy());
      expect(await trial.ours()).to.deep.equal([]);
    }
  });

  it(
    row(38, "simulated", "a half of a deletion is finished by the next destroy, which may be said twice"),
    async () => {
      const trial = Trial.simulated({ deleteUnknownIds: "refuse" });
      succeeded(await trial.up(staff));
      const { state } = trial.engine;
      trial.cloud.setFaults([
        { action: "DeleteUsers", when: "mid", effect: "reset", status: 502, code: "", delayMs: 0, breaksAt: 0 },
      ]);
      expect((await trial.destroy()).ok).to.equal(false);
      trial.cloud.setFaults([]);
      succeeded(await trial.destroy());
      expect(await trial.ours()).to.deep.equal([]);
      trial.engine.state = state;
      trial.cloud.calls = [];
      succeeded(await trial.destroy());
      expect(trial.cloud.writes).to.deep.equal([]);
    },
  );

  it(row(38, "over HTTP", "a destroy of users of whom some are gone"), async () => {
    const trial = await Trial.overHttp({ deleteUnknownIds: "refuse" });
    succeeded(await trial.up(staff));
    const [gone, also] = (await trial.ours()).map(({ UserId }) => UserId);
    await trial.cloud.hands.call("DeleteUsers", {
      UserStoreId: trial.cloud.storeId,
      UserIds: [gone ?? "", also ?? ""],
    });
    succeeded(await trial.destroy());
    expect(await trial.ours()).to.deep.equal([]);
    await trial.cloud.close();
  });

  it(row(39, "over HTTP", "an edit and a deletion are shown by a refresh and mended by the next up"), async () => {
    const trial = await Trial.overHttp();
    const { hands, storeId: UserStoreId } = trial.cloud;
    succeeded(await trial.up(staff));
    const ours = new Map((await trial.ours()).map((user) => [user.UserName ?? user.Email, user.UserId]));
    await hands.call("UpdateUser", { UserStoreId, UserId: ours.get("alice") ?? "", Nickname: "Edited" });
    await hands.call("DeleteUsers", { UserStoreId, UserIds: [ours.get("bob") ?? ""] });
    // An up without a refresh does what its preview showed: nothing.
    trial.cloud.calls = [];
    succeeded(await trial.up(staff));
    expect(trial.cloud.calls).to.deep.equal([]);
    succeeded(await trial.refresh());
    const shown = (trial.engine.state?.inputs.userSets as { staff: Users }).staff;
    expect(Object.keys(shown)).to.have.members(["alice", "carol", "dave"]);
    expect(shown.alice?.nickname).to.equal("Edited");
    trial.cloud.calls = [];
    succeeded(await trial.up(staff));
    expect(trial.cloud.writes.toSorted()).to.deep.equal([SUBMIT, "UpdateUser"]);
    await trial.isSettled(staff);
    await trial.cloud.close();
  });

  it(row(39, "over HTTP", "a mark that somebody took is no licence to delete the user"), async () => {
    const trial = await Trial.overHttp();
    const { hands, storeId: UserStoreId } = trial.cloud;
    succeeded(await trial.up(staff));
    const alice = (await trial.ours()).find(({ UserName }) => UserName === "alice");
    const { UserId: taken = "", IndexedAttribute5: mark } = alice ?? {};
    await hands.call("UpdateUser", { UserStoreId, UserId: taken, IndexedAttribute5: "theirs now" });
    succeeded(await trial.up(rest));
    expect((await trial.cloud.users()).find(({ UserId }) => UserId === taken)?.IndexedAttribute5).to.equal(
      "theirs now",
    );
    expect(count(trial.cloud.calls, "DeleteUsers")).to.equal(0);
    await hands.call("UpdateUser", { UserStoreId, UserId: taken, IndexedAttribute5: mark ?? "" });
    succeeded(await trial.destroy());
    await trial.cloud.close();
  });

  const CANARIES = [
    "Canary-Passw0rd-1",
    "canary.mail",
    "13866660001",
    "110101199003070038",
    "Canary-Nick-3",
    "Canary-Salt-4",
  ];
  const canaries: Users = {
    one: {
      userName: "one",
      email: "canary.mail@example.com",
      password: "Canary-Passw0rd-1",
      nickname: "Canary-Nick-3",
    },
    two: { phoneNumber: "13866660001", residentIdentityCard: "110101199003070038", nickname: "Canary-Nick-3" },
    three: {
      userName: "three",
      password: "8843d7f92416211de9ebb963ff4ce28125932878",
      passwordEncryptType: "SHA1",
      salt: { saltValue: "Canary-Salt-4", saltLocation: { saltLocationType: "HEAD" } },
    },
  };
  const EFFECTS = ["reset", "http", "garbage", "truncate", "code", "job"] as const;

  /** Everything that somebody might read of a run. */
  function shown(trial: Project<never> | Trial<never>, outcome: unknown): string {
    const outputs = without(trial.engine.state?.outputs ?? {}, "record");
    const { initErrors = [] } = trial.engine.state ?? {};
    return JSON.stringify([outcome, trial.said, trial.progress, outputs, initErrors]);
  }

  it(
    row(41, "simulated", "not in a message, a reason, a line of progress or an output, whatever goes wrong"),
    async () => {
      for (const action of [SUBMIT, "ListJobs", "DescribeUser", "UpdateUser", "DeleteUsers", "SetPassword", "*"]) {
        for (const effect of EFFECTS) {
          for (const when of ["before", "after"] as const) {
            const trial = Trial.simulated({ attributePatterns: { UserName: "^[^o]" } }, { passwordPolicy: "managed" });
            trial.cloud.setFaults([
              { action, effect, when, nth: 2, status: 502, code: "FailedOperation", delayMs: 0, breaksAt: 0.5 },
            ]);
            const outcomes = [
              await trial.up(canaries),
              await trial.refresh(),
              await trial.up({ ...canaries, two: { ...canaries.two, nickname: "Canary-Nick-3b" } }),
              await trial.destroy(),
            ];
            const text = shown(trial as never, outcomes);
            for (const canary of CANARIES) expect(text, `${action} ${when} ${effect}`).to.not.include(canary);
          }
        }
      }
    },
  );

  it(row(41, "simulated", "not even where the service repeats what it was sent"), async () => {
    const trial = Trial.simulated({ attributePatterns: { UserName: "^[^o]" } });
    const said = "one canary.mail@example.com Canary-Passw0rd-1 Canary-Nick-3 was refused";
    trial.cloud.twist = (action, json) =>
      JSON.parse(
        action === "ListJobs"
          ? JSON.stringify(json).replace(/"FailedReason":"[^"]*"/g, `"FailedReason":"${said}"`)
          : JSON.stringify(json),
      ) as unknown;
    const outcome = await trial.up(canaries);
    expect(outcome.reasons).to.have.length(1);
    const text = shown(trial as never, outcome);
    for (const canary of CANARIES) expect(text).to.not.include(canary);
  });

  it(
    row(41, "over HTTP", "not in a message, a reason, a line of progress or an output, nor in the service's journal"),
    async () => {
      for (const effect of EFFECTS) {
        const trial = await Trial.overHttp({ attributePatterns: { UserName: "^[^o]" } });
        await trial.cloud.setFaults([{ action: "*", effect, every: 3, when: "after", code: "FailedOperation" }]);
        const outcomes = [await trial.up(canaries), await trial.refresh(), await trial.destroy()];
        const text = shown(trial as never, outcomes) + JSON.stringify(await trial.cloud.journal());
        for (const canary of CANARIES) expect(text, effect).to.not.include(canary);
        await trial.cloud.close();
      }
    },
  );
});
