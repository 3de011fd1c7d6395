import { expect } from "chai";
import { without } from "../../../../../../text/values";
import { withInputs, withoutInputs } from "../../../../../../provider/resources/userImportJob/state/besideInputs";
import { RecordedJob } from "../../../../../../provider/resources/userImportJob/state/recordedJob";
import {
  decodeRecord,
  encodeRecord,
  type JobRecord,
} from "../../../../../../provider/resources/userImportJob/state/record";
import { revealed } from "../../../../../../provider/users/input/envelope/secret";

const inputs = {
  userStoreId: "s",
  owner: "shop/dev/staff",
  conflictPolicy: "adopt",
  userSets: { staff: { alice: { userName: "alice", password: "canary" }, bob: { userName: "bob" } } },
};

function outputs(inForce: JobRecord["inputs"]): { record: string } {
  const record: JobRecord = {
    schemaVersion: 1,
    owner: "shop/dev/staff#0123456789ab",
    urn: null,
    account: { tenantId: null },
    endpoint: "other",
    credentialKey: "00".repeat(32),
    inputs: inForce,
    managed: {},
    unfinishedJobs: [],
  };
  return { record: encodeRecord(record) };
}

/** Into the state, beside inputs, and out of it. */
function kept(inForce: JobRecord["inputs"], beside: JobRecord["inputs"], later = beside) {
  const state = revealed(withoutInputs(outputs(inForce), beside)) as { record: string };
  const again = withInputs(state, later) as { record: string };
  return { state: decodeRecord(state), inputs: decodeRecord(again).inputs };
}

describe("a record beside its inputs", () => {
  it("holds none of them, and has all of them again", () => {
    const { state, inputs: again } = kept(inputs, inputs);
    expect(JSON.stringify(state)).not.to.contain("canary").and.not.to.contain("alice");
    expect(again).to.deep.equal(inputs);
  });

  it("holds what is in force otherwise than they say", () => {
    const inForce = {
      ...inputs,
      conflictPolicy: "fail",
      userSets: { staff: { bob: { userName: "bob", nickname: "B" } }, old: { carol: { userName: "carol" } } },
    };
    expect(kept(inForce, inputs).inputs).to.deep.equal(inForce);
  });

  it("says of inputs that were edited since only what it holds itself", () => {
    const inForce = { ...inputs, userSets: { ...inputs.userSets, old: { carol: { userName: "carol" } } } };
    const edited = { ...inputs, userSets: { staff: { alice: { userName: "alicia" } } } };
    expect(kept(inForce, inputs, edited).inputs.userSets).to.deep.equal({ old: { carol: { userName: "carol" } } });
  });

  it("has no sets where there are files only", () => {
    const byFile = {
      ...without(inputs, "userSets"),
      printKey: "00",
      userFiles: { staff: { path: "staff.csv", users: 2, digest: "d-s" } },
    };
    const { state, inputs: again } = kept(byFile, byFile);
    expect(JSON.stringify(state)).not.to.contain("staff.csv");
    expect(again).to.deep.equal(byFile);
  });

  it("leaves a whole record, as the dynamic provider writes it, as it is", () => {
    const whole = outputs(inputs);
    expect(withInputs(whole, {})).to.equal(whole);
  });

  it("is read by nobody who has no inputs", () => {
    const state = revealed(withoutInputs(outputs(inputs), inputs)) as { record: string };
    expect(() => RecordedJob.in(state)).to.throw("written by the plugin pulumi-resource-ciam");
  });
});
