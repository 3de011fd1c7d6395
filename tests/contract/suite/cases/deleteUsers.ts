import { expect } from "chai";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";

const remove = (at: Bench, UserIds: readonly string[]): Promise<string> =>
  at.code("DeleteUsers", { UserStoreId: at.UserStoreId, UserIds });

export const deleteUsers = casesAbout("DeleteUsers", ({ documented, guessed }) => {
  documented("deletes those who are named, and nobody else", async (at) => {
    const [one, two, three] = [await at.created("one"), await at.created("two"), await at.created("three")];
    expect(await remove(at, [one.UserId, three.UserId])).to.equal("OK");
    expect((await at.users()).map(({ UserId }) => UserId)).to.deep.equal([two.UserId]);
  });

  documented("answers nothing about the single ids", async (at) => {
    const { UserId } = await at.created("alice");
    const answer = await at.api.DeleteUsers({ UserStoreId: at.UserStoreId, UserIds: [UserId] });
    expect(answer).to.have.all.keys("RequestId");
  });

  documented("makes the user unknown to every action that looks for it", async (at) => {
    const { UserId, Email } = await at.created("alice");
    await remove(at, [UserId]);
    const { UserStoreId } = at;
    const update = { UserStoreId, UserId, Nickname: "x" };
    expect(await at.code("UpdateUser", update)).to.equal("FailedOperation.UserNotFound");
    const found = await at.api.ListUserByProperty({ UserStoreId, PropertyCode: "email", PropertyValue: Email });
    expect(found.Users).to.deep.equal([]);
    const by = { PropertyKey: "id", PropertyValue: UserId, Logic: true, OperateLogic: "=" };
    const page = { PageSize: 1, PageNumber: 1 };
    expect((await at.api.DescribeUser({ UserStoreId, Pageable: page, Filters: [by] })).Total).to.equal(0);
  });

  guessed("deleteUnknownIds", "passes over ids that it does not know", async (at) => {
    const { UserId } = await at.created("alice");
    expect(await remove(at, [nobody, UserId])).to.equal("OK");
    expect(await at.users()).to.deep.equal([]);
    expect(await remove(at, [UserId])).to.equal("OK");
  });

  guessed("deletedIdentities", "frees the identities, for a user with another id", async (at) => {
    const person = at.person("alice");
    const again = () => at.api.CreateUser({ UserStoreId: at.UserStoreId, ...person });
    const { UserId } = (await again()).User;
    await remove(at, [UserId]);
    expect((await again()).User.UserId).not.to.equal(UserId);
  });

  guessed("none", "takes an id twice, and an empty list", async (at) => {
    const { UserId } = await at.created("alice");
    expect(await remove(at, [UserId, UserId])).to.equal("OK");
    expect(await remove(at, [])).to.equal("OK");
  });

  guessed("maxDeleteUsers", "takes a thousand ids and refuses more, deleting nobody", async (at) => {
    const { UserId } = await at.created("alice");
    const many = (count: number) => Array.from({ length: count }, (_, i) => String(i).padStart(32, "0"));
    expect(await remove(at, [UserId, ...many(1000)])).to.equal("InvalidParameterValue");
    expect(await at.users()).to.have.length(1);
    expect(await remove(at, many(1000))).to.equal("OK");
  });

  guessed("none", "deletes frozen users too", async (at) => {
    const { UserId } = await at.created("alice");
    await at.api.UpdateUserStatus({ UserStoreId: at.UserStoreId, UserId, Status: "FREEZE" });
    expect(await remove(at, [UserId])).to.equal("OK");
    expect(await at.users()).to.deep.equal([]);
  });

  documented("refuses a store that is not there", async (at) => {
    const request = { UserStoreId: nobody, UserIds: [nobody] };
    expect(await at.code("DeleteUsers", request)).to.equal("FailedOperation.InvalidUserStore");
  });

  guessed(
    "deleteUnknownIds",
    "deletes nobody of another store",
    async (at) => {
      const { UserId } = await at.created("alice");
      expect(await at.code("DeleteUsers", { UserStoreId: await at.store(), UserIds: [UserId] })).to.equal("OK");
      expect(await at.users()).to.have.length(1);
    },
    "stores",
  );

  documented(
    "takes the user out of its groups",
    async (at) => {
      const group = await at.group("staff");
      const { UserId } = await at.created("alice", { UserGroup: [group] });
      await remove(at, [UserId]);
      const Filters = [{ Key: "userGroup", Values: [group] }];
      const page = { UserStoreId: at.UserStoreId, Pageable: { PageSize: 10, PageNumber: 1 }, Filters };
      expect((await at.api.ListUser(page)).Total).to.equal(0);
    },
    "mainland",
  );
});
