import { expect } from "chai";
import { failureFromService } from "../../../../../../provider/messages/failures";
import { NOBODY } from "../../../../../../provider/reconcile/atRest";
import { FORGOTTEN, Ledger } from "../../../../../../provider/reconcile/ledger";
import { argsOf } from "../../../../../../provider/resources/userImportJob/inputs/args";
import { declaredUsers } from "../../../../../../provider/resources/userImportJob/inputs/sets";
import { services } from "../../requests";
import { Fingerprints } from "../../../../../../provider/resources/userImportJob/state/fingerprints";
import { recordAfter } from "../../../../../../provider/resources/userImportJob/state/next";
import type { JobRecord, ManagedRecord } from "../../../../../../provider/resources/userImportJob/state/record";
import { RecordedJob } from "../../../../../../provider/resources/userImportJob/state/recordedJob";
import type { DeclaredUser } from "../../../../../../provider/users/model/user";

const KEY = "00".repeat(32);
const NAMED = { userStoreId: "store", owner: "shop/dev/staff" };
const FINGERPRINTS = new Fingerprints(KEY);

type Users = Record<string, DeclaredUser>;

const inputsOf = (users: Users, more: object = {}) => ({ ...NAMED, ...more, userSets: { s: users } });

/** A user as a record has it. */
const entry = (id: string, user: DeclaredUser | undefined, more: Partial<ManagedRecord> = {}): ManagedRecord => ({
  id,
  origin: "created",
  credential: user ? FINGERPRINTS.credential(user) : null,
  ...more,
});

function recordOf(users: Users, managed: Record<string, ManagedRecord>): JobRecord {
  return {
    schemaVersion: 1,
    owner: "shop/dev/staff#00000000",
    urn: null,
    account: { tenantId: "1" },
    endpoint: "embedded",
    credentialKey: KEY,
    inputs: inputsOf(users),
    managed: { s: managed },
    unfinishedJobs: [],
  };
}

/** The record after a run for these users that did what is said. */
function after(users: Users, previous: JobRecord | undefined, run: (ledger: Ledger) => void, more: object = {}) {
  const inputs = inputsOf(users, more);
  const known = previous && new RecordedJob(previous);
  const recorded = known?.byValue() ?? [];
  const ledger = new Ledger(recorded);
  run(ledger);
  const base = previous ?? recordOf({}, {});
  const desired = Object.entries(users).map(([key, user]) => ({
    ref: { set: "s", key },
    user,
    credential: FINGERPRINTS.credential(user),
  }));
  const args = argsOf(inputs);
  const declared = declaredUsers(inputs, args, services());
  const ofFiles = {
    desired: [],
    recorded: [],
    resting: 0,
    strangers: 0,
    atRest: { ...NOBODY, users: new Set<never>() },
  };
  return recordAfter({ inputs, args, base, previous: known, ledger, desired, recorded, users: declared, ofFiles })
    .record;
}

const ref = (key: string) => ({ set: "s", key });
const inForce = ({ inputs }: JobRecord) => (inputs.userSets as { s?: Users }).s ?? {};
const managed = ({ managed: sets }: JobRecord) => sets.s ?? {};

const alice = { userName: "alice", password: "first" };
const changed = { ...alice, nickname: "Al" };
const before = recordOf({ alice }, { alice: entry("1", alice) });

describe("the record after a run", () => {
  it("has a user's declaration once it is in the store", () => {
    const next = after({ alice: changed }, before, (ledger) => ledger.markApplied(ref("alice")));
    expect(inForce(next)).to.deep.equal({ alice: changed });
    expect(managed(next)).to.deep.equal({ alice: entry("1", alice) });
  });

  it("keeps the former one where it did not get there, so that the next run sees what is to do", () => {
    const next = after({ alice: changed }, before, (ledger) =>
      ledger.fail(failureFromService(ref("alice"), alice, "no")),
    );
    expect(inForce(next)).to.deep.equal({ alice });
    expect(next.declared).to.equal(FINGERPRINTS.declaration(inputsOf({ alice: changed })));
  });

  it("has nothing of a newcomer who was refused", () => {
    const next = after({ alice }, undefined, (ledger) => ledger.fail(failureFromService(ref("alice"), alice, "no")));
    expect([inForce(next), managed(next)]).to.deep.equal([{}, {}]);
  });

  it("has nothing in force for a user who was deleted to be imported again, and was not", () => {
    const next = after({ alice: changed }, before, (ledger) => {
      ledger.drop("1");
      ledger.fail(failureFromService(ref("alice"), alice, "no"));
    });
    expect([inForce(next), managed(next)]).to.deep.equal([{}, {}]);
  });

  it("keeps the declaration of a user who should have gone and did not", () => {
    const next = after({}, before, () => undefined);
    expect(inForce(next)).to.deep.equal({ alice });
    expect(managed(next)).to.have.keys("alice");
  });

  it("keeps no declaration of a user who was frozen away", () => {
    const next = after({}, before, (ledger) => ledger.freeze({ ref: ref("alice"), id: "1", origin: "created" }));
    expect(inForce(next)).to.deep.equal({});
    expect(managed(next).alice).to.include({ id: "1", frozen: true });
  });

  it("takes what is in force along when a user's key is given to another", () => {
    const next = after({ alice: { userName: "new" } }, before, (ledger) => {
      ledger.manage({ ref: ref("alice"), id: "2", origin: "created" });
      ledger.markApplied(ref("alice"));
    });
    expect(inForce(next)).to.deep.equal({ alice: { userName: "new" }, "1": alice });
    expect(managed(next)["1"]?.credential).to.equal(FINGERPRINTS.credential(alice));
  });

  const second = { ...alice, password: "second" };
  for (const [policy, is] of [
    ["initial", "first"],
    ["managed", "second"],
  ] as const) {
    it(`has the ${is} credential of a user whose password changed under passwordPolicy: ${policy}`, () => {
      const run = (ledger: Ledger): void => ledger.markApplied(ref("alice"));
      const next = after({ alice: second }, before, run, { passwordPolicy: policy });
      expect(managed(next).alice?.credential).to.equal(FINGERPRINTS.credential({ ...alice, password: is }));
    });
  }

  it("does not take a credential for set when the update failed", () => {
    const run = (ledger: Ledger): void => ledger.fail(failureFromService(ref("alice"), alice, "no"));
    const next = after({ alice: second }, before, run, { passwordPolicy: "managed" });
    expect(managed(next).alice?.credential).to.equal(FINGERPRINTS.credential(alice));
  });

  it("has the jobs that have not ended, and since when an import is in doubt", () => {
    const report = { submitted: 1, failed: 0, createdDate: null };
    const next = after({ alice }, undefined, (ledger) => {
      ledger.noteJob({ ...report, id: "a", status: "COMPLETED" });
      ledger.noteJob({ ...report, id: "b", status: "PROCESSING" });
      ledger.noteJob({ ...report, id: "c", status: FORGOTTEN });
      ledger.beginDoubt(7);
    });
    expect(next.unfinishedJobs).to.deep.equal(["b"]);
    expect(next.inDoubtSince).to.equal(7);
  });

  describe("knows the groups that it can still withdraw", () => {
    const admin = { ...alice, userGroups: ["a".repeat(32)] };
    const [group] = admin.userGroups;
    const givenAfter = (users: Users, known: JobRecord, run: (ledger: Ledger) => void, more: object = {}) =>
      managed(after(users, known, run, more)).alice?.given;
    const isFrozen = (ledger: Ledger): void => {
      ledger.freeze({ ref: ref("alice"), id: "1", origin: "created" });
    };
    const isApplied = (ledger: Ledger): void => {
      ledger.markApplied(ref("alice"));
    };
    const isOut = recordOf({ alice }, { alice: entry("1", alice, { given: admin.userGroups }) });

    it("of a user who leaves frozen, whatever was in force of them", () => {
      const isIn = recordOf({ alice: admin }, { alice: entry("1", admin) });
      expect(givenAfter({}, isIn, isFrozen)).to.deep.equal([group]);
      expect(givenAfter({}, isOut, isFrozen)).to.deep.equal([group]);
    });

    it("of a user whom a refresh found out of one, until its declaration is in force", () => {
      expect(givenAfter({ alice }, isOut, () => {})).to.deep.equal([group]);
      expect(givenAfter({ alice }, isOut, isApplied, { ignoreFields: ["userGroups"] })).to.deep.equal([group]);
      expect(givenAfter({ alice }, isOut, isApplied)).to.equal(undefined);
    });
  });
});
