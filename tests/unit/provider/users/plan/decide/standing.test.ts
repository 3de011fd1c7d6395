import { expect } from "chai";
import type { LiveUser } from "../../../../../../provider/users/model/live";
import { ownerMark, type Origin } from "../../../../../../provider/users/model/mark";
import { standingOf } from "../../../../../../provider/users/plan/decide/standing";
import type { Policy } from "../../../../../../provider/users/plan/policy";
import { decide, live, MARK, OWNER, planned, POLICY, recorded, type Case } from "../builders";

const alice = { email: "alice@example.com" };
const CREATED = 1_700_000_000_000;
const HOUR = 3_600_000;
const namesake = "shop/dev/staff#1f2e3d4c5b6a";
const stranger = "shop/dev/guests#1f2e3d4c5b6a";
const marked = (owner: string, origin: Origin = "created") => ownerMark(owner, "indexedAttribute5").values[origin];

const used = { lastSignOn: CREATED + HOUR };
const changed = { lastModifiedDate: CREATED + HOUR };
const settled = { lastModifiedDate: CREATED + 1_500 };
const unsaid = { lastModifiedDate: 0 };
const here = { now: CREATED + HOUR };
const nextDay = { now: CREATED + 25 * HOUR };

/** The mark, the record, the user's past and the policy, with the resulting standing. */
const table: [
  name: string,
  mark: string,
  record: Origin | "none",
  more: { readonly other?: string } & Partial<LiveUser>,
  policy: Partial<Policy>,
  standing: string,
][] = [
  ["of the record", MARK.values.created, "created", used, here, "ours, created, by record"],
  ["adopted by the record", MARK.values.created, "adopted", {}, here, "ours, adopted, by record"],
  ["adopted by the mark", MARK.values.adopted, "created", {}, here, "ours, adopted, by record"],
  ["whose mark was cleared", "", "created", used, here, "ours, created, by unmarked"],
  ["whose mark another owner wrote over", marked(stranger), "created", {}, here, "foreign"],
  ["whose mark a namesake wrote over", marked(namesake), "created", {}, here, "foreign namesake"],
  ["of our lineage, untouched", MARK.values.created, "none", {}, here, "ours, created, by leftover"],
  ["of our lineage, untouched for long", MARK.values.created, "none", {}, nextDay, "ours, created, by leftover"],
  ["of our lineage, settled by the service", MARK.values.created, "none", settled, here, "ours, created, by leftover"],
  ["of our lineage, used", MARK.values.created, "none", used, here, "ours, adopted, by care"],
  ["of our lineage, changed", MARK.values.created, "none", changed, here, "ours, adopted, by care"],
  ["of our lineage, of which nothing is said", MARK.values.created, "none", unsaid, here, "ours, adopted, by care"],
  ["of our lineage, adopted", MARK.values.adopted, "none", {}, here, "ours, adopted, by care"],
  [
    "of our lineage, used, ours by a person's word",
    MARK.values.created,
    "none",
    used,
    { ...here, takeOver: new Set([OWNER]) },
    "ours, created, by take-over",
  ],
  ["of a namesake, untouched", marked(namesake), "none", {}, here, "ours, created, by interrupted"],
  ["of a namesake, untouched for a day", marked(namesake), "none", {}, nextDay, "foreign namesake"],
  ["of a namesake, used", marked(namesake), "none", used, here, "foreign namesake"],
  ["of a namesake, changed", marked(namesake), "none", changed, here, "foreign namesake"],
  ["of a namesake, adopted there", marked(namesake, "adopted"), "none", {}, here, "foreign namesake"],
  [
    "of a namesake, untouched, of another job of this program",
    marked(namesake),
    "none",
    {},
    { ...here, elsewhere: () => "declared" },
    "foreign namesake",
  ],
  [
    "of a namesake, used, ours by a person's word",
    marked(namesake),
    "none",
    used,
    { ...here, takeOver: new Set([namesake]) },
    "ours, created, by take-over",
  ],
  [
    "of a namesake, adopted there, ours by the name alone",
    marked(namesake, "adopted"),
    "none",
    used,
    { ...here, takeOver: new Set(["shop/dev/staff"]) },
    "ours, adopted, by take-over",
  ],
  [
    "of ours and of another job in another attribute",
    MARK.values.created,
    "created",
    { other: marked(stranger) },
    here,
    "foreign",
  ],
  ["of another job in another attribute", "", "none", { other: marked(stranger) }, here, "foreign"],
  ["of another job in another attribute, recorded", "", "created", { other: marked(stranger) }, here, "foreign"],
  [
    "of a namesake in another attribute, untouched",
    "",
    "none",
    { other: marked(namesake) },
    here,
    "ours, created, by interrupted",
  ],
  [
    "of ours and of an untouched namesake in another attribute",
    MARK.values.created,
    "none",
    { other: marked(namesake) },
    here,
    "foreign namesake",
  ],
  ["of ours in another attribute", "", "none", { other: MARK.values.created }, here, "free"],
  ["released in another attribute", "", "none", { other: "pulumi:released" }, here, "free"],
  [
    "of another job in another attribute, ours by a person's word",
    "",
    "none",
    { other: marked(stranger, "adopted") },
    { ...here, takeOver: new Set([stranger]) },
    "ours, adopted, by take-over",
  ],
  [
    "of ours and of one who adopted it, recorded, ours by a person's word",
    MARK.values.created,
    "created",
    { other: marked(stranger, "adopted") },
    { ...here, takeOver: new Set([stranger]) },
    "ours, created, by record",
  ],
  [
    "of one taken over, and of another one in another attribute",
    marked(stranger),
    "none",
    { other: marked("shop/dev/third#1f2e3d4c5b6a") },
    { ...here, takeOver: new Set([stranger]) },
    "foreign",
  ],
  ["of another job, untouched", marked(stranger), "none", {}, here, "foreign"],
  ["with a value of the application", "customer 7", "none", {}, here, "foreign"],
  ["of nobody", "", "none", {}, here, "free"],
  ["that was released", "pulumi:released", "none", {}, here, "free"],
];

describe("whose a user is", () => {
  for (const [name, mark, record, { other, ...more }, policy, expected] of table) {
    it(`${name}: ${expected}`, () => {
      const fields = other === undefined ? alice : { ...alice, indexedAttribute2: other };
      const user = live("1", fields, { mark, ...more });
      const known = record === "none" ? undefined : recorded("alice", "1", alice, { origin: record });
      expect(inWords(standingOf(user, known, { ...POLICY, ...policy }))).to.equal(expected);
    });
  }
});

function inWords(standing: ReturnType<typeof standingOf>): string {
  switch (standing.kind) {
    case "ours":
      return `ours, ${standing.origin}, by ${standing.by}`;
    case "foreign":
      return standing.isNamesake ? "foreign namesake" : "foreign";
    case "free":
      return "free";
  }
}

describe("a user known by the mark only", () => {
  const admin = { ...alice, nickname: "Al", userGroups: ["admins"], password: "Correct-Horse-1" };
  const mine = (more: object) => live("1", alice, more);

  it("is kept as declared, and gets neither groups nor a password, if it was used", () => {
    for (const more of [used, changed]) {
      const decided = decide({
        declared: { alice: admin },
        live: [mine(more)],
        credentialChanged: ["alice"],
        policy: { passwords: "managed" },
      });
      expect(decided.actions).to.have.lengthOf(1);
      expect(decided.actions[0]).to.include({ kind: "update", origin: "adopted", setPassword: false });
      const [action] = decided.actions;
      expect(action?.kind === "update" && action.changes.map(({ field }) => field)).to.deep.equal(["nickname"]);
      expect(decided.groupsWithheld).to.deep.equal([{ set: "s", key: "alice" }]);
    }
  });

  it("gets no groups in the run that finds it, even if nobody has used it: the record has to know it first", () => {
    const decided = decide({ declared: { alice: admin }, live: [mine({})] });
    expect(decided.actions[0]).to.include({ kind: "update", origin: "created", by: "leftover" });
    expect(decided.groupsWithheld).to.deep.equal([{ set: "s", key: "alice" }]);
    const next = { declared: { alice: admin }, recorded: [recorded("alice", "1", alice)], live: [mine({})] };
    expect(planned(next)).to.deep.equal(["update alice: nickname, userGroups"]);
  });

  it("is not imported anew, whatever the policy", () => {
    const situation: Case = {
      declared: { alice: { ...alice, gender: "female" } },
      live: [live("1", { ...alice, gender: "male" }, used)],
      policy: { importOnlyChange: "reimport" },
    };
    expect(planned(situation)).to.deep.equal(["update alice: "]);
  });

  it("is no more than an orphan if nobody declares it", () => {
    const { actions, orphans } = decide({ declared: {}, live: [mine(used)] });
    expect(actions).to.deep.equal([]);
    expect(orphans.map(({ id }) => id)).to.deep.equal(["1"]);
  });
});

describe("a user of the record whose mark was cleared", () => {
  const before = { ...alice, nickname: "Al" };
  const next = { ...before, nickname: "Ally", userGroups: ["admins"], password: "Correct-Horse-1" };
  const changed: Case = {
    declared: { alice: next },
    recorded: [recorded("alice", "1", before)],
    live: [live("1", before, { mark: "" })],
    credentialChanged: ["alice"],
    policy: { passwords: "managed" },
  };

  it("is marked again and kept as declared, and has its groups and its password withheld in that run", () => {
    const decided = decide(changed);
    expect(planned(changed)).to.deep.equal(["update alice: nickname"]);
    expect(decided.actions[0]).to.include({ by: "unmarked", setPassword: false, passwordWithheld: true });
    expect(decided.groupsWithheld).to.deep.equal([{ set: "s", key: "alice" }]);
  });

  it("gets both once it is marked", () => {
    const decided = decide({ ...changed, live: [live("1", before)] });
    expect(decided.actions[0]).to.include({ by: "record", setPassword: true, passwordWithheld: false });
    expect(decided.groupsWithheld).to.deep.equal([]);
  });
});
