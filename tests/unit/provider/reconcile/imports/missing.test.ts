import { expect } from "chai";
import type { CiamJob } from "../../../../../ciam/actions";
import { importItems, type Sent } from "../../../../../provider/reconcile/imports/batches";
import { failureOfMissing, hasBrokenDown } from "../../../../../provider/reconcile/imports/missing";
import { live, MARK } from "../../users/plan/builders";

const [item] = importItems(
  [{ ref: { set: "s", key: "ann" }, user: { userName: "ann", email: "ann@example.com" } }],
  MARK,
);
const COMPLETED: CiamJob = { Id: "0123456789", Status: "COMPLETED", Type: "IMPORT_USER" };
const FAILED: CiamJob = { ...COMPLETED, Status: "FAILED" };
const holder = live("7", { userName: "ann" });

/** The reports of a job about users whom it names by nothing that we sent. */
const unnamed = (FailedReason: string, Error = "") => ({
  FailedUsers: [{ FailedUserIdentification: "?", FailedReason }],
  ErrorDetails: Error === "" ? [] : [{ UserId: "?", Error }],
});

describe("the reason why a user that was sent is not there", () => {
  const reasons: [about: string, sent: Omit<Sent, "item">, held: boolean, code: string, reason: RegExp][] = [
    ["is its refusal", { end: COMPLETED, refusal: "bad" }, false, "FailedUsers", /^bad$/],
    ["is its refusal, whatever became of the job", { end: FAILED, refusal: "bad" }, false, "FailedUsers", /^bad$/],
    ["is a refusal without words", { end: COMPLETED, refusal: "" }, false, "FailedUsers", /^CIAM gave no reason$/],
    [
      "is its refusal, without its values",
      { end: COMPLETED, refusal: "ann@example.com is wrong" },
      false,
      "FailedUsers",
      /^(?!.*ann).* is wrong$/,
    ],
    [
      "is its refusal, and who is in the way",
      { end: COMPLETED, refusal: "bad" },
      true,
      "FailedUsers",
      /^bad; user 7 holds its identity$/,
    ],
    ["is who is in the way", { end: COMPLETED }, true, "Conflict.UserExists", /exists already in the store as 7/],
    ["is who is in the way of a job that broke down", { end: FAILED }, true, "Conflict.UserExists", /as 7/],
    [
      "is that the job broke down",
      { end: FAILED },
      false,
      "JobFailed",
      /^import job 01234567… FAILED before this user was imported$/,
    ],
    [
      "is not known of a job that ended well",
      { end: COMPLETED },
      false,
      "Unconfirmed",
      /^its job ended without naming it, and/,
    ],
    [
      "is not known of a job that nobody remembers",
      { end: "unknown" },
      false,
      "Unconfirmed",
      /^its job ended without naming it, and/,
    ],
    [
      "is not the reason of another user, of which only a code is told",
      { end: { ...FAILED, ...unnamed("bob@example.com (FailedOperation.X)") } },
      false,
      "JobFailed",
      /^(?!.*bob).*, which reports FailedOperation\.X for an unnamed user$/,
    ],
    [
      "is that of its job's failed users before that of its details",
      { end: { ...COMPLETED, ...unnamed("duplicate", "FailedOperation.X") } },
      false,
      "Unconfirmed",
      /, which reports a taken identity for an unnamed user, and/,
    ],
    [
      "is not told in the words for another user",
      { end: { ...COMPLETED, ...unnamed("bob is wrong") } },
      false,
      "Unconfirmed",
      /^(?!.*bob).*, which refuses a user it does not name, and/,
    ],
  ];
  for (const [about, sent, isHeld, code, reason] of reasons) {
    it(about, () => {
      if (!item) throw new Error("nobody was sent");
      const failure = failureOfMissing({ item, ...sent }, isHeld ? holder : undefined);
      expect(failure).to.include({ code });
      expect(failure.reason).to.match(reason);
      expect(failure.ref).to.deep.equal({ set: "s", key: "ann" });
    });
  }

  it("is a breakdown of jobs that FAILED only", () => {
    const ends: Sent["end"][] = [FAILED, COMPLETED, { ...COMPLETED, Status: "PROCESSING" }, "unknown"];
    expect(ends.map((end) => hasBrokenDown({ end }))).to.deep.equal([true, false, false, false]);
  });
});
