import { expect } from "chai";
import type { ImportUser, QueryUserFilter } from "../../../../ciam";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";

const page = (PageSize: number, PageNumber: number) => ({ PageSize, PageNumber });

const query = (at: Bench, more: object = {}) =>
  at.api.DescribeUser({ UserStoreId: at.UserStoreId, Pageable: page(20, 1), Original: true, ...more });
const code = (at: Bench, more: object): Promise<string> =>
  at.code("DescribeUser", { UserStoreId: at.UserStoreId, Pageable: page(20, 1), ...more });

const by = (PropertyKey: string, PropertyValue: string, more: Partial<QueryUserFilter> = {}): QueryUserFilter => ({
  PropertyKey,
  PropertyValue,
  Logic: true,
  OperateLogic: "=",
  ...more,
});

async function found(at: Bench, ...Filters: QueryUserFilter[]): Promise<string[]> {
  const { Content } = await query(at, { Filters, Sort: { PropertyKey: "userName", Order: "ASC" } });
  return Content.map(({ UserName }) => UserName);
}

/** The attributes that can be searched by their own value, by the search's key for them. */
const searchable = {
  userName: "UserName",
  phoneNumber: "PhoneNumber",
  email: "Email",
  alipayUserId: "AlipayUserId",
  wechatOpenId: "WechatOpenId",
  wechatUnionId: "WechatUnionId",
  qqOpenId: "QqOpenId",
  qqUnionId: "QqUnionId",
  indexedAttribute1: "IndexedAttribute1",
  indexedAttribute2: "IndexedAttribute2",
  indexedAttribute3: "IndexedAttribute3",
  indexedAttribute4: "IndexedAttribute4",
  indexedAttribute5: "IndexedAttribute5",
} as const satisfies Record<string, keyof ImportUser>;

const sortable = ["id", "userGroup", "lastModifiedDate", ...Object.keys(searchable)];

function withValue(at: Bench, attribute: keyof ImportUser): ImportUser {
  const person = at.person("somebody");
  if (attribute === "UserName" || attribute === "PhoneNumber" || attribute === "Email") {
    return { UserName: person.UserName, [attribute]: person[attribute] };
  }
  return { UserName: person.UserName, [attribute]: person.UserName };
}

export const describeUser = casesAbout("DescribeUser", ({ documented, guessed }) => {
  for (const [key, attribute] of Object.entries(searchable)) {
    documented(`finds by ${key}`, async (at) => {
      const [one, two] = [withValue(at, attribute), withValue(at, attribute)];
      await at.imported([one, two]);
      expect(await found(at, by(key, String(one[attribute])))).to.deep.equal([one.UserName]);
    });
  }

  documented("finds by id", async (at) => {
    const [alice] = [await at.created("alice"), await at.created("bob")];
    expect(await found(at, by("id", alice.UserId))).to.deep.equal([alice.UserName]);
  });

  documented(
    "finds by userGroup",
    async (at) => {
      const group = await at.group("staff");
      const alice = await at.created("alice", { UserGroup: [group] });
      await at.created("bob");
      expect(await found(at, by("userGroup", group))).to.deep.equal([alice.UserName]);
    },
    "mainland",
  );

  guessed("none", "finds by lastModifiedDate, in milliseconds", async (at) => {
    const alice = await at.created("alice");
    const date = String(alice.LastModifiedDate);
    expect(await found(at, by("lastModifiedDate", date))).to.deep.equal([alice.UserName]);
    expect(await found(at, by("lastModifiedDate", date, { OperateLogic: ">" }))).to.deep.equal([]);
  });

  for (const key of ["nickname", "name", "createdDate", "weComUserId", "description", "status", "UserName", ""]) {
    documented(`cannot search by ${key === "" ? "an empty key" : key}`, async (at) => {
      expect(await code(at, { Filters: [by(key, "x")] })).to.equal(
        "FailedOperation.QueryUsersParameterMustInWhitelist",
      );
    });
  }

  documented("refuses the same key twice", async (at) => {
    const Filters = [by("email", "a@example.com"), by("email", "b@example.com")];
    expect(await code(at, { Filters })).to.equal("FailedOperation.QueryUsersParameterRepeat");
  });

  const ordered = async (at: Bench, PropertyKey: string, Order: string): Promise<string[]> =>
    (await query(at, { Sort: { PropertyKey, Order } })).Content.map(({ UserId }) => UserId);

  documented("sorts by every key that it can search by, and leaves nobody out", async (at) => {
    await at.imported(Object.values(searchable).map((attribute) => withValue(at, attribute)));
    const everybody = (await at.users()).map(({ UserId }) => UserId);
    for (const key of sortable) {
      for (const order of ["ASC", "DESC"]) expect(await ordered(at, key, order), key).to.have.members(everybody);
    }
  });

  guessed("none", "has equals in one order too, so that the other way round is the reverse", async (at) => {
    await at.imported(Object.values(searchable).map((attribute) => withValue(at, attribute)));
    for (const key of sortable) {
      expect(await ordered(at, key, "DESC"), key).to.deep.equal((await ordered(at, key, "ASC")).reverse());
    }
  });

  documented("sorts users by their names", async (at) => {
    const names = ["c", "a", "b"].map((name) => at.name(name));
    await at.imported(names.map((UserName) => ({ UserName })));
    const sorted = async (Order: string) =>
      (await query(at, { Sort: { PropertyKey: "userName", Order } })).Content.map(({ UserName }) => UserName);
    expect(await sorted("ASC")).to.deep.equal([...names].sort());
    expect(await sorted("DESC")).to.deep.equal([...names].sort().reverse());
  });

  for (const key of ["nickname", "createdDate"]) {
    documented(`cannot sort by ${key}`, async (at) => {
      expect(await code(at, { Sort: { PropertyKey: key, Order: "ASC" } })).to.equal(
        "FailedOperation.QueryUsersSortParameterMustInWhitelist",
      );
    });
  }

  const letters = async (at: Bench): Promise<void> => {
    await at.imported(["a", "b", "c", "d"].map((letter) => ({ UserName: letter, IndexedAttribute1: letter })));
  };
  for (const [operator, expected] of [
    ["=", "b"],
    ["!=", "acd"],
    [">", "cd"],
    [">=", "bcd"],
    ["<", "a"],
    ["<=", "ab"],
  ] as const) {
    documented(`compares by ${operator}`, async (at) => {
      await letters(at);
      const names = await found(at, by("indexedAttribute1", "b", { OperateLogic: operator }));
      expect(names.join("")).to.equal(expected);
    });
  }

  guessed("betweenSeparator", "compares by between, its ends parted by a comma and included", async (at) => {
    await letters(at);
    const names = await found(at, by("indexedAttribute1", "b,c", { OperateLogic: "between" }));
    expect(names.join("")).to.equal("bc");
  });

  documented("refuses another operator", async (at) => {
    expect(await code(at, { Filters: [by("userName", "a", { OperateLogic: "like" })] })).to.equal(
      "InvalidParameterValue",
    );
  });

  documented("finds the others when Logic is false", async (at) => {
    await letters(at);
    expect((await found(at, by("indexedAttribute1", "b", { Logic: false }))).join("")).to.equal("acd");
  });

  guessed("none", "turns the operator round when Logic is false", async (at) => {
    await letters(at);
    const names = await found(at, by("indexedAttribute1", "b", { Logic: false, OperateLogic: ">" }));
    expect(names.join("")).to.equal("ab");
  });

  guessed("none", "finds whom all of several filters fit", async (at) => {
    await letters(at);
    const [above, below] = [
      by("indexedAttribute1", "a", { OperateLogic: ">" }),
      by("userName", "d", { OperateLogic: "<" }),
    ];
    expect((await found(at, above, below)).join("")).to.equal("bc");
  });

  guessed("describeUserNeedsFilter", "finds everybody without a filter", async (at) => {
    await letters(at);
    expect((await query(at)).Total).to.equal(4);
    expect((await query(at, { Filters: [] })).Total).to.equal(4);
  });

  documented("tells everybody once over all pages, sorted", async (at) => {
    await at.imported(
      Array.from({ length: 25 }, (_, i) => ({
        UserName: at.name(`u${String(i)}`),
        IndexedAttribute5: i % 5 === 0 ? "other" : "mine",
      })),
    );
    const ids: string[] = [];
    for (const PageNumber of [1, 2, 3]) {
      const { Total, Pageable, Content } = await query(at, {
        Pageable: page(8, PageNumber),
        Filters: [by("indexedAttribute5", "mine")],
        Sort: { PropertyKey: "id", Order: "ASC" },
      });
      expect({ Total, Pageable }).to.deep.equal({ Total: 20, Pageable: page(8, PageNumber) });
      ids.push(...Content.map(({ UserId }) => UserId));
    }
    expect(ids).to.have.length(20);
    expect(ids).to.deep.equal([...new Set(ids)].sort());
  });

  documented("has nobody on a page beyond the last", async (at) => {
    await at.created("alice");
    expect(await query(at, { Pageable: page(10, 2) })).to.deep.include({ Total: 1, Content: [] });
  });

  documented("finds nobody by a value that nobody has", async (at) => {
    await at.created("alice");
    expect(await query(at, { Filters: [by("id", nobody)] })).to.deep.include({ Total: 0, Content: [] });
  });

  guessed("none", "refuses a page of no users, and one before the first", async (at) => {
    expect(await code(at, { Pageable: page(0, 1) })).to.equal("InvalidParameterValue");
    expect(await code(at, { Pageable: page(1, 0) })).to.equal("InvalidParameterValue");
  });

  documented("masks unless the original is asked for", async (at) => {
    const { UserId, Email } = await at.created("alice");
    const told = async (Original: boolean) =>
      (await query(at, { Filters: [by("id", UserId)], Original })).Content.map((user) => user.Email);
    expect(await told(true)).to.deep.equal([Email]);
    expect(await told(false)).not.to.deep.equal([Email]);
  });

  documented("refuses a store that is not there", async (at) => {
    expect(await code(at, { UserStoreId: nobody, Filters: [by("id", nobody)] })).to.equal(
      "FailedOperation.InvalidUserStore",
    );
  });
});
