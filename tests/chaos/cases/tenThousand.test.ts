import { expect } from "chai";
import { decodeRecord } from "../../../provider/resources/userImportJob/state/record";
import { change, crowd, ours, succeeded, userIds } from "../program/users";
import type { Cloud } from "../service/cloud";
import { Project, type Users } from "../program/project";

const USERS = 10_000;
const GREATEST_RATE = 20;
const JOBS_AT_ONCE = 2;
/** The record's bytes for each user. */
const BYTES = 60;

describe("ten thousand users", function () {
  this.timeout(0);
  const users = crowd(USERS);
  let project: Project;

  before(() => {
    project = Project.on({ jobPendingMs: 200, jobProcessingMs: 2_000 }, { batch: { users: 1_000, parallel: 2 } });
  });

  it("come with ten jobs, two at a time, and everybody's UserId is known", async () => {
    succeeded(await project.up(users));
    expect(project.cloud.submits.taken).to.equal(10);
    expect(userIds(project)).to.have.members(ours(project).map(({ UserId }) => UserId));
    isWithinLimits(project.cloud);
  });

  it("take a state of a bounded size, with a single secret in its outputs", () => {
    const { state } = project.engine;
    if (!state) throw new Error("the up before has left a state");
    const { inputs, outputs } = state;
    const { record, ...others } = outputs;
    const answer = [...project.seen].find((text) => text.startsWith('{"id":')) ?? "";
    expect(answer.split('"[secret]"')).to.have.length(2);
    expect(JSON.stringify(others).length).to.be.below(5_000);
    // A UserId alone is sixteen bytes of chance.
    expect(String(record).length / USERS).to.be.below(BYTES);
    expect(JSON.stringify(inputs).length).to.be.below(JSON.stringify(users).length + 1_000);
    expect(Object.keys(decodeRecord(outputs).managed.staff ?? {})).to.have.length(USERS);
  });

  it("whom somebody has edited are shown by one refresh and repaired by the next up, within the limits", async () => {
    const { cloud } = project;
    for (const user of ours(project)) change(project, user, { Nickname: "Edited" });
    cloud.calls = [];
    succeeded(await project.refresh());
    expect(cloud.calls.length).to.be.at.most(13);
    const shown = project.engine.state?.inputs.userSets as Record<string, Users>;
    expect(Object.values(shown.staff ?? {}).every(({ nickname }) => nickname === "Edited")).to.equal(true);
    const size = JSON.stringify(project.engine.state).length;
    succeeded(await project.up(users));
    expect(ours(project).some(({ Nickname }) => Nickname === "Edited")).to.equal(false);
    expect(cloud.writes.length).to.equal(USERS);
    expect(JSON.stringify(project.engine.state).length).to.be.below(size * 1.1);
    isWithinLimits(cloud);
  });
});

/** No second in the service's journal has too many calls of one action, and no moment too many jobs. */
function isWithinLimits({ journal, tooFast, db }: Cloud): void {
  expect(tooFast).to.equal(0);
  const actions = new Set(journal.map(({ action }) => action));
  expect(actions.size).to.be.at.least(4);
  for (const action of actions) {
    const times = journal.filter((call) => call.action === action).map(({ at }) => at);
    times.forEach((at, n) => {
      const next = times[n + GREATEST_RATE];
      expect(next === undefined || next - at >= 1_000, `${action} at ${at}`).to.equal(true);
    });
  }
  const jobs = db.all("SELECT created, ends FROM jobs").map(({ created, ends }) => [Number(created), Number(ends)]);
  for (const [created = 0] of jobs) {
    const valid = jobs.filter(([begin = 0, end = 0]) => begin <= created && created < end);
    expect(valid.length).to.be.at.most(JOBS_AT_ONCE);
  }
}
