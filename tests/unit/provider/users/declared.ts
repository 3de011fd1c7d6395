import type { IndexedAttribute } from "../../../../provider/users/model/fields";
import { parseUserSets } from "../../../../provider/users/input/parse";
import type { DeclaredUser } from "../../../../provider/users/model/user";

/** The example of the API's documentation, under a program's names, with a reserved number and address, and a card of GB 11643. */
export const documentedExample: DeclaredUser = {
  userName: "zhangsan",
  phoneNumber: "13800000000",
  email: "zhangsan@example.com",
  residentIdentityCard: "11010519491231002X",
  nickname: "nick name",
  address: "Haidian, Beijing",
  userGroups: ["6cd22e5100000000000000000f6f7cb8"],
  qqOpenId: "qqopenid",
  qqUnionId: "qqunionid",
  wechatOpenId: "wechatopenid",
  wechatUnionId: "wechatunionid",
  alipayUserId: "alipayuserid",
  weComUserId: "wecomuserid",
  description: "user1",
  birthdate: "2022-10-20",
  name: "zhang san",
  locale: "location",
  gender: "male",
  identityVerificationMethod: "PASSWORD",
  identityVerified: true,
  job: "employee",
  nationality: "Han",
  zone: "time zone",
  password: "password",
  customAttributes: [{ name: "nickname", value: "nike name", type: "STRING" }],
  salt: {
    saltValue: "salt123",
    saltLocation: { saltLocationType: "HEAD", saltLocationRule: { regex: "passwordabc123" } },
  },
  passwordEncryptType: "SHA1",
  indexedAttribute1: "value1",
  indexedAttribute2: "value2",
  indexedAttribute3: "value3",
  indexedAttribute4: "value4",
  indexedAttribute5: "value5",
};

/** The findings in one set named "staff", as `where: rule` lines. */
export function findingsIn(users: unknown, ownerAttribute?: IndexedAttribute): string[] {
  return parseUserSets({ staff: users }, { ownerAttribute }).findings.map(({ where, rule }) => `${where}: ${rule}`);
}

/** The findings in one user, without the place in its set. */
export function findingsOf(user: unknown, ownerAttribute?: IndexedAttribute): string[] {
  return findingsIn({ alice: user }, ownerAttribute).map((line) => line.replace('userSets["staff"].alice', ""));
}
