import { expect } from "chai";
import { type Bench, nobody } from "../bench";
import { casesAbout } from "../case";

const refused = (at: Bench, changes: object): Promise<string> =>
  at.code("CreateUser", { UserStoreId: at.UserStoreId, ...at.person("new"), ...changes });

export const createUser = casesAbout("CreateUser", ({ documented, guessed }) => {
  documented("answers the identities as they were sent, unmasked", async (at) => {
    const { Password, ...identities } = at.person("alice");
    const { User } = await at.api.CreateUser({ UserStoreId: at.UserStoreId, ...identities, Password });
    expect(User).to.include(identities);
  });

  documented("makes a user who is NOT_ENABLED, a main account, not verified, and has never signed on", async (at) => {
    expect(await at.created("alice")).to.include({
      Status: "NOT_ENABLED",
      Primary: true,
      IdentityVerified: false,
      AlreadyFirstLogin: false,
      UserDataSourceEnum: "管理员添加",
      LastSignOn: null,
    });
  });

  documented("has every unset attribute there as null, and lists as empty lists", async (at) => {
    const user = await at.created("alice");
    const unset = [
      "Nickname",
      "Address",
      "Birthdate",
      "ResidentIdentityCard",
      "Name",
      "Gender",
      "WechatOpenId",
      "Zone",
    ];
    const more = ["Version", "LockType", "LockTime", "IndexedAttribute1", "IndexedAttribute5"];
    for (const name of [...unset, ...more]) expect(user, name).to.have.property(name, null);
    expect(user).to.deep.include({ UserGroups: [], CustomAttributes: [] });
  });

  documented("gives ids of 32 hex digits, a tenant of twelve digits, and equal dates", async (at) => {
    const user = await at.created("alice");
    expect(user.UserId).to.match(/^[0-9a-f]{32}$/);
    expect(user.TenantId).to.match(/^\d{12}$/);
    expect(user.UserStoreId).to.equal(at.UserStoreId);
    expect(user.LastModifiedDate).to.equal(user.CreatedDate);
    expect(user.CreatedDate).to.be.above(1.6e12);
  });

  documented("never answers the password", async (at) => {
    const person = at.person("alice");
    const answer = await at.api.CreateUser({ UserStoreId: at.UserStoreId, ...person });
    expect(JSON.stringify(answer)).not.to.contain(person.Password);
  });

  documented("keeps every other attribute that it takes", async (at) => {
    const attributes = {
      Nickname: "nick",
      Address: "somewhere 1",
      Birthdate: 1_000_000_000_000,
      IndexedAttribute1: "one",
      IndexedAttribute2: "two",
      IndexedAttribute3: "three",
      IndexedAttribute4: "four",
      IndexedAttribute5: "five",
    };
    const { UserId } = await at.created("alice", attributes);
    expect(await at.read(UserId)).to.include(attributes);
  });

  documented("answers CustomizationAttributes as CustomAttributes", async (at) => {
    const CustomizationAttributes = [{ Name: "nickname", Value: "Al", Type: "STRING" }];
    const user = await at.created("alice", { CustomizationAttributes });
    expect(user.CustomAttributes).to.deep.equal(CustomizationAttributes);
  });

  documented(
    "puts the user into groups, which it answers as UserGroups",
    async (at) => {
      const UserGroup = [await at.group("one"), await at.group("two")];
      const user = await at.created("alice", { UserGroup });
      expect(user.UserGroups).to.have.members(UserGroup);
      expect((await at.read(user.UserId)).UserGroups).to.have.members(UserGroup);
    },
    "mainland",
  );

  for (const [name, code] of [
    ["UserName", "UserNameAlreadyExists"],
    ["PhoneNumber", "PhoneNumberAlreadyExists"],
    ["Email", "EmailAlreadyExists"],
  ] as const) {
    documented(`refuses a ${name} that somebody has, and makes nobody`, async (at) => {
      const { [name]: taken } = await at.created("alice");
      expect(await refused(at, { [name]: taken })).to.equal(`FailedOperation.${code}`);
      expect(await at.users()).to.have.length(1);
    });
  }

  for (const name of ["UserName", "PhoneNumber", "Email", "Password"]) {
    documented(`refuses an empty ${name}`, async (at) => {
      expect(await refused(at, { [name]: "" })).to.equal(`FailedOperation.${name}IsNull`);
      expect(await at.users()).to.deep.equal([]);
    });
  }

  documented(
    "refuses an IndexedAttribute of more than 512 characters, each of them, and takes one of 512",
    async (at) => {
      for (const number of [1, 2, 3, 4, 5]) {
        const name = `IndexedAttribute${String(number)}`;
        expect(await refused(at, { [name]: "x".repeat(513) }), name).to.equal(
          "FailedOperation.IndexedAttributeTooLong",
        );
        expect(await refused(at, { [name]: "x".repeat(512) }), name).to.equal("OK");
      }
    },
  );

  documented("refuses a group that is not there", async (at) => {
    expect(await refused(at, { UserGroup: [nobody] })).to.equal("FailedOperation.UserGroupNotFound");
  });

  documented("refuses an organisation that is not there", async (at) => {
    expect(await refused(at, { UserOrg: [nobody] })).to.equal("FailedOperation.OrgNotFound");
  });

  documented("refuses a store that is not there", async (at) => {
    expect(await refused(at, { UserStoreId: nobody })).to.equal("FailedOperation.InvalidUserStore");
  });

  for (const [name, value] of [
    ["Email", "nonsense"],
    ["Email", "two@@example.com"],
    ["PhoneNumber", "12"],
    ["UserName", " blank at both ends "],
  ] as const) {
    guessed("attributePatterns", `refuses the ${name} "${value}"`, async (at) => {
      expect(await refused(at, { [name]: value })).to.equal("FailedOperation.AttributeFormatError");
    });
  }

  guessed("identityMatching", "takes an e-mail address in other letters for the same", async (at) => {
    const { Email } = await at.created("alice");
    expect(await refused(at, { Email: Email.toUpperCase() })).to.equal("FailedOperation.EmailAlreadyExists");
  });

  guessed("identityMatching", "takes a phone number without its country code for the same", async (at) => {
    const { PhoneNumber } = await at.created("alice");
    const bare = PhoneNumber.replace("+86-", "");
    expect(await refused(at, { PhoneNumber: bare })).to.equal("FailedOperation.PhoneNumberAlreadyExists");
  });

  guessed("none", "says STRING of a custom attribute without a type", async (at) => {
    const user = await at.created("alice", { CustomizationAttributes: [{ Name: "nickname", Value: "Al" }] });
    expect(user.CustomAttributes).to.deep.equal([{ Name: "nickname", Value: "Al", Type: "STRING" }]);
  });

  guessed(
    "none",
    "refuses a group of another store",
    async (at) => {
      const elsewhere = await at.store();
      const { UserGroupId } = await at.api.CreateUserGroup({ UserStoreId: elsewhere, DisplayName: "g" });
      expect(await refused(at, { UserGroup: [UserGroupId] })).to.equal("FailedOperation.UserGroupNotFound");
    },
    "stores",
  );

  documented(
    "may use in one store what is taken in another",
    async (at) => {
      const person = at.person("alice");
      await at.api.CreateUser({ UserStoreId: at.UserStoreId, ...person });
      expect(await refused(at, { ...person, UserStoreId: await at.store() })).to.equal("OK");
    },
    "stores",
  );
});
