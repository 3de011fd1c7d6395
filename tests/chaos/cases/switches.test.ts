import { expect } from "chai";
import type { People } from "../scenario/people";
import { person, QUIET } from "../scenario/quiet";
import type { Scenario } from "../scenario/scenario";
import { everyPair, questions, together, type Switch } from "../scenario/switchboard";
import { Project } from "../program/project";
import { Violation } from "../checker/violation";
import { walk } from "../scenario/walk";

const CROWD: People = Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`crowd${String(n)}`, person(20 + n)]));

const STAFF: People = {
  a: person(0, { has: "all", nickname: "Al", gender: "male", birthdate: "2000-01-01", groups: [0, 1] }),
  b: person(1, { has: "email+phone", attribute: "qa", password: "password" }),
  c: person(2, { has: "name", description: "user1", groups: [0] }),
  d: person(3, { has: "phone", spelling: "shouted", nickname: "Bo" }),
  e: person(4, { has: "email", spelling: "shouted" }),
};

const EDITED: People = {
  a: person(0, { has: "all", nickname: "Bo", gender: "male", birthdate: "2001-02-03", groups: [0, 1] }),
  b: person(1, { has: "email+phone", emailOf: 7, attribute: "secret", password: "newPassword" }),
  c: person(2, { has: "email+name", description: "user1", groups: [0, 1] }),
  d: person(3, { has: "phone", spelling: "shouted", nickname: "Al" }),
  e: person(4, { has: "email", spelling: "shouted" }),
  f: person(5, { has: "all" }),
};

const scenarios: Readonly<Record<string, Partial<Scenario>>> = {
  "a first up": { state: "none", strangers: [5, 6], after: { ...STAFF, ...CROWD } },
  "an up with edits": { before: { ...STAFF, ...CROWD }, after: { ...EDITED, ...CROWD } },
  "an up that empties values": {
    before: { a: person(0, { nickname: "Al", groups: [0, 1] }) },
    after: { a: person(0, { nickname: "", groups: [0] }) },
  },
  "a refresh after hands have edited": {
    before: { ...STAFF, ...CROWD },
    after: { ...STAFF, ...CROWD },
    edits: [
      { what: "nickname", whom: 0 },
      { what: "delete", whom: 2 },
    ],
    operation: "refresh+up",
  },
  "an adoption": {
    state: "none",
    policies: { conflictPolicy: "adopt" },
    strangers: [0, 1, 6],
    after: { a: person(0, { has: "all", nickname: "Al", groups: [0] }), b: person(1), c: person(2) },
  },
  "an up that removes": {
    before: { ...STAFF, ...CROWD },
    after: { a: person(0, { has: "all" }), c: person(2, { has: "name" }) },
  },
  "an up that freezes": { policies: { removalPolicy: "freeze" }, before: STAFF, after: { b: STAFF.b } as People },
  "a release": { policies: { removalPolicy: "retain" }, before: STAFF, after: { b: STAFF.b } as People },
  "a re-import": {
    policies: { importOnlyChange: "reimport" },
    before: { a: person(0, { gender: "male" }), b: person(1, { description: "user1" }) },
    after: { a: person(0, { gender: "female" }), b: person(1, { description: "user2" }) },
  },
  "a refused user": {
    state: "none",
    strangers: [2],
    policies: { preflight: false, failurePolicy: "warn" },
    after: { a: person(0), b: person(1), c: person(2) },
  },
  "a job that breaks down": {
    state: "none",
    after: { ...STAFF, ...CROWD },
    faults: [
      {
        action: "CreateApiImportUserJob",
        nth: 1,
        when: "before",
        effect: "job",
        breaksAt: 0.5,
        status: 502,
        code: "",
        delayMs: 0,
      },
    ],
  },
  "a lost state": { before: STAFF, after: STAFF, state: "lost" },
  "a destruction": { before: { ...STAFF, ...CROWD }, after: {}, operation: "destroy" },
  "a replacement": { before: STAFF, after: STAFF, operation: "replace" },
};

/** If a service makes it impossible to converge, the product has to report the service's behaviour. */
const EXCUSES: Readonly<Record<string, RegExp>> = {
  "an update clears what is left out": /failed: an update also changed .*it resets fields that an update leaves out$/,
  "identities of deleted users stay taken":
    /failed without a cause: .*(?:keep(?:s identities of| those of) deleted users taken|reports (?:\S*AlreadyExists|a taken identity) for an unnamed user)/,
};

/** Its own test is below: without a preflight, an import changes a user before anybody can know. */
const CHANGES_STRANGERS = "duplicates are updated";

/** The scenarios for many answers at once: each kind of write appears once. */
const BRIEFLY: readonly string[] = [
  "a first up",
  "an up with edits",
  "a refresh after hands have edited",
  "an adoption",
  "an up that removes",
  "a re-import",
  "a refused user",
  "a destruction",
];

/** Runs the scenarios with these answers; returns those that do not end as declared, with the reason. */
async function endings(switches: readonly Switch[], chosen = Object.keys(scenarios)): Promise<Map<string, string>> {
  const names = new Set(switches.map(({ name }) => name));
  const wrong = new Map<string, string>();
  for (const name of chosen) {
    const scenario = scenarios[name];
    if (name === "a refused user" && names.has(CHANGES_STRANGERS)) continue;
    try {
      await walk({ ...QUIET, ...scenario, settings: together(switches) });
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      wrong.set(name, error.message);
    }
  }
  return wrong;
}

function excused(switches: readonly Switch[], why: string): boolean {
  return switches.some(({ name }) => EXCUSES[name]?.test(why));
}

describe("a service with other habits", function () {
  this.timeout(0);

  it("as the emulator has it by default: everything converges", async () => {
    expect([...(await endings([]))]).to.deep.equal([]);
  });

  for (const one of questions.flat()) {
    const impossible: Readonly<Record<string, readonly string[]>> = {
      "an update clears what is left out": [
        "an up with edits",
        "an up that empties values",
        // A hand's edit clears the mark too, so that the groups come in a second update, which clears the rest.
        "a refresh after hands have edited",
        "an up that removes",
        "a lost state",
        "a replacement",
      ],
      "identities of deleted users stay taken": ["a refresh after hands have edited", "a re-import"],
    };
    const wanted = impossible[one.name] ?? [];
    const but = wanted.length > 0 ? `, but for ${wanted.join(", ")}, where it says why it cannot be` : "";
    it(`where ${one.name}: everything converges${but}`, async () => {
      const wrong = await endings([one]);
      expect([...wrong.keys()], [...wrong.values()].join("\n")).to.have.members(wanted);
      for (const why of wrong.values()) expect(excused([one], why), why).to.equal(true);
    });
  }

  const rows = everyPair();
  it(`in ${String(rows.length)} combinations, in which any two of these meet: everything converges, or it is said why not`, async () => {
    for (const row of rows) {
      for (const [scenario, why] of await endings(row, [...BRIEFLY])) {
        expect(excused(row, why), `${scenario}, where ${row.map(({ name }) => name).join(", ")}: ${why}`).to.equal(
          true,
        );
      }
    }
  });

  it("that lets an import change users who are there: it is found out with the first batch, and said", async () => {
    const project = Project.on({ duplicatePolicy: "update" }, { preflight: false, batch: { users: 1 } });
    const { cloud } = project;
    cloud.byHand("CreateApiImportUserJob", {
      UserStoreId: cloud.storeId,
      DataFlowUserCreateList: [{ UserName: "alice" }, { UserName: "bob" }],
    });
    cloud.clock.advance(60_000);
    cloud.byHand("ListJobs", { UserStoreId: cloud.storeId });
    const { message } = await project.up({ alice: { userName: "alice" }, bob: { userName: "bob" } });
    expect(message).to.match(/is older than the import job .* this store lets an import change existing users/);
    expect(cloud.writes).to.deep.equal(["CreateApiImportUserJob"]);
  });
});
