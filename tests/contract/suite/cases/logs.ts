import { expect } from "chai";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";

const HOUR = 3_600_000;
const page = { PageSize: 100, PageNumber: 1 };

/** A recent time: a store used by many cases has more log lines than a page takes. */
const lately = (): number => Date.now() - HOUR / 6;

const list = (at: Bench, more: object = {}) =>
  at.api.ListLogMessageByCondition({ UserStoreId: at.UserStoreId, Pageable: page, StartTime: lately(), ...more });
const events = async (at: Bench, ...Values: string[]) =>
  (await list(at, { Filters: [{ Key: "events", Values, Logic: true }] })).Content;

/** An event in the life of a user, and its name in the log. */
const happenings: readonly [event: string, happen: (at: Bench) => Promise<string>][] = [
  ["USER_CREATE", async (at) => (await at.created("new")).UserId],
  [
    "USER_UPDATE",
    async (at) => {
      const { UserId } = await at.created("changed");
      await at.api.UpdateUser({ UserStoreId: at.UserStoreId, UserId, Nickname: "n" });
      return UserId;
    },
  ],
  [
    "USER_DELETE",
    async (at) => {
      const { UserId } = await at.created("gone");
      await at.api.DeleteUsers({ UserStoreId: at.UserStoreId, UserIds: [UserId] });
      return UserId;
    },
  ],
  [
    "ACCOUNT_LINKING",
    async (at) => {
      const [PrimaryUserId, SecondaryUserId] = [(await at.created("one")).UserId, (await at.created("two")).UserId];
      const UserLinkedOnAttribute = "EMAIL";
      await at.api.LinkAccount({ UserStoreId: at.UserStoreId, PrimaryUserId, SecondaryUserId, UserLinkedOnAttribute });
      return PrimaryUserId;
    },
  ],
];

export const listLogMessageByCondition = casesAbout("ListLogMessageByCondition", ({ documented, guessed }) => {
  for (const [event, happen] of happenings) {
    documented(`tells of a ${event}, of whom and in which store`, async (at) => {
      const UserId = await happen(at);
      const told = (await events(at, event)).find((message) => message.UserId === UserId);
      expect(told).to.include({ EventCode: event, UserId, UserStoreId: at.UserStoreId });
      expect(told?.EventDate).to.be.above(1.6e12);
    });
  }

  guessed("none", "tells of imported users as of others", async (at) => {
    const { UserId } = await at.importedUser({ UserName: at.name("imported") });
    expect((await events(at, "USER_CREATE")).map((message) => message.UserId)).to.include(UserId);
  });

  documented("tells of nobody who signed up, for nobody did", async (at) => {
    await at.created("alice");
    expect(await events(at, "SIGNUP")).to.deep.equal([]);
  });

  documented("tells of several events when several are named", async (at) => {
    for (const [, happen] of happenings) await happen(at);
    const told = new Set((await events(at, "USER_DELETE", "USER_UPDATE")).map(({ EventCode }) => EventCode));
    expect([...told].sort()).to.deep.equal(["USER_DELETE", "USER_UPDATE"]);
  });

  documented("tells of everything when nothing is filtered", async (at) => {
    for (const [, happen] of happenings) await happen(at);
    const told = new Set((await list(at)).Content.map(({ EventCode }) => EventCode));
    expect([...told]).to.include.members(happenings.map(([event]) => event));
  });

  documented(
    "leaves out what was before the time that is named",
    async (at) => {
      const before = await at.created("before");
      await at.advance(HOUR);
      const after = await at.created("after");
      const { Content, Total } = await list(at, { StartTime: after.CreatedDate - HOUR / 2 });
      expect(Content.map(({ UserId }) => UserId))
        .to.include(after.UserId)
        .and.not.include(before.UserId);
      expect(Total).to.equal(Content.length);
    },
    "clock",
  );

  documented("has a page of the messages, and how many there are", async (at) => {
    for (const name of ["a", "b", "c"]) await at.created(name);
    const { Total, Content, Pageable } = await list(at, { Pageable: { PageSize: 2, PageNumber: 1 } });
    expect(Total).to.be.at.least(3);
    expect(Content).to.have.length(2);
    expect(Pageable).to.deep.equal({ PageSize: 2, PageNumber: 1 });
  });

  guessed("none", "tells the newest first", async (at) => {
    const ids = [];
    for (const name of ["a", "b", "c"]) ids.push((await at.created(name)).UserId);
    const newest = (await events(at, "USER_CREATE")).slice(0, ids.length);
    expect(newest.map(({ UserId }) => UserId)).to.deep.equal(ids.reverse());
  });

  guessed("none", "says that the tenant did what the API was told to do, and that it went well", async (at) => {
    await at.created("alice");
    expect((await events(at, "USER_CREATE"))[0]).to.include({ Participant: "TENANT", ActionResult: "SUCCESS" });
  });

  documented("never tells what was sent as a password", async (at) => {
    const person = at.person("alice");
    const { User } = await at.api.CreateUser({ UserStoreId: at.UserStoreId, ...person });
    const Password = "Canary-log-1!";
    await at.api.SetPassword({ UserStoreId: at.UserStoreId, UserId: User.UserId, Password });
    const told = JSON.stringify(await list(at));
    expect(told).not.to.contain(person.Password);
    expect(told).not.to.contain(Password);
  });

  documented(
    "tells nothing of another store",
    async (at) => {
      await at.created("alice");
      expect((await list(at, { UserStoreId: await at.store() })).Total).to.equal(0);
    },
    "stores",
  );

  documented("refuses a store that is not there", async (at) => {
    const request = { UserStoreId: nobody, Pageable: page, StartTime: 0 };
    expect(await at.code("ListLogMessageByCondition", request)).to.equal("FailedOperation.InvalidUserStore");
  });
});
