import { person } from "../scenario/quiet";
import type { People } from "../scenario/people";
import { ANY, type Deed, type History, type Run, type Step } from "./history";

/** A history, and whether every job of every checkout ends as its program declares it. */
interface Known {
  readonly history: History;
  readonly ends: "at rest" | "with a conflict";
}

const three: People = { a: person(0, { groups: [0] }), b: person(1), c: person(2, { password: "password" }) };
const two: People = { a: person(0, { groups: [0] }), b: person(1) };

function history(steps: readonly Step[], more: Partial<History> = {}): History {
  return { seed: 0, settings: {}, policies: {}, strangers: [], users: three, steps, ...more };
}

const UP: Run = { how: "up", acceptDeletions: undefined, faults: [], death: undefined };

function run(how: Run["how"], more: Partial<Run> = {}): Run {
  return { ...UP, how, ...more };
}

function step(deed: Deed, then?: Run, checkout = 0): Step {
  return { checkout, deed, run: then };
}

const nothing = { kind: "nothing" } as const;
const rename = { kind: "rename", job: 0, to: "people", alias: true } as const;
const revert = { kind: "revert", by: 1 } as const;
const toSecond = { kind: "move", job: 0, to: "second" } as const;
const clone = { kind: "clone", withState: false, stack: "dev" } as const;
const lose = { kind: "lose the state" } as const;
const plantOwn = { kind: "plant a mark", whose: "own", form: "created" } as const;

function users(people: People): Deed {
  return {
    kind: "change users",
    job: 0,
    change: { other: people, keys: ["a", "b", "c", "d", "e"], what: "users" },
  };
}

/** Everybody has signed on. */
const inUse: readonly Step[] = [0, 1, 2].map((whom) => step({ kind: "edit", what: "sign-on", whom }));

/** Ways in which people could lose their accounts, or get into another's, by somebody's well-meant deeds. */
export const known: Readonly<Record<string, Known>> = {
  "a job moves to a store that does not exist, and back": {
    history: history([
      step({ kind: "move", job: 0, to: "nowhere" }, run("up", { acceptDeletions: ANY })),
      step(revert, UP),
    ]),
    ends: "at rest",
  },
  "a job moves to another store, and nobody has accepted it": {
    history: history([step(toSecond, UP), step(revert, UP)], { policies: { deletionLimit: { count: 2 } } }),
    ends: "at rest",
  },
  "a job moves to another store, and somebody has accepted it": {
    history: history([step(toSecond, run("up", { acceptDeletions: 3 }))], {
      policies: { deletionLimit: { count: 2 } },
    }),
    ends: "at rest",
  },
  "a job moves to a store in which somebody else has a name already, and warnings will do": {
    history: history(
      [step({ kind: "register", who: 1, store: "second" }), step(toSecond, run("up", { acceptDeletions: 3 }))],
      { policies: { failurePolicy: "warn" } },
    ),
    ends: "with a conflict",
  },
  "a job is taken back to a store in which somebody else has a name, and warnings will do": {
    history: history(
      [
        step(toSecond, run("up", { acceptDeletions: ANY })),
        step(revert, run("replace", { acceptDeletions: ANY })),
        step(nothing, UP),
      ],
      { policies: { failurePolicy: "warn" }, strangers: [2] },
    ),
    ends: "with a conflict",
  },
  "a job moves to another store, and the command dies before the old users are gone": {
    history: history([
      step(toSecond, run("up", { acceptDeletions: 3, death: { atCall: 14, when: "before", who: "both" } })),
      step(nothing, UP),
    ]),
    ends: "at rest",
  },
  "a rename by alias is reverted, and the old name is a target before the new one goes": {
    history: history([step(rename, UP), step(revert, run("target")), step(nothing, UP)]),
    ends: "at rest",
  },
  "a rename by alias is reverted where everybody is in use": {
    history: history([...inUse, step(rename, UP), step(revert, run("target")), step(nothing, UP)]),
    ends: "with a conflict",
  },
  "a rename without an alias": {
    history: history([step({ ...rename, alias: false }, UP)]),
    ends: "with a conflict",
  },
  "a job is renamed by alias, and later another one gets its old name": {
    history: history([
      step(rename, UP),
      step({ kind: "drop aliases" }, UP),
      step({ kind: "add a job", name: "staff", keys: [], users: { d: person(3), e: person(4) } }, UP),
      step(users(two), run("refresh+up")),
    ]),
    ends: "at rest",
  },
  "a second clone without the state, on a store in use": {
    history: history([
      ...inUse,
      step(clone),
      step(users(two), UP, 1),
      step(nothing, run("refresh+up"), 1),
      step(nothing, run("destroy"), 1),
    ]),
    ends: "with a conflict",
  },
  "a second clone without the state, right after the first one": {
    history: history([step(clone), step(users(two), UP, 1), step(nothing, run("refresh+up"), 1)]),
    ends: "at rest",
  },
  "our mark on somebody who registered": {
    history: history(
      [step({ ...plantOwn, whom: 0 }), step(nothing, run("refresh+up")), step(nothing, run("refresh+up"))],
      {
        strangers: [5],
      },
    ),
    ends: "at rest",
  },
  "our mark on somebody who registered and whom the program declares, in a group and with a password": {
    history: history(
      [
        step({ ...plantOwn, whom: 0 }),
        step(users({ ...three, d: person(5, { groups: [1], password: "password" }) }), run("refresh+up")),
        step(users({ ...three, d: person(5, { groups: [0, 1], password: "newPassword" }) }), run("refresh+up")),
        step(users(three), run("up")),
      ],
      { strangers: [5], policies: { passwordPolicy: "managed" } },
    ),
    ends: "at rest",
  },
  "the first create was killed, and the next one goes on": {
    history: history([
      step(nothing, run("destroy")),
      step(nothing, run("up", { death: { atCall: 9, when: "after", who: "both" } })),
      step(nothing, UP),
      step(users(two), UP),
    ]),
    ends: "at rest",
  },
  "a lost state, everybody in use, and one who leaves the sets": {
    history: history([...inUse, step(lose, UP), step(users(two), UP)]),
    ends: "with a conflict",
  },
  "a lost state, everybody in use, and the remedy that the conflict names": {
    history: history([...inUse, step(lose, UP), step({ kind: "take over" }, UP), step(users(two), UP)]),
    ends: "at rest",
  },
  "a rename by alias, and a replacement on the same store": {
    history: history([step(rename, UP), step(nothing, run("replace"))]),
    ends: "at rest",
  },
  "a replacement on the same store, everybody in use": {
    history: history([...inUse, step(nothing, run("replace"))]),
    ends: "at rest",
  },
  "a backup of the state is put back after somebody was added": {
    history: history([
      step(users({ ...three, d: person(3), e: person(4) }), UP),
      step({ kind: "edit", what: "sign-on", whom: 3 }),
      step({ kind: "restore a state", back: 1 }, UP),
      step(users(two), run("up", { acceptDeletions: 5 })),
    ]),
    ends: "at rest",
  },
  "a stranger who had a user of a file is deleted, and two refreshes see it before an update": {
    history: history([step({ kind: "edit", what: "delete", whom: 0 }), step(nothing, run("refresh"))], {
      way: "file",
      policies: { conflictPolicy: "skip" },
      strangers: [0],
    }),
    ends: "at rest",
  },
  "a user goes from one job of the program to another in one up": {
    history: history([step({ kind: "add a job", name: "people", keys: ["b"], users: {} }, UP)]),
    ends: "with a conflict",
  },
  "two users of a file want the account of one who left, and its password is set once": {
    history: history(
      [
        step(
          users({
            d: person(3, { emailOf: 0 }),
            e: person(0, { has: "phone", password: "password" }),
          }),
        ),
      ],
      { users: { a: person(0, { has: "all" }) }, policies: { passwordPolicy: "managed" }, way: "file" },
    ),
    ends: "with a conflict",
  },
  "a job goes over to the plugin and back, and somebody leaves and comes each time": {
    history: history([
      step({ kind: "go over" }, UP),
      step(users({ ...two, d: person(3) }), UP),
      step({ kind: "go over" }, UP),
      step(users(three), run("refresh+up")),
    ]),
    ends: "at rest",
  },
  "a job goes over to the plugin and to another store in one up": {
    history: history([step({ kind: "go over" }), step(toSecond, run("up", { acceptDeletions: 3 }))]),
    ends: "with a conflict",
  },
  "a job goes back to the classes and to another store in one up": {
    history: history([step({ kind: "go over" }), step(toSecond, run("up", { acceptDeletions: 3 }))], {
      frontEnd: "plugin",
    }),
    ends: "with a conflict",
  },
  "one of two jobs goes back to the classes by target, which Pulumi refuses, and then both": {
    history: history(
      [step({ kind: "add a job", name: "crew", keys: [], users: {} }, UP), step({ kind: "go over" }, run("target"))],
      { frontEnd: "plugin" },
    ),
    ends: "at rest",
  },
};
