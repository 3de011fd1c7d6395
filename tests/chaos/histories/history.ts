import fc from "fast-check";
import type { EmulatorSettings } from "../../../emulator/service/config";
import type { FaultRule } from "../../../emulator/faults/faults";
import { change, KEYS, people, PERSONS, type Change, type People } from "../scenario/people";
import type { EarlyEnd } from "../program/project";
import { death, fault, frontEnd, previews, settings, type FrontEndName, type Previews } from "../scenario/scenario";
import type { Way } from "../program/userFiles";

/** Names that import jobs are given. */
/** The least `acceptDeletions` of somebody who accepts all that a change removes. */
export const ANY = 1_000;

const NAMES = ["staff", "people", "crew"] as const;
export type Name = (typeof NAMES)[number];

/** `nowhere`: the id of a store that does not exist. */
export type StoreName = "first" | "second" | "nowhere";

/** One of a program's jobs; the last one if there are fewer. */
type JobAt = 0 | 1;

/** A deed of a person: to the program of a checkout, its state, or the users in the store. */
export type Deed =
  | { readonly kind: "nothing" }
  | { readonly kind: "change users"; readonly job: JobAt; readonly change: Change }
  | { readonly kind: "rename"; readonly job: JobAt; readonly to: Name; readonly alias: boolean }
  | { readonly kind: "drop aliases" }
  /** The program declares by value whom it had in a file, or the other way round. */
  | { readonly kind: "turn" }
  /** The program of the classes becomes one of the plugin, with an alias of the former type, or the other way round. */
  | { readonly kind: "go over" }
  | { readonly kind: "revert"; readonly by: 1 | 2 }
  | { readonly kind: "move"; readonly job: JobAt; readonly to: StoreName }
  /** A second job, which takes these users from the first. */
  | { readonly kind: "add a job"; readonly name: Name; readonly keys: readonly string[]; readonly users: People }
  | { readonly kind: "drop a job"; readonly job: JobAt }
  /** The program does as the last conflict asked. */
  | { readonly kind: "take over" }
  | { readonly kind: "register"; readonly who: number; readonly store: "first" | "second" }
  | { readonly kind: "edit"; readonly what: HandEdit; readonly whom: number }
  | {
      readonly kind: "plant a mark";
      readonly whose: Whose;
      readonly form: "created" | "adopted";
      readonly whom: number;
    }
  | { readonly kind: "lose the state" }
  | { readonly kind: "restore a state"; readonly back: number }
  | { readonly kind: "state delete"; readonly job: JobAt }
  /** Another checkout of the same program, with the state or without. `prod`: under another stack's name. */
  | { readonly kind: "clone"; readonly withState: boolean; readonly stack: "dev" | "prod" }
  | { readonly kind: "wait"; readonly hours: number };

export type HandEdit = "sign-on" | "nickname" | "groups" | "freeze" | "clear-mark" | "delete";

/** The mark of the job itself, of a job with its name and another lineage, or of a job with another name. */
type Whose = "own" | "namesake" | "other";

/** A command, typed at some checkout. */
export interface Run {
  readonly how: "up" | "refresh+up" | "target" | "refresh" | "destroy" | "replace";
  readonly acceptDeletions: number | undefined;
  readonly faults: readonly FaultRule[];
  readonly death: EarlyEnd | undefined;
}

/** A person acts at a checkout, and may then run a command there. */
export interface Step {
  /** The number of the checkout, among those that exist by then. */
  readonly checkout: number;
  readonly deed: Deed;
  readonly run: Run | undefined;
}

/** A program, its state and its store over some time. It begins with an `up` of the users. */
export interface History {
  /** The seed of the service's ids. */
  readonly seed: number;
  readonly settings: EmulatorSettings;
  /** Inputs of all jobs besides store and users. */
  readonly policies: Readonly<Record<string, unknown>>;
  /** Persons who registered themselves in the first store. */
  readonly strangers: readonly number[];
  readonly users: People;
  /** How the first checkout declares its users. Default: by value. */
  readonly way?: Way | undefined;
  /** The front end of the first checkout. Default: the dynamic provider. */
  readonly frontEnd?: FrontEndName | undefined;
  /** Whether the plugin's runs are previewed, and whether previews ask the store. Default: neither. */
  readonly previews?: Previews | undefined;
  readonly steps: readonly Step[];
}

const job = fc.constantFrom<JobAt[]>(0, 0, 1);
const whom = fc.nat(9);
const name = fc.constantFrom(...NAMES);

/** An arbitrary and how often it is chosen. */
function often<T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.WeightedArbitrary<T> {
  return { weight, arbitrary };
}

function deedOf<K extends Deed["kind"]>(
  kind: K,
  more: { [P in Exclude<keyof Extract<Deed, { kind: K }>, "kind">]: fc.Arbitrary<Extract<Deed, { kind: K }>[P]> },
): fc.Arbitrary<Deed> {
  // A record of just the members of this kind.
  return fc.record({ kind: fc.constant(kind), ...more }) as unknown as fc.Arbitrary<Deed>;
}

const deed: fc.Arbitrary<Deed> = fc.oneof(
  often(3, deedOf("nothing", {})),
  often(5, deedOf("change users", { job, change })),
  often(4, deedOf("rename", { job, to: name, alias: fc.constantFrom(true, true, false) })),
  often(1, deedOf("drop aliases", {})),
  often(1, deedOf("turn", {})),
  often(1, deedOf("go over", {})),
  often(3, deedOf("revert", { by: fc.constantFrom(1 as const, 1 as const, 2 as const) })),
  often(2, deedOf("move", { job, to: fc.constantFrom<StoreName[]>("first", "second", "second", "nowhere") })),
  often(2, deedOf("add a job", { name, keys: fc.subarray<string>([...KEYS]), users: people })),
  often(1, deedOf("drop a job", { job })),
  often(1, deedOf("take over", {})),
  often(1, deedOf("register", { who: fc.nat(PERSONS - 1), store: fc.constantFrom("first", "first", "second") })),
  often(
    4,
    deedOf("edit", {
      what: fc.constantFrom<HandEdit[]>(
        "sign-on",
        "sign-on",
        "sign-on",
        "nickname",
        "groups",
        "freeze",
        "clear-mark",
        "delete",
      ),
      whom,
    }),
  ),
  often(
    3,
    deedOf("plant a mark", {
      whose: fc.constantFrom<Whose[]>("own", "own", "namesake", "other"),
      form: fc.constantFrom("created", "created", "adopted"),
      whom,
    }),
  ),
  often(1, deedOf("lose the state", {})),
  often(2, deedOf("restore a state", { back: fc.integer({ min: 1, max: 3 }) })),
  often(1, deedOf("state delete", { job })),
  often(2, deedOf("clone", { withState: fc.boolean(), stack: fc.constantFrom("dev", "dev", "dev", "prod") })),
  often(1, deedOf("wait", { hours: fc.constantFrom(1, 30) })),
);

const run: fc.Arbitrary<Run> = fc.record({
  how: fc.constantFrom<Run["how"][]>(
    "up",
    "up",
    "up",
    "up",
    "refresh+up",
    "refresh+up",
    "target",
    "refresh",
    "destroy",
    "replace",
  ),
  acceptDeletions: fc.constantFrom(ANY, ANY, undefined, 1),
  faults: fc.oneof(often(5, fc.constant([])), often(1, fc.array(fault, { minLength: 1, maxLength: 2 }))),
  death: fc.oneof(often(6, fc.constant(undefined)), often(1, death)),
});

const step: fc.Arbitrary<Step> = fc.record({
  checkout: fc.nat(2),
  deed,
  run: fc.option(run, { nil: undefined, freq: 4 }),
});

const policies = fc.record(
  {
    conflictPolicy: fc.constantFrom("fail", "fail", "fail", "adopt", "skip"),
    adoptGrantsGroups: fc.constantFrom(false, false, true),
    removalPolicy: fc.constantFrom("delete", "delete", "delete", "freeze", "retain"),
    importOnlyChange: fc.constantFrom("ignore", "fail", "reimport"),
    passwordPolicy: fc.constantFrom("initial", "managed"),
    failurePolicy: fc.constantFrom("fail", "fail", "warn"),
    deletionLimit: fc.constantFrom({ count: 0 }, { count: 2 }),
    batch: fc.record({ users: fc.constantFrom(1, 2, 2000), parallel: fc.constantFrom(1, 2) }),
  },
  { requiredKeys: [] },
);

/** A service with usual behaviour in matters of ownership; the scenarios of one state vary all of it. */
const usual: fc.Arbitrary<EmulatorSettings> = settings.map((all) => ({
  ...all,
  duplicatePolicy: "fail" as const,
  identityMatching: "normalised" as const,
  updateEmptyString: "clear" as const,
  userGroupMode: "replace" as const,
}));

export const history: fc.Arbitrary<History> = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  settings: usual,
  policies,
  strangers: fc.subarray(
    Array.from({ length: PERSONS }, (_, who) => who),
    { maxLength: 2 },
  ),
  users: people,
  way: fc.constantFrom("value" as const, "file" as const),
  frontEnd,
  previews,
  steps: fc.array(step, { minLength: 2, maxLength: 8 }),
});
