import { expect } from "chai";
import type { Props, Resource } from "../../../../provider/resources/resource";
import { userGroup } from "../../../../provider/resources/userGroup";
import { userImportJob } from "../../../../provider/resources/userImportJob";
import { userStore } from "../../../../provider/resources/userStore";
import { checkRequest, services } from "./requests";

const STORE = "0123456789abcdef0123456789abcdef";

describe("inputs of a UserImportJob that cannot be used", () => {
  const found = (inputs: Props) =>
    failuresOf(userImportJob, { userStoreId: STORE, owner: "shop/dev/staff#0123456789ab", userSets: {}, ...inputs });

  it("are told with the inputs there are, and the one that was meant", () => {
    expect(found({ removalPolcy: "retain" })[0]).to.match(
      /^removalPolcy: UserImportJob has no such input \(did you mean "removalPolicy"\?\); it has userStoreId, userSets, /,
    );
    expect(found({ removalPolcy: "retain" })[0]).not.to.contain("owner,");
  });

  it("are told below an input with the members that it has, and not those of the resource", () => {
    expect(found({ deletionLimit: { procent: 50 } })).to.deep.equal([
      'deletionLimit.procent: deletionLimit has no such member (did you mean "percent"?); it has count, percent',
    ]);
    expect(found({ batch: { user: 5, size: 1 } })).to.deep.equal([
      'batch.user: batch has no such member (did you mean "users"?); it has users, bytes, parallel',
      "batch.size: batch has no such member; it has users, bytes, parallel",
    ]);
    expect(found({ timeouts: { jobs: "30m" } })).to.deep.equal([
      'timeouts.jobs: timeouts has no such member (did you mean "job"?); it has job, total',
    ]);
  });

  it("are told of a word that is none of a few, with the one that was meant", () => {
    expect(found({ conflictPolicy: "adpot", removalPolicy: "Freeze", failurePolicy: 1 })).to.deep.equal([
      'conflictPolicy: "adpot" is none of "fail", "adopt", "skip" (did you mean "adopt"?)',
      'removalPolicy: "Freeze" is none of "delete", "freeze", "retain" (did you mean "freeze"?)',
      'failurePolicy: must be one of "fail", "warn"',
    ]);
    expect(found({ ignoreFields: ["nicknam"], secretFields: ["email", "phone"] })).to.deep.equal([
      'ignoreFields[0]: "nicknam" is no field of a user (did you mean "nickname"?)',
      'secretFields[1]: "phone" is no field of a user (did you mean "phoneNumber"?)',
    ]);
  });

  it("are told of a value of another kind, or out of bounds, in the words of the inputs", () => {
    const wrong = {
      deletionLimit: 50,
      batch: { users: "2000", parallel: 3 },
      timeouts: { job: 30 },
      groups: ["a"],
      preflight: "yes",
      acceptDeletions: 1.5,
    };
    expect(found(wrong)).to.deep.equal([
      "deletionLimit: must be an object {count, percent}",
      "acceptDeletions: must be a whole number",
      "preflight: must be true or false",
      "groups: must be an object",
      "batch.users: must be a number",
      "batch.parallel: must be at most 2",
      'timeouts.job: must be a duration like "30m", "1h30m" or "45s"',
    ]);
  });

  it("are told of an owner that is none: a pattern, a project alone, a mark", () => {
    const takeOver = [
      "*",
      "",
      "shop",
      "pulumi:shop/dev/staff",
      "pulumi-adopted:shop/dev/staff",
      "shop/dev/staff#0123456789ab",
    ];
    const rule =
      "must be an owner: <project>/<stack>/<name of the resource>, with its #lineage or without, as a conflict names it";
    expect(found({ takeOver })).to.deep.equal([0, 1, 2, 3, 4].map((n) => `takeOver[${String(n)}]: ${rule}`));
    expect(found({ takeOver: "shop/dev/staff" })).to.deep.equal(["takeOver: must be a list"]);
  });

  it("are quoted only where they look like a name", () => {
    expect(found({ conflictPolicy: "Correct horse: battery 13800008000" })).to.deep.equal([
      'conflictPolicy: (not shown: it does not look like a name) is none of "fail", "adopt", "skip"',
    ]);
  });
});

describe("inputs of a UserStore or UserGroup that cannot be used", () => {
  it("are told in the same way", () => {
    expect(failuresOf(userStore, { nmae: "customers" })).to.deep.equal([
      "name: UserStore needs it",
      'nmae: UserStore has no such input (did you mean "name"?); it has name, description, logo, forceDestroy, adoptExisting',
    ]);
    expect(failuresOf(userGroup, { userStoreId: STORE, displayName: 7, forceDestroy: true })).to.deep.equal([
      "displayName: must be text",
      "forceDestroy: UserGroup has no such input; it has userStoreId, displayName, description, adoptExisting",
    ]);
  });
});

function failuresOf(resource: Resource, inputs: Props): readonly string[] {
  return resource.check(checkRequest(inputs, undefined, { services: services({ endpointKind: () => "mainland" }) }))
    .failures;
}
