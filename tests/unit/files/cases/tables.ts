import type { Case } from "./cases.test";

const ann = { userName: "ann", email: "ann@example.com" };

/** Tables in other languages, from other programs, and with what people write round them. */
export const tableCases: readonly Case[] = [
  ...[
    ["Benutzername,E-Mail-Adresse,Handynummer,Geburtsdatum", "userName", "email", "phoneNumber", "birthdate"],
    ["Identifiant,Courriel,Téléphone,Nom", "userName", "email", "phoneNumber", "name"],
    ["Usuario,Correo electrónico,Teléfono,Nombre completo", "userName", "email", "phoneNumber", "name"],
    ["用户名,邮箱,手机号,姓名", "userName", "email", "phoneNumber", "name"],
    ["帳號,郵箱,手機號碼,姓名", undefined, "email", "phoneNumber", "name"],
    ["ユーザー名,メールアドレス,電話番号,氏名", "userName", "email", "phoneNumber", "name"],
    ["사용자 이름,이메일,전화번호,성명", "userName", "email", "phoneNumber", "name"],
  ].map(([titles = "", ...fields]): Case => {
    const pairs = titles.split(",").map((title, at) => {
      const name = /^[A-Za-z]+$/.test(title) ? title : JSON.stringify(title);
      return `${name}: ${JSON.stringify(fields[at] ?? false)}`;
    });
    return {
      what: `titles in other languages are suggested: ${titles}`,
      name: "a.csv",
      content: `${titles}\nann,ann@example.com,,\n`,
      findings: [
        `:1: to be looked over and pasted, for these 4 columns: columns: {${pairs.join(", ")}}`,
        ...[1, 2, 3, 4].map((at) => `:1:${String(at)}: unknown column`),
      ],
    };
  }),
  {
    what: "a semicolon between cells, and quotes over lines",
    name: "a.csv",
    content: 'userName;description\r\nann;"two\r\nlines; ""q"""\r\n',
    options: { delimiter: ";" },
    users: { ann: { userName: "ann", description: 'two\r\nlines; "q"' } },
  },
  {
    what: "a carriage return ends lines, and not those in quotes",
    name: "a.csv",
    content: 'userName,description\rann,"a\rb"\rbob,c\r',
    users: { ann: { userName: "ann", description: "a\rb" }, bob: { userName: "bob", description: "c" } },
  },
  {
    what: "a tab between cells of a .txt needs no word",
    name: "a.txt",
    content: "userName\temail\nann\tann@example.com\n",
    users: { ann },
  },
  {
    what: "a line that says what program wrote it is passed over",
    name: "a.csv",
    content: '#TYPE Microsoft.ActiveDirectory.Management.ADUser\n"userName","email"\n"ann","ann@example.com"\n',
    users: { ann },
  },
  {
    what: "a group of titles above the titles is passed over",
    name: "a.csv",
    content: "User,,Contact,\nuserName,name,email,job\nann,Ann,ann@example.com,\n",
    users: { ann: { ...ann, name: "Ann" } },
  },
  {
    what: "a title may be broken over lines",
    name: "a.csv",
    content: 'userName,"E-Mail\n(private)"\nann,ann@example.com\n',
    options: { columns: { "E-Mail": "email" } },
    users: { ann },
  },
  {
    what: "a sum that is as long as the rows is no user",
    name: "a.csv",
    content: "userName,email\nann,ann@example.com\nTotal: 1,\n",
    findings: [":3: has one cell, which reads like a sum or a note: take the line out"],
  },
  {
    what: "a user with a name alone is no sum",
    name: "a.csv",
    content: "userName,email\nann,ann@example.com\nsummer,\nJo Ann Example,\n",
    users: { ann, summer: { userName: "summer" }, "Jo-Ann-Example": { userName: "Jo Ann Example" } },
  },
  {
    what: "types below the titles are no user",
    name: "a.csv",
    content: "userName,email\nstring,string\nann,ann@example.com\n",
    findings: [":2:2: email: is not an e-mail address"],
  },
  {
    what: "a table of Markdown is told by its bars",
    name: "a.csv",
    content: "| userName | email |\n|---|---|\n| ann | ann@example.com |\n",
    findings: [':1: the first line is one single cell: if "|" stands between the cells, say {delimiter: "|"}'],
  },
  {
    what: "the numbers of lines that pandas writes have no name",
    name: "a.csv",
    content: ",userName,email\n0,ann,ann@example.com\n1,bob,\n",
    findings: [':2:1: column 1 has no name, and 2 cells in it: to leave it out, columns: {"": false}'],
  },
  {
    what: "the numbers of lines that R writes are one cell too many",
    name: "a.csv",
    content: '"userName","email"\n"1","ann","ann@example.com"\n',
    findings: [":2: has 3 cells where the header has 2"],
  },
  {
    what: "a backslash before a quote is no CSV",
    name: "a.csv",
    content: 'userName,name\nann,"a \\"b\\" c"\n',
    findings: [":2:2: text behind a closing quote"],
  },
  {
    what: "two addresses in one cell are none",
    name: "a.csv",
    content: "userName,email\nann,ann@example.com; a@example.com\n",
    findings: [":2:2: email: is not an e-mail address"],
  },
  {
    what: "JSON in a cell with a name twice is told",
    name: "a.csv",
    content: 'userName,data\nann,"{""mail"":""a@example.com"",""mail"":""b@example.com""}"\n',
    options: { columns: { "data.mail": "email" } },
    findings: [':2: "data" holds JSON in which a name is given twice'],
  },
  {
    what: "a column of the preset and one of the name of its field are two",
    name: "a.csv",
    content: "user_login,user_email,user_pass,userName\nann,ann@example.com,,bob\n",
    options: { preset: "wordpress" },
    findings: [
      ':1:4: "user_login" and "userName" both mean userName: leave one of them out, as in columns: {userName: false}',
    ],
  },
  {
    what: "what is no table shows nothing of itself",
    name: "a.csv",
    content: "INSERT INTO users VALUES ('ann','Kanarie7/Pass');\n",
    findings: [":1: the first line must name the columns"],
  },
];
