import { expect } from "chai";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";

const stored = async (at: Bench, id: string) =>
  (await at.api.ListUserStore({})).UserStoreSet.find(({ UserStoreId }) => UserStoreId === id);

export const createUserStore = casesAbout("CreateUserStore", ({ documented, guessed }) => {
  documented(
    "answers the id of the new store, 32 hex digits",
    async (at) => {
      expect(await at.store()).to.match(/^[0-9a-f]{32}$/);
    },
    "stores",
  );

  documented(
    "keeps name, description and logo",
    async (at) => {
      const UserPoolName = at.name("shop");
      const more = { UserPoolDesc: "customers", UserPoolLogo: "https://example.com/l.png" };
      const id = await at.store({ UserPoolName, ...more });
      expect(await stored(at, id)).to.include({
        UserStoreName: UserPoolName,
        UserStoreDesc: more.UserPoolDesc,
        UserStoreLogo: more.UserPoolLogo,
      });
    },
    "stores",
  );

  documented(
    "makes a store without description, logo, users and applications",
    async (at) => {
      expect(await stored(at, await at.store())).to.include({
        UserStoreDesc: null,
        UserStoreLogo: null,
        UserNum: 0,
        AppNum: 0,
      });
    },
    "stores",
  );

  documented(
    "refuses a name that another store has",
    async (at) => {
      const UserPoolName = at.name("shop");
      await at.store({ UserPoolName });
      expect(await at.code("CreateUserStore", { UserPoolName })).to.equal("FailedOperation.UserStoreAlreadyExists");
    },
    "stores",
  );

  guessed(
    "none",
    "takes a name of 128 characters and refuses a longer one, and an empty one",
    async (at) => {
      const name = at.name("s").padEnd(128, "x");
      expect(await at.code("CreateUserStore", { UserPoolName: `${name}x` })).to.equal("InvalidParameterValue");
      expect(await at.code("CreateUserStore", { UserPoolName: "" })).to.equal("InvalidParameterValue");
      expect(await at.store({ UserPoolName: name })).to.be.a("string");
    },
    "stores",
  );

  guessed(
    "maxStores",
    "refuses more stores than an account may have",
    async (at) => {
      await at.configure({ maxStores: 1 });
      const refused = at.code("CreateUserStore", { UserPoolName: at.name("shop") });
      expect(await refused).to.equal("FailedOperation.QuotaLimitExceeded");
    },
    "stores",
    "switches",
  );
});

export const updateUserStore = casesAbout("UpdateUserStore", ({ documented, guessed }) => {
  const update = (at: Bench, UserPoolId: string, changes: object) =>
    at.code("UpdateUserStore", { UserPoolId, ...changes });

  for (const [sent, read] of [
    ["UserPoolName", "UserStoreName"],
    ["UserPoolDesc", "UserStoreDesc"],
    ["UserPoolLogo", "UserStoreLogo"],
  ] as const) {
    documented(
      `changes ${sent}, which is read as ${read}`,
      async (at) => {
        const id = await at.store();
        const value = at.name("changed");
        expect(await update(at, id, { [sent]: value })).to.equal("OK");
        expect(await stored(at, id)).to.have.property(read, value);
      },
      "stores",
    );
  }

  guessed(
    "updateOmittedFields",
    "leaves what is not named as it is",
    async (at) => {
      const UserPoolName = at.name("shop");
      const id = await at.store({ UserPoolName, UserPoolDesc: "d" });
      await update(at, id, { UserPoolLogo: "https://example.com/l.png" });
      expect(await stored(at, id)).to.include({ UserStoreName: UserPoolName, UserStoreDesc: "d" });
    },
    "stores",
  );

  guessed(
    "none",
    "takes an empty description for none",
    async (at) => {
      const id = await at.store({ UserPoolDesc: "d" });
      await update(at, id, { UserPoolDesc: "" });
      expect(await stored(at, id)).to.have.property("UserStoreDesc", null);
    },
    "stores",
  );

  documented(
    "refuses a name that another store has, and takes the store's own",
    async (at) => {
      const [one, other] = [at.name("one"), at.name("other")];
      const id = await at.store({ UserPoolName: one });
      await at.store({ UserPoolName: other });
      expect(await update(at, id, { UserPoolName: other })).to.equal("FailedOperation.UserStoreAlreadyExists");
      expect(await update(at, id, { UserPoolName: one })).to.equal("OK");
    },
    "stores",
  );

  documented(
    "refuses a store that is not there",
    async (at) => {
      expect(await update(at, nobody, { UserPoolDesc: "x" })).to.equal("FailedOperation.UserStoreNotExist");
    },
    "stores",
  );
});

export const deleteUserStore = casesAbout("DeleteUserStore", ({ documented, guessed }) => {
  documented(
    "takes the store out of the list",
    async (at) => {
      const [gone, kept] = [await at.store(), await at.store()];
      await at.api.DeleteUserStore({ UserPoolId: gone });
      expect(await stored(at, gone)).to.equal(undefined);
      expect(await stored(at, kept)).to.include({ UserStoreId: kept });
    },
    "stores",
  );

  documented(
    "takes everything in the store away with it",
    async (at) => {
      const UserStoreId = await at.store();
      const { User } = await at.api.CreateUser({ UserStoreId, ...at.person("alice") });
      await at.api.DeleteUserStore({ UserPoolId: UserStoreId });
      const page = { UserStoreId, Pageable: { PageSize: 1, PageNumber: 1 } };
      for (const [action, request] of [
        ["ListUser", page],
        ["ListUserGroups", page],
        ["ListJobs", { UserStoreId }],
        ["DescribeUserById", { UserStoreId, UserId: User.UserId }],
      ] as const) {
        expect(await at.code(action, request), action).to.equal("FailedOperation.InvalidUserStore");
      }
    },
    "stores",
  );

  guessed(
    "none",
    "frees the name of the store",
    async (at) => {
      const UserPoolName = at.name("shop");
      await at.api.DeleteUserStore({ UserPoolId: await at.store({ UserPoolName }) });
      expect(await at.store({ UserPoolName })).to.be.a("string");
    },
    "stores",
  );

  documented(
    "refuses a store that is not there, or no longer",
    async (at) => {
      const UserPoolId = await at.store();
      await at.api.DeleteUserStore({ UserPoolId });
      for (const id of [UserPoolId, nobody]) {
        expect(await at.code("DeleteUserStore", { UserPoolId: id })).to.equal("FailedOperation.UserStoreNotExist");
      }
    },
    "stores",
  );
});

export const listUserStore = casesAbout("ListUserStore", ({ documented }) => {
  documented(
    "has the store of the suite",
    async (at) => {
      expect(await stored(at, at.UserStoreId)).to.include({ UserStoreId: at.UserStoreId });
    },
    "mainland",
  );

  documented(
    "counts the users of each store",
    async (at) => {
      await at.created("alice");
      await at.created("bob");
      expect((await stored(at, at.UserStoreId))?.UserNum).to.equal(2);
    },
    "mainland",
  );

  documented(
    "says of every store whose it is and since when",
    async (at) => {
      const store = await stored(at, at.UserStoreId);
      expect(store?.TenantId).to.match(/^\d{12}$/);
      expect(store?.CreateDate).to.be.above(1.6e12);
    },
    "mainland",
  );
});
