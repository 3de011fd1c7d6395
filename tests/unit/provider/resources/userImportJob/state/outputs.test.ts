import { expect } from "chai";
import { FileRecord } from "../../../../../../provider/resources/userImportJob/state/fileRecord";
import { failureFromConflict } from "../../../../../../provider/messages/failures";
import { outputsOf, reasonsOf } from "../../../../../../provider/resources/userImportJob/state/outputs";
import type { JobRecord } from "../../../../../../provider/resources/userImportJob/state/record";
import { parseUserSets } from "../../../../../../provider/users/input/parse";

const alice = { userName: "alice", email: "alice@example.com" };
const failure = failureFromConflict({
  ref: { set: "staff", key: "al" },
  user: alice,
  with: [],
  reason: { kind: "exists" },
});

describe("the name of a user in a message", () => {
  it("is masked", () => {
    expect(reasonsOf([failure], "masked")[0]).to.match(/^staff\/al \(a\*\*\*\): /);
    const twice = parseUserSets({ staff: { al: alice, a2: { email: "ALICE@example.com" } } }, {});
    expect(twice.findings.map(({ rule }) => rule).join()).to.contain("A***@example.com is the email of");
  });

  it("is shown in full to whoever asks for it", () => {
    expect(reasonsOf([failure], "values")[0]).to.match(/^staff\/al \(alice\): /);
    const twice = parseUserSets({ staff: { al: alice, a2: { email: "ALICE@example.com" } } }, { disclosure: "values" });
    expect(twice.findings.map(({ rule }) => rule).join()).to.contain("ALICE@example.com is the email of");
  });

  it("is recorded masked, whoever asked", () => {
    const record: JobRecord = {
      schemaVersion: 1,
      owner: "shop/dev/staff#00000000",
      urn: null,
      account: { tenantId: null },
      endpoint: "other",
      credentialKey: "00",
      inputs: {},
      managed: {},
      unfinishedJobs: [],
    };
    const none = { declared: 0, created: 0, adopted: 0, updated: 0, removed: 0, failed: 1, skipped: 0, drifted: 0 };
    const { failedUsers } = outputsOf(
      { status: "Degraded", statusReason: "" },
      { ...none, orphans: 0, unmanaged: 0 },
      [],
      [failure],
      record,
      FileRecord.EMPTY,
    );
    expect(JSON.stringify(failedUsers)).to.contain('"identity":"a***"');
  });
});
