import { expect } from "chai";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";
import type { User } from "../api";

const secrets = ["PhoneNumber", "Email"] as const;

const described = async (at: Bench, UserId: string, more: object = {}): Promise<User> =>
  (await at.api.DescribeUserById({ UserStoreId: at.UserStoreId, UserId, ...more })).User;

export const describeUserById = casesAbout("DescribeUserById", ({ documented, guessed }) => {
  documented("tells phone number and e-mail address masked", async (at) => {
    const user = await at.created("alice");
    const told = await described(at, user.UserId);
    for (const name of secrets) expect(told[name]).to.be.a("string").and.not.equal(user[name]);
    expect(told).to.include({ UserId: user.UserId, Status: "NOT_ENABLED" });
  });

  documented("tells the original when it is asked for", async (at) => {
    const { UserId, UserName, PhoneNumber, Email } = await at.created("alice");
    expect(await described(at, UserId, { Original: true })).to.include({ UserName, PhoneNumber, Email });
  });

  documented("masks by default", async (at) => {
    const { UserId } = await at.created("alice");
    expect(await described(at, UserId, { Original: false })).to.deep.equal(await described(at, UserId));
  });

  guessed("masking", "leaves of a phone number its first three digits and its last four", async (at) => {
    const { UserId, PhoneNumber } = await at.created("alice");
    expect((await described(at, UserId)).PhoneNumber).to.equal(`+86-138****${PhoneNumber.slice(-4)}`);
  });

  guessed("masking", "leaves of an e-mail address its first letter and its domain", async (at) => {
    const { UserId } = await at.created("alice");
    expect((await described(at, UserId)).Email).to.equal("a****@example.com");
  });

  guessed("maskedFields", "hides most of identity card, name and address", async (at) => {
    const hidden = { ResidentIdentityCard: "123456789012345678", Name: "张三", Address: "somewhere 1" };
    const { UserId } = await at.importedUser({ UserName: at.name("zhangsan"), ...hidden });
    expect(await described(at, UserId)).to.include({
      ResidentIdentityCard: "123***********5678",
      Name: "张**",
      Address: "s****",
    });
    expect(await described(at, UserId, { Original: true })).to.include(hidden);
  });

  guessed("masking", "leaves of a short name its first character", async (at) => {
    const { UserId } = await at.importedUser({
      UserName: at.name("b"),
      Email: `${at.name("b")}@example.com`,
      Name: "李",
    });
    expect((await described(at, UserId)).Name).to.equal("李**");
  });

  guessed("unknownUserById", "answers null for a user who is not there", async (at) => {
    expect(await described(at, nobody)).to.equal(null);
  });

  guessed(
    "unknownUserById",
    "answers null for a user of another store",
    async (at) => {
      const { UserId } = await at.created("alice");
      expect(await described(at, UserId, { UserStoreId: await at.store() })).to.equal(null);
    },
    "stores",
  );

  documented("refuses a store that is not there", async (at) => {
    const request = { UserStoreId: nobody, UserId: nobody };
    expect(await at.code("DescribeUserById", request)).to.equal("FailedOperation.InvalidUserStore");
  });
});

export const listUserByProperty = casesAbout("ListUserByProperty", ({ documented, guessed }) => {
  const found = async (at: Bench, PropertyCode: string, PropertyValue: string, more: object = {}) =>
    (await at.api.ListUserByProperty({ UserStoreId: at.UserStoreId, PropertyCode, PropertyValue, ...more })).Users;
  const ids = (users: readonly User[]): string[] => users.map(({ UserId }) => UserId);

  for (const [code, name] of [
    ["phoneNumber", "PhoneNumber"],
    ["email", "Email"],
  ] as const) {
    documented(`finds by ${code}`, async (at) => {
      const [alice] = [await at.created("alice"), await at.created("bob")];
      expect(ids(await found(at, code, alice[name]))).to.deep.equal([alice.UserId]);
    });

    documented(`finds nobody by a ${code} that nobody has`, async (at) => {
      await at.created("alice");
      expect(await found(at, code, at.person("nobody")[name])).to.deep.equal([]);
    });

    documented(`masks whom it finds by ${code} unless the original is asked for`, async (at) => {
      const alice = await at.created("alice");
      const [masked] = await found(at, code, alice[name]);
      const [original] = await found(at, code, alice[name], { Original: true });
      expect(masked?.[name]).to.be.a("string").and.not.equal(alice[name]);
      expect(original?.[name]).to.equal(alice[name]);
    });
  }

  documented("takes no other property", async (at) => {
    await at.created("alice");
    for (const PropertyCode of ["userName", "nickname", "Email", ""]) {
      const request = { UserStoreId: at.UserStoreId, PropertyCode, PropertyValue: "x" };
      expect(await at.code("ListUserByProperty", request), PropertyCode).to.equal("InvalidParameterValue");
    }
  });

  guessed("none", "does not find by what is masked", async (at) => {
    const { UserId } = await at.created("alice");
    const { Email } = await described(at, UserId);
    expect(await found(at, "email", Email)).to.deep.equal([]);
  });

  guessed("identityMatching", "finds by an e-mail address in other letters", async (at) => {
    const { UserId, Email } = await at.created("alice");
    expect(ids(await found(at, "email", Email.toUpperCase()))).to.deep.equal([UserId]);
  });

  guessed("identityMatching", "finds by a phone number without its country code", async (at) => {
    const { UserId, PhoneNumber } = await at.created("alice");
    expect(ids(await found(at, "phoneNumber", PhoneNumber.replace("+86-", "")))).to.deep.equal([UserId]);
  });

  documented("refuses a store that is not there", async (at) => {
    const request = { UserStoreId: nobody, PropertyCode: "email", PropertyValue: "x@example.com" };
    expect(await at.code("ListUserByProperty", request)).to.equal("FailedOperation.InvalidUserStore");
  });
});
