import { expect } from "chai";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";

const status = (at: Bench, UserId: string, Status: string): Promise<string> =>
  at.code("UpdateUserStatus", { UserStoreId: at.UserStoreId, UserId, Status });

export const updateUserStatus = casesAbout("UpdateUserStatus", ({ documented, guessed }) => {
  for (const Status of ["NORMAL", "LOCK", "FREEZE"]) {
    documented(`sets ${Status}`, async (at) => {
      const { UserId } = await at.created("alice");
      expect(await status(at, UserId, Status)).to.equal("OK");
      expect(await at.read(UserId)).to.include({ Status });
    });
  }

  for (const Status of ["NOT_ENABLED", "GONE"]) {
    documented(`refuses ${Status}`, async (at) => {
      const { UserId } = await at.created("alice");
      expect(await status(at, UserId, Status)).to.equal("FailedOperation.InvalidUserStatusEnum");
      expect(await at.read(UserId)).to.include({ Status: "NOT_ENABLED" });
    });
  }

  documented("refuses an empty status", async (at) => {
    const { UserId } = await at.created("alice");
    expect(await status(at, UserId, "")).to.equal("FailedOperation.UserStatusRequired");
  });

  documented("tells of a locked user how and since when, and of an unlocked one nothing", async (at) => {
    const { UserId } = await at.created("alice");
    await status(at, UserId, "LOCK");
    const locked = await at.read(UserId);
    expect(locked.LockTime).to.be.a("number");
    expect(locked.LockType).to.be.a("string");
    await status(at, UserId, "NORMAL");
    expect(await at.read(UserId)).to.include({ LockTime: null, LockType: null });
  });

  documented("thaws a frozen user", async (at) => {
    const { UserId } = await at.created("alice");
    await status(at, UserId, "FREEZE");
    expect(await status(at, UserId, "NORMAL")).to.equal("OK");
    expect(await at.read(UserId)).to.include({ Status: "NORMAL" });
  });

  documented("leaves everything else of the user", async (at) => {
    const before = await at.created("alice", { Nickname: "al", IndexedAttribute5: "mark" });
    await status(at, before.UserId, "FREEZE");
    const { UserName, Nickname, IndexedAttribute5, Email } = before;
    expect(await at.read(before.UserId)).to.include({ UserName, Nickname, IndexedAttribute5, Email });
  });

  guessed("none", "may set what is set", async (at) => {
    const { UserId } = await at.created("alice");
    expect([await status(at, UserId, "FREEZE"), await status(at, UserId, "FREEZE")]).to.deep.equal(["OK", "OK"]);
  });

  documented("refuses a user, and a store, that is not there", async (at) => {
    const { UserId } = await at.created("alice");
    expect(await status(at, nobody, "NORMAL")).to.equal("FailedOperation.UserNotFound");
    const elsewhere = { UserStoreId: nobody, UserId, Status: "NORMAL" };
    expect(await at.code("UpdateUserStatus", elsewhere)).to.equal("FailedOperation.InvalidUserStore");
  });
});

const set = (at: Bench, UserId: string, Password: string): Promise<string> =>
  at.code("SetPassword", { UserStoreId: at.UserStoreId, UserId, Password });

export const setPassword = casesAbout("SetPassword", ({ documented, guessed }) => {
  documented("sets a password, which no read tells", async (at) => {
    const { UserId } = await at.created("alice");
    expect(await set(at, UserId, "Canary-set-1!")).to.equal("OK");
    expect(JSON.stringify(await at.read(UserId))).not.to.contain("Canary-set-1!");
  });

  documented("refuses an empty password", async (at) => {
    expect(await set(at, (await at.created("alice")).UserId, "")).to.equal("FailedOperation.PasswordIsNull");
  });

  documented("refuses a frozen user, until it is thawed", async (at) => {
    const { UserId } = await at.created("alice");
    await status(at, UserId, "FREEZE");
    expect(await set(at, UserId, "Canary-set-2!")).to.equal("FailedOperation.UserIsFreeze");
    await status(at, UserId, "NORMAL");
    expect(await set(at, UserId, "Canary-set-2!")).to.equal("OK");
  });

  guessed("none", "takes a locked user", async (at) => {
    const { UserId } = await at.created("alice");
    await status(at, UserId, "LOCK");
    expect(await set(at, UserId, "Canary-set-3!")).to.equal("OK");
  });

  documented("refuses a user, and a store, that is not there", async (at) => {
    const { UserId } = await at.created("alice");
    expect(await set(at, nobody, "Canary-set-4!")).to.equal("FailedOperation.UserNotFound");
    const elsewhere = { UserStoreId: nobody, UserId, Password: "Canary-set-4!" };
    expect(await at.code("SetPassword", elsewhere)).to.equal("FailedOperation.InvalidUserStore");
  });
});

export const resetPassword = casesAbout("ResetPassword", ({ documented }) => {
  const reset = (at: Bench, UserId: string) => at.api.ResetPassword({ UserStoreId: at.UserStoreId, UserId });

  documented("answers a password that it made up, each time another one", async (at) => {
    const { UserId } = await at.created("alice");
    const [one, two] = [(await reset(at, UserId)).Password, (await reset(at, UserId)).Password];
    expect(one).to.have.length.above(7);
    expect(two).to.have.length.above(7).and.not.equal(one);
  });

  documented("makes a password that no read tells", async (at) => {
    const { UserId } = await at.created("alice");
    const { Password } = await reset(at, UserId);
    expect(JSON.stringify(await at.read(UserId))).not.to.contain(Password);
  });

  documented("refuses a frozen user", async (at) => {
    const { UserId } = await at.created("alice");
    await status(at, UserId, "FREEZE");
    const request = { UserStoreId: at.UserStoreId, UserId };
    expect(await at.code("ResetPassword", request)).to.equal("FailedOperation.UserIsFreeze");
  });

  documented("refuses a user, and a store, that is not there", async (at) => {
    const { UserId } = await at.created("alice");
    const code = (request: object) => at.code("ResetPassword", { UserStoreId: at.UserStoreId, UserId, ...request });
    expect(await code({ UserId: nobody })).to.equal("FailedOperation.UserNotFound");
    expect(await code({ UserStoreId: nobody })).to.equal("FailedOperation.InvalidUserStore");
  });
});
