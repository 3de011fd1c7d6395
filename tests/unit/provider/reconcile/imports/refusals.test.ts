import { expect } from "chai";
import { importItems } from "../../../../../provider/reconcile/imports/batches";
import { refusalsOf } from "../../../../../provider/reconcile/imports/refusals";
import { MARK } from "../../users/plan/builders";

const users = [{ email: "Ann@Example.com", userName: "ann" }, { phoneNumber: "+86-13800008001" }, { userName: "cy" }];
const items = importItems(
  users.map((user, n) => ({ ref: { set: "s", key: String(n) }, user })),
  MARK,
);
const job = { Id: "j", Status: "COMPLETED", Type: "IMPORT_USER" };

function refused(FailedUsers: { FailedUserIdentification: string; FailedReason: string }[]): [string, string][] {
  return [...refusalsOf({ ...job, FailedUsers }, items)].map(([{ action }, why]) => [action.ref.key, why]);
}

describe("what a job says of failed users", () => {
  it("is about whoever has the identity it names, in whatever form", () => {
    expect(refused([{ FailedUserIdentification: "ann@example.com", FailedReason: "x" }])).to.deep.equal([["0", "x"]]);
    expect(refused([{ FailedUserIdentification: "ann", FailedReason: "x" }])).to.deep.equal([["0", "x"]]);
    expect(refused([{ FailedUserIdentification: "13800008001", FailedReason: "y" }])).to.deep.equal([["1", "y"]]);
  });

  it("is read from ErrorDetails as well", () => {
    const told = refusalsOf({ ...job, ErrorDetails: [{ UserId: "cy", Error: "z" }] }, items);
    expect([...told.values()]).to.deep.equal(["z"]);
  });

  it("is about everybody when all were refused for one reason and no name fits", () => {
    const said = users.map((_, n) => ({ FailedUserIdentification: `made-up-${n}`, FailedReason: "full" }));
    expect(refused(said)).to.have.length(3);
    expect(refused(said.slice(1))).to.deep.equal([]);
  });

  it("is not about everybody when both lists speak of the same few", () => {
    const FailedUsers = ["0", "1"].map((of) => ({ FailedUserIdentification: of, FailedReason: "taken" }));
    const ErrorDetails = ["0", "1"].map((of) => ({ UserId: of, Error: "taken" }));
    expect([...refusalsOf({ ...job, FailedUsers, ErrorDetails }, items)]).to.deep.equal([]);
  });
});
