import type { Case } from "./cases.test";

const ann = { userName: "ann", email: "ann@example.com" };
const COGNITO = JSON.stringify({
  Users: [
    {
      Username: "ann",
      Attributes: [
        { Name: "sub", Value: "0001" },
        { Name: "email", Value: "ann@example.com" },
        { Name: "custom:dept", Value: "Sales" },
      ],
      Enabled: true,
    },
  ],
});
const AUTH0 = '{"Id":"auth0|65f0","Email":"ann@example.com","Name":"Ann","Email Verified":true}\n';
const ENTRA =
  "Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required";
const WECOM = "姓名,账号,部门,性别,手机,禁用状态";

export const answers: readonly Case[] = [
  // The shape of a CSV
  {
    what: "notes above the titles are passed over",
    name: "a.csv",
    content: "Staff of 2026\n\nconfidential\nuserName,email\nann,ann@example.com\n",
    users: { ann },
  },
  {
    what: "a version above the titles is passed over",
    name: "a.csv",
    content: "version:v1.0,\nuserName,email\nann,ann@example.com\n",
    users: { ann },
  },
  {
    what: "a report above the titles is passed over, whatever it says",
    name: "a.csv",
    content: "Report;;\nDate;2026-01-01;\n;;\nLogin;Mail;Dept\nann;ann@example.com;x\n",
    options: { delimiter: ";", columns: { Login: "userName", Mail: "email", Dept: false } },
    users: { ann },
  },
  {
    what: "titles of another system are told where they stand",
    name: "a.csv",
    content: "Report,,\nLogin name,Mail,Dept\nann,ann@example.com,x\n",
    findings: [
      ':2: to be looked over and pasted, for these 3 columns: columns: {"Login name": "userName", Mail: "email", Dept: false}',
      ":2:1: unknown column",
      ":2:2: unknown column",
      ":2:3: unknown column",
    ],
  },
  {
    what: "a line above the titles that may be a user is not passed over",
    name: "a.csv",
    content: "bob,bob@example.com\nuserName,email\nann,ann@example.com\n",
    findings: [":1: the first line must name the columns"],
  },
  {
    what: "the line of the titles can be named",
    name: "a.csv",
    content: "bob,x\nuserName,email\nann,ann@example.com\n",
    options: { headerLine: 2 },
    users: { ann },
  },
  {
    what: "a line of titles that is not there is told",
    name: "a.csv",
    content: "userName\nann\n",
    options: { headerLine: 9 },
    findings: [": has no line 9, which headerLine: 9 names"],
  },
  {
    what: "titles can be given to a file without any",
    name: "a.csv",
    content: "ann,x,ann@example.com\n",
    options: { header: ["userName", "", "email"], columns: { "": false } },
    users: { ann },
  },
  {
    what: "sep= tells what parts the cells",
    name: "a.csv",
    content: "sep=;\r\nuserName;email\r\nann;ann@example.com\r\n",
    users: { ann },
  },
  {
    what: "another separator is suggested",
    name: "a.csv",
    content: "userName;email\nann;ann@example.com\n",
    findings: [':1: the first line is one single cell: if ";" stands between the cells, say {delimiter: ";"}'],
  },
  {
    what: "titles are trimmed, of spaces that nobody sees too",
    name: "a.csv",
    content: " userName ,\u00a0Email\u200b\nann,ann@example.com\n",
    users: { ann },
  },
  {
    what: "two marks at the beginning are two too many",
    name: "a.csv",
    content: "\ufeff\ufeffuserName,email\nann,ann@example.com\n",
    users: { ann },
  },
  {
    what: "lines may end as on an old Mac",
    name: "a.csv",
    content: "userName,email\rann,ann@example.com\r",
    users: { ann },
  },
  {
    what: "empty cells at the end are none",
    name: "a.csv",
    content: "userName,email\nann,ann@example.com,,\n,,,\n , \n",
    users: { ann },
  },
  {
    what: "columns without a name are none if nothing stands in them",
    name: "a.csv",
    content: "userName,email,,\nann,ann@example.com,,\n",
    users: { ann },
  },
  {
    what: "columns without a name in which something stands are told",
    name: "a.csv",
    content: "userName,email,\nann,ann@example.com,x\n",
    findings: [':2:3: column 3 has no name, and 1 cell in it: to leave it out, columns: {"": false}'],
  },
  {
    what: "columns without a name can be left out",
    name: "a.csv",
    content: "userName,email,,\nann,ann@example.com,x,y\n",
    options: { columns: { "": false } },
    users: { ann },
  },
  {
    what: "titles that are left out may repeat",
    name: "a.csv",
    content: "userName,id,email,id\nann,1,ann@example.com,2\n",
    options: { columns: { id: false } },
    users: { ann },
  },
  {
    what: "titles in the middle are no user",
    name: "a.csv",
    content: "userName,email\nann,ann@example.com\n\ufeffuserName,email\n",
    findings: [":3: repeats the names of the columns"],
  },
  {
    what: "a sum below the table is no user",
    name: "a.csv",
    content: "userName,email\nann,ann@example.com\n(1 rows affected)\n",
    findings: [":3: has 1 cell where the header has 2: if it is a note"],
  },
  {
    what: "other columns can be left out at once",
    name: "a.csv",
    content: "userName,Shoe,email,Hat\nann,9,ann@example.com,7\n",
    options: { otherColumns: "ignore" },
    users: { ann },
  },
  {
    what: "a title is shown, and a value in its place is not",
    name: "a.csv",
    content: "userName,Abteilung (intern),bob@example.com,13800008001\nann,x,y,z\n",
    findings: [
      ':1:2: unknown column "Abteilung (intern)"; say what it means',
      ":1:3: unknown name of column 3",
      ":1:4: unknown name of column 4",
    ],
  },
  // Values
  {
    what: "words for nothing are told",
    name: "a.csv",
    content: "userName,name\nann,NULL\nbob,\\N\n",
    findings: [":2:2: name: is a word that means", ":3:2: name: is a word that means"],
  },
  {
    what: "words for nothing are values where that is said",
    name: "a.csv",
    content: "userName,name\nann,NULL\n",
    options: { nulls: [] },
    users: { ann: { userName: "ann", name: "NULL" } },
  },
  {
    what: "words for nothing can be named",
    name: "a.csv",
    content: "userName,email\nann,ann@example.com\nbob,NULL\n",
    options: { nulls: ["NULL"] },
    users: { ann, bob: { userName: "bob" } },
  },
  {
    what: "what a spreadsheet has damaged is told in every field",
    name: "a.csv",
    content:
      "key,userName,residentIdentityCard,customAttributes.no,name\na,1.38E+10,1.10101E+17,1.20E+05,#REF!\nb,'00123,,,########\n",
    findings: [
      ":2:2: userName: is a number in the short form",
      ":2:3: residentIdentityCard: is a number in the short form",
      ":2:4: customAttributes.no: is a number in the short form",
      ":2:5: name: holds an error of a spreadsheet",
      ":3:2: userName: begins with the apostrophe",
      ":3:5: name: holds an error of a spreadsheet",
    ],
  },
  {
    what: "what a mask has left is told in every field",
    name: "a.csv",
    content:
      "userName,email,name,residentIdentityCard\na,a***@example.com,张*,110101********2316\nb,mailto:b@example.com,,\nc,<c@example.com>,,\n",
    findings: [
      ":2:2: email: is masked",
      ":2:3: name: is masked",
      ":2:4: residentIdentityCard: is masked",
      ":3:2: email: begins with mailto",
      ":4:2: email: has a name",
    ],
  },
  {
    what: "dates have the form that is told",
    name: "a.csv",
    content: "userName,birthdate\nann,5/1/2001\n",
    options: { dates: "DD/MM/YYYY" },
    users: { ann: { userName: "ann", birthdate: "2001-01-05" } },
  },
  {
    what: "the numbers of days that a spreadsheet keeps are told with what reads them",
    name: "a.csv",
    content: "userName,birthdate\nann,32874\nbob,32874.5\n",
    findings: [
      ':2:2: birthdate: is the number of a day, as a spreadsheet keeps it: say dates: "excel", or format the column as a date',
      ":3:2: birthdate: is the number of a day",
    ],
  },
  {
    what: "the numbers of days that a spreadsheet keeps are dates where that is told, beside dates",
    name: "a.csv",
    content: "userName,birthdate\na,32874\nb,59\nc,61\nd,36526.25\ne,1990-01-02\n",
    options: { dates: "excel" },
    users: {
      a: { userName: "a", birthdate: "1990-01-01" },
      b: { userName: "b", birthdate: "1900-02-28" },
      c: { userName: "c", birthdate: "1900-03-01" },
      d: { userName: "d", birthdate: "2000-01-01" },
      e: { userName: "e", birthdate: "1990-01-02" },
    },
  },
  {
    what: "a number that a program kept with a fraction is told, and a day that 1900 did not have",
    name: "a.csv",
    content: "userName,phoneNumber,birthdate\na,13800008001.0,60\n",
    options: { dates: "excel" },
    findings: [":2:2: phoneNumber: ends in .0, as a program writes", ":2:3: birthdate: is not a date of the calendar"],
  },
  {
    what: "a hash with its salt behind a colon is told how to be split",
    name: "a.csv",
    content: `userName,password,passwordEncryptType\na,${"5f4dcc3b".repeat(4)}:pepper,MD5\nb,${"5f4dcc3b".repeat(4)}:pepper,\n`,
    findings: [
      ":2:2: password: is not a MD5 hash, which has 32 hex digits, or 24 characters of base64: it is a hash with its salt behind a colon, so split it, as in map:",
      ":3:2: password: looks like a hash: it is a hash with its salt behind a colon",
    ],
  },
  {
    what: "dates of another form are told",
    name: "a.csv",
    content: "userName,birthdate\nann,2001-01-05 x\n",
    options: { dates: "DD/MM/YYYY" },
    findings: [":2:2: birthdate: is not a date"],
  },
  {
    what: "phone numbers get the country that is told",
    name: "a.csv",
    content: "userName,phoneNumber\na,13800008001\nb,+1 202 555 0100\n",
    options: { phoneCountry: "86" },
    users: {
      a: { userName: "a", phoneNumber: "+86-13800008001" },
      b: { userName: "b", phoneNumber: "+1-2025550100" },
    },
  },
  {
    what: "groups are parted as is told",
    name: "a.csv",
    content: 'userName,userGroups\nann,"g1,g2"\n',
    options: { groupSeparator: "," },
    users: { ann: { userName: "ann", userGroups: ["g1", "g2"] } },
  },
  {
    what: "a salt gets its place for everybody",
    name: "a.csv",
    content: `userName,password,salt.saltValue\nann,${"0a".repeat(20)},pepper\n`,
    options: { defaults: { passwordEncryptType: "SHA1", salt: { saltLocation: { saltLocationType: "TAIL" } } } },
    users: {
      ann: {
        userName: "ann",
        password: "0a".repeat(20),
        passwordEncryptType: "SHA1",
        salt: { saltValue: "pepper", saltLocation: { saltLocationType: "TAIL" } },
      },
    },
  },
  // Rows
  {
    what: "rows are chosen by their columns",
    name: "a.csv",
    content: "userName,email,Status\nann,ann@example.com,active\nbob,,left\n",
    options: { where: { Status: ["active", "new"] }, columns: { Status: false } },
    users: { ann },
  },
  {
    what: "rows are changed by a function",
    name: "a.csv",
    content: "userName,mail\nann,ANN@example.com\n",
    options: { columns: { mail: false }, map: (row) => ({ ...row, email: String(row.mail).toLowerCase() }) },
    users: { ann },
  },
  {
    what: "a function that makes something else is told",
    name: "a.csv",
    content: "userName\nann\n",
    options: { map: (row) => ({ ...row, mail: "x" }) },
    findings: [':2: the function map made "mail", which is no field of a user'],
  },
  // Keys
  {
    what: "a key is made of several columns, by titles and by fields",
    name: "a.csv",
    content: "Office,Login\nBER,ann\n",
    options: { key: "Office+userName", columns: { Login: "userName" } },
    users: { "BER-ann": { userName: "ann" } },
  },
  {
    what: "a key is called as the file calls it, also where it is renamed",
    name: "a.csv",
    content: "login,mail\nann,ann@example.com\n",
    options: { key: "login", columns: { login: "userName", mail: "email" } },
    users: { ann },
  },
  {
    what: "what is odd in a key is escaped",
    name: "a.csv",
    content: "key,userName\no'neil@example.com,a\nb_example.com#EXT#@example.com,b\nauth0|65f0,c\njosé,d\n",
    users: {
      "o-neil@example.com": { userName: "a" },
      "b_example.com-EXT-@example.com": { userName: "b" },
      "auth0-65f0": { userName: "c" },
      jose: { userName: "d" },
    },
  },
  {
    what: "two that come to one key are told",
    name: "a.csv",
    content: "key,userName\na|b,a\na b,b\n",
    findings: [':3:1: key: the key "a-b" is used in line 2 already'],
  },
  // JSON
  {
    what: "JSON says where its users seem to be",
    name: "a.json",
    content: COGNITO,
    findings: [
      ':1:1: must be an object with the fields of a user; the users seem to be under "Users": if they are, say at: "Users"',
    ],
  },
  {
    what: "JSON is read below a member, by paths",
    name: "a.json",
    content: COGNITO,
    options: {
      at: "Users",
      columns: { Username: "userName", "Attributes[Name=email].Value": "email", Enabled: false },
    },
    users: { ann },
  },
  {
    what: "JSON below two members is found, and said where",
    name: "a.json",
    content: `{"data":{"users":[{"userName":"ann","email":"ann@example.com"}]}}`,
    findings: [':1:1: must be an object with the fields of a user; the users seem to be under "data.users"'],
  },
  {
    what: "JSON below two members is read",
    name: "a.json",
    content: `{"data":{"n":[1,{"x":2}],"users":[{"userName":"ann","email":"ann@example.com"}]},"z":"}"}`,
    options: { at: "data.users" },
    users: { ann },
  },
  {
    what: "a map that is wrapped is no user",
    name: "a.json",
    content: '{"users":{"ann":{"userName":"ann"}}}',
    findings: [':1:1: must be an object with the fields of a user; the users seem to be under "users"'],
  },
  {
    what: "one user is no map of users",
    name: "a.json",
    content: '{"userName":"ann","email":"ann@example.com"}',
    findings: [":1:1: is one user"],
  },
  {
    what: "a map of users may call them as it likes",
    name: "a.json",
    content: '{"email":{"userName":"ann"},"data":{"userName":"bob"}}',
    users: { email: { userName: "ann" }, data: { userName: "bob" } },
  },
  {
    what: "objects that follow each other are users, on one line or on several",
    name: "a.json",
    content: '{"userName":"ann","email":"ann@example.com"}\n{\n "userName":"bob"\n}\n',
    users: { ann, bob: { userName: "bob" } },
  },
  {
    what: "NDJSON over several lines is told once",
    name: "a.ndjson",
    content: '{\n "userName": "ann"\n}\n{\n "userName": "bob"\n}\n',
    findings: [":1: an object goes over several lines"],
  },
  {
    what: "unknown members are told once, with a count",
    name: "a.ndjson",
    content: '{"userName":"a","Given Name":1}\n{"userName":"b","Given Name":2}\n',
    findings: [':1:17: unknown member "Given Name" of 2 users'],
  },
  {
    what: "YAML says where its users seem to be, and is read there",
    name: "a.yaml",
    content: "users:\n  - userName: ann\n    email: ann@example.com\n",
    options: { at: "users" },
    users: { ann },
  },
  {
    what: "a place that is not there is told",
    name: "a.json",
    content: "[]",
    options: { at: "users" },
    findings: [': has nothing at "users"'],
  },
  {
    what: "a cell that holds JSON is gone into by a path",
    name: "a.csv",
    content: 'userName,meta\nann,"{""mail"":""ann@example.com""}"\n',
    options: { columns: { "meta.mail": "email" } },
    users: { ann },
  },
  {
    what: "a path that nobody has leaves everybody without it",
    name: "a.ndjson",
    content: '{"userName":"a","emails":[]}\n',
    options: { columns: { "emails[0].value": "email" } },
    users: { a: { userName: "a" } },
  },
  // Presets
  {
    what: "the preset is named whose titles a file has",
    name: "a.csv",
    content: `${WECOM}\n张三,ann,x,男,13800008001,\n`,
    findings: [
      ':1: say preset: "wecom"',
      ":1: to be looked over",
      ...[1, 2, 3, 4, 5, 6].map((at) => `:1:${String(at)}: unknown column`),
    ],
  },
  {
    what: "notes stand above the titles of a preset too",
    name: "a.csv",
    content: `填写须知：\n1、请不要修改表头\n${WECOM}\n张三,ann,x,男,13800008001,\n李四,bob,x,女,,已禁用\n`,
    options: { preset: "wecom" },
    users: { ann: { userName: "ann", name: "张三", gender: "MALE", phoneNumber: "13800008001" } },
  },
  {
    what: "a file that is not of the preset is told what is missing",
    name: "a.csv",
    content: "userName\nann\n",
    options: { preset: "wecom" },
    findings: [":1: has no line with the names that the preset wecom knows a file by"],
  },
  {
    what: "a preset has a key that is escaped",
    name: "a.json",
    content: AUTH0,
    options: { preset: "auth0" },
    users: { "auth0-65f0": { email: "ann@example.com", name: "Ann" } },
  },
  {
    what: "the version above the titles of a preset is passed over, and its first passwords stay behind",
    name: "a.csv",
    content: `version:v1.0\n${ENTRA}\nAnn,ann_example.com#EXT#@example.com,Secret1!\n`,
    options: { preset: "entra" },
    users: { "ann_example.com-EXT-@example.com": { userName: "ann_example.com#EXT#@example.com", name: "Ann" } },
  },
  {
    what: "an attribute that a preset does not know is told",
    name: "a.json",
    content: COGNITO,
    options: { preset: "cognito" },
    findings: [':1:29: unknown member "Attributes[Name=custom:dept].Value"'],
  },
  {
    what: "an attribute that a preset does not know can be taken",
    name: "a.json",
    content: COGNITO,
    options: { preset: "cognito", columns: { "Attributes[Name=custom:dept].Value": "customAttributes.dept" } },
    users: { ann: { ...ann, customAttributes: [{ name: "dept", value: "Sales" }] } },
  },
  {
    what: "members below members are suggested as paths",
    name: "a.ndjson",
    content:
      '{"id":1,"profile":{"login":"ann","mobilePhone":"x"},"emails":[{"value":"ann@example.com"}],"Attributes":[{"Name":"nick","Value":"A"}]}',
    options: { key: "profile.login" },
    findings: [
      ': to be looked over and pasted, for these 3 columns: columns: {id: "key", "emails[0].value": "email", "Attributes[Name=nick].Value": "nickname"}',
      ":1:1: has no identity",
      ':1:2: unknown member "id"',
      ':1:53: unknown member "emails"',
      ':1:92: unknown member "Attributes"',
    ],
  },
];
