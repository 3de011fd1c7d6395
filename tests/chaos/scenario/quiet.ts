import type { Person } from "./people";
import type { Scenario } from "./scenario";

/** A scenario without events, as the base of those with some. */
export const QUIET: Scenario = {
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

/** A person with an e-mail address and nothing else. */
export function person(who: number, more: Partial<Person> = {}): Person {
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
    card: undefined,
    ...more,
  };
}

/** The service refuses this call of an action, for want of a right. */
export function refused(action: string, nth: number): Scenario["faults"][number] {
  return {
    action,
    nth,
    when: "before",
    effect: "code",
    code: "UnauthorizedOperation",
    status: 502,
    delayMs: 0,
    breaksAt: 0,
  };
}
