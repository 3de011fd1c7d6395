import { expect } from "chai";
import { planText } from "../../../../provider/planDocument/text";
import type { Circumstances } from "../../../../provider/planDocument/fromPlan";
import type { Action } from "../../../../provider/users/plan/actions";
import { live } from "../users/plan/builders";
import { conflicting, documentWith, imported, QA, removed, updated } from "./documents";

const AGAINST = "plan against last known state";
const email = { field: "email", from: "b@example.com", to: "b@example.org" } as const;
const nickname = { field: "nickname", from: "A", to: "B" } as const;
const skipped = (key: string): Action => ({
  kind: "skip",
  ref: { set: "s", key },
  live: live("1", { userName: key }),
  why: "exists",
});

interface Row {
  readonly what: string;
  readonly actions: readonly Action[];
  readonly about?: Partial<Circumstances>;
  readonly lines: readonly string[];
}

const table: readonly Row[] = [
  {
    what: "the riskiest users first, with what changes",
    actions: [
      imported("erin", { userName: "erin", userGroups: [QA] }),
      updated("bert", [email]),
      removed("clara"),
      removed("dora", "freeze"),
    ],
    lines: [
      `${AGAINST}: 1 import, 1 update (email 1), 1 freeze, 1 delete`,
      "- s/clara",
      "- s/dora  frozen",
      "~ s/bert  email b***@example.com → b***@example.org",
      "+ s/erin  groups: qa",
    ],
  },
  {
    what: "the fields that change, the most frequent first",
    actions: [updated("ann", [nickname, email]), updated("ben", [email])],
    lines: [
      `${AGAINST}: 2 update (email 2, nickname 1)`,
      "~ s/ann  nickname A*** → B***, email b***@example.com → b***@example.org",
      "~ s/ben  email b***@example.com → b***@example.org",
    ],
  },
  {
    what: "a password that is set, an account that is unfrozen, and a mark",
    actions: [updated("ann", [], { setPassword: true }), updated("ben", [], { unfreeze: true }), updated("cat", [])],
    lines: [
      `${AGAINST}: 3 update (mark 1, password 1, unfreeze 1)`,
      "~ s/ben  unfrozen",
      "~ s/cat  owner mark set",
      "~ s/ann  password set",
    ],
  },
  {
    what: "why somebody is in conflict, and the way out",
    actions: [conflicting("bert", { kind: "identity-taken", field: "email" })],
    lines: [
      `${AGAINST}: 1 conflict (email 1)`,
      "! s/bert (b***): its email belongs to id of clara (s/clara) [Conflict.IdentityTaken]: correct it, or change the other user first",
    ],
  },
  {
    what: "nothing of a conflict that a run has found, because its failures do",
    actions: [conflicting("bert", { kind: "identity-taken", field: "email" })],
    about: { basis: "store" },
    lines: ["plan: 1 conflict (email 1)"],
  },
  {
    what: "the new, who bring nothing, on one line",
    actions: [imported("ann"), imported("ben"), skipped("cat")],
    lines: [`${AGAINST}: 2 import, 1 skip`, "= s/cat  left alone", "+ s/ann, s/ben"],
  },
  {
    what: "no user where it is refused, because the refusal names them",
    actions: [removed("clara")],
    about: { refusals: ["too many"] },
    lines: [`${AGAINST}: 1 delete`],
  },
  {
    what: "what the last run did not see the end of",
    actions: [imported("ann")],
    about: { caveat: "import job 01234567… was not done", notes: ["left undone by the last run: s/ben (X)"] },
    lines: [
      `${AGAINST}, in which import job 01234567… was not done: 1 import`,
      "+ s/ann",
      "left undone by the last run: s/ben (X)",
    ],
  },
  {
    what: "both stores of a move, and nobody who is on the way",
    actions: [removed("ann"), imported("ann"), removed("ben")],
    about: { userStoreId: "new", formerUserStoreId: "old" },
    lines: [`${AGAINST}: 1 import into user store new; 2 delete in user store old`, "- s/ben"],
  },
  {
    what: "a new job without a word of a state",
    actions: [],
    about: { verb: "create", untold: ["some users are known by `pulumi up` only"] },
    lines: ["plan: users whom only `up` will know"],
  },
  {
    what: "that nothing is left, to a run that had announced something",
    actions: [],
    about: { basis: "store" },
    lines: ["plan: nothing is left to do"],
  },
];

describe("a plan on the row of its resource", () => {
  for (const { what, actions, about, lines } of table) {
    it(`says ${what}`, () => {
      expect(planText(documentWith(actions, about))).to.deep.equal(lines);
    });
  }

  it("names twenty users and counts the others", () => {
    const many = Array.from({ length: 15 }, (_, n) => removed(`a${String(n)}`));
    const more = Array.from({ length: 15 }, (_, n) => imported(`b${String(n)}`));
    const lines = planText(documentWith([...many, ...more]));
    expect(lines).to.have.lengthOf(1 + 15 + 1 + 1);
    expect(lines.at(-2)).to.equal("+ s/b0, s/b1, s/b10, s/b11, s/b12");
    expect(lines.at(-1)).to.equal("and 10 more users (`ciam preview` names everybody)");
    expect(planText(documentWith([...many, ...more], { basis: "store" })).at(-1)).to.equal("and 10 more users");
  });
});
