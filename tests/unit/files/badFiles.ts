/** A file that is not what it should be: its name tells the format. */
export interface BadFile {
  readonly name: string;
  readonly content: string | Buffer;
  /** Every finding, word for word but for what stands in `…`; one that is nothing else stands for all that follow. */
  readonly findings: readonly string[];
}

const of = (name: string, content: string | Buffer, ...findings: string[]): BadFile => ({ name, content, findings });

const EMPTY = "has no users: an empty set removes everybody who was in it; if that is meant, say allowEmpty: true";
const NO_KEY = 'u.csv:1: there is neither a column "key" nor a column "userName"…';
const KEY =
  "a user key must begin with a letter or a digit and go on with letters, digits and . _ @ + - only, 128 at most";
const RESERVED = "a user key is a name that JavaScript keeps for itself";
const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");

export const badFiles: readonly BadFile[] = [
  // CSV: what is no CSV
  of("u.csv", "", `u.csv: ${EMPTY}`),
  of("u.csv", "\ufeff", `u.csv: ${EMPTY}`),
  of("u.csv", "\n\r\n\r", `u.csv: ${EMPTY}`),
  of("u.csv", "key,userName\n", `u.csv: ${EMPTY}`),
  of("u.csv", Buffer.from([0xff, 0xfe]), `u.csv: ${EMPTY}`),
  of(
    "u.csv",
    Buffer.from([0x61, 0x80]),
    'u.csv: is not UTF-8: say encoding: "windows-1252", or save it as UTF-8 (Excel: "CSV UTF-8")',
  ),
  of("u.csv", Buffer.from("key,userName\na,\xe9\n", "latin1"), "u.csv: is not UTF-8: …"),
  of("u.csv", utf16("key,userName\na,b\n"), "u.csv: looks like UTF-16 without a byte order mark: …"),
  of("u.csv", utf16("\ufeffkey,userName\na,\ud800\n"), "u.csv: is not UTF-16LE…"),
  of(
    "u.csv",
    "key,userName\na,b,c\n",
    "u.csv:2: has 3 cells where the header has 2: a cell with a comma in it needs quotes",
  ),
  of("u.csv", "key,userName,email\na,b\n", "u.csv:2: has 2 cells where the header has 3"),
  of(
    "u.csv",
    "key,userName,email\na\n",
    "u.csv:2: has 1 cell where the header has 3: if it is a note below the table, take it out",
  ),
  of("u.csv", 'key,userName\na,"b\n', "u.csv:2:2: a quote is opened here and never closed"),
  of("u.csv", 'key,userName\na,b"c\n', "u.csv:2:2: a quote inside a cell: …"),
  of("u.csv", 'key,userName\na,"b"c\n', "u.csv:2:2: text behind a closing quote: …"),
  of("u.csv", 'key,userName\na,"b""\n', "u.csv:2:2: a quote is opened here and never closed"),
  of(
    "u.csv",
    `key,userName\na,"${"x\n".repeat(600_000)}`,
    "u.csv:2:2: the record that begins here is larger than 1 MiB: …",
    "…",
  ),
  // CSV: headers
  of("u.csv", "a;b;c\n1;2;3\n", "u.csv:1: the first line …"),
  of(
    "u.csv",
    "key;userName\na;b\n",
    'u.csv:1: the first line is one single cell: if ";" stands between the cells, say {delimiter: ";"}',
  ),
  of("u.csv", "key\tuserName\na\tb\n", 'u.csv:1: the first line is one single cell: if "\\t" …'),
  of("u.csv", "key|userName\na|b\n", 'u.csv:1: the first line is one single cell: if "|" …'),
  of("u.csv", "key,userName,userName\na,b,c\n", 'u.csv:1:3: the column "userName" is there twice'),
  of(
    "u.csv",
    "key,userName,\na,b,c\n",
    'u.csv:2:3: column 3 has no name, and 1 cell in it: to leave it out, columns: {"": false}',
  ),
  of("u.csv", "key,userName,emial\na,b,c\n", 'u.csv:1:3: unknown column "emial" (did you mean "email"?); …'),
  of("u.csv", "key,userName,customAttributes\na,b,c\n", "u.csv:1:3: a custom attribute has a column of its own, …"),
  of("u.csv", "key,userName,salt\na,b,c\n", "u.csv:1:3: a salt has columns of its own: …"),
  of(
    "u.csv",
    "userName,salt.saltValue,salt.saltLocation.saltLocationType\na,s,\n",
    "u.csv:2:3: salt.saltLocation.saltLocationType: is missing: saltLocationType must be HEAD, TAIL or OTHER",
  ),
  of("u.csv", "key,userName,__proto__\na,b,c\n", "u.csv:1:3: …"),
  of("u.csv", "key,userName,constructor\na,b,c\n", "u.csv:1:3: …"),
  of("u.csv", "email\na@example.com\n", NO_KEY),
  of("u.csv", "alice,a@example.com\nbob,b@example.com\n", "u.csv:1: the first line must name the columns, …"),
  // CSV: keys and identities
  of("u.csv", "key,userName\n__proto__,a\n", `u.csv:2:1: key: ${RESERVED}`),
  of("u.csv", "key,userName\nconstructor,a\n", `u.csv:2:1: key: ${RESERVED}`),
  of("u.csv", "key,userName\nprototype,a\n", `u.csv:2:1: key: ${RESERVED}`),
  of("u.csv", "key,userName\na b,a\na|b,b\n", 'u.csv:3:1: key: the key "a-b" is used in line 2 already'),
  of("u.csv", "key,userName\n|||,a\n", `u.csv:2:1: key: ${KEY}`),
  of("u.csv", `key,userName\n${"k".repeat(129)},a\n`, `u.csv:2:1: key: ${KEY}`),
  of("u.csv", "key,userName\na,x\na,y\n", 'u.csv:3:1: key: the key "a" is used in line 2 already'),
  of("u.csv", "key,userName\na,x\nb,x\n", "u.csv:3:2: userName: x*** is the userName of the user in line 2 too: …"),
  of(
    "u.csv",
    "key,userName,email\n,,x@example.com\n",
    'u.csv:2:2: userName: has no key: give it a "key" or a userName, …',
  ),
  of(
    "u.csv",
    "key,email\na,A@Example.com\nb,a@example.com\n",
    "u.csv:3:2: email: a***@example.com is the email of the user in line 2 too: …",
  ),
  of(
    "u.csv",
    "key,email\na,\u00e9@example.com\nb,e\u0301@example.com\n",
    "u.csv:3:2: email: …is the email of the user in line 2 too: …",
  ),
  ...["+86-13800008000", "8613800008000", "+8613800008000", "138 0000 8000", "１３８００００８０００"].map((spelling) =>
    of(
      "u.csv",
      `key,phoneNumber\na,13800008000\nb,${spelling}\n`,
      "u.csv:3:2: phoneNumber: 138****8000 is the phoneNumber of the user in line 2 too: …",
    ),
  ),
  of("u.csv", "key,nickname\na,nobody\n", "u.csv:2: has no identity: give at least one of userName, …"),
  of("u.tsv", "key,userName\na,b\n", "u.tsv:1: the first line …"),

  // JSON
  of("u.json", "", `u.json: ${EMPTY}`),
  of("u.json", "{}", `u.json: ${EMPTY}`),
  of("u.json", "[]", `u.json: ${EMPTY}`),
  of("u.json", "7", "u.json:1:1: must be a list of users, or a map from user key to user"),
  of("u.json", '"text"', "u.json:1:1: must be a list of users, or a map from user key to user"),
  of("u.json", "null", "u.json:1:1: must be a list of users, or a map from user key to user"),
  of("u.json", "nul", "u.json:1:1: must be a list of users, or a map from user key to user"),
  of("u.json", "{'a': 1}", "u.json:1:2: a text in double quotes is missing: JSON has no single quotes"),
  of("u.json", '{"a": {"userName": "a"}', "u.json:1:24: a comma or } is missing"),
  of(
    "u.json",
    '{"a": {"userName": "a"},}',
    "u.json:1:25: a text in double quotes is missing: take the comma before it out",
  ),
  of("u.json", '[{"userName": "a"} {"userName": "b"}]', "u.json:1:20: a comma or ] is missing"),
  of("u.json", '[{"userName" "a"}]', "u.json:1:14: : is missing"),
  of("u.json", '[{"userName": }]', "u.json:1:15: a value is missing, or is not JSON"),
  of("u.json", '[{"userName": "a}]', "u.json:1:15: a text is not closed"),
  of(
    "u.json",
    '[{"userName": "a\n"}]',
    "u.json:1:17: a text goes over the end of the line, or holds a control character",
  ),
  of("u.json", '[{"userName": "\\x"}]', "u.json:1:15: a text holds an escape that JSON does not have"),
  of("u.json", '[{"userName": "\\u12"}]', "u.json:1:15: a text holds an escape that JSON does not have"),
  of("u.json", '[{"userName": "a"}] []', "u.json:1:21: goes on after its end"),
  of(
    "u.json",
    '[{"userName": NaN}]',
    "u.json:1:15: a value is missing, or is not JSON: JSON has true, false and null, and no other words",
  ),
  of("u.json", '[{"userName": 012}]', "u.json:1:…"),
  of("u.json", "[".repeat(200_000), "u.json:1:35: is nested too deeply"),
  of("u.json", '{"a":'.repeat(200_000), "u.json:1:…: is nested too deeply"),
  of(
    "u.json",
    '{"a": {"userName": "a"}, "a": {"userName": "b"}}',
    'u.json:1:26: the key "a" is used in line 1 already',
  ),
  of("u.json", '{"a": {"userName": "a", "userName": "b"}}', "u.json:1:25: the name is given twice in one object"),
  of("u.json", '{"a": []}', "u.json:1:7: must be an object with the fields of a user"),
  of("u.json", '{"a": null}', "u.json:1:7: must be an object with the fields of a user"),
  of("u.json", '{"a": "alice"}', "u.json:1:7: must be an object with the fields of a user"),
  of("u.json", "[null]", "u.json:1:2: must be an object with the fields of a user"),
  of("u.json", '{"__proto__": {"userName": "a"}}', `u.json:1:2: ${RESERVED}`),
  of("u.json", '{"constructor": {"userName": "a"}}', `u.json:1:2: ${RESERVED}`),
  of("u.json", '{"": {"userName": "a"}}', 'u.json:1:2: has no key: give it a "key" or a userName, …'),
  of("u.json", '[{"userName": "a", "__proto__": {"admin": true}}]', "u.json:1:20: …"),
  of("u.json", '[{"userName": "a", "constructor": 1}]', "u.json:1:20: …"),
  of(
    "u.json",
    '[{"userName": "a", "emial": "x"}]',
    'u.json:1:20: unknown member "emial" (did you mean "email"?); say what it means …',
  ),
  of("u.json", '[{"userName": "a", "userGroups": [7]}]', "u.json:1:…: userGroups[0]: must be text: put it in quotes"),
  of("u.json", '[{"userName": "a", "userGroups": [""]}]', "u.json:1:…: userGroups[0]: is empty: leave it out instead"),
  of(
    "u.json",
    '[{"userName": "a", "customAttributes": [7]}]',
    "u.json:1:…: customAttributes[0]: must be an object {name, value, type}",
  ),
  of(
    "u.json",
    '[{"userName": "a", "customAttributes": [{"name": "x", "value": "y"}, {"name": "x", "value": "z"}]}]',
    "u.json:1:…: customAttributes[1].name: is given twice",
  ),
  of(
    "u.json",
    '[{"userName": "a", "salt": {"saltValue": "s", "saltLocation": {"saltLocationType": "MIDDLE"}}}]',
    "u.json:1:…: salt.saltLocation.saltLocationType: must be HEAD, TAIL or OTHER",
  ),
  of("u.json", '[{"email": "a@example.com"}]', 'u.json:1:…: has no key: give it a "key" or a userName, …'),

  // NDJSON
  of("u.ndjson", "", `u.ndjson: ${EMPTY}`),
  of("u.ndjson", "\n\n", `u.ndjson: ${EMPTY}`),
  of("u.ndjson", '{"userName": "a"}\n7\n', "u.ndjson:2:1: must be one object, {…}, with the fields of a user"),
  of(
    "u.ndjson",
    '[{"userName": "a"}]\n',
    "u.ndjson:1:1: must be one object, {…}, with the fields of a user, and is a list: call the file .json",
  ),
  of("u.ndjson", '{"userName": "a"} {"userName": "b"}\n', "u.ndjson:1:19: goes on after its end"),
  of(
    "u.ndjson",
    '{"userName": "a"\n}\n',
    "u.ndjson:1:17: a comma or } is missing",
    "u.ndjson:2:1: must be one object, {…}, with the fields of a user",
  ),
  of(
    "u.ndjson",
    `{"userName": "${"a".repeat(1_100_000)}"}\n`,
    "u.ndjson:1: is longer than 1 MiB: NDJSON has one user in each line",
  ),
  of("u.ndjson", '{"userName": "a", "userName": "b"}\n', "u.ndjson:1:19: the name is given twice in one object"),
  of("u.ndjson", '{"key": "__proto__", "userName": "a"}\n', `u.ndjson:1:2: key: ${RESERVED}`),
  of(
    "u.ndjson",
    '{"key": "a", "userName": "a"}\n{"key": "a", "userName": "b"}\n',
    'u.ndjson:2:2: key: the key "a" is used in line 1 already',
  ),
  of("u.ndjson", '{"key": 7, "userName": "a"}\n', "u.ndjson:1:…"),

  // YAML
  of("u.yaml", "", `u.yaml: ${EMPTY}`),
  of("u.yaml", "# nothing\n", `u.yaml: ${EMPTY}`),
  of("u.yaml", "text\n", "u.yaml:1:1: must be a list of users, or a map from user key to user"),
  of(
    "u.yaml",
    "a: &x {userName: a}\nb: *x\n",
    "u.yaml:2:4: an alias: write the value out, or give it to all users with the option defaults",
  ),
  of("u.yaml", "a: !user {userName: a}\n", "u.yaml:1:10: a tag: every value in this file is text"),
  of("u.yaml", "a: {userName: !int 12}\n", "u.yaml:1:…: a tag: every value in this file is text"),
  of("u.yaml", "a: {userName: a}\na: {userName: b}\n", 'u.yaml:2:1: the key "a" is used in line 1 already'),
  of("u.yaml", "a: {userName: a, userName: b}\n", "u.yaml:1:18: the name is given twice in one map"),
  of(
    "u.yaml",
    "a: {userName: a}\n---\nb: {userName: b}\n",
    "u.yaml:2:1: a second document begins here: a file has one set of users",
  ),
  of("u.yaml", "a:\n\tuserName: a\n", "u.yaml:2:1: a tab indents the line: YAML takes spaces only"),
  of("u.yaml", "a: [userName\n", "u.yaml:…: is not well-formed YAML (…)"),
  of("u.yaml", 'a: {userName: "a}\n', "u.yaml:2:1: is not well-formed YAML (missing char)", "…"),
  of("u.yaml", "[".repeat(1_000_000), "u.yaml:1:65: is nested too deeply"),
  of("u.yaml", `a:\n${" {b: [".repeat(40)}\n`, "u.yaml:2:…: is nested too deeply"),
  of("u.yaml", "__proto__: {userName: a}\n", `u.yaml:1:1: ${RESERVED}`),
  of("u.yaml", "a: {userName: a, __proto__: {admin: yes}}\n", "u.yaml:1:18: …"),
  of("u.yaml", "? [a]\n: {userName: a}\n", "u.yaml:1:3: a user key must be text"),
  of("u.yaml", "a: {userName: a, ? [b] : c}\n", "u.yaml:1:…: the name of a member must be text"),
  of("u.yaml", "a: alice\n", "u.yaml:1:1: must be an object with the fields of a user"),
  of("u.yaml", "- alice\n", "u.yaml:1:3: must be an object with the fields of a user"),
  of("u.yaml", "a: {userName: [x]}\n", "u.yaml:1:…: userName: must be text: put it in quotes"),
  of("u.yaml", "a: {userName: a, identityVerified: perhaps}\n", "u.yaml:1:…: identityVerified: must be true or false"),
  of("u.yaml", "<<: {a: 1}\nb: {userName: b}\n", `u.yaml:1:1: ${KEY}`, "…"),
];
