import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { UsersFromCsvOptions } from "../../../../files/options";
import { presets, type PresetName } from "../../../../files/presets";
import { answers } from "../cases/answers";
import { workbook } from "../formats/xlsx/workbooks";

/** A file of a shape that people have, and how it is read. */
export interface Shape {
  readonly name: string;
  readonly bytes: Buffer;
  readonly options: UsersFromCsvOptions;
}

/** Stand where passwords and hashes do, and nowhere else: no finding may show them. */
export const credentials = [
  "Kanarie7/Pass",
  "Grackle9$Word",
  "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
  "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8",
  "5f4dcc3b5aa765d61d8327deb882cf99",
  "pepper5/salt",
] as const;

const [first, second, bcrypt, sha1, md5, salt] = credentials;

const EXAMPLES = join(__dirname, "../../../../../tests/unit/files/presets/examples");

function examples(): Shape[] {
  return readdirSync(EXAMPLES)
    .filter((file) => !file.startsWith(".") && !file.endsWith(".expected.json"))
    .map((file) => ({
      // NDJSON that is called .json is one of the shapes.
      name: `u.${file.split(".").at(-1) ?? ""}`,
      bytes: readFileSync(join(EXAMPLES, file)),
      options: { preset: Object.keys(presets).find((name) => file.startsWith(`${name}.`)) as PresetName },
    }));
}

const people = [
  { userName: "ann", email: "ann@example.com", phoneNumber: "13800008001", name: "张三", password: first },
  { userName: "bob", email: "bob@example.com", phoneNumber: "13800008002", name: "Ünal Example", password: second },
  { userName: "cy", email: "cy@example.com", nickname: 'C, "the" Y', birthdate: "1990-02-03", gender: "MALE" },
  { userName: "dee", email: "dee@example.com", userGroups: "staff;night", description: "two\nlines", job: "007" },
] as const;

const fields = [
  "userName",
  "email",
  "phoneNumber",
  "name",
  "password",
  "nickname",
  "birthdate",
  "gender",
  "userGroups",
  "description",
  "job",
] as const;

function cell(user: Readonly<Record<string, string>>, field: string): string {
  return user[field] ?? "";
}

function csv(separator: string, titles: readonly string[] = fields): string {
  const quoted = (text: string): string =>
    text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return [titles, ...people.map((user) => fields.map((field) => cell(user, field)))]
    .map((cells) => cells.map(quoted).join(separator))
    .join("\n");
}

const objects = people.map((user) => ({
  ...user,
  ...("userGroups" in user && { userGroups: user.userGroups.split(";") }),
}));

const hashes = `key,userName,password,passwordEncryptType,salt.saltValue,salt.saltLocation.saltLocationType,residentIdentityCard,customAttributes.dept
1,ann,${bcrypt},BCRYPT,,,,a
2,bob,${sha1},SHA1,${salt},TAIL,,"b ""c"""
3,cy,${md5},MD5,,,,
4,dee,,,,,110101199003070038,d`;

const shared = ["userName", "name", "password", "birthdate", "job", "ann", "bob", "cy", "张三", first, "007", second]
  .map((text) => `<t>${text}</t>`)
  .concat('<r><t>Ann </t></r><r><t xml:space="preserve">Ex&amp;ample</t></r><rPh sb="0" eb="1"><t>no</t></rPh>');

function texts(line: number, ...numbers: readonly number[]): string {
  const cells = numbers.map(
    (text, at) => `<c r="${String.fromCharCode(65 + at)}${String(line)}" t="s"><v>${String(text)}</v></c>`,
  );
  return cells.join("");
}

const sheet = [
  `<row r="1"><c r="A1" t="inlineStr"><is><t>Staff, as of March</t></is></c></row>`,
  `<row r="3">${texts(3, 0, 1, 2, 3, 4)}</row>`,
  `<row r="4">${texts(4, 5, 8, 9)}<c r="D4" s="1"><v>33212</v></c><c r="E4" t="s"><v>10</v></c></row>`,
  `<row r="5">${texts(5, 6, 12, 11)}<c r="D5" s="2"><v>25569</v></c><c r="E5"><v>42</v></c></row>`,
  `<row r="6">${texts(6, 7)}<c r="B6" t="str"><f>A1</f><v>of a formula</v></c></row>`,
].join("");

const own: readonly Shape[] = [
  { name: "u.csv", bytes: Buffer.from(csv(",")), options: {} },
  { name: "u.csv", bytes: Buffer.from(`\ufeffsep=;\r\n${csv(";").replaceAll("\n", "\r\n")}\r\n`), options: {} },
  { name: "u.tsv", bytes: Buffer.from(csv("\t")), options: { key: "email" } },
  { name: "u.csv", bytes: Buffer.from(`Staff of 2026,,\n\n"a, note",\n${csv(",")}`), options: { key: "userName" } },
  {
    name: "u.csv",
    bytes: Buffer.from(
      csv(";", [
        "Anmeldename",
        "E-Mail",
        "Handy",
        "Name",
        "Kennwort",
        "Spitzname",
        "Geburtstag",
        "Geschlecht",
        "Gruppen",
        "Notiz",
        "Nr",
      ]),
    ),
    options: {
      delimiter: ";",
      columns: {
        Anmeldename: "userName",
        "E-Mail": "email",
        Handy: "phoneNumber",
        Kennwort: "password",
        Spitzname: "nickname",
        Geburtstag: "birthdate",
        Geschlecht: "gender",
        Gruppen: "userGroups",
        Notiz: "description",
        Nr: false,
      },
    },
  },
  { name: "u.csv", bytes: Buffer.from(hashes), options: {} },
  { name: "u.csv", bytes: Buffer.from(csv(",").split("\n").slice(1).join("\n")), options: { header: [...fields] } },
  {
    name: "u.csv",
    bytes: Buffer.from(`\ufeff${csv("\t")}`, "utf16le"),
    options: { delimiter: "\t", phoneCountry: "86" },
  },
  {
    name: "u.csv",
    bytes: Buffer.from([
      0xd0,
      0xd5,
      0xc3,
      0xfb,
      0x2c,
      ...Buffer.from("userName\n"),
      0xd5,
      0xc5,
      0xc8,
      0xfd,
      ...Buffer.from(",ann\n"),
    ]),
    options: { encoding: "gb18030", columns: { 姓名: "name" } },
  },
  { name: "u.json", bytes: Buffer.from(JSON.stringify(objects, null, 1)), options: {} },
  {
    name: "u.json",
    bytes: Buffer.from(JSON.stringify({ page: 1, data: { users: objects } })),
    options: { at: "data.users" },
  },
  {
    name: "u.json",
    bytes: Buffer.from(JSON.stringify(Object.fromEntries(objects.map((user, at) => [`k${String(at)}`, user])))),
    options: {},
  },
  { name: "u.ndjson", bytes: Buffer.from(objects.map((user) => JSON.stringify(user)).join("\n")), options: {} },
  {
    name: "u.json",
    bytes: Buffer.from(objects.map((user) => JSON.stringify({ user, id: 7 })).join("\n")),
    options: {
      key: "user.email",
      columns: { ...Object.fromEntries(fields.map((field) => [`user.${field}`, field])), id: false },
    },
  },
  {
    name: "u.yaml",
    bytes: Buffer.from(
      "- userName: ann\n  birthdate: 1990-02-03\n  identityVerified: no\n  password: Kanarie7/Pass\n- userName: 'bob: x'\n  name: \"B\\u00fc\"\n  description: |\n    two\n    lines\n",
    ),
    options: {},
  },
  {
    name: "u.yaml",
    bytes: Buffer.from(
      "users:\n  ann: {email: ann@example.com, userGroups: [a, b]}\n  bob:\n    email: bob@example.com\n    customAttributes:\n      - {name: dept, value: 007}\n",
    ),
    options: { at: "users" },
  },
  { name: "u.xlsx", bytes: workbook({ Staff: sheet }, { texts: shared }), options: {} },
  {
    name: "u.xlsx",
    bytes: workbook({ Staff: sheet }, { texts: shared, date1904: true }),
    options: { columns: { job: "customAttributes.no" } },
  },
];

/** All of them: exports of other systems, the cases, and files of every format with everything that people put in. */
export function allShapes(): readonly [Shape, ...Shape[]] {
  const cases = answers.map(({ name, content, options = {} }) => ({
    name: name.replace(/^.*\./, "u."),
    bytes: Buffer.from(content),
    options,
  }));
  // There are some.
  return [...own, ...own, ...examples(), ...cases] as unknown as [Shape, ...Shape[]];
}
