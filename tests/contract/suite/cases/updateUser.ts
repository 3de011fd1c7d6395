import { expect } from "chai";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";

const HOUR = 3_600_000;

const update = async (at: Bench, UserId: string, changes: object) =>
  (await at.api.UpdateUser({ UserStoreId: at.UserStoreId, UserId, ...changes })).User;
const code = (at: Bench, UserId: string, changes: object): Promise<string> =>
  at.code("UpdateUser", { UserStoreId: at.UserStoreId, UserId, ...changes });

/** A new value of each attribute, and the member that shows it. */
const changes: readonly [name: string, value: (at: Bench) => unknown][] = [
  ["UserName", (at) => at.name("renamed")],
  ["PhoneNumber", (at) => at.person("moved").PhoneNumber],
  ["Email", (at) => at.person("moved").Email],
  ["Nickname", () => "nick"],
  ["Address", () => "elsewhere 2"],
  ["Birthdate", () => 946_684_800_000],
  ["IndexedAttribute1", () => "one"],
  ["IndexedAttribute2", () => "two"],
  ["IndexedAttribute3", () => "three"],
  ["IndexedAttribute4", () => "four"],
  ["IndexedAttribute5", () => "five"],
];

const onlyImported = [
  ...["ResidentIdentityCard", "QqOpenId", "QqUnionId", "WechatOpenId", "WechatUnionId", "AlipayUserId", "WeComUserId"],
  ...["Description", "Name", "Locale", "Gender", "IdentityVerificationMethod", "Job", "Nationality", "Zone"],
];

export const updateUser = casesAbout("UpdateUser", ({ documented, guessed }) => {
  for (const [name, value] of changes) {
    documented(`changes ${name}, answers it and keeps it`, async (at) => {
      const { UserId } = await at.created("alice");
      const wanted = value(at);
      expect(await update(at, UserId, { [name]: wanted })).to.have.property(name, wanted);
      expect(await at.read(UserId)).to.have.property(name, wanted);
    });
  }

  documented("changes CustomizationAttributes", async (at) => {
    const { UserId } = await at.created("alice");
    const CustomizationAttributes = [{ Name: "nickname", Value: "Al", Type: "STRING" }];
    expect((await update(at, UserId, { CustomizationAttributes })).CustomAttributes).to.deep.equal(
      CustomizationAttributes,
    );
  });

  documented(
    "changes the groups",
    async (at) => {
      const { UserId } = await at.created("alice");
      const UserGroup = [await at.group("one")];
      expect((await update(at, UserId, { UserGroup })).UserGroups).to.deep.equal(UserGroup);
    },
    "mainland",
  );

  guessed(
    "userGroupMode",
    "takes UserGroup for the whole list",
    async (at) => {
      const [one, two] = [await at.group("one"), await at.group("two")];
      const { UserId } = await at.created("alice", { UserGroup: [one] });
      expect((await update(at, UserId, { UserGroup: [two] })).UserGroups).to.deep.equal([two]);
      expect((await update(at, UserId, { UserGroup: [] })).UserGroups).to.deep.equal([]);
    },
    "mainland",
  );

  documented("takes no password, and none of the attributes that only an import sets", async (at) => {
    const { UserId } = await at.created("alice");
    for (const name of ["Password", "Status", ...onlyImported]) {
      await at.refusesForm("UpdateUser", { UserStoreId: at.UserStoreId, UserId, [name]: "x" }, "UnknownParameter");
    }
  });

  guessed("updateOmittedFields", "leaves what is not named as it is", async (at) => {
    const attributes = { Nickname: "al", Address: "here", IndexedAttribute1: "x", Birthdate: 1_000_000_000_000 };
    const before = await at.created("alice", attributes);
    await update(at, before.UserId, { IndexedAttribute2: "y" });
    const { UserName, PhoneNumber, Email } = before;
    expect(await at.read(before.UserId)).to.include({ ...attributes, UserName, PhoneNumber, Email });
  });

  for (const name of ["Nickname", "Address", "IndexedAttribute1"]) {
    guessed("updateEmptyString", `takes an empty ${name} for none`, async (at) => {
      const { UserId } = await at.created("alice", { [name]: "x" });
      await update(at, UserId, { [name]: "" });
      expect(await at.read(UserId)).to.have.property(name, null);
    });
  }

  guessed("updateReplyMasked", "answers the user unmasked", async (at) => {
    const { UserId, Email, PhoneNumber } = await at.created("alice");
    expect(await update(at, UserId, { Nickname: "x" })).to.include({ Email, PhoneNumber });
  });

  documented("leaves id, status and date of creation", async (at) => {
    const before = await at.created("alice");
    const { UserId, Status, CreatedDate } = before;
    expect(await update(at, UserId, { Nickname: "x" })).to.include({ UserId, Status, CreatedDate });
  });

  documented(
    "moves the date of the last change",
    async (at) => {
      const { UserId, LastModifiedDate } = await at.created("alice");
      await at.advance(HOUR);
      expect((await update(at, UserId, { Nickname: "x" })).LastModifiedDate).to.be.at.least(LastModifiedDate + HOUR);
    },
    "clock",
  );

  for (const [name, taken] of [
    ["UserName", "UserNameAlreadyExists"],
    ["PhoneNumber", "PhoneNumberAlreadyExists"],
    ["Email", "EmailAlreadyExists"],
  ] as const) {
    documented(`refuses a ${name} that somebody else has, and changes nothing`, async (at) => {
      const [alice, bob] = [await at.created("alice"), await at.created("bob")];
      expect(await code(at, bob.UserId, { Nickname: "new", [name]: alice[name] })).to.equal(`FailedOperation.${taken}`);
      expect(await at.read(bob.UserId)).to.include({ [name]: bob[name], Nickname: null });
    });

    documented(`takes the ${name} that the user has already`, async (at) => {
      const alice = await at.created("alice");
      expect(await code(at, alice.UserId, { [name]: alice[name] })).to.equal("OK");
    });
  }

  documented("frees the identity that was given up", async (at) => {
    const alice = await at.created("alice");
    await update(at, alice.UserId, { Email: at.person("moved").Email });
    expect(await code(at, (await at.created("bob")).UserId, { Email: alice.Email })).to.equal("OK");
  });

  documented("refuses a user who is not there", async (at) => {
    expect(await code(at, nobody, { Nickname: "x" })).to.equal("FailedOperation.UserNotFound");
  });

  documented("refuses a store that is not there", async (at) => {
    const { UserId } = await at.created("alice");
    expect(await code(at, UserId, { UserStoreId: nobody })).to.equal("FailedOperation.InvalidUserStore");
  });

  documented(
    "refuses a user of another store",
    async (at) => {
      const { UserId } = await at.created("alice");
      expect(await code(at, UserId, { UserStoreId: await at.store() })).to.equal("FailedOperation.UserNotFound");
    },
    "stores",
  );

  documented("refuses an IndexedAttribute of more than 512 characters, and takes one of 512", async (at) => {
    const { UserId } = await at.created("alice");
    const long = (length: number) => code(at, UserId, { IndexedAttribute3: "x".repeat(length) });
    expect(await long(513)).to.equal("FailedOperation.IndexedAttributeTooLong");
    expect(await long(512)).to.equal("OK");
  });

  documented("refuses a group and an organisation that are not there", async (at) => {
    const { UserId } = await at.created("alice");
    expect(await code(at, UserId, { UserGroup: [nobody] })).to.equal("FailedOperation.UserGroupNotFound");
    expect(await code(at, UserId, { UserOrg: [nobody] })).to.equal("FailedOperation.OrgNotFound");
  });

  guessed("attributePatterns", "refuses an identity of a bad format", async (at) => {
    const { UserId } = await at.created("alice");
    for (const changed of [{ Email: "nonsense" }, { PhoneNumber: "12" }, { UserName: " blank " }]) {
      expect(await code(at, UserId, changed)).to.equal("FailedOperation.AttributeFormatError");
    }
  });

  documented("can be found by a new identity, and no longer by the old one", async (at) => {
    const alice = await at.created("alice");
    const { Email } = await update(at, alice.UserId, { Email: at.person("moved").Email });
    const found = async (PropertyValue: string) =>
      (await at.api.ListUserByProperty({ UserStoreId: at.UserStoreId, PropertyCode: "email", PropertyValue })).Users;
    expect((await found(Email)).map(({ UserId }) => UserId)).to.deep.equal([alice.UserId]);
    expect(await found(alice.Email)).to.deep.equal([]);
  });
});
