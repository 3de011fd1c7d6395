import type { ImportedUser } from "../clients/vendor";

/**
 * The vendor's documented import example, with phone number, e-mail address and group replaced. It contradicts the
 * documentation's own rules for gender and verification method.
 */
export function documentedExample(userGroupId: string): ImportedUser {
  return {
    UserName: "zhangsan",
    PhoneNumber: "+86-13800000000",
    Email: "zhangsan@example.com",
    ResidentIdentityCard: "123456789012345678",
    Nickname: "nick",
    Address: "address",
    UserGroup: [userGroupId],
    QqOpenId: "qqopenid",
    QqUnionId: "qqunionid",
    WechatOpenId: "wechatopenid",
    WechatUnionId: "wechatunionid",
    AlipayUserId: "alipayuserid",
    WeComUserId: "wecomuserid",
    Description: "user1",
    Birthdate: "2022-10-20",
    Name: "name",
    Locale: "locale",
    Gender: "male",
    IdentityVerificationMethod: "PASSWORD",
    IdentityVerified: true,
    Job: "employee",
    Nationality: "China",
    Zone: "zone",
    Password: "password",
    CustomizationAttributes: [{ Name: "nickname", Value: "nike name", Type: "STRING" }],
    Salt: {
      SaltValue: "salt",
      SaltLocation: { SaltLocationTypeEnum: "HEAD", SaltLocationRule: { Regex: "password123" } },
    },
    PasswordEncryptTypeEnum: "SHA1",
    IndexedAttribute1: "indexedAttribute1",
    IndexedAttribute2: "indexedAttribute2",
    IndexedAttribute3: "indexedAttribute3",
    IndexedAttribute4: "indexedAttribute4",
    IndexedAttribute5: "indexedAttribute5",
  };
}
