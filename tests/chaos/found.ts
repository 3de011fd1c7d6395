import type { Person } from "./people";
import type { Scenario } from "./scenario";

const QUIET: Scenario = {
  seed: 0,
  settings: {},
  policies: {},
  strangers: [],
  before: {},
  older: {},
  after: {},
  state: "right",
  edits: [],
  operation: "up",
  faults: [],
  death: undefined,
  slotsTaken: false,
  meanwhile: undefined,
};

function person(who: number, more: Partial<Person> = {}): Person {
  return {
    who,
    has: "email",
    spelling: "plain",
    nickname: undefined,
    gender: undefined,
    description: undefined,
    birthdate: undefined,
    groups: undefined,
    attribute: undefined,
    password: undefined,
    ...more,
  };
}

/** Scenarios that once ended wrong, each under the name of what happens in it. */
export const found: Readonly<Record<string, Scenario>> = {
  "a stranger has the user, nobody looked beforehand and the service forgot the job": {
    ...QUIET,
    policies: { preflight: false },
    strangers: [2],
    settings: { jobRetentionMs: 0 },
    after: { c: person(2) },
  },
  "a replacement under retain dies while it lets people go": {
    ...QUIET,
    policies: { removalPolicy: "retain" },
    before: { b: person(1), d: person(0) },
    after: { b: person(1), d: person(0) },
    operation: "replace",
    death: { atCall: 4, when: "after", who: "both" },
  },
  "a replacement under freeze whose service fails now and then": {
    ...QUIET,
    policies: { removalPolicy: "freeze" },
    before: { a: person(0), b: person(1), c: person(2) },
    after: { a: person(0), b: person(1) },
    operation: "replace",
    faults: [
      {
        action: "*",
        every: 4,
        times: 5,
        when: "after",
        effect: "garbage",
        code: "",
        status: 502,
        delayMs: 0,
        breaksAt: 0,
      },
    ],
  },
  "a replacement under freeze dies, and a key is given to another user than the frozen one": {
    ...QUIET,
    policies: { removalPolicy: "freeze" },
    settings: { readLagMs: 3_000 },
    before: { a: person(0), e: person(4) },
    after: { b: person(1), e: person(4, { has: "phone" }) },
    operation: "replace",
    death: { atCall: 12, when: "before", who: "both" },
  },
  "a job ended well, the run died, and the list still lags behind": {
    ...QUIET,
    settings: { readLagMs: 3_000, failedUserIdentification: "id", jobProcessingMs: 0 },
    state: "none",
    after: { a: person(0), b: person(1) },
    death: { atCall: 9, when: "before", who: "both" },
  },
  "a key is given to the person of a key that goes, and the former one is frozen": {
    ...QUIET,
    policies: { removalPolicy: "freeze" },
    before: { b: person(1, { has: "phone" }), d: person(3, { has: "email+phone", emailOf: 5 }) },
    after: { b: person(5, { has: "email+phone" }) },
  },
  "an older state says of two keys what a later run has moved between them": {
    ...QUIET,
    before: { d: person(3, { has: "email+phone", emailOf: 0 }) },
    older: { a: person(0, { has: "email+name" }), d: person(3, { has: "name" }) },
    state: "stale",
    after: { d: person(3, { has: "email+phone", emailOf: 0 }) },
  },
  "a skipped stranger leaves before a refresh": {
    ...QUIET,
    policies: { conflictPolicy: "skip" },
    strangers: [3],
    before: { d: person(3) },
    after: { d: person(3) },
    edits: [{ what: "delete", whom: 0 }],
    operation: "refresh+up",
  },
  "somebody edits a user between our first write and the look at it": {
    ...QUIET,
    before: { a: person(0, { nickname: "Al" }) },
    after: { a: person(0, { nickname: "Bo" }) },
    meanwhile: { atCall: 3, edit: { what: "nickname", whom: 0 } },
  },
  "somebody edits what we are about to empty, in a store that empties nothing": {
    ...QUIET,
    settings: { updateEmptyString: "keep" },
    state: "lost",
    before: { e: person(4, { nickname: "Al" }) },
    after: { e: person(4, { nickname: "" }) },
    meanwhile: { atCall: 2, edit: { what: "nickname", whom: 0 } },
  },
  "somebody edits a user whom an import has just made": {
    ...QUIET,
    state: "none",
    after: { a: person(0, { nickname: "Al" }), b: person(1, { nickname: "Bo" }) },
    meanwhile: { atCall: 9, edit: { what: "nickname", whom: 0 } },
  },
  "a user who is to be imported again wants the identity of a stranger, in a store that is not looked through": {
    ...QUIET,
    policies: { importOnlyChange: "reimport", preflight: false },
    strangers: [5],
    before: { c: person(2), e: person(4) },
    after: { c: person(5, { description: "user2" }), e: person(4, { description: "user1" }) },
  },
  "somebody clears the mark between the plan and the deletion": {
    ...QUIET,
    before: { a: person(0), b: person(1) },
    after: { b: person(1) },
    meanwhile: { atCall: 2, edit: { what: "clear-mark", whom: 0 } },
  },
  "a user who takes another's place is refused, and the other one stays": {
    ...QUIET,
    policies: { removalPolicy: "retain", failurePolicy: "warn" },
    before: { c: person(2, { has: "all", description: "user2" }) },
    after: { a: person(0, { has: "all", emailOf: 2, description: "user1" }) },
  },
};
