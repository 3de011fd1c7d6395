import { nearestName } from "../../../text/suggest";
import type { UserField } from "./fields";

/** A target that an unknown name can stand for. */
type Meant = UserField | "key" | "salt.saltValue";

/**
 * The names that other systems and people give the fields of a user, in lower case without punctuation. Only suggested,
 * never assumed: the user has to say what a column means.
 */
const others: Readonly<Partial<Record<Meant, string>>> = {
  key: "id userid employeeid employeenumber staffid staffnumber customerid customernumber externalid 工号 编号 personalnummer mitarbeiternummer kundennummer matricule 社員番号 工號 사번",
  userName:
    "user login loginname loginid account accountname uid upn userprincipalname samaccountname 账号 帐号 账户 用户名 登录名 benutzer benutzername anmeldename anmeldung kennung identifiant utilisateur nomdutilisateur usuario nombredeusuario usuário utente ユーザー ユーザー名 ログインid アカウント 사용자이름 아이디 логин пользователь",
  phoneNumber:
    "phone phoneno mobile mobilephone mobilenumber mobileno cell cellphone telephone telephonenumber tel msisdn 手机 手机号 手机号码 电话 电话号码 联系电话 移动电话 handy handynummer mobil mobilnummer mobiltelefon telefon telefonnummer rufnummer téléphone portable numérodetéléphone móvil teléfono celular telefone telefono cellulare 携帯電話 携帯番号 電話 電話番号 手機 手機號碼 電話號碼 휴대폰 휴대전화 전화번호 телефон мобильный",
  email:
    "mail emailaddress mailaddress emailid 邮箱 电子邮箱 电子邮件 邮箱地址 邮件地址 企业邮箱 emailadresse mailadresse courriel adressemail adressecourriel correo correoelectrónico メール メールアドレス 電子郵件 郵箱 이메일 почта",
  nickname:
    "nick displayname alias screenname 昵称 别名 显示名 显示名称 spitzname anzeigename pseudo surnom apodo ニックネーム 暱稱 별명",
  name: "fullname realname legalname commonname 姓名 名字 真实姓名 vollständigername nom nomcomplet nombre nombrecompleto nome nomecompleto 氏名 名前 이름 성명 имя фио",
  birthdate:
    "birthday birth dob dateofbirth 生日 出生日期 geburtsdatum geburtstag datedenaissance fechadenacimiento datadenascimento datadinascita 生年月日 誕生日 생년월일 датарождения",
  gender: "sex 性别 geschlecht sexe genre sexo género sesso 性別 성별 пол",
  address:
    "street streetaddress postaladdress homeaddress 地址 住址 联系地址 adresse anschrift dirección endereço indirizzo 住所 地址 주소 адрес",
  job: "title jobtitle position occupation profession 职务 职位 岗位 职业 beruf stelle position fonction poste puesto cargo 役職 職業 職稱 직책 должность",
  nationality: "country citizenship 国籍 国家",
  locale: "city place location 城市 所在地 地区",
  zone: "timezone zoneinfo tz 时区",
  description:
    "note notes comment comments remark remarks bio about 备注 描述 说明 notiz bemerkung kommentar beschreibung remarque commentaire notas comentario 備考 備註 비고",
  userGroups: "group groups memberof 用户组 组 分组 gruppe gruppen groupe groupes grupo grupos グループ 그룹 группа",
  password:
    "pass passwd pwd passwordhash hashedpassword initialpassword 密码 初始密码 passwort kennwort motdepasse contraseña senha parola パスワード 密碼 비밀번호 пароль",
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
