import { expect } from "chai";
import { errorFromService } from "../../../../../ciam/errors";
import type { CiamUser } from "../../../../../ciam/actions";
import {
  imported,
  observeOurs,
  preflight,
  readUser,
  usersWithIdentity,
  type Aside,
} from "../../../../../provider/reconcile/observe/observe";
import type { RunContext } from "../../../../../provider/reconcile/run";
import { identityOf } from "../../../../../provider/users/model/identity/identity";
import type { LiveUser } from "../../../../../provider/users/model/live";
import { LiveUsers } from "../../../../../provider/users/model/liveUsers";
import { ownerMark } from "../../../../../provider/users/model/mark";
import type { DeclaredUser } from "../../../../../provider/users/model/user";
import { failureOf } from "../../../../support/failure";
import { MARK, OWNER } from "../../users/plan/builders";
import { contextOn, FakeStore } from "../fakeStore";

const stranger = { IndexedAttribute5: null };
const ids = (count: number, prefix = "r") => Array.from({ length: count }, (_, n) => `${prefix}${String(n)}`);

/** Calls in a row, with how often each was made: `DescribeUser 2, DescribeUserById 1`. */
function summed({ calls }: FakeStore): string {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1);
  return [...counts].map(([call, count]) => `${call} ${String(count)}`).join(", ");
}

/** Users who are looked at as they come: those with these ids. */
function asideFor(count: number, wanted: readonly string[]): Aside & { readonly taken: string[] } {
  const taken: string[] = [];
  return {
    count,
    taken,
    take: ({ id }) => wanted.includes(id) && (taken.includes(id) || taken.push(id) > 0),
    awaited: () => wanted.filter((id) => !taken.includes(id)),
  };
}

interface Case {
  /** Users of ours in the store. */
  readonly ours?: readonly string[];
  readonly others?: readonly [id: string, more: Partial<CiamUser>][];
  readonly recorded?: readonly string[];
  readonly takeOver?: readonly string[];
  readonly aside?: Aside;
  readonly mark?: RunContext["mark"];
  /** The size of the store that the service tells, if not the real one. */
  readonly size?: number;
}

async function observed({ ours = [], others = [], recorded = [], takeOver, aside, mark = MARK, size }: Case) {
  const store = new FakeStore();
  for (const id of ours) store.put(id, { userName: id });
  for (const [id, more] of others) store.put(id, { userName: id }, more);
  if (size !== undefined) store.answers.ListUser = () => ({ Total: size, Content: [] });
  const known = recorded.map((id) => ({ id }));
  const live = await observeOurs({ ...contextOn(store), mark }, known, takeOver, aside);
  const seen = live.all().map(({ id }) => id);
  return { calls: summed(store), seen };
}

describe("our users are read", () => {
  const adopted = { IndexedAttribute5: MARK.values.adopted };
  const lost = ids(21).map((id): [string, Partial<CiamUser>] => [id, stranger]);
  const cases: [about: string, given: Case, calls: string, seen: string[]][] = [
    [
      "by both forms of the mark",
      {
        ours: ["a"],
        others: [
          ["b", adopted],
          ["c", stranger],
        ],
      },
      "DescribeUser 2",
      ["a", "b"],
    ],
    [
      "by id as well, if they are recorded and lost the mark",
      { ours: ["a"], others: [["b", stranger]], recorded: ["a", "b", "gone"] },
      "DescribeUser 2, DescribeUserById 2",
      ["a", "b"],
    ],
    ["by id up to twenty", { others: lost, recorded: ids(20) }, "DescribeUser 2, DescribeUserById 20", ids(20)],
    [
      "with the whole store from twenty-one on, where that is smaller",
      { others: [...lost, ["x", stranger]], recorded: ids(21) },
      "DescribeUser 2, ListUser 2",
      ids(21),
    ],
    [
      "by id where the store is so large that its pages are more",
      { others: lost, recorded: ids(21), size: 21_000 },
      "DescribeUser 2, ListUser 1, DescribeUserById 21",
      ids(21),
    ],
    [
      "by id where the whole store lacks them too: a list may lag",
      { others: lost, recorded: ids(21), size: 0 },
      "DescribeUser 2, ListUser 2, DescribeUserById 21",
      ids(21),
    ],
    [
      "by former attributes of the mark too",
      {
        mark: ownerMark(OWNER, "indexedAttribute5", ["indexedAttribute1"]),
        others: [["b", { ...stranger, IndexedAttribute1: MARK.values.created }]],
      },
      "DescribeUser 4",
      ["b"],
    ],
    [
      "by the marks of owners to be taken over too",
      { takeOver: ["a/b/c#00000001"], others: [["b", { IndexedAttribute5: "pulumi:a/b/c#00000001" }]] },
      "DescribeUser 4",
      ["b"],
    ],
    [
      "one by one, where few of many take part, and nobody else is seen",
      { ours: ["a", "b"], recorded: ["a"], aside: asideFor(1_000, []) },
      "DescribeUserById 1",
      ["a"],
    ],
    [
      "one by one, where few of many take part, however many of those lost the mark",
      { others: lost, recorded: ids(21), aside: asideFor(21_000, []) },
      "DescribeUserById 21",
      ids(21),
    ],
    [
      "all, where more take part than the others have pages",
      { ours: ["a", "b"], recorded: ["a", "b"], aside: asideFor(1_000, []) },
      "DescribeUser 2",
      ["a", "b"],
    ],
  ];
  for (const [about, given, calls, seen] of cases) {
    it(about, async () => {
      const found = await observed(given);
      expect(found).to.deep.equal({ calls, seen });
    });
  }

  it("by what they carry, whatever the service finds", async () => {
    const store = new FakeStore();
    store.put("a", { userName: "a" });
    store.put("b", { userName: "b" }, stranger);
    const { ListUser } = store.answers;
    store.answers.DescribeUser = ({ Pageable, UserStoreId }) => ListUser?.({ Pageable, UserStoreId }) ?? {};
    expect((await observeOurs(contextOn(store), [])).all().map(({ id }) => id)).to.deep.equal(["a"]);
  });

  it("and not kept where somebody looks at them as they come, who is told of the missing by id", async () => {
    const store = new FakeStore();
    store.put("a", { userName: "a" });
    store.put("b", { userName: "b" });
    store.put("c", { userName: "c" }, stranger);
    const aside = asideFor(0, ["b", "c", "gone"]);
    const live = await observeOurs(contextOn(store), [], [], aside);
    expect([live.all().map(({ id }) => id), aside.taken]).to.deep.equal([["a"], ["b", "c"]]);
    expect(summed(store)).to.equal("DescribeUser 2, DescribeUserById 2");
  });
});

describe("a user is read by id", () => {
  const denied = errorFromService("DescribeUserById", { code: "UnauthorizedOperation" });
  const none = errorFromService("DescribeUserById", { code: "FailedOperation.UserNotFound" });
  const fails = (error: Error) => () => {
    throw error;
  };
  const ways: [about: string, answer: () => { User: CiamUser | null }, isThere: boolean][] = [
    ["and is there", () => ({ User: { UserId: "1", Status: "NORMAL" } }), true],
    ["and is frozen", () => ({ User: { UserId: "1", Status: "FREEZE" } }), true],
    ["and is not there, by an empty answer", () => ({ User: null }), false],
    ["and is not there, by an error", fails(none), false],
    ["and is not there, by the status DELETED", () => ({ User: { UserId: "1", Status: "DELETED" } }), false],
    ["and is not there, by the status delete", () => ({ User: { UserId: "1", Status: "delete" } }), false],
  ];
  for (const [about, answer, isThere] of ways) {
    it(about, async () => {
      const store = new FakeStore();
      store.answers.DescribeUserById = answer;
      expect((await readUser(contextOn(store), "1"))?.id).to.equal(isThere ? "1" : undefined);
    });
  }

  it("and is not taken for gone when the service says no", async () => {
    const store = new FakeStore();
    store.answers.DescribeUserById = fails(denied);
    expect(await failureOf(readUser(contextOn(store), "1"))).to.equal(denied);
  });
});

describe("the holders of identities are looked for", () => {
  const crowd = (count: number) => ids(count, "x").map((id): [string, DeclaredUser] => [id, { userName: id }]);
  const ann = { userName: "ann" };
  const cases: [
    about: string,
    given: { there?: [string, DeclaredUser][]; known?: DeclaredUser; size?: number },
    newcomers: DeclaredUser[],
    calls: string,
    found: string[],
  ][] = [
    ["for nobody", {}, [], "", []],
    ["not if they are known", { known: ann, there: [["1", ann]] }, [ann], "", []],
    ["by user name", { there: [["1", ann]] }, [ann], "DescribeUser 1", ["1"]],
    [
      "by e-mail, as declared and in small letters",
      { there: [["1", { email: "ann@example.com" }]] },
      [{ email: "Ann@example.com" }],
      "ListUserByProperty 2",
      ["1"],
    ],
    [
      "by phone number, in all spellings of a store that is large",
      { there: [["1", { phoneNumber: "+86-13800008001" }]], size: 1_000_000 },
      [{ phoneNumber: "13800008001" }],
      "ListUser 1, ListUserByProperty 3",
      ["1"],
    ],
    [
      "in the whole store, if that takes fewer calls",
      { there: [["1", ann], ...crowd(5)] },
      crowd(3).map(([, user]) => user),
      "ListUser 2",
      ["1", ...ids(5, "x")],
    ],
    [
      "one by one, if that takes fewer calls",
      { there: crowd(5), size: 4_001 },
      crowd(3).map(([, user]) => user),
      "ListUser 1, DescribeUser 3",
      ids(3, "x"),
    ],
    [
      "in the whole store for an identity that nothing searches by",
      { there: [["1", { weComUserId: "w" }]] },
      [{ weComUserId: "w" }],
      "ListUser 2",
      ["1"],
    ],
    [
      "in the whole store, if that takes as many calls",
      { there: crowd(2_001) },
      crowd(3).map(([, user]) => user),
      "ListUser 4",
      ids(2_001, "x"),
    ],
    [
      "in the whole store for an identity that nothing searches by, however large that is",
      { there: [["1", { weComUserId: "w" }], ...crowd(1_000)] },
      [{ weComUserId: "w" }],
      "ListUser 3",
      ["1", ...ids(1_000, "x")],
    ],
    ["in an empty store by its size alone", {}, [{ weComUserId: "w" }], "ListUser 1", []],
  ];
  for (const [about, { there = [], known, size }, newcomers, calls, found] of cases) {
    it(about, async () => {
      const store = new FakeStore();
      for (const [id, user] of there) store.put(id, user);
      if (size !== undefined) store.answers.ListUser = () => ({ Total: size, Content: [] });
      const live = new LiveUsers();
      if (known) live.add(store.put("known", known));
      await preflight(contextOn(store), live, newcomers);
      const seen = live.all().map(({ id }) => id);
      expect([summed(store), seen]).to.deep.equal([calls, known ? ["known"] : found]);
    });
  }

  it("and are those who have the identity, whatever the service finds", async () => {
    const store = new FakeStore();
    store.put("1", ann);
    const all: CiamUser[] = [
      { UserId: "1", UserName: "ann" },
      { UserId: "2", UserName: "anna" },
    ];
    store.answers.DescribeUser = () => ({ Total: 2, Content: all });
    const found = await usersWithIdentity(contextOn(store), identityOf("userName", "ann"), "ann");
    expect(found.map(({ id }) => id)).to.deep.equal(["1"]);
  });
});

describe("users who have just been imported are looked at", () => {
  const cases: [about: string, atRest: number, users: DeclaredUser[], calls: string][] = [
    ["with all of ours", 0, [{ userName: "ann" }], "DescribeUser 1"],
    [
      "by an identity of each, if that takes fewer calls",
      1_000,
      [{ email: "ann@example.com" }],
      "ListUserByProperty 1",
    ],
    [
      "with all of ours, if they are more than those have pages",
      1_000,
      [{ userName: "ann" }, { email: "b@example.com" }],
      "DescribeUser 1",
    ],
    ["with all of ours, if one has no identity to search by", 1_000, [{ weComUserId: "w" }], "DescribeUser 1"],
  ];
  for (const [about, atRest, users, calls] of cases) {
    it(about, async () => {
      const store = new FakeStore();
      users.forEach((user, n) => store.put(String(n), user));
      const taken: LiveUser[] = [];
      const aside: Aside = { count: 0, take: (user) => taken.push(user) > 0, awaited: () => [] };
      await imported({ ...contextOn(store), atRest }, users, aside);
      expect([summed(store), taken.length]).to.deep.equal([calls, users.length]);
    });
  }

  it("if they carry our mark, found one by one or not", async () => {
    const store = new FakeStore();
    store.put("1", { userName: "ann" }, stranger);
    const aside = asideFor(0, ["1"]);
    for (const atRest of [0, 1_000]) await imported({ ...contextOn(store), atRest }, [{ userName: "ann" }], aside);
    expect(aside.taken).to.deep.equal([]);
  });
});
