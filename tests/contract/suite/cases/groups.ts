import { expect } from "chai";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";

const page = { PageSize: 20, PageNumber: 1 };

const list = (at: Bench, more: object = {}) =>
  at.api.ListUserGroups({ UserStoreId: at.UserStoreId, Pageable: page, ...more });
const group = async (at: Bench, id: string) => (await list(at)).Content.find(({ UserGroupId }) => UserGroupId === id);
const create = (at: Bench, more: object): Promise<string> =>
  at.code("CreateUserGroup", { UserStoreId: at.UserStoreId, DisplayName: "staff", ...more });
const update = (at: Bench, more: object): Promise<string> =>
  at.code("UpdateUserGroup", { UserStoreId: at.UserStoreId, DisplayName: "staff", ...more });

export const createUserGroup = casesAbout("CreateUserGroup", ({ documented, guessed }) => {
  documented(
    "answers the id of the new group, and keeps name and description",
    async (at) => {
      const request = { UserStoreId: at.UserStoreId, DisplayName: "staff", Description: "all of us" };
      const { UserGroupId } = await at.api.CreateUserGroup(request);
      expect(await group(at, UserGroupId)).to.include(request);
    },
    "mainland",
  );

  documented(
    "says null for no description",
    async (at) => {
      expect(await group(at, await at.group("staff"))).to.include({ Description: null });
    },
    "mainland",
  );

  documented(
    "refuses a name that another group has, and makes none",
    async (at) => {
      await at.group("staff");
      expect(await create(at, {})).to.equal("FailedOperation.UserGroupNameAlreadyExists");
      expect((await list(at)).Total).to.equal(1);
    },
    "mainland",
  );

  documented(
    "takes the same name in another store",
    async (at) => {
      await at.group("staff");
      expect(await create(at, { UserStoreId: await at.store() })).to.equal("OK");
    },
    "stores",
  );

  guessed(
    "none",
    "takes a description of 128 characters and refuses a longer one",
    async (at) => {
      expect(await create(at, { Description: "x".repeat(129) })).to.equal("InvalidParameterValue");
      expect(await create(at, { Description: "x".repeat(128) })).to.equal("OK");
    },
    "mainland",
  );

  guessed(
    "none",
    "refuses an empty name",
    async (at) => {
      expect(await create(at, { DisplayName: "" })).to.equal("InvalidParameterValue");
    },
    "mainland",
  );

  documented(
    "refuses a store that is not there",
    async (at) => {
      expect(await create(at, { UserStoreId: nobody })).to.equal("FailedOperation.InvalidUserStore");
    },
    "mainland",
  );
});

export const updateUserGroup = casesAbout("UpdateUserGroup", ({ documented, guessed }) => {
  documented(
    "changes name and description",
    async (at) => {
      const UserGroupId = await at.group("staff");
      expect(await update(at, { UserGroupId, DisplayName: "crew", Description: "aboard" })).to.equal("OK");
      expect(await group(at, UserGroupId)).to.include({ DisplayName: "crew", Description: "aboard" });
    },
    "mainland",
  );

  documented(
    "takes the group's own name",
    async (at) => {
      expect(await update(at, { UserGroupId: await at.group("staff"), DisplayName: "staff" })).to.equal("OK");
    },
    "mainland",
  );

  documented(
    "refuses the name of another group, and changes nothing",
    async (at) => {
      await at.group("staff");
      const UserGroupId = await at.group("crew");
      expect(await update(at, { UserGroupId })).to.equal("FailedOperation.UserGroupNameAlreadyExists");
      expect(await group(at, UserGroupId)).to.include({ DisplayName: "crew" });
    },
    "mainland",
  );

  documented(
    "refuses a group, and a store, that is not there",
    async (at) => {
      expect(await update(at, { UserGroupId: nobody })).to.equal("FailedOperation.UserGroupNotFound");
      const elsewhere = { UserGroupId: await at.group("crew"), UserStoreId: nobody };
      expect(await update(at, elsewhere)).to.equal("FailedOperation.InvalidUserStore");
    },
    "mainland",
  );

  guessed(
    "none",
    "leaves a description that is not named, and takes an empty one for none",
    async (at) => {
      const { UserStoreId } = at;
      const made = await at.api.CreateUserGroup({ UserStoreId, DisplayName: "staff", Description: "d" });
      const { UserGroupId } = made;
      await update(at, { UserGroupId, DisplayName: "crew" });
      expect(await group(at, UserGroupId)).to.include({ Description: "d" });
      await update(at, { UserGroupId, DisplayName: "crew", Description: "" });
      expect(await group(at, UserGroupId)).to.include({ Description: null });
    },
    "mainland",
  );

  documented(
    "moves the date of the last change, which it calls LastModifyDate",
    async (at) => {
      const UserGroupId = await at.group("staff");
      const before = await group(at, UserGroupId);
      await at.advance(60_000);
      await update(at, { UserGroupId, DisplayName: "crew" });
      const after = await group(at, UserGroupId);
      expect(after?.LastModifyDate).to.be.at.least((before?.LastModifyDate ?? 0) + 60_000);
      expect(after?.CreatedDate).to.equal(before?.CreatedDate);
    },
    "mainland",
    "clock",
  );

  documented(
    "leaves the members",
    async (at) => {
      const UserGroupId = await at.group("staff");
      const { UserId } = await at.created("alice", { UserGroup: [UserGroupId] });
      await update(at, { UserGroupId, DisplayName: "crew" });
      expect((await at.read(UserId)).UserGroups).to.deep.equal([UserGroupId]);
    },
    "mainland",
  );
});

export const deleteUserGroups = casesAbout("DeleteUserGroups", ({ documented, guessed }) => {
  const remove = (at: Bench, ...UserGroupIds: string[]) =>
    at.api.DeleteUserGroups({ UserStoreId: at.UserStoreId, UserGroupIds });

  documented(
    "deletes those that are named, and no other",
    async (at) => {
      const [one, two, three] = [await at.group("one"), await at.group("two"), await at.group("three")];
      await remove(at, one, three);
      expect((await list(at)).Content.map(({ UserGroupId }) => UserGroupId)).to.deep.equal([two]);
    },
    "mainland",
  );

  guessed(
    "none",
    "takes deleted groups away from their members",
    async (at) => {
      const [gone, kept] = [await at.group("gone"), await at.group("kept")];
      const { UserId } = await at.created("alice", { UserGroup: [gone, kept] });
      await remove(at, gone);
      expect((await at.read(UserId)).UserGroups).to.deep.equal([kept]);
    },
    "mainland",
  );

  guessed(
    "none",
    "passes over ids that it does not know",
    async (at) => {
      const one = await at.group("one");
      await remove(at, nobody, one);
      expect((await list(at)).Total).to.equal(0);
    },
    "mainland",
  );

  documented(
    "frees the name",
    async (at) => {
      await remove(at, await at.group("staff"));
      expect(await create(at, {})).to.equal("OK");
    },
    "mainland",
  );

  documented(
    "tells of groups that an application uses without an error",
    async (at) => {
      const used = await at.group("used");
      await at.configure({ groupsInUse: [used] });
      const { UserGroupDeletedInfo: info } = await remove(at, used);
      expect(info.ErrorMessage).to.be.a("string").and.not.equal("");
      expect(info.AppAssociatedUserGroupIds.map(({ UserGroupId }) => UserGroupId)).to.deep.equal([used]);
    },
    "mainland",
    "switches",
  );

  documented(
    "refuses a store that is not there",
    async (at) => {
      const request = { UserStoreId: nobody, UserGroupIds: [nobody] };
      expect(await at.code("DeleteUserGroups", request)).to.equal("FailedOperation.InvalidUserStore");
    },
    "mainland",
  );
});

export const listUserGroups = casesAbout("ListUserGroups", ({ documented, guessed }) => {
  const condition = (...Values: string[]) => ({ Filters: [{ Key: "condition", Values, Logic: true }] });

  documented(
    "tells of a store without groups that it has none",
    async (at) => {
      expect(await list(at)).to.deep.include({ Total: 0, Content: [], Pageable: page });
    },
    "mainland",
  );

  documented(
    "finds by id",
    async (at) => {
      const [one] = [await at.group("one"), await at.group("two")];
      expect((await list(at, condition(one))).Content.map(({ UserGroupId }) => UserGroupId)).to.deep.equal([one]);
    },
    "mainland",
  );

  documented(
    "finds by name",
    async (at) => {
      const [one] = [await at.group("one"), await at.group("two")];
      expect((await list(at, condition("one"))).Content.map(({ UserGroupId }) => UserGroupId)).to.deep.equal([one]);
    },
    "mainland",
  );

  documented(
    "finds nothing by a name that no group has",
    async (at) => {
      await at.group("one");
      expect(await list(at, condition("nothing"))).to.deep.include({ Total: 0, Content: [] });
    },
    "mainland",
  );

  guessed(
    "conditionMatch",
    "finds by a part of a name, and by any of several",
    async (at) => {
      for (const name of ["east", "west", "north"]) await at.group(name);
      const names = async (...values: string[]) =>
        (await list(at, condition(...values))).Content.map(({ DisplayName }) => DisplayName).sort();
      expect(await names("st")).to.deep.equal(["east", "west"]);
      expect(await names("east", "north")).to.deep.equal(["east", "north"]);
    },
    "mainland",
  );

  guessed(
    "unknownFilterKeys",
    "ignores a filter with another key",
    async (at) => {
      await at.group("one");
      expect((await list(at, { Filters: [{ Key: "colour", Values: [nobody] }] })).Total).to.equal(1);
    },
    "mainland",
  );

  guessed(
    "none",
    "finds by the key UserGroupId, which the vendor's Terraform provider sends",
    async (at) => {
      const [, two] = [await at.group("one"), await at.group("two")];
      const byId = (...Values: string[]) => list(at, { Filters: [{ Key: "UserGroupId", Values }] });
      expect((await byId(two)).Content.map(({ UserGroupId }) => UserGroupId)).to.deep.equal([two]);
      expect((await byId(nobody)).Total).to.equal(0);
    },
    "mainland",
  );

  documented(
    "tells every group once over all pages",
    async (at) => {
      for (let i = 0; i < 5; i++) await at.group(`g${String(i)}`);
      const ids: string[] = [];
      for (const PageNumber of [1, 2, 3]) {
        const { Total, Content } = await list(at, { Pageable: { PageSize: 2, PageNumber } });
        expect([Total, Content.length]).to.deep.equal([5, PageNumber === 3 ? 1 : 2]);
        ids.push(...Content.map(({ UserGroupId }) => UserGroupId));
      }
      expect(new Set(ids).size).to.equal(5);
    },
    "mainland",
  );

  documented(
    "tells nothing of another store",
    async (at) => {
      await at.group("one");
      expect((await list(at, { UserStoreId: await at.store() })).Total).to.equal(0);
    },
    "stores",
  );

  documented(
    "refuses a store that is not there",
    async (at) => {
      const request = { UserStoreId: nobody, Pageable: page };
      expect(await at.code("ListUserGroups", request)).to.equal("FailedOperation.InvalidUserStore");
    },
    "mainland",
  );
});
