import { expect } from "chai";
import { Bench } from "../support/bench";
import { failing } from "../support/engine/engineDouble";
import type { Outcome } from "../support/engine/outcome";
import { idOf, userImportJob, userStore, type Declaration, type Inputs } from "../support/program";
import { at } from "../support/state/state";
import { secret, UNKNOWN, type Values } from "../support/state/values";
import { row } from "../../support/faultPlan";

interface Place {
  /** The place of the unknown value. */
  readonly what: string;
  /** The final inputs, merged over the known ones. */
  readonly inputs: (alice: Values, bob: Values) => Inputs;
  /** The path at which the preview shows a change. */
  readonly path: string;
}

const set = (alice: Values | string, bob: Values | string): Inputs => ({ userSets: { staff: { alice, bob } } });

const PLACES: readonly Place[] = [
  { what: "the user store", inputs: () => ({ userStoreId: UNKNOWN }), path: "userStoreId" },
  { what: "all sets", inputs: () => ({ userSets: UNKNOWN }), path: "userSets" },
  { what: "all sets, as a secret", inputs: () => ({ userSets: secret(UNKNOWN) }), path: "userSets" },
  { what: "a set", inputs: () => ({ userSets: { staff: UNKNOWN } }), path: "userSets.staff" },
  {
    what: "a set beside known ones",
    inputs: (alice, bob) => ({ userSets: { staff: { alice, bob }, more: UNKNOWN } }),
    path: "userSets.more",
  },
  { what: "a user", inputs: (_alice, bob) => set(UNKNOWN, bob), path: "userSets.staff.alice" },
  {
    what: "an identity",
    inputs: (alice, bob) => set({ ...alice, userName: UNKNOWN }, bob),
    path: "userSets.staff.alice.userName",
  },
  {
    what: "an ordinary field",
    inputs: (alice, bob) => set({ ...alice, nickname: UNKNOWN }, bob),
    path: "userSets.staff.alice.nickname",
  },
  {
    what: "a password",
    inputs: (alice, bob) => set(alice, { ...bob, password: secret(UNKNOWN) }),
    path: "userSets.staff.bob.password",
  },
  {
    what: "the groups of a user",
    inputs: (alice, bob) => set({ ...alice, userGroups: UNKNOWN }, bob),
    path: "userSets.staff.alice.userGroups",
  },
  {
    what: "one group of a user",
    inputs: (alice, bob) => set({ ...alice, userGroups: [UNKNOWN] }, bob),
    path: "userSets.staff.alice.userGroups[0]",
  },
  { what: "the id behind the name of a group", inputs: () => ({ groups: { qa: UNKNOWN } }), path: "groups.qa" },
  { what: "a policy", inputs: () => ({ conflictPolicy: UNKNOWN }), path: "conflictPolicy" },
  { what: "whom to take over", inputs: () => ({ takeOver: [UNKNOWN] }), path: "takeOver" },
  {
    what: "the limit of deletions",
    inputs: () => ({ deletionLimit: { count: UNKNOWN } }),
    path: "deletionLimit",
  },
];

describe("a value that a preview does not know yet", function () {
  this.timeout(60_000);
  let here: Bench;
  let group: string;

  before(async () => {
    here = await Bench.start({}, { sharesProcess: true });
    group = await here.world.addGroup("qa");
  });

  after(() => here.close());

  /** One job for each place, with its own users. */
  function jobs(inputs: (place: Place, alice: Values, bob: Values) => Inputs): Declaration[] {
    return PLACES.map((place, at) => {
      const alice = { userName: `alice${String(at)}`, nickname: "Alice", userGroups: ["qa"] };
      const bob = { userName: `bob${String(at)}`, password: "Not-A-Real-Password-1" };
      const known = { userStoreId: here.world.storeId, groups: { qa: group }, ...set(alice, bob) };
      return userImportJob(place.what, { ...known, ...inputs(place, alice, bob) });
    });
  }

  const withUnknowns = () => jobs(({ inputs }, alice, bob) => inputs(alice, bob));
  const withoutUnknowns = () => jobs(() => ({}));

  describe("before anything exists", () => {
    let outcome: Outcome;

    before(async () => {
      outcome = await here.stack.preview(withUnknowns());
    });

    for (const { what } of PLACES) {
      it(`passes where it stands for ${what}`, () => {
        expect(outcome.steps).to.deep.include({ op: "create", name: what, diff: {} });
      });
    }

    it("lets nothing be created, nor anybody be asked, and is said where it hides users", async () => {
      const said = new Map(outcome.lines.map(({ urn, message }) => [urn.split("::").at(-1), message]));
      expect(said.get("a user")).to.equal("plan: 2 import\n+ staff/alice  known by `up` only\n+ staff/bob");
      expect(said.get("all sets")).to.equal("plan: users whom only `up` will know");
      expect(said.get("a set beside known ones")).to.equal(
        "plan: 2 import, and users whom only `up` will know\n+ staff/alice  groups: qa\n+ staff/bob",
      );
      expect(here.stack.state.resources).to.deep.equal([]);
      expect((await here.world.calls()).map(({ action }) => action)).not.to.include("DescribeUser");
    });
  });

  describe("in a change of what exists", () => {
    let outcome: Outcome;

    before(async () => {
      await here.stack.up(withoutUnknowns());
      await here.world.forgetCalls();
      outcome = await here.stack.preview(withUnknowns());
    });

    for (const { what, path } of PLACES) {
      it(`passes where it stands for ${what}, and is all that changes`, () => {
        const step = outcome.steps.find(({ name }) => name === what);
        expect(step?.op).to.equal(what === "the user store" ? "replace" : "update");
        expect(Object.keys(step?.diff ?? {})).to.deep.equal([path]);
      });
    }

    it("says nothing of plans that nobody knows but who leaves a store, and asks nobody", async () => {
      const { storeId } = here.world;
      expect(outcome.lines.map(({ message }) => message)).to.deep.equal([
        `plan against last known state: 2 import into a user store that is not known yet; 2 delete in user store ${storeId}`,
      ]);
      expect(await here.world.calls()).to.deep.equal([]);
    });
  });

  describe("in a program that knows the rest", () => {
    it(row(40, "real process", "an unknown does not hide what is wrong with the rest"), async () => {
      const users = { staff: { alice: UNKNOWN, dan: { email: "nowhere" } } };
      const program = [userImportJob("new", { userStoreId: here.world.storeId, userSets: users })];
      const { failures } = await failing(here.stack.preview(program));
      expect(failures[0]?.message).to.equal(
        "resource 'new' has a problem: userSets[\"staff\"].dan.email: is not an e-mail address",
      );
    });

    it("is the id of a store that the same program creates, and is known when users are sent there", async () => {
      const program = [
        ...withoutUnknowns(),
        userStore("directory", { name: "new-directory" }),
        userImportJob("members", { userStoreId: idOf("directory"), userSets: { s: { zoe: { userName: "zoe" } } } }),
      ];
      const created = (await here.stack.preview(program)).steps.filter(({ op }) => op === "create");
      expect(created.map(({ name }) => name)).to.deep.equal(["directory", "members"]);
      await here.stack.up(program);
      const { id } = here.stack.resource("directory");
      expect(at(here.stack.resource("members").inputs, "userStoreId")).to.equal(id);
      expect(here.world.users(id).map(({ UserName }) => UserName)).to.deep.equal(["zoe"]);
    });
  });
});
