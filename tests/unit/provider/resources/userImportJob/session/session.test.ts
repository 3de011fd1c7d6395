import { expect } from "chai";
import { argsOf } from "../../../../../../provider/resources/userImportJob/inputs/args";
import { Declaration } from "../../../../../../provider/resources/userImportJob/session/declaration";
import { DeclaredFiles } from "../../../../../../provider/resources/userImportJob/userFiles/declaredFiles";
import { Session } from "../../../../../../provider/resources/userImportJob/session/session";
import type { JobRecord } from "../../../../../../provider/resources/userImportJob/state/record";
import type { Props } from "../../../../../../provider/resources/resource";
import type { DeclaredUser } from "../../../../../../provider/users/model/user";
import { live } from "../../../users/plan/builders";

const STORE = "0123456789abcdef0123456789abcdef";
const ELSEWHERE = "fedcba9876543210fedcba9876543210";
const urn = (name: string, parent = "") =>
  `urn:pulumi:dev::shop::${parent}pulumi-nodejs:dynamic/ciam:UserImportJob::${name}`;
const alice = live("1", { email: "alice@example.com" });

interface Job {
  urn: string;
  owner?: string;
  users?: Record<string, DeclaredUser>;
  more?: Props;
}

function declared(session: Session, { urn, owner = "shop/dev/staff", users = {}, more = {} }: Job) {
  const inputs = { userStoreId: STORE, owner, userSets: { staff: users }, ...more };
  const named = Object.entries(users).map(([key, user]) => ({ ref: { set: "staff", key }, user }));
  const args = argsOf(inputs);
  const files = new DeclaredFiles(new Map(), args.groups);
  const known = { sets: new Map(), files, groupsKnown: true, hasUnknowns: false, isAsBefore: false };
  return session.declare(new Declaration({ urn, inputs, args, byValue: named, ...known }));
}

/** As a record that says no more than whose it is. */
function record(owner: string, of: string | null): JobRecord {
  return {
    schemaVersion: 1,
    owner,
    urn: of,
    account: { tenantId: null },
    endpoint: "other",
    credentialKey: "00",
    inputs: { userStoreId: STORE, owner: "shop/dev/staff" },
    managed: {},
    unfinishedJobs: [],
  };
}

describe("the jobs of one process", () => {
  it("leave a user alone whom another one declares on the same store", () => {
    const session = new Session();
    declared(session, { urn: urn("people"), owner: "shop/dev/people", users: { a: { email: "Alice@Example.com" } } });
    expect(session.elsewhere("shop/dev/staff#000000000001", STORE, alice)).to.equal("declared");
    expect(session.elsewhere("shop/dev/staff#000000000001", ELSEWHERE, alice)).to.equal(undefined);
    expect(session.elsewhere("shop/dev/staff#000000000001", STORE, live("2", { email: "b@example.com" }))).to.equal(
      undefined,
    );
  });

  it("do not stand in their own way", () => {
    const session = new Session();
    const job = declared(session, { urn: urn("staff"), users: { a: { email: "alice@example.com" } } });
    job.owner = "shop/dev/staff#000000000001";
    expect(session.elsewhere(job.owner, STORE, alice)).to.equal(undefined);
  });

  it("give up a user to the one that takes it over, by lineage or by name", () => {
    for (const takeOver of [["shop/dev/staff"], ["shop/dev/staff#000000000001"]]) {
      const session = new Session();
      const users = { a: { email: "alice@example.com" } };
      declared(session, { urn: urn("people"), owner: "shop/dev/people", users, more: { takeOver } });
      expect(session.elsewhere("shop/dev/staff#000000000001", STORE, alice)).to.equal("taken-over");
      expect(session.elsewhere("shop/dev/others#000000000001", STORE, alice)).to.equal("declared");
    }
  });

  it("leave alone whom the record of another one has", () => {
    const session = new Session();
    session.recorded("shop/dev/people#000000000002", STORE, new Set(["1"]));
    expect(session.elsewhere("shop/dev/staff#000000000001", STORE, alice)).to.equal("declared");
    expect(session.elsewhere("shop/dev/people#000000000002", STORE, alice)).to.equal(undefined);
    expect(session.elsewhere("shop/dev/staff#000000000001", ELSEWHERE, alice)).to.equal(undefined);
  });

  it("have the name they were created with, whatever they are called now", () => {
    const session = new Session();
    declared(session, { urn: urn("people"), owner: "shop/dev/staff" });
    expect(session.nameAt(urn("people"))).to.equal("shop/dev/staff");
    expect(session.nameAt(urn("unseen"))).to.equal("shop/dev/unseen");
  });

  it("are still to be replaced until another owner has come in their place", () => {
    const session = new Session();
    const old = record("shop/dev/staff#000000000001", urn("staff"));
    expect(session.isStillToBeReplaced(old), "a destroy declares nobody").to.equal(false);
    const job = declared(session, { urn: urn("staff") });
    expect(session.isStillToBeReplaced(old)).to.equal(true);
    job.owner = "shop/dev/staff#000000000001";
    expect(session.isStillToBeReplaced(old)).to.equal(true);
    job.owner = "shop/dev/staff#000000000002";
    expect(session.isStillToBeReplaced(old)).to.equal(false);
    expect(session.isStillToBeReplaced(record("shop/dev/x#000000000001", null))).to.equal(false);
  });
});
