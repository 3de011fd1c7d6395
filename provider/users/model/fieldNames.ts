import { nearestName } from "../../../text/suggest";
import type { UserField } from "./fields";

/** A target that an unknown name can stand for. */
type Meant = UserField | "key" | "salt.saltValue";

/**
 * The names that other systems and people give the fields of a user, in lower case without punctuation. Only suggested,
 * never assumed: the user has to say what a column means.
 */
const others: Readonly<Partial<Record<Meant, string>>> = {
  key: "id userid employeeid employeenumber staffid staffnumber customerid customernumber externalid 工号 编号",
  userName:
    "user login loginname loginid account accountname uid upn userprincipalname samaccountname 账号 帐号 账户 用户名 登录名",
  phoneNumber:
    "phone phoneno mobile mobilephone mobilenumber mobileno cell cellphone telephone telephonenumber tel msisdn 手机 手机号 手机号码 电话 电话号码 联系电话 移动电话",
  email: "mail emailaddress mailaddress emailid 邮箱 电子邮箱 电子邮件 邮箱地址 邮件地址 企业邮箱",
  nickname: "nick displayname alias screenname 昵称 别名 显示名 显示名称",
  name: "fullname realname legalname commonname 姓名 名字 真实姓名",
  birthdate: "birthday birth dob dateofbirth 生日 出生日期",
  gender: "sex 性别",
  address: "street streetaddress postaladdress homeaddress 地址 住址 联系地址",
  job: "title jobtitle position occupation profession 职务 职位 岗位 职业",
  nationality: "country citizenship 国籍 国家",
  locale: "city place location 城市 所在地 地区",
  zone: "timezone zoneinfo tz 时区",
  description: "note notes comment comments remark remarks bio about 备注 描述 说明",
  userGroups: "group groups memberof 用户组 组 分组",
  password: "pass passwd pwd passwordhash hashedpassword initialpassword 密码 初始密码",
  passwordEncryptType: "hashtype hashalgorithm passwordhashfunction encrypttype encryptiontype 加密方式",
  "salt.saltValue": "salt passwordsalt 盐",
  residentIdentityCard: "idcard idcardnumber idnumber identitycard identitycardnumber 身份证 身份证号 身份证号码",
};

const meantBy: ReadonlyMap<string, Meant> = new Map(
  // The keys of a literal of this type.
  (Object.keys(others) as Meant[]).flatMap((field) => (others[field] ?? "").split(" ").map((name) => [name, field])),
);

/** Names with a kind of address or number in them: `Work Email`, `Recovery Phone`, `preferred_username`. */
const KINDS: readonly [RegExp, Meant][] = [
  [/(?:e?mail|emailaddress)$/, "email"],
  [/(?:phone|mobile|telephone)(?:number|no)?$/, "phoneNumber"],
  [/(?:user|login)name$/, "userName"],
];

/** The most likely field for a written name, among the names allowed there. */
export function nearestField(written: string, names: readonly string[]): string | undefined {
  const title = withoutNotes(written);
  // In `cognito:username` and `profile.email` the last part is the name.
  const [last = ""] = title.split(/[:./]/).slice(-1);
  return meantName(title, names) ?? (last === title ? undefined : meantName(last, names));
}

function meantName(title: string, names: readonly string[]): string | undefined {
  const plain = title.replace(/[^\p{L}\p{M}\p{N}]/gu, "").toLowerCase();
  const known = meantBy.get(plain);
  if (known !== undefined && names.includes(known)) return known;
  const nearest = nearestName(title, names);
  if (nearest !== undefined) return nearest;
  const kind = KINDS.find(([pattern]) => pattern.test(plain))?.[1];
  return kind !== undefined && names.includes(kind) ? kind : undefined;
}

/** `Name [displayName] Required` becomes `Name`. */
function withoutNotes(written: string): string {
  const bare = written
    .slice(0, 80)
    .normalize("NFKC")
    .replace(/[([{【][^)\]}】]*[)\]}】]/gu, " ")
    .replace(/\s(?:required|optional|mandatory)\s*$/i, "")
    .trim();
  return bare === "" ? written : bare;
}

/** ` (did you mean "email"?)`, or nothing. */
export function fieldSuggestion(written: string, names: readonly string[]): string {
  const field = nearestField(written, names);
  return field === undefined ? "" : ` (did you mean ${JSON.stringify(field)}?)`;
}
