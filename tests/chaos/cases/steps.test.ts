import { expect } from "chai";
import type { FaultRule } from "../../../emulator/faults/faults";
import { fromCiamUser } from "../../../provider/users/ciam";
import type { Outcome } from "../engine/engine";
import { Project, type Users } from "../program/project";
import { isMarked } from "../checker/violation";
import { row } from "../../support/faultPlan";

const before: Users = {
  a: { userName: "a", email: "one@example.com", nickname: "A" },
  b: { userName: "b", email: "two@example.com", nickname: "B", password: "Passw0rd-one" },
  c: { userName: "c", gender: "male" },
  d: { userName: "d", gender: "male" },
  e: { userName: "e" },
  f: { userName: "f" },
  g: { userName: "g" },
  h: { userName: "h" },
};

/** A chain of e-mails, a password, two re-imports, deletions in more than one call, imports in more than one job. */
const after: Users = {
  a: { userName: "a", email: "two@example.com", nickname: "A2" },
  b: { userName: "b", email: "three@example.com", nickname: "B", password: "Passw0rd-two" },
  c: { userName: "c", gender: "female" },
  d: { userName: "d", gender: "female" },
  e: { userName: "e", nickname: "E" },
  i: { userName: "i", email: "one@example.com" },
  j: { userName: "j" },
  k: { userName: "k" },
};

const POLICIES = { importOnlyChange: "reimport", passwordPolicy: "managed", batch: { users: 2, parallel: 2 } };

const WAYS: readonly Pick<FaultRule, "when" | "effect" | "code">[] = [
  { when: "before", effect: "reset", code: "" },
  { when: "after", effect: "reset", code: "" },
  { when: "mid", effect: "reset", code: "" },
  { when: "before", effect: "http", code: "" },
  { when: "after", effect: "http", code: "" },
  { when: "before", effect: "garbage", code: "" },
  { when: "after", effect: "garbage", code: "" },
  { when: "after", effect: "code", code: "InternalError" },
  { when: "before", effect: "code", code: "RequestLimitExceeded" },
  { when: "before", effect: "code", code: "FailedOperation.QuotaLimitExceeded" },
];

/** Fails the n-th call from now in this way, and the calls after it, which may be its repetitions. */
function failFrom(project: Project, nth: number, way: (typeof WAYS)[number], times: number): void {
  project.cloud.setFaults(
    Array.from({ length: times }, (_, more) => ({
      action: "*",
      nth: nth + more,
      status: 502,
      delayMs: 0,
      breaksAt: 0,
      ...way,
    })),
  );
}

function isThere(project: Project, users: Users): void {
  const found = project.cloud.users().filter(isMarked);
  const fields = new Map(found.map((user) => [user.UserName, fromCiamUser(user).fields]));
  expect(found.map(({ UserName }) => UserName)).to.have.members(Object.values(users).map(({ userName }) => userName));
  for (const { password, ...user } of Object.values(users)) {
    expect(fields.get(user.userName)).to.include(user);
    const id = found.find(({ UserName }) => UserName === user.userName)?.UserId ?? "";
    if (password !== undefined) expect(project.cloud.hasPassword(id, password)).to.equal(true);
  }
}

function succeeded(outcome: Outcome, where: string): void {
  expect(outcome.ok, `${where}: ${outcome.message} ${outcome.reasons.join("; ")}`).to.equal(true);
}

async function settles(project: Project, users: Users, where: string): Promise<void> {
  project.cloud.setFaults([]);
  succeeded(await project.up(users), where);
  isThere(project, users);
  project.cloud.calls = [];
  succeeded(await project.up(users), where);
  expect(project.cloud.writes, where).to.deep.equal([]);
}

async function callsOf(
  act: (project: Project) => Promise<Outcome>,
  begin: (project: Project) => Promise<unknown>,
): Promise<number> {
  const project = Project.on({}, POLICIES);
  await begin(project);
  project.cloud.calls = [];
  await act(project);
  return project.cloud.calls.length;
}

describe("a walk whose n-th call fails, for every n", function () {
  this.timeout(0);
  const nothing = (): Promise<void> => Promise.resolve();
  const first = (project: Project): Promise<Outcome> => project.up(before);

  for (const way of WAYS) {
    const name = `${way.when} it is carried out, with ${way.effect}${way.code === "" ? "" : ` ${way.code}`}`;

    it(`is finished by the next up when it was the first (${name})`, async () => {
      const calls = await callsOf(first, nothing);
      for (let n = 1; n <= calls; n++) {
        const project = Project.on({}, POLICIES);
        failFrom(project, n, way, 5);
        await project.up(before);
        await settles(project, before, `call ${n} of ${calls}`);
      }
    });

    it(`is finished by the next up when it was a rich one (${name})`, async () => {
      const calls = await callsOf((project) => project.up(after), first);
      expect(calls).to.be.at.least(30);
      for (let n = 1; n <= calls; n++) {
        const project = Project.on({}, POLICIES);
        await first(project);
        failFrom(project, n, way, n % 2 === 0 ? 1 : 5);
        await project.up(after);
        await settles(project, after, `call ${n} of ${calls}`);
      }
    });
  }

  it("is finished by the next destroy when it was a destroy", async () => {
    const calls = await callsOf((project) => project.destroy(), first);
    for (const way of WAYS) {
      for (let n = 1; n <= calls; n++) {
        const project = Project.on({ deleteUnknownIds: "refuse" }, POLICIES);
        await first(project);
        failFrom(project, n, way, 5);
        await project.destroy();
        project.cloud.setFaults([]);
        succeeded(await project.destroy(), `call ${n} of ${calls}`);
        expect(project.cloud.users()).to.deep.equal([]);
      }
    }
  });

  for (const when of ["before", "after"] as const) {
    for (const who of ["both", "cli"] as const) {
      it(
        row(2, "simulated", `${who === "cli" ? "the CLI" : "the process"} dies ${when} any of its calls`),
        async () => {
          const calls = await callsOf((project) => project.up(after), first);
          for (let atCall = 0; atCall < calls; atCall++) {
            const project = Project.on({}, POLICIES);
            await first(project);
            await project.dying({ atCall, when, who }, () => project.engine.up(project.program(after)));
            await settles(project, after, `call ${atCall} of ${calls}`);
          }
        },
      );
    }
  }
});
