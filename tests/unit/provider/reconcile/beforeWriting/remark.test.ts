import { expect } from "chai";
import { remark } from "../../../../../provider/reconcile/beforeWriting/remark";
import { Ledger } from "../../../../../provider/reconcile/ledger";
import type { LiveUser } from "../../../../../provider/users/model/live";
import type { DeclaredUser } from "../../../../../provider/users/model/user";
import type { ActionOf, Plan, Step } from "../../../../../provider/users/plan/actions";
import type { Reason } from "../../../../../provider/users/plan/decide/standing";
import { noForms } from "../../../../../provider/users/plan/compare/inForce";
import { live, recorded } from "../../users/plan/builders";
import { contextOn, FakeStore } from "../fakeStore";

const user: DeclaredUser = { userName: "ann" };
const ref = (key: string) => ({ set: "s", key });

const keep = (key: string, by: Reason = "record", more: Parameters<typeof live>[2] = {}): ActionOf<"keep"> => ({
  kind: "keep",
  ref: ref(key),
  user,
  live: live(`id-${key}`, user, more),
  origin: "created",
  by,
  drifted: [],
  forms: noForms,
});

/** What is told after a run of this plan. */
function told(decided: Partial<Plan>, linked: readonly string[] = []): string[] {
  const said: string[] = [];
  const ledger = new Ledger([]);
  for (const id of linked) ledger.noteLinked(id);
  const nothing: Plan = { steps: [], orphans: [], credentialsNoted: [], groupsWithheld: [] };
  remark(contextOn(new FakeStore(), said), ledger, { ...nothing, ...decided });
  return said;
}

type Note = Extract<Step, { kind: "note" }>["actions"];
const noted = (...actions: Note): Partial<Plan> => ({ steps: [{ kind: "note", actions }] });
const withheld = (by: Reason): Partial<Plan> => ({ ...noted(keep("ann", by)), groupsWithheld: [ref("ann")] });
const orphan: LiveUser = live("9", user);
const NAMESAKE = "shop/dev/staff#11111111";

describe("what a run says of users it did not touch", () => {
  const cases: [about: string, plan: Partial<Plan>, says: RegExp[]][] = [
    ["is nothing where all is as it should be", noted(keep("ann")), []],
    [
      "is who is gone",
      noted({ kind: "missing", recorded: recorded("ann", "1", user), user }),
      [/^gone from the store: s\/ann \(1\)\. A refresh shows it/],
    ],
    [
      "is who carries our mark alone",
      { orphans: [orphan] },
      [/^1 user carries this job's mark but is not declared: 9\./],
    ],
    [
      "is who carry our mark",
      { orphans: [orphan, live("8", user)] },
      [/^2 users carry this job's mark but are not declared: 9, 8\./],
    ],
    [
      "is who stays frozen",
      noted(keep("ann", "record", { status: "FREEZE", isFrozen: true })),
      [/^frozen, and left so, because this job did not freeze them: s\/ann$/],
    ],
    [
      "is who came from an interrupted run",
      noted(
        keep("ann", "interrupted", { mark: `pulumi:${NAMESAKE}` }),
        keep("ben", "interrupted", { mark: `pulumi:${NAMESAKE}` }),
      ),
      [/^2 users of an interrupted run of shop\/dev\/staff#11111111 are taken into this state: s\/ann, s\/ben$/],
    ],
    [
      "is who was in use and is adopted",
      noted(keep("ann", "care")),
      [/^1 user carries this job's mark, is in use and not in the state, so adopted .*: s\/ann \(id-ann\)$/],
    ],
    [
      "is whom another job declares",
      noted({ kind: "forget", recorded: recorded("ann", "1", user), live: live("1", user), why: "declared-elsewhere" }),
      [/^not removed, because another job of this program declares them: s\/ann\./],
    ],
    [
      "is nothing of who is gone for good",
      noted({ kind: "forget", recorded: recorded("ann", "1", user), why: "gone" }),
      [],
    ],
    [
      "is that groups come with the next update, to one who was found",
      withheld("leftover"),
      [/^not put into their groups yet, because the state did not know these accounts until now: s\/ann\./],
    ],
    [
      "is that groups come with the next update, to one who had lost the mark",
      withheld("unmarked"),
      [
        /^not put into their groups yet, because these accounts had lost their owner mark, which is set again: s\/ann\./,
      ],
    ],
    [
      "is that groups do not come to one whom we did not make",
      withheld("record"),
      [
        /^not put into their groups, because this job did not make these accounts: s\/ann\. Set adoptGrantsGroups: true/,
      ],
    ],
  ];
  for (const [about, plan, says] of cases) {
    it(about, () => {
      const said = told(plan);
      expect(said).to.have.length(says.length);
      says.forEach((pattern, at) => expect(said[at]).to.match(pattern));
    });
  }

  it("is who is linked to another account", () => {
    expect(told({}, ["7"])).to.deep.equal(["linked to another account and left alone: 7"]);
  });

  it("names twenty at most", () => {
    const many = Array.from({ length: 22 }, (_, n) => live(String(n), user));
    expect(told({ orphans: many })[0]).to.match(/^22 users carry .*, 19 and 2 more\./);
  });
});
