import { expect } from "chai";
import { systemClock } from "../../../provider/ciam/clock";
import type { Props, Services } from "../../../provider/resources/resource";
import { check } from "../../../provider/resources/userImportJob/check";

const ENGINEERING = "0123456789abcdef0123456789abcdef";

describe("the information line of a preview", () => {
  it("is silent when nothing changed in a set that names its groups", () => {
    expect(linesOf(inputs(), inputs())).to.deep.equal([]);
  });

  it("counts the user whose groups changed, and nobody else", () => {
    const moved = inputs({ bob: { email: "bob@example.com", userGroups: [] } });
    expect(linesOf(inputs(), moved)).to.deep.equal(["plan against last known state: 1 update (userGroups 1)"]);
  });

  it("compares names with names while the ids are not known yet", () => {
    const unknown = { ...inputs(), groups: { engineering: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } };
    expect(linesOf(inputs(), unknown)).to.deep.equal([]);
  });

  it("says nothing of a field that is left out, which is no longer ours", () => {
    const clerk = inputs({ bob: { email: "bob@example.com", userGroups: ["engineering"], nickname: "Bob" } });
    expect(linesOf(clerk, inputs())).to.deep.equal([]);
  });

  it("is of the same plan that `up` makes: users who swap identities cannot be served", () => {
    const pair = (alice: string, bob: string): Props =>
      inputs({ alice: { userName: "alice", email: alice }, bob: { userName: "bob", email: bob } });
    const [was, now] = [pair("a@example.com", "b@example.com"), pair("b@example.com", "a@example.com")];
    expect(linesOf(was, now)).to.deep.equal(["plan against last known state: 2 in conflict"]);
  });

  it("tells that every user is marked anew when the mark moves to another attribute", () => {
    const moved = inputs({}, { ownerAttribute: "indexedAttribute2" });
    expect(linesOf(inputs(), moved)).to.deep.equal(["plan against last known state: 2 update (indexedAttribute5 2)"]);
  });

  it("imports everybody into another store", () => {
    const elsewhere = inputs({}, { userStoreId: "0123456789abcdef0123456789abcdef" });
    expect(linesOf(inputs(), elsewhere)).to.deep.equal(["plan against last known state: 2 import"]);
  });

  it("takes a user whose key changed for the same", () => {
    const { alice, ...others } = (inputs().userSets as Record<string, Record<string, Props>>).staff ?? {};
    const renamed = { ...inputs(), userSets: { staff: { ...others, alicia: alice } } };
    expect(linesOf(inputs(), renamed)).to.deep.equal([]);
  });

  describe("of a field that only an import can set", () => {
    const clerk = { email: "bob@example.com", userGroups: ["engineering"], job: "Clerk" };
    const change = (policy: Props): string[] =>
      linesOf(inputs({ bob: clerk }, policy), inputs({ bob: { ...clerk, job: "Head clerk" } }, policy));

    it("says that it is refused", () => {
      expect(change({})).to.deep.equal(["plan against last known state: 1 in conflict (job 1)"]);
    });

    it("says who is imported again", () => {
      const policy = { importOnlyChange: "reimport" };
      expect(change(policy)).to.deep.equal(["plan against last known state: 1 import again (job 1)"]);
    });

    it("is silent when the policy is to ignore it", () => {
      expect(change({ importOnlyChange: "ignore" })).to.deep.equal([]);
    });
  });

  describe("of a password", () => {
    const user = (password: string): Props => ({
      bob: { email: "bob@example.com", userGroups: ["engineering"], password },
    });
    const change = (policy: Props): string[] =>
      linesOf(inputs(user("Correct-horse-1"), policy), inputs(user("Battery-staple-2"), policy));

    it("says that a change is not applied", () => {
      expect(change({})).to.deep.equal(["plan against last known state: 1 changed credential not applied"]);
    });

    it("says that a managed one is set", () => {
      const policy = { passwordPolicy: "managed" };
      expect(change(policy)).to.deep.equal(["plan against last known state: 1 update (password 1)"]);
    });
  });
});

describe("the brake of a preview", () => {
  it("counts users who would be deleted to be imported again", () => {
    const crowd = (job: string): Props =>
      Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`u${String(n)}`, { userName: `u${String(n)}`, job }]));
    const policy = { importOnlyChange: "reimport" };
    const { failures } = check(
      inputs(crowd("Clerk"), policy),
      inputs(crowd("Head clerk"), policy),
      servicesThatSay([]),
    );
    expect(failures).to.have.lengthOf(1);
    expect(failures[0]).to.contain("30 of 32 managed users would be removed");
  });
});

function inputs(change: Record<string, unknown> = {}, policy: Props = {}): Props {
  const users = {
    alice: { email: "alice@example.com", userGroups: ["engineering"] },
    bob: { email: "bob@example.com", userGroups: ["engineering"] },
    ...change,
  };
  return {
    userStoreId: "fedcba9876543210fedcba9876543210",
    owner: "shop/dev/staff#00000000",
    groups: { engineering: ENGINEERING },
    userSets: { staff: users },
    ...policy,
  };
}

/** What `check` says on the screen. */
function linesOf(olds: Props, news: Props): string[] {
  const lines: string[] = [];
  expect(check(olds, news, servicesThatSay(lines)).failures).to.deep.equal([]);
  return lines;
}

/** `check` makes no calls. */
function servicesThatSay(lines: string[]): Services {
  const add = (text: string): void => void lines.push(text);
  return {
    client: () => Promise.reject(new Error("check makes no calls")),
    endpointKind: () => "other",
    reporter: () => ({ info: add, warn: add, progress: add }),
    clock: systemClock,
    randomBytes: (count) => new Uint8Array(count),
    disclosure: "masked",
    engineIsAlive: () => true,
    memory: {},
  };
}
