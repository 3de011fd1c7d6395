import { expect } from "chai";
import type { ImportedUser } from "../api";
import { nobody, type Bench } from "../bench";
import { casesAbout } from "../case";

const identities = ["UserName", "PhoneNumber", "Email", "WechatOpenId", "WechatUnionId"] as const;
const otherIdentities = ["AlipayUserId", "QqOpenId", "QqUnionId", "WeComUserId"] as const;

/** A value of every attribute that has one name in requests and answers. */
const plain: Readonly<Record<string, string | boolean>> = {
  ResidentIdentityCard: "123456789012345678",
  Nickname: "nick",
  Address: "somewhere 1",
  Description: "a person",
  Name: "张三",
  Locale: "zh-CN",
  IdentityVerificationMethod: "wu",
  Job: "employee",
  Nationality: "China",
  Zone: "Asia/Shanghai",
  IndexedAttribute1: "one",
  IndexedAttribute2: "two",
  IndexedAttribute3: "three",
  IndexedAttribute4: "four",
  IndexedAttribute5: "five",
};

const unicode = '数字 👩‍🚀 ß \u2028 "quoted" \\ <b>';

/** Expects that of three users only this one is refused. */
async function refuses(at: Bench, wrong: (at: Bench) => ImportedUser): Promise<string> {
  const [before, after] = [at.name("before"), at.name("after")];
  const { FailedUsers } = await at.imported([{ UserName: before }, wrong(at), { UserName: after }]);
  expect(FailedUsers).to.have.length(1);
  const names = (await at.users()).map(({ UserName }) => UserName);
  expect(names).to.include.members([before, after]);
  return FailedUsers[0]?.FailedReason ?? "";
}

/** The rules for imported users: one user follows or breaks one of them. */
export const importRules = casesAbout("CreateApiImportUserJob", ({ documented, guessed }) => {
  for (const name of [...identities, ...otherIdentities]) {
    documented(`takes a user who has nothing but ${name}`, async (at) => {
      const person: Readonly<Record<string, string>> = { ...at.person("only") };
      const value = person[name] ?? at.name("only");
      expect(await at.importedUser({ [name]: value })).to.have.property(name, value);
    });
  }

  documented("refuses a user who has none of the nine identities", async (at) => {
    await refuses(at, () => ({ Nickname: "nobody", Name: "n", ResidentIdentityCard: "123456789012345678" }));
  });

  for (const [name, value] of Object.entries(plain)) {
    documented(`keeps ${name}`, async (at) => {
      expect(await at.importedUser({ UserName: at.name("alice"), [name]: value })).to.have.property(name, value);
    });
  }

  for (const Gender of ["MALE", "FEMALE", "UNKNOWN"]) {
    documented(`keeps the gender ${Gender}`, async (at) => {
      expect(await at.importedUser({ UserName: at.name("alice"), Gender })).to.include({ Gender });
    });
  }

  guessed("genders", "takes a gender as the documentation's example has it", async (at) => {
    expect(await at.importedUser({ UserName: at.name("alice"), Gender: "男" })).to.include({ Gender: "男" });
  });

  documented("keeps any character", async (at) => {
    const user = await at.importedUser({ UserName: at.name("alice"), Nickname: unicode, Address: unicode });
    expect(user).to.include({ Nickname: unicode, Address: unicode });
  });

  documented(
    "reads UserGroup as UserGroups",
    async (at) => {
      const UserGroup = [await at.group("one"), await at.group("two")];
      expect((await at.importedUser({ UserName: at.name("alice"), UserGroup })).UserGroups).to.have.members(UserGroup);
    },
    "mainland",
  );

  documented("reads CustomizationAttributes as CustomAttributes", async (at) => {
    const CustomizationAttributes = [{ Name: "nickname", Value: "Al", Type: "STRING" }];
    const user = await at.importedUser({ UserName: at.name("alice"), CustomizationAttributes });
    expect(user.CustomAttributes).to.deep.equal(CustomizationAttributes);
  });

  guessed("storedForms", "takes a birthdate as a date, and reads its midnight in UTC as milliseconds", async (at) => {
    const user = await at.importedUser({ UserName: at.name("alice"), Birthdate: "2022-10-20" });
    expect(user.Birthdate).to.equal(Date.parse("2022-10-20T00:00:00Z"));
  });

  guessed("none", "takes a birthdate in milliseconds, as one example has it", async (at) => {
    const user = await at.importedUser({ UserName: at.name("alice"), Birthdate: "1666224000000" });
    expect(user.Birthdate).to.equal(1666224000000);
  });

  for (const Birthdate of ["yesterday", "2022-13-01", "20/10/2022"]) {
    guessed("none", `refuses the birthdate ${Birthdate}`, async (at) => {
      await refuses(at, () => ({ UserName: at.name("wrong"), Birthdate }));
    });
  }

  documented("keeps IdentityVerified with its method", async (at) => {
    const proven = { IdentityVerified: true, IdentityVerificationMethod: "wu" };
    expect(await at.importedUser({ UserName: at.name("alice"), ...proven })).to.include(proven);
  });

  documented("refuses IdentityVerified without a method", async (at) => {
    await refuses(at, () => ({ UserName: at.name("wrong"), IdentityVerified: true }));
  });

  documented("takes IdentityVerified false without a method", async (at) => {
    const user = await at.importedUser({ UserName: at.name("alice"), IdentityVerified: false });
    expect(user).to.include({ IdentityVerified: false });
  });

  const needed = {
    nameAndIdCard: ["Name", "ResidentIdentityCard"],
    nameIdCardAndPhone: ["Name", "PhoneNumber", "ResidentIdentityCard"],
  } as const;
  for (const [method, names] of Object.entries(needed)) {
    const proven = (at: Bench) => ({
      UserName: at.name("proven"),
      PhoneNumber: at.person("proven").PhoneNumber,
      Name: "张三",
      ResidentIdentityCard: "123456789012345678",
      IdentityVerificationMethod: method,
    });
    documented(`takes the method ${method} with all it needs`, async (at) => {
      expect(await at.importedUser(proven(at))).to.include({ IdentityVerificationMethod: method });
    });
    for (const name of names) {
      documented(`refuses the method ${method} without ${name}`, async (at) => {
        await refuses(at, () => {
          const user: ImportedUser = proven(at);
          Reflect.deleteProperty(user, name);
          return user;
        });
      });
    }
  }

  for (const [kind, credential] of [
    ["plain", { Password: "Canary-plain-1!" }],
    ["SHA1", { Password: "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8", PasswordEncryptTypeEnum: "SHA1" }],
    [
      "BCRYPT",
      {
        Password: "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
        PasswordEncryptTypeEnum: "BCRYPT",
      },
    ],
  ] as const) {
    documented(`takes a ${kind} password, which no read tells`, async (at) => {
      const user = await at.importedUser({ UserName: at.name("alice"), ...credential });
      expect(JSON.stringify(user)).not.to.contain(credential.Password);
    });
  }

  guessed("none", "takes an MD5 password, by the name of MD5", async (at) => {
    const Password = "5f4dcc3b5aa765d61d8327deb882cf99";
    const user = await at.importedUser({ UserName: at.name("alice"), Password, PasswordEncryptTypeEnum: "MD5" });
    expect(JSON.stringify(user)).not.to.contain(Password);
  });

  for (const SaltLocationTypeEnum of ["HEAD", "TAIL", "OTHER"]) {
    documented(`takes a salt at ${SaltLocationTypeEnum}, which no read tells`, async (at) => {
      const user = await at.importedUser({
        UserName: at.name("alice"),
        Password: "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8",
        PasswordEncryptTypeEnum: "SHA1",
        Salt: {
          SaltValue: "canary-salt",
          SaltLocation: { SaltLocationTypeEnum, SaltLocationRule: { Regex: "password123" } },
        },
      });
      expect(JSON.stringify(user)).not.to.contain("canary-salt");
    });
  }

  documented("takes an IndexedAttribute of 512 characters", async (at) => {
    const IndexedAttribute1 = "x".repeat(512);
    expect(await at.importedUser({ UserName: at.name("alice"), IndexedAttribute1 })).to.include({ IndexedAttribute1 });
  });

  guessed("none", "refuses an IndexedAttribute of more than 512 characters", async (at) => {
    const reason = await refuses(at, () => ({ UserName: at.name("wrong"), IndexedAttribute1: "x".repeat(513) }));
    expect(reason).to.contain("IndexedAttributeTooLong");
  });

  guessed("failedReason", "refuses a group that is not there", async (at) => {
    const reason = await refuses(at, () => ({ UserName: at.name("wrong"), UserGroup: [nobody] }));
    expect(reason).to.contain("UserGroupNotFound");
  });

  for (const [name, value] of [
    ["Email", "nonsense"],
    ["PhoneNumber", "12"],
    ["UserName", " blank at both ends "],
  ] as const) {
    guessed("attributePatterns", `refuses the ${name} "${value}"`, async (at) => {
      const reason = await refuses(at, () => ({ WechatOpenId: at.name("wrong"), [name]: value }));
      expect(reason).to.contain(name).and.not.contain(value);
    });
  }

  guessed("none", "takes an empty text for none", async (at) => {
    const user = await at.importedUser({ UserName: at.name("alice"), Email: "", Nickname: "" });
    expect(user).to.include({ Email: null, Nickname: null });
  });

  documented("has every attribute that was not sent there as null, and lists as empty lists", async (at) => {
    const user = await at.importedUser({ WeComUserId: at.name("only") });
    const unset = [...identities, "LastSignOn", "Birthdate", "Version", "LockType", "LockTime", ...Object.keys(plain)];
    for (const name of unset) expect(user, name).to.have.property(name, null);
    expect(user).to.deep.include({ UserGroups: [], CustomAttributes: [], IdentityVerified: false });
  });
});
