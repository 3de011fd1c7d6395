import { expect } from "chai";
import { argsOf } from "../../../../../../provider/resources/userImportJob/inputs/args";
import { differences } from "../../../../../../provider/resources/userImportJob/refresh/otherwise";
import { project } from "../../../../../../provider/resources/userImportJob/refresh/projection";
import { refreshed } from "../../../../../../provider/resources/userImportJob/refresh/refreshed";
import {
  FileRecord,
  isManaged,
  type FiledUser,
} from "../../../../../../provider/resources/userImportJob/state/fileRecord";
import type { JobRecord, ManagedRecord } from "../../../../../../provider/resources/userImportJob/state/record";
import { RecordedJob } from "../../../../../../provider/resources/userImportJob/state/recordedJob";
import { RecordPrints } from "../../../../../../provider/resources/userImportJob/state/recordPrints";
import { FileLook } from "../../../../../../provider/resources/userImportJob/userFiles/look";
import type { LiveUser } from "../../../../../../provider/users/model/live";
import { LiveUsers } from "../../../../../../provider/users/model/liveUsers";
import { refId } from "../../../../../../provider/users/model/ref";
import type { DeclaredUser } from "../../../../../../provider/users/model/user";
import { printedIn, Prints } from "../../../../../../provider/users/plan/compare/prints";
import { live, MARK, OWNER } from "../../../users/plan/builders";

const KEY = "11".repeat(32);
const PRINTS = new Prints(KEY);
const NOW = 1_700_000_000_000 + 60_000;

const alice: DeclaredUser = { userName: "alice", nickname: "Al", gender: "male" };
const bob: DeclaredUser = { userName: "bob", nickname: "Bo", gender: "male" };

/** Alice's entry in the record, where she is "1". */
const entry = (more: Partial<ManagedRecord> = {}): ManagedRecord => ({
  id: "1",
  origin: "created",
  credential: null,
  ...more,
});

/** Bob's row in the record of files, where he is "2". */
const row = (more: Partial<FiledUser> = {}): FiledUser => {
  const fields = printedIn(bob);
  return {
    ref: { set: "f", key: "bob" },
    id: "2",
    origin: "created",
    credential: null,
    fields,
    prints: fields.map((field) => PRINTS.field(field, bob[field], "2")).join(""),
    whole: PRINTS.whole(fields, bob),
    groups: [],
    ...more,
  };
};

interface Case {
  readonly live: readonly LiveUser[];
  /** Default: alice, if she is recorded. */
  readonly declared?: Record<string, DeclaredUser>;
  readonly recorded?: Record<string, ManagedRecord>;
  /** Users of files; without, the job has none. */
  readonly filed?: readonly FiledUser[];
  /** Keys of users of files whose accounts were somebody else's and are gone. */
  readonly gone?: readonly string[];
  readonly inputs?: object;
  readonly settled?: string | null;
  readonly before?: Partial<JobRecord>;
}

/** The job after a refresh that finds these live users. */
function after(given: Case) {
  const { recorded = {}, filed, gone = [], settled = "digest", before = {} } = given;
  const declared = given.declared ?? (recorded.alice ? { alice } : {});
  const userFiles = filed && { userFiles: { f: { path: "users.csv", users: 1, digest: "digest" } } };
  const record: JobRecord = {
    schemaVersion: 1,
    owner: OWNER,
    urn: null,
    account: { tenantId: "1" },
    endpoint: "embedded",
    credentialKey: KEY,
    inputs: { userStoreId: "store", owner: "shop/dev/staff", userSets: { s: declared }, ...userFiles, ...given.inputs },
    managed: { s: recorded },
    unfinishedJobs: [],
    ...(filed && {
      files: {
        printKey: KEY,
        settled: { f: settled },
        managed: filed.filter(isManaged).length,
        strangers: 0,
        isRestless: false,
      },
    }),
    ...before,
  };
  const known = new RecordedJob(record, filed && FileRecord.of(filed).encode());
  const args = argsOf(record.inputs);
  const look = new FileLook(known.files, PRINTS, MARK, args);
  const users = new LiveUsers(given.live.filter((user) => !look.take(user)));
  const projection = project(known.usersBySet, known.byValue(), users, MARK, args);
  const { otherwise } = differences(record, projection.drifted, known.byValue(), users);
  const goneOfFiles = gone.map((key) => ({ set: "f", key }));
  const looked = { projection, look, live: users, goneOfFiles, otherwise, unfinishedJobs: ["job"] };
  const next = refreshed(known, looked, { mark: MARK, takeOver: new Set(args.takeOver), now: NOW });
  const sets = next.record.inputs.userSets as Record<string, Record<string, unknown>> | undefined;
  return { ...next, inForce: sets?.s ?? {}, orphansShown: Object.keys(sets?.orphans ?? {}), sets };
}

describe("the record after a refresh", () => {
  const edited = { ...alice, nickname: "Edited" };
  const frozen = { status: "FREEZE", isFrozen: true };
  const kept = { stored: { nickname: "AL", gender: "M" } };
  const regendered = live("1", { ...alice, nickname: "AL", gender: "F" });

  /** Alice as she is recorded, as she is in the store, and as she is in force and recorded after that. */
  const users: [
    about: string,
    recorded: Partial<ManagedRecord>,
    there: LiveUser | undefined,
    inForce: DeclaredUser | undefined,
    next: ManagedRecord | undefined,
  ][] = [
    ["is as declared", {}, live("1", alice), alice, entry()],
    ["was edited", {}, live("1", edited), edited, entry()],
    ["is gone", {}, undefined, undefined, undefined],
    [
      "was adopted",
      { origin: "adopted", credential: "c" },
      live("1", alice),
      alice,
      entry({ origin: "adopted", credential: "c" }),
    ],
    ["was frozen by hand", {}, live("1", alice, frozen), alice, entry()],
    ["this job froze", { frozen: true }, live("1", alice, frozen), alice, entry({ frozen: true })],
    ["this job froze and somebody unfroze", { frozen: true }, live("1", alice), alice, entry()],
    ["left the sets frozen", { leftFrozen: true }, live("1", alice, frozen), alice, entry({ leftFrozen: true })],
    ["left the sets frozen and was unfrozen", { leftFrozen: true }, live("1", alice), alice, entry()],
    ["was merged into another account", {}, live("1", { userName: "x" }, { primary: false }), alice, entry()],
    [
      "has values in forms of the service",
      kept,
      live("1", { ...alice, nickname: "AL", gender: "M" }),
      alice,
      entry(kept),
    ],
    [
      "was edited in a field that has a form of its own, which leaves with the value",
      kept,
      live("1", { ...edited, gender: "M" }),
      edited,
      entry({ stored: { gender: "M" } }),
    ],
    [
      "was edited in a field that only an import can set, which stays declared and keeps its form, and whose value is known by a print",
      kept,
      regendered,
      alice,
      entry({ ...kept, ...new RecordPrints(KEY).seenIn(regendered, ["gender"]) }),
    ],
    ["was edited in the only field with a form", { stored: { nickname: "AL" } }, live("1", edited), edited, entry()],
  ];
  for (const [about, recorded, there, inForce, next] of users) {
    it(`has the values of the store for a user that ${about}`, () => {
      const found = after({ recorded: { alice: entry(recorded) }, live: there ? [there] : [] });
      expect(found.inForce).to.deep.equal(inForce ? { alice: inForce } : {});
      expect(found.record.managed).to.deep.equal(next ? { s: { alice: next } } : {});
    });
  }

  it("shows a user that left the sets frozen only once somebody unfroze it", () => {
    const recorded = { alice: entry({ frozen: true }) };
    const inputs = { removalPolicy: "freeze" };
    expect(after({ recorded, declared: {}, inputs, live: [live("1", alice, frozen)] }).inForce).to.deep.equal({});
    expect(after({ recorded, declared: {}, inputs, live: [live("1", alice)] }).inForce).to.have.keys("alice");
  });

  it("knows the groups that a user was declared with while it is not in all of them", () => {
    const groups = ["a".repeat(32), "b".repeat(32)] as const;
    const being = (...userGroups: string[]) => ({ ...alice, userGroups });
    // In force, declared before that, in the store; and after the look in force, and declared before that.
    const looks: [string[], string[] | undefined, string[], string[], string[]?][] = [
      [[...groups], undefined, [...groups, "vip"], [...groups]],
      [[...groups], undefined, [groups[1], "vip"], [groups[1]], [...groups]],
      [[groups[1]], [...groups], [groups[0]], [groups[0]], [...groups]],
      [[], [...groups], [], [], [...groups]],
      [[], [...groups], ["vip", groups[1], groups[0]], [...groups]],
    ];
    for (const [inForce, given, there, next, left] of looks) {
      const found = after({
        declared: { alice: being(...inForce) },
        recorded: { alice: entry(given && { given }) },
        live: [live("1", being(...there))],
      });
      expect(found.inForce).to.deep.equal({ alice: being(...next) });
      expect(found.record.managed).to.deep.equal({ s: { alice: entry(left && { given: left }) } });
    }
  });

  it("knows a user that left the sets frozen and was unfrozen, at every look until it is frozen again", () => {
    const inputs = { removalPolicy: "freeze" };
    const ofAnother = live("1", edited, { mark: "pulumi:a/b/c#00000001" });
    const looks: [
      recorded: Partial<ManagedRecord>,
      there: LiveUser | undefined,
      next: Partial<ManagedRecord> | undefined,
    ][] = [
      [{ frozen: true }, live("1", edited), { unfrozen: true }],
      [{ leftFrozen: true }, live("1", edited), { unfrozen: true }],
      [{ unfrozen: true }, live("1", edited), { unfrozen: true }],
      [{ unfrozen: true }, live("1", edited, frozen), { leftFrozen: true }],
      [{ unfrozen: true }, undefined, undefined],
      [{ frozen: true }, ofAnother, { frozen: true }],
      [{ unfrozen: true }, ofAnother, { unfrozen: true }],
    ];
    for (const [recorded, there, next] of looks) {
      const declared = recorded.unfrozen ? { alice } : {};
      const found = after({ recorded: { alice: entry(recorded) }, declared, inputs, live: there ? [there] : [] });
      expect(found.record.managed).to.deep.equal(next ? { s: { alice: entry(next) } } : {});
      expect(Object.keys(found.inForce)).to.deep.equal(next?.unfrozen && there !== ofAnother ? ["alice"] : []);
      expect(found.record.otherwise).to.equal(undefined);
    }
  });

  /** Users whom no record knows, their record after the refresh, and true if the next update sees them. */
  const orphans: [about: string, user: LiveUser, inputs: object, next: object | undefined, isShown: boolean][] = [
    ["made by us and never used", live("9", alice), {}, { origin: "created" }, true],
    ["made by us and in use", live("9", alice, { lastSignOn: 1 }), {}, { origin: "adopted" }, true],
    [
      "made by us, in use and taken over by a person's word",
      live("9", alice, { lastSignOn: 1 }),
      { takeOver: [OWNER] },
      { origin: "created" },
      true,
    ],
    ["adopted by us", live("9", alice, { mark: MARK.values.adopted }), {}, { origin: "adopted" }, true],
    ["of another owner", live("9", alice, { mark: "pulumi:a/b/c#00000001" }), {}, undefined, false],
    ["without a mark", live("9", alice, { mark: "" }), {}, undefined, false],
    [
      "frozen, where that is how users are removed",
      live("9", alice, frozen),
      { removalPolicy: "freeze" },
      { origin: "created", leftFrozen: true },
      false,
    ],
    ["frozen, where users are deleted", live("9", alice, frozen), {}, { origin: "created" }, true],
  ];
  for (const [about, user, inputs, next, isShown] of orphans) {
    const managed = next ? { orphans: { "9": { id: "9", credential: null, ...next } } } : {};
    it(`${next ? "manages" : "knows nothing of"} a user ${about}, by value`, () => {
      const found = after({ inputs, live: [user] });
      expect(found.record.managed).to.deep.equal(managed);
      expect(found.orphansShown).to.deep.equal(isShown ? ["9"] : []);
      expect(found.files.users).to.deep.equal([]);
    });

    it(`${next ? "manages" : "knows nothing of"} a user ${about}, beside files without any value`, () => {
      const found = after({ inputs, filed: [], live: [user] });
      const rows = found.files.users.map(({ ref, origin, frozen: by }) => ({
        ref,
        origin,
        ...(by === "others" && { leftFrozen: true }),
      }));
      expect(rows).to.deep.equal(next ? [{ ref: { set: "orphans", key: "9" }, ...next }] : []);
      expect(found.record.managed).to.deep.equal({});
      expect([found.orphansShown, JSON.stringify([found.record, found.files.users])]).to.satisfy(
        ([shown, text]: [string[], string]) => shown.length === 0 && !text.includes("alice"),
      );
      expect(found.drift).to.deep.equal(isShown ? { "orphans/9": "not declared" } : undefined);
      expect(found.record.files).to.include({ managed: next ? 1 : 0, isRestless: next !== undefined });
    });
  }

  /** Bob as his row was, as he is in the store, and as his row and his drift are after that. */
  const inFiles: [
    about: string,
    recorded: Partial<FiledUser>,
    there: LiveUser | undefined,
    next: Partial<FiledUser> | undefined,
    drift: string | undefined,
  ][] = [
    ["is as declared", {}, live("2", bob), {}, undefined],
    ["was edited", {}, live("2", { ...bob, nickname: "Ed" }), { drifted: ["nickname"] }, "nickname"],
    ["is as declared again", { drifted: ["nickname"] }, live("2", bob), {}, undefined],
    ["was edited in a field that only an import can set", {}, live("2", { ...bob, gender: "F" }), {}, undefined],
    ["is gone", {}, undefined, { isGone: true }, "gone"],
    ["is back", { isGone: true }, live("2", bob), {}, undefined],
    ["lost our mark", {}, live("2", bob, { mark: "" }), { isUnmarked: true }, undefined],
    ["this job froze", { frozen: "this job" }, live("2", bob, frozen), { frozen: "this job" }, undefined],
    [
      "this job froze and somebody unfroze",
      { frozen: "this job" },
      live("2", bob),
      { isUnfrozen: true },
      "not declared",
    ],
    ["left frozen and was unfrozen", { frozen: "others" }, live("2", bob), { isUnfrozen: true }, "not declared"],
    ["is unfrozen still", { isUnfrozen: true }, live("2", bob), { isUnfrozen: true }, "not declared"],
    ["was unfrozen and is edited", { isUnfrozen: true }, live("2", edited), { isUnfrozen: true }, "not declared"],
    ["was unfrozen and is gone", { isUnfrozen: true }, undefined, undefined, undefined],
    [
      "was unfrozen and has the mark of another job",
      { frozen: "this job" },
      live("2", bob, { mark: "pulumi:a/b/c#00000001" }),
      { frozen: "this job" },
      undefined,
    ],
    ["this job froze and is gone", { frozen: "this job" }, undefined, undefined, undefined],
  ];
  for (const [about, recorded, there, next, drift] of inFiles) {
    it(`has prints, and the fields that differ, for a user of a file that ${about}`, () => {
      const found = after({ filed: [row(recorded)], live: there ? [there] : [] });
      const told = ({ drifted, isGone, isUnmarked, isUnfrozen, frozen: by, prints }: Partial<FiledUser>) => ({
        isUnfrozen,
        drifted,
        isGone,
        isUnmarked,
        by,
        prints,
      });
      expect(found.files.users.map(told)).to.deep.equal(next ? [told({ ...row(), ...next })] : []);
      expect(found.drift).to.deep.equal(drift === undefined ? undefined : { "f/bob": drift });
      expect(found.record.refreshed).to.equal(drift === undefined ? "without drift" : "with drift");
      const isManaged = next !== undefined && next.isGone !== true;
      expect(found.record.files).to.include({
        managed: isManaged ? 1 : 0,
        isRestless: next !== undefined && Object.keys(next).length > 0,
      });
    });
  }

  it("has users by file beside users by value", () => {
    const there = [live("1", edited), live("2", { ...bob, nickname: "Ed" })];
    const found = after({ recorded: { alice: entry() }, filed: [row()], live: there });
    expect(found.inForce).to.deep.equal({ alice: edited });
    expect(found.record.managed).to.deep.equal({ s: { alice: entry() } });
    expect(found.files.users.map(({ ref }) => refId(ref))).to.deep.equal([refId({ set: "f", key: "bob" })]);
    expect(found.drift).to.deep.equal({ "f/bob": "nickname" });
  });

  it("has the userSets of the program, and none where that has none", () => {
    const setsOf = (userSets: object | undefined) => after({ filed: [], inputs: { userSets }, live: [] }).sets;
    expect([setsOf({}), setsOf(undefined)]).to.deep.equal([{}, undefined]);
  });

  it("has somebody else's account of a file until it is gone, and then for the next update to import", () => {
    const stranger = row({ origin: undefined });
    const there = after({ filed: [stranger], live: [] });
    expect(there.record.files).to.include({ managed: 0, strangers: 1, isRestless: false });
    const gone = after({ filed: [stranger], gone: ["bob"], live: [] });
    expect(gone.files.users).to.have.length(1);
    expect(gone.record.files).to.include({ strangers: 0, isRestless: true });
    expect(gone.drift).to.deep.equal({ "f/bob": "gone" });
  });

  it("has a difference for a file whose users the last run could not all bring to their declaration", () => {
    const found = after({ filed: [row()], settled: null, live: [live("2", bob)] });
    expect(found.drift).to.deep.equal({ f: "not all users are as declared" });
    expect(found.record.refreshed).to.equal("with drift");
  });

  it("remembers what differs from the declaration, by users and over several refreshes", () => {
    const recorded = { alice: entry() };
    const first = after({ recorded, live: [live("1", edited)] }).record;
    expect(Object.keys(first.otherwise?.s?.alice ?? {})).to.deep.equal(["nickname"]);
    const { otherwise } = first;
    const second = after({ recorded, declared: { alice: edited }, before: { otherwise }, live: [live("1", edited)] });
    expect(second.record.otherwise).to.deep.equal(otherwise);
    const back = after({ recorded, declared: { alice: edited }, before: { otherwise }, live: [live("1", alice)] });
    expect(back.record.otherwise).to.equal(undefined);
    expect(after({ recorded, live: [] }).record.otherwise).to.deep.equal({ s: { alice: "gone" } });
  });

  it("has the jobs that still run, and all else as it was", () => {
    const before = { unfinishedJobs: ["job", "other"], inDoubtSince: 7, declared: "d", endedEarly: true as const };
    const { record } = after({ recorded: { alice: entry() }, live: [live("1", alice)], before });
    expect(record.unfinishedJobs).to.deep.equal(["job"]);
    expect(record).to.include({ inDoubtSince: 7, declared: "d", endedEarly: true, refreshed: "without drift" });
  });
});
