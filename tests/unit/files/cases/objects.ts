import { gzipSync } from "node:zlib";
import type { Case } from "./cases.test";

const ann = { userName: "ann" };
const UNDER = ":1:1: must be an object with the fields of a user; the users seem to be under";

/** Answers of interfaces, and what looks like JSON. */
export const objectCases: readonly Case[] = [
  {
    what: "NDJSON may have a mark, and lines that end as on Windows",
    name: "a.ndjson",
    content: '\ufeff{"userName":"ann"}\r\n{"userName":"bob"}\r\n',
    users: { ann, bob: { userName: "bob" } },
  },
  {
    what: "a list in NDJSON is told",
    name: "a.ndjson",
    content: '[{"userName":"ann"}]\n',
    findings: [":1:1: must be one object, {…}, with the fields of a user, and is a list: call the file .json"],
  },
  {
    what: "commas between the lines of NDJSON are told",
    name: "a.ndjson",
    content: '{"userName":"ann"},\n{"userName":"bob"}\n',
    findings: [":1:19: a comma follows the object: take it out"],
  },
  {
    what: "a comment in JSON is told",
    name: "a.json",
    content: '// staff\n[{"userName":"ann"}]',
    findings: [":1:1: a comment: JSON has none, so take it out"],
  },
  {
    what: "what Python prints is no JSON",
    name: "a.json",
    content: "[{'userName': 'ann', 'active': True}]",
    findings: [":1:3: a text in double quotes is missing: JSON has no single quotes"],
  },
  {
    what: "a word of another language is told",
    name: "a.json",
    content: '[{"userName":"ann","job":None}]',
    findings: [":1:26: a value is missing, or is not JSON: JSON has true, false and null, and no other words"],
  },
  {
    what: "a list within a list is no user",
    name: "a.json",
    content: '[["userName"],["ann"]]',
    findings: [":1:2: must be an object", ":1:15: must be an object"],
  },
  {
    what: "two lists under one name are told, because nobody knows which one is meant",
    name: "a.json",
    content: '{"users":[{"userName":"ann"}],"Users":[{"userName":"bob"}]}',
    options: { at: "users" },
    findings: [":1:31: the name is given twice in one object"],
  },
  {
    what: "two lists under one name are told in YAML, too",
    name: "a.yaml",
    content: "users:\n  - userName: ann\nusers:\n  - userName: bob\n",
    options: { at: "users" },
    findings: [":3:1: the name is given twice in one map"],
  },
  {
    what: "what follows the users has to be JSON",
    name: "a.json",
    content: '{"users":[{"userName":"ann"}],,"page":1}',
    options: { at: "users" },
    findings: [":1:31: a text in double quotes is missing"],
  },
  {
    what: "what follows the file is told",
    name: "a.json",
    content: '{"users":[{"userName":"ann"}]} (1 user)',
    options: { at: "users" },
    findings: [":1:32: goes on after its end"],
  },
  {
    what: "users without the member that is the key are told, and not passed over",
    name: "a.json",
    content: '[{"userName":"ann","no":"1"},{"userName":"bob"}]',
    options: { key: "no" },
    findings: [':1:30: has no "no" to be its key'],
  },
  {
    what: "users without a part of the key are told, too",
    name: "a.ndjson",
    content: '{"userName":"ann","a":"1","b":"2"}\n{"userName":"bob","a":"1"}\n',
    options: { key: "a+b", columns: { a: false, b: false } },
    findings: [':2:1: has no "a+b" to be its key'],
  },
  {
    what: "a field that a path leads to can be the key, and say who is wanted",
    name: "a.ndjson",
    content: '{"profile":{"login":"ann"}}\n{"profile":{"login":"bob"}}\n',
    options: { key: "userName", columns: { "profile.login": "userName" }, where: { userName: "ann" } },
    users: { ann },
  },
  {
    what: "a user without the id that the preset calls users by is told, and not called otherwise",
    name: "a.json",
    content: '[{"id":"00u1","profile":{"login":"ann"}},{"profile":{"login":"bob"}}]',
    options: { preset: "okta" },
    findings: [":1:42: id: has no key"],
  },
  {
    what: "the preset is named with the place",
    name: "a.json",
    content: JSON.stringify({
      start: 0,
      users: [{ user_id: "auth0|1", email_verified: true, identities: [], last_ip: "" }],
    }),
    findings: [`${UNDER} "users": if they are, say at: "users", and say preset: "auth0", which knows these names`],
  },
  {
    what: "the preset is named alone where it knows the place",
    name: "a.json",
    content: JSON.stringify({ users: [{ localId: "x1", email: "ann@example.com" }] }),
    findings: [`${UNDER} "users": if they are, say preset: "firebase", which knows these names`],
  },
  {
    what: "users three members deep are found",
    name: "a.json",
    content: JSON.stringify({ took: 1, response: { hits: { total: 1, hits: [{ userName: "ann" }] } } }),
    findings: [`${UNDER} "response.hits.hits": if they are, say at: "response.hits.hits"`],
  },
  {
    what: "one user of a system is told by the preset",
    name: "a.json",
    content: JSON.stringify({ localId: "x1", email: "ann@example.com" }),
    findings: [':1:1: is one user: say preset: "firebase", which knows these names'],
  },
  {
    what: "JSON that is compressed is told",
    name: "a.json",
    content: gzipSync("[]"),
    findings: [": is compressed by gzip"],
  },
  {
    what: "lists in lists without an end are told",
    name: "a.json",
    content: "[".repeat(5000),
    findings: [":1:35: is nested too deeply"],
  },
  {
    what: "YAML has no words for truth, and no numbers",
    name: "a.yaml",
    content: "- userName: no\n  nationality: NO\n  job: 0049\n",
    users: { no: { userName: "no", nationality: "NO", job: "0049" } },
  },
];
