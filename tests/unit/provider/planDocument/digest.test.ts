import { expect } from "chai";
import { noForms } from "../../../../provider/users/plan/compare/inForce";
import { DIGEST_OF_NOTHING, digestOf } from "../../../../provider/planDocument/digest";
import type { Action } from "../../../../provider/users/plan/actions";
import { live } from "../users/plan/builders";
import { conflicting, documentWith, imported, QA, removed, updated } from "./documents";

const digest = (...actions: Action[]): string => digestOf(documentWith(actions));
const email = (to: string, from = "a@example.com"): Action => updated("bert", [{ field: "email", from, to }]);

describe("the digest of a plan", () => {
  const same: Readonly<Record<string, readonly [Action[], Action[]]>> = {
    "the order of the actions": [
      [imported("ann"), removed("ben")],
      [removed("ben"), imported("ann")],
    ],
    "what a value was before": [[email("b@example.com")], [email("b@example.com", "z@example.com")]],
    "with whom somebody is in conflict": [
      [conflicting("bert", { kind: "identity-taken", field: "email" })],
      [{ ...conflicting("bert", { kind: "identity-taken", field: "email" }), with: [live("x", {})] } as Action],
    ],
    "drift, which a run leaves alone": [
      [],
      [
        {
          kind: "keep",
          ref: { set: "s", key: "bert" },
          user: { nickname: "B" },
          live: live("1", { nickname: "C" }),
          origin: "created",
          by: "record",
          drifted: ["nickname"],
          forms: noForms,
        },
      ],
    ],
  };
  for (const [what, [one, other]] of Object.entries(same)) {
    it(`is the same, whatever is ${what}`, () => {
      expect(digest(...one)).to.equal(digest(...other));
    });
  }

  const others: Readonly<Record<string, readonly [Action, Action]>> = {
    "another user": [imported("ann"), imported("ben")],
    "another action": [removed("ann"), removed("ann", "freeze")],
    "another value": [email("b@example.com"), email("c@example.com")],
    "another group": [
      imported("ann", { userName: "ann", userGroups: [QA] }),
      imported("ann", { userName: "ann", userGroups: ["f".repeat(32)] }),
    ],
    "a password that is set": [email("b@example.com"), updated("bert", [], { setPassword: true })],
    "another reason of a conflict": [
      conflicting("bert", { kind: "identity-taken", field: "email" }),
      conflicting("bert", { kind: "cycle", field: "email" }),
    ],
  };
  for (const [what, [one, other]] of Object.entries(others)) {
    it(`is another with ${what}`, () => {
      expect(digest(one)).not.to.equal(digest(other));
    });
  }

  it("is known of a plan that does nothing", () => {
    expect(digest()).to.equal(DIGEST_OF_NOTHING);
  });

  it("tells a plan of unknown users from one of none", () => {
    expect(digestOf(documentWith([], { untold: ["some"] }))).not.to.equal(DIGEST_OF_NOTHING);
  });
});
