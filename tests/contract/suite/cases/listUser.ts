import { expect } from "chai";
import type { Filter } from "../../../../ciam";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";

const page = (PageSize: number, PageNumber: number) => ({ PageSize, PageNumber });

const list = (at: Bench, more: object = {}) =>
  at.api.ListUser({ UserStoreId: at.UserStoreId, Pageable: page(20, 1), ...more });

/** The names of the users found, sorted. */
async function found(at: Bench, ...Filters: Filter[]): Promise<string[]> {
  const { Content } = await list(at, { Filters, Original: true });
  return Content.map(({ UserName }) => UserName).sort();
}

const by = (Key: string, ...Values: string[]): Filter => ({ Key, Values, Logic: true });

async function people(at: Bench, count: number): Promise<void> {
  await at.imported(Array.from({ length: count }, (_, i) => ({ UserName: at.name(`u${String(i)}`) })));
}

export const listUser = casesAbout("ListUser", ({ documented, guessed }) => {
  documented("tells of an empty store that it is empty", async (at) => {
    expect(await list(at)).to.deep.include({ Total: 0, Content: [] });
  });

  documented("tells everybody when nothing is filtered", async (at) => {
    await people(at, 3);
    const { Total, Content } = await list(at);
    expect([Total, Content.length]).to.deep.equal([3, 3]);
  });

  documented("repeats the page that was asked for", async (at) => {
    expect((await list(at, { Pageable: page(7, 2) })).Pageable).to.deep.equal(page(7, 2));
  });

  documented("tells everybody once over all pages, and how many there are on each", async (at) => {
    await people(at, 7);
    const ids: string[] = [];
    for (const PageNumber of [1, 2, 3]) {
      const { Total, Content } = await list(at, { Pageable: page(3, PageNumber) });
      expect(Total).to.equal(7);
      expect(Content).to.have.length(PageNumber === 3 ? 1 : 3);
      ids.push(...Content.map(({ UserId }) => UserId));
    }
    expect(new Set(ids).size).to.equal(7);
  });

  documented("has nobody on a page beyond the last", async (at) => {
    await people(at, 2);
    expect(await list(at, { Pageable: page(2, 5) })).to.deep.include({ Total: 2, Content: [] });
  });

  for (const [what, Pageable] of [
    ["a page of no users", page(0, 1)],
    ["a page of fewer than none", page(-1, 1)],
    ["a page before the first", page(1, 0)],
  ] as const) {
    guessed("none", `refuses ${what}`, async (at) => {
      expect(await at.code("ListUser", { UserStoreId: at.UserStoreId, Pageable })).to.equal("InvalidParameterValue");
    });
  }

  guessed(["maxPageSize", "pageSizePolicy"], "takes a page of a thousand and refuses a larger one", async (at) => {
    const size = (PageSize: number) =>
      at.code("ListUser", { UserStoreId: at.UserStoreId, Pageable: page(PageSize, 1) });
    expect([await size(1000), await size(1001)]).to.deep.equal(["OK", "InvalidParameterValue"]);
  });

  guessed("listOrder", "tells the oldest first", async (at) => {
    const names = [at.name("c"), at.name("a"), at.name("b")];
    await at.imported(names.map((UserName) => ({ UserName })));
    expect((await list(at)).Content.map(({ UserName }) => UserName)).to.deep.equal(names);
  });

  documented("masks unless the original is asked for", async (at) => {
    const { Email, PhoneNumber } = await at.created("alice");
    const [masked] = (await list(at)).Content;
    expect(masked?.Email).not.to.equal(Email);
    expect(masked?.PhoneNumber).not.to.equal(PhoneNumber);
    const [original] = (await list(at, { Original: true })).Content;
    expect(original).to.include({ Email, PhoneNumber });
  });

  for (const name of ["UserId", "UserName", "PhoneNumber", "Email"] as const) {
    documented(`finds by the condition of a ${name}`, async (at) => {
      const [alice] = [await at.created("alice"), await at.created("bob")];
      expect(await found(at, by("condition", alice[name]))).to.deep.equal([alice.UserName]);
    });
  }

  documented("does not look into other attributes for a condition", async (at) => {
    await at.created("alice", { Nickname: "Peculiar", Address: "Peculiar", IndexedAttribute1: "Peculiar" });
    expect(await found(at, by("condition", "Peculiar"))).to.deep.equal([]);
  });

  guessed("conditionMatch", "finds by a part of a name", async (at) => {
    const alice = await at.created("alice");
    await at.created("bob");
    expect(await found(at, by("condition", "lice"))).to.deep.equal([alice.UserName]);
  });

  guessed("conditionMatch", "takes the signs of patterns for themselves", async (at) => {
    await at.created("alice");
    expect(await found(at, by("condition", "%"))).to.deep.equal([]);
    expect(await found(at, by("condition", "_lice"))).to.deep.equal([]);
  });

  for (const Key of ["userGroup", "userGroupId"]) {
    documented(
      `finds the members of a group by ${Key}`,
      async (at) => {
        const group = await at.group("staff");
        const member = await at.created("alice", { UserGroup: [group] });
        await at.created("bob");
        expect(await found(at, by(Key, group))).to.deep.equal([member.UserName]);
        expect(await found(at, by(Key, nobody))).to.deep.equal([]);
      },
      "mainland",
    );
  }

  for (const Key of ["userOrg", "weComUserOrg"]) {
    documented(`finds nobody in an organisation that is not there by ${Key}`, async (at) => {
      await at.created("alice");
      expect(await found(at, by(Key, "1"))).to.deep.equal([]);
    });
  }

  guessed("none", "finds whom any of several values fits", async (at) => {
    const [alice, bob] = [await at.created("alice"), await at.created("bob")];
    await at.created("carol");
    expect(await found(at, by("condition", alice.UserName, bob.UserName))).to.deep.equal(
      [alice.UserName, bob.UserName].sort(),
    );
  });

  guessed(
    "none",
    "finds whom all of several filters fit",
    async (at) => {
      const group = await at.group("staff");
      const alice = await at.created("alice", { UserGroup: [group] });
      await at.created("bob", { UserGroup: [group] });
      expect(await found(at, by("userGroup", group), by("condition", "alice"))).to.deep.equal([alice.UserName]);
    },
    "mainland",
  );

  guessed("none", "finds the others when Logic is false", async (at) => {
    const [alice, bob] = [await at.created("alice"), await at.created("bob")];
    const Filters = [{ ...by("condition", alice.UserId), Logic: false }];
    expect(await found(at, ...Filters)).to.deep.equal([bob.UserName]);
  });

  guessed("conditionMatch", "finds by a part of any identity or id, whatever letters are in it", async (at) => {
    const user = await at.created("x", { UserName: `a"b\\c 数字 ${at.name("x")}` });
    const { UserId, UserName, Email, PhoneNumber } = user;
    for (const part of [UserName.slice(1, 8), Email.slice(1), PhoneNumber.slice(3), UserId.slice(8, 24)]) {
      expect(await found(at, by("condition", part)), part).to.include(UserName);
    }
    expect(await found(at, by("condition", `${UserName}x`))).to.deep.equal([]);
  });

  guessed("unknownFilterKeys", "ignores a filter with another key", async (at) => {
    const alice = await at.created("alice");
    expect(await found(at, by("nickname", "x"))).to.deep.equal([alice.UserName]);
  });

  documented("counts those who are found, not those of the page", async (at) => {
    await people(at, 3);
    await at.created("somebody");
    const { Total, Content } = await list(at, { Filters: [by("condition", "u")], Pageable: page(2, 1) });
    expect([Total, Content.length]).to.deep.equal([3, 2]);
  });

  documented(
    "tells nobody of another store",
    async (at) => {
      await at.created("alice");
      expect((await list(at, { UserStoreId: await at.store() })).Total).to.equal(0);
    },
    "stores",
  );

  documented("refuses a store that is not there", async (at) => {
    const request = { UserStoreId: nobody, Pageable: page(1, 1) };
    expect(await at.code("ListUser", request)).to.equal("FailedOperation.InvalidUserStore");
  });
});
