import { expect } from "chai";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";

interface Pair {
  readonly primary: string;
  readonly secondary: string;
}

async function two(at: Bench): Promise<Pair> {
  return { primary: (await at.created("primary")).UserId, secondary: (await at.created("secondary")).UserId };
}

const link = (at: Bench, { primary, secondary }: Pair, more: object = {}): Promise<string> =>
  at.code("LinkAccount", {
    UserStoreId: at.UserStoreId,
    PrimaryUserId: primary,
    SecondaryUserId: secondary,
    UserLinkedOnAttribute: "EMAIL",
    ...more,
  });

export const linkAccount = casesAbout("LinkAccount", ({ documented, guessed }) => {
  for (const UserLinkedOnAttribute of ["PHONENUMBER", "EMAIL"]) {
    documented(`merges the second account into the first on ${UserLinkedOnAttribute}`, async (at) => {
      const pair = await two(at);
      expect(await link(at, pair, { UserLinkedOnAttribute })).to.equal("OK");
      expect((await at.read(pair.primary)).Primary).to.equal(true);
      expect((await at.read(pair.secondary)).Primary).to.equal(false);
    });
  }

  documented("refuses another attribute to link on", async (at) => {
    expect(await link(at, await two(at), { UserLinkedOnAttribute: "SHOES" })).to.equal("InvalidParameterValue");
  });

  documented("refuses a first account that is not there", async (at) => {
    const { secondary } = await two(at);
    expect(await link(at, { primary: nobody, secondary })).to.equal("FailedOperation.PrimaryUserNotFound");
  });

  documented("refuses a second account that is not there", async (at) => {
    const { primary } = await two(at);
    expect(await link(at, { primary, secondary: nobody })).to.equal("FailedOperation.SecondaryUserNotFound");
  });

  documented("refuses an account that is linked already", async (at) => {
    const pair = await two(at);
    await link(at, pair);
    expect(await link(at, pair)).to.equal("FailedOperation.AccountAlreadyBeLinked");
    const third = (await at.created("third")).UserId;
    const other = { primary: third, secondary: pair.secondary };
    expect(await link(at, other)).to.equal("FailedOperation.AccountAlreadyBeLinked");
  });

  guessed("none", "merges several accounts into one", async (at) => {
    const pair = await two(at);
    const third = (await at.created("third")).UserId;
    expect(await link(at, pair)).to.equal("OK");
    expect(await link(at, { ...pair, secondary: third })).to.equal("OK");
  });

  guessed("none", "refuses to link a user to itself", async (at) => {
    const { primary } = await two(at);
    expect(await link(at, { primary, secondary: primary })).to.equal("InvalidParameterValue");
  });

  for (const which of ["primary", "secondary"] as const) {
    guessed("none", `refuses a ${which} account that is frozen`, async (at) => {
      const pair = await two(at);
      await at.api.UpdateUserStatus({ UserStoreId: at.UserStoreId, UserId: pair[which], Status: "FREEZE" });
      expect(await link(at, pair)).to.equal("FailedOperation.InvalidUserStatusEnum");
      expect((await at.read(pair.secondary)).Primary).to.equal(true);
    });
  }

  documented("refuses a store that is not there", async (at) => {
    expect(await link(at, await two(at), { UserStoreId: nobody })).to.equal("FailedOperation.InvalidUserStore");
  });
});
