import { expect } from "chai";
import type { CiamJob, CiamUser } from "../../../../../ciam/actions";
import { RunStopped } from "../../../../../provider/messages/errors";
import { importItems, type Sent } from "../../../../../provider/reconcile/imports/batches";
import { confirm } from "../../../../../provider/reconcile/imports/confirm";
import { Ledger } from "../../../../../provider/reconcile/ledger";
import { nameOf } from "../../../../../provider/users/model/owner";
import type { DeclaredUser } from "../../../../../provider/users/model/user";
import { failureOf } from "../../../../support/failure";
import { MARK } from "../../users/plan/builders";
import { contextOn, FakeStore } from "../fakeStore";

const ALICE: DeclaredUser = { userName: "alice", gender: "male" };
const COMPLETED: CiamJob = { Id: "j", Status: "COMPLETED", Type: "IMPORT_USER" };
const FAILED: CiamJob = { ...COMPLETED, Status: "FAILED" };
const HOUR = 60 * 60_000;

interface Case {
  /** The user in the store at the end of the job. */
  readonly there?: { readonly fields?: DeclaredUser; readonly more?: Partial<CiamUser>; readonly ageMs?: number };
  readonly end?: Sent["end"];
  readonly refusal?: string;
  readonly isTimeUnknown?: boolean;
  readonly takeOver?: readonly string[];
}

/** The ledger's entry for alice, whose job has just ended. */
function confirmed({ there, end = COMPLETED, refusal, isTimeUnknown = false, takeOver = [] }: Case) {
  const store = new FakeStore();
  const since = store.clock.now();
  if (there) {
    const born = since - (there.ageMs ?? -1);
    const { fields = ALICE, more = {} } = there;
    store.put("1", fields, { CreatedDate: born, LastModifiedDate: born, ...more });
  }
  const ledger = new Ledger([]);
  const [item] = importItems([{ ref: { set: "s", key: "alice" }, user: ALICE }], MARK);
  if (!item) throw new Error("nobody was to be imported");
  const sent: Sent = { item, end, ...(isTimeUnknown ? {} : { since }), ...(refusal !== undefined && { refusal }) };
  const ending = confirm({ ...contextOn(store), takeOver: new Set(takeOver) }, ledger, [sent]);
  return { store, ledger, ending, entry: () => ledger.entries[0], failure: () => ledger.failures[0] };
}

describe("a user whose import job has ended", () => {
  it("is recorded as created when it is there with our mark", async () => {
    const { ending, entry, ledger } = confirmed({ there: {} });
    await ending;
    expect(entry()).to.deep.equal({ ref: { set: "s", key: "alice" }, id: "1", origin: "created" });
    expect(ledger.counts.created).to.equal(1);
    expect(ledger.isApplied({ set: "s", key: "alice" })).to.equal(true);
  });

  it("teaches the form in which the service keeps a value", async () => {
    const { ending, entry } = confirmed({
      there: { fields: { ...ALICE, nickname: "A" }, more: { Gender: "M" } },
    });
    await ending;
    expect([...(entry()?.forms?.keys() ?? [])]).to.deep.equal(["gender"]);
    expect(entry()?.forms?.get("gender")?.is("M")).to.equal(true);
    expect(entry()?.forms?.get("gender")?.is("F")).to.equal(false);
  });

  it("teaches nothing when somebody has changed it since", async () => {
    const { ending, entry } = confirmed({
      there: { more: { Gender: "M", LastModifiedDate: Date.UTC(2026, 0, 2) } },
    });
    await ending;
    expect(entry()?.forms).to.equal(undefined);
  });

  it("is looked for three times before it is said to be missing", async () => {
    const { ending, store, failure } = confirmed({});
    await ending;
    expect(failure()).to.include({ code: "Unconfirmed" });
    expect(store.calls.filter((call) => call === "DescribeUser").length).to.be.at.least(3);
    expect(store.clock.slept.length).to.be.at.least(2);
  });

  it("may show at the third look only", async () => {
    const { ending, store, entry } = confirmed({});
    const { DescribeUser } = store.answers;
    let looks = 0;
    store.answers.DescribeUser = (request) => {
      looks++;
      if (looks === 3) store.put("1", ALICE);
      return DescribeUser?.(request) ?? {};
    };
    await ending;
    expect(entry()?.id).to.equal("1");
  });

  it("ends the run when the job wrote over somebody who had been there", async () => {
    const { ending } = confirmed({ there: { ageMs: HOUR, more: { LastModifiedDate: Date.UTC(2026, 0, 2) } } });
    const error = await failureOf(ending);
    expect(error).to.be.instanceOf(RunStopped);
    expect(error.message).to.match(/user 1 is older than the import job .* lets an import change existing users/);
  });

  it("ends the run when it came without our mark", async () => {
    const { ending } = confirmed({ there: { more: { IndexedAttribute5: null } } });
    expect((await failureOf(ending)).message).to.match(/user 1 was imported, or existed, without our owner mark/);
  });

  it("is an earlier run's, to be brought to its declaration, when it is older and nobody wrote to it", async () => {
    const { ending, entry, ledger, failure } = confirmed({
      there: { fields: { userName: "alice" }, ageMs: HOUR },
    });
    await ending;
    expect(entry()).to.include({ id: "1", origin: "created" });
    expect(ledger.hasResurfaced({ set: "s", key: "alice" })).to.equal(true);
    expect(failure()).to.include({ code: "ImportedBefore" });
  });

  it("is ours by the evidence alone when nobody knows when the job was taken", async () => {
    const { ending, entry } = confirmed({ isTimeUnknown: true, there: { more: { LastSignOn: 1 } } });
    await ending;
    expect(entry()?.origin).to.equal("adopted");
    const untouched = confirmed({ isTimeUnknown: true, there: {} });
    await untouched.ending;
    expect(untouched.entry()?.origin).to.equal("created");
  });

  it("is ours by a person's word, as a plan that sees it before the import has it", async () => {
    const used = { more: { LastSignOn: 1 }, ageMs: HOUR };
    for (const there of [used, { ...used, fields: { userName: "alice" } }]) {
      const { ending, entry } = confirmed({ there, takeOver: [nameOf(MARK.owner)] });
      await ending;
      expect(entry()?.origin).to.equal("created");
    }
    const { ending, entry } = confirmed({ there: used });
    await ending;
    expect(entry()?.origin).to.equal("adopted");
  });

  const stranger = { more: { IndexedAttribute5: null }, ageMs: HOUR };
  const refusals: [about: string, given: Case, code: string, reason: RegExp][] = [
    ["refused, with nobody there", { refusal: "bad format" }, "FailedUsers", /^bad format$/],
    [
      "refused as taken, with nobody there",
      { refusal: "already exists" },
      "FailedUsers",
      /keep those of deleted users taken$/,
    ],
    [
      "refused, with a stranger there",
      { refusal: "x (FailedOperation.EmailAlreadyExists)", there: stranger },
      "FailedOperation.EmailAlreadyExists",
      /^x; user 1 holds its identity$/,
    ],
    [
      "not refused, with a stranger there",
      { there: stranger },
      "Conflict.UserExists",
      /exists already in the store as 1/,
    ],
    ["of a job that broke down", { end: FAILED }, "JobFailed", /^import job j FAILED before this user was imported$/],
    ["of a job that was forgotten", { end: "unknown" }, "Unconfirmed", /^its job ended without naming it, and/],
    [
      "of a job that names somebody by a code",
      { end: { ...FAILED, FailedUsers: [{ FailedUserIdentification: "?", FailedReason: "FailedOperation.X" }] } },
      "JobFailed",
      /, which reports FailedOperation.X for an unnamed user$/,
    ],
    [
      "of a job that names somebody as taken",
      { end: { ...FAILED, ErrorDetails: [{ UserId: "?", Error: "duplicate" }] } },
      "JobFailed",
      /, which reports a taken identity for an unnamed user$/,
    ],
    [
      "of a job that names somebody in words",
      { end: { ...FAILED, ErrorDetails: [{ UserId: "?", Error: "who?" }] } },
      "JobFailed",
      /, which refuses a user it does not name$/,
    ],
  ];
  for (const [about, given, code, reason] of refusals) {
    it(`fails with a reason when it is ${about}`, async () => {
      const { ending, failure, ledger } = confirmed(given);
      await ending;
      expect(failure()?.code).to.equal(code);
      expect(failure()?.reason).to.match(reason);
      expect(ledger.entries).to.deep.equal([]);
    });
  }

  it("is not taken for one that we manage under another name", async () => {
    const store = new FakeStore();
    store.put("1", ALICE);
    const ledger = new Ledger([]);
    ledger.manage({ ref: { set: "s", key: "other" }, id: "1", origin: "created" });
    const [item] = importItems([{ ref: { set: "s", key: "alice" }, user: ALICE }], MARK);
    if (item) await confirm(contextOn(store), ledger, [{ item, end: COMPLETED, refusal: "taken" }]);
    expect(ledger.failures.map(({ reason }) => reason)).to.deep.equal(["taken; user 1 holds its identity"]);
  });
});
