import { expect } from "chai";
import { statusOf, type Seen } from "../../../../../../provider/resources/userImportJob/state/status";

const calm: Seen = { unfinishedJobs: [], failed: 0, drifted: [] };
const ref = (key: string) => ({ set: "staff", key });

describe("the status of a job", () => {
  it("is InSync without a reason", () => {
    expect(statusOf(calm)).to.deep.equal({ status: "InSync", statusReason: "" });
  });

  it("is Degraded with the reason, also where nobody failed", () => {
    const drifted = [
      { ref: ref("ann"), fields: ["job" as const, "name" as const] },
      { ref: ref("ben"), fields: [] },
    ];
    expect(statusOf({ ...calm, drifted })).to.deep.equal({
      status: "Degraded",
      statusReason: "otherwise than declared: staff/ann (job, name), staff/ben (gone)",
    });
    expect(statusOf({ ...calm, failed: 2, orphans: 1, endedEarly: true }).statusReason).to.equal(
      "the last run ended before it was done; 2 users could not be updated to match the program: see failedUsers; " +
        "1 user of this job that nobody declares",
    );
  });

  it("is Degraded while somebody who left frozen is so no longer", () => {
    expect(statusOf({ ...calm, unfrozen: [ref("bob"), ref("ben")] })).to.deep.equal({
      status: "Degraded",
      statusReason: "no longer declared, and unfrozen by others: staff/bob, staff/ben",
    });
  });

  it("is Degraded as long as another job has not taken users over", () => {
    expect(statusOf({ ...calm, handOvers: [ref("ann")] })).to.deep.equal({
      status: "Degraded",
      statusReason: "to be taken over by another job, which has not done it: staff/ann",
    });
  });

  it("is Pending while a job runs, whatever else there is", () => {
    expect(statusOf({ ...calm, unfinishedJobs: ["0123456789abcdef"], failed: 1 })).to.deep.equal({
      status: "Pending",
      statusReason:
        "not ended yet: import job 01234567…; 1 user could not be updated to match the program: see failedUsers",
    });
  });

  it("names twenty users and counts the others", () => {
    const drifted = Array.from({ length: 30 }, (_, n) => ({ ref: ref(`u${n}`), fields: ["nickname" as const] }));
    expect(statusOf({ ...calm, drifted }).statusReason).to.match(/staff\/u19 \(nickname\) and 10 more$/);
  });
});
