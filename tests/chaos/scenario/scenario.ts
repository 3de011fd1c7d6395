import fc from "fast-check";
import type { EmulatorSettings } from "../../../emulator/service/config";
import type { FaultRule } from "../../../emulator/faults/faults";
import { change, changed, people, PERSONS, type People } from "./people";
import type { EarlyEnd } from "../program/project";
import type { Way } from "../program/userFiles";

/** A change by somebody behind Pulumi's back. */
export interface Edit {
  readonly what: "nickname" | "delete" | "groups" | "freeze" | "clear-mark" | "sign-on";
  /** The number of the user in the store. */
  readonly whom: number;
}

export type FrontEndName = "dynamic" | "plugin";
export type Previews = "none" | "of the state" | "of the store";

export interface Scenario {
  /** The seed of the service's ids. */
  readonly seed: number;
  readonly settings: EmulatorSettings;
  /** Inputs besides store and users. */
  readonly policies: Readonly<Record<string, unknown>>;
  /** The policy for existing users in the runs before the operation, if it was another one. */
  readonly formerConflictPolicy?: "adopt" | undefined;
  /** Persons who registered themselves. */
  readonly strangers: readonly number[];
  readonly before: People;
  /** How the program declares its users, before the operation and from then on. Default: by value. */
  readonly ways?: readonly [before: Way, after: Way] | undefined;
  /** The state left of the first run. `stale`: that of a run before it. */
  readonly state: "right" | "stale" | "lost" | "none";
  readonly older: People;
  readonly edits: readonly Edit[];
  readonly after: People;
  readonly operation: "up" | "refresh+up" | "destroy" | "replace";
  readonly faults: readonly FaultRule[];
  /** The process dies, or somebody presses Ctrl-C, at this call of the operation. */
  readonly death: EarlyEnd | undefined;
  /** Default: the dynamic provider. */
  readonly frontEnd?: FrontEndName | undefined;
  /** Whether the plugin's runs are previewed, and whether previews ask the store. Default: neither. */
  readonly previews?: Previews | undefined;
  /** Jobs of others that hold both slots when the operation begins. */
  readonly slotsTaken: boolean;
  /** The deed of somebody right before this call of the operation. */
  readonly meanwhile: { atCall: number; edit: Edit } | undefined;
}

export const settings: fc.Arbitrary<EmulatorSettings> = fc
  .record(
    {
      storedForms: fc.record({
        emailLowerCase: fc.boolean(),
        genderUpperCase: fc.boolean(),
        phonePrefix: fc.boolean(),
        sortedGroups: fc.boolean(),
        birthdateOffsetMs: fc.constantFrom(0, -28_800_000, -86_400_000),
      }),
      listOrder: fc.constantFrom("created", "reverse", "unstable"),
      readLagMs: fc.constantFrom(0, 0, 500, 3_000),
      pages: fc.constantFrom({}, {}, {}, { maxPageSize: 2, pageSizePolicy: "silent" as const }, { maxPageSize: 20 }),
      jobRetentionMs: fc.constantFrom(null, null, 0, 1_000),
      partialFailure: fc.constantFrom("COMPLETED", "FAILED"),
      failureList: fc.constantFrom("FailedUsers", "ErrorDetails", "both"),
      failedUserIdentification: fc.constantFrom("identity", "id", "index"),
      deleteUnknownIds: fc.constantFrom("ignore", "refuse"),
      maxImportUsers: fc.constantFrom(null, 1, 2),
      maxDeleteUsers: fc.constantFrom(1, 2, 1000),
      jobPendingMs: fc.constantFrom(0, 100, 1_000),
      jobProcessingMs: fc.constantFrom(0, 100, 1_500),
      duplicatePolicy: fc.constantFrom("fail", "fail", "fail", "skip"),
      importedUserStatus: fc.constantFrom("NOT_ENABLED", "NORMAL"),
      identityMatching: fc.constantFrom("normalised", "exact"),
      updateEmptyString: fc.constantFrom("clear", "clear", "keep", "refuse"),
      userGroupMode: fc.constantFrom("replace", "replace", "add"),
    },
    { requiredKeys: [] },
  )
  .map(({ pages, ...rest }) => ({ ...pages, ...rest }));

const policies = fc.record(
  {
    conflictPolicy: fc.constantFrom("fail", "adopt", "skip"),
    adoptGrantsGroups: fc.boolean(),
    removalPolicy: fc.constantFrom("delete", "delete", "freeze", "retain"),
    importOnlyChange: fc.constantFrom("fail", "reimport", "ignore"),
    passwordPolicy: fc.constantFrom("initial", "managed"),
    failurePolicy: fc.constantFrom("fail", "warn"),
    preflight: fc.constantFrom(true, true, true, false),
    secretFields: fc.constant(["customAttributes"]),
    batch: fc.record({ users: fc.constantFrom(1, 2, 2000), parallel: fc.constantFrom(1, 2) }),
  },
  { requiredKeys: [] },
);

const READS = ["DescribeUser", "DescribeUserById", "ListUser", "ListJobs", "ListUserStore", "ListUserByProperty"];
const WRITES = ["CreateApiImportUserJob", "UpdateUser", "DeleteUsers", "SetPassword", "UpdateUserStatus"];

/** Codes from the catalogue, one of each kind. */
const CODES = [
  "InternalError",
  "InternalError.UnknownError",
  "FailedOperation",
  "ServiceUnavailable",
  "RequestLimitExceeded",
  "RequestLimitExceeded.FrequentRequest",
  "RequestLimitExceeded.RepeatRequest",
  "FailedOperation.DataFlowTooManyRequests",
  "AuthFailure.SignatureExpire",
  "AuthFailure.TokenFailure",
  "LimitExceeded",
  "UnauthorizedOperation",
  "Nobody.HeardOfThis",
];

/** A code is a refusal: the service did nothing, unless the code's class leaves the outcome open. */
const OUTCOME_UNKNOWN = new Set([
  "InternalError",
  "InternalError.UnknownError",
  "FailedOperation",
  "ServiceUnavailable",
  "RequestLimitExceeded.RepeatRequest",
  "Nobody.HeardOfThis",
]);

export const fault: fc.Arbitrary<FaultRule> = fc
  .record({
    action: fc.constantFrom("*", ...WRITES, ...WRITES, ...READS),
    at: fc.oneof(
      fc.record({ nth: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ nth: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ every: fc.integer({ min: 2, max: 4 }), times: fc.integer({ min: 1, max: 6 }) }),
    ),
    when: fc.constantFrom("before", "after", "mid"),
    effect: fc.constantFrom("reset", "timeout", "http", "code", "garbage", "truncate", "slow", "job"),
    code: fc.constantFrom(...CODES),
    delayMs: fc.constantFrom(1_000, 30_000),
    breaksAt: fc.constantFrom(0, 0.5, 0.9),
    status: fc.constantFrom(502, 503, 504, 429),
  })
  .map(({ at, ...rule }) => {
    const isRefused = rule.effect === "code" && !OUTCOME_UNKNOWN.has(rule.code);
    // An answer of success for half the work would be a lie, not a fault.
    const isAnswered = rule.effect === "slow" || rule.effect === "job";
    return { ...rule, ...at, when: isRefused || isAnswered ? "before" : rule.when };
  });

/** A third of the random programs goes by the plugin. */
export const frontEnd = fc.constantFrom<FrontEndName[]>("dynamic", "dynamic", "plugin");
export const previews = fc.constantFrom<Previews[]>("none", "of the state", "of the store");

export const death: fc.Arbitrary<EarlyEnd> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      atCall: fc.nat(25),
      when: fc.constantFrom("before" as const, "after" as const),
      who: fc.constantFrom("both" as const, "both" as const, "cli" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      atCall: fc.nat(25),
      when: fc.constantFrom("before" as const, "after" as const, "heard" as const),
      who: fc.constant("Ctrl-C" as const),
    }),
  },
);

const edit: fc.Arbitrary<Edit> = fc.record({
  what: fc.constantFrom("nickname", "delete", "groups", "freeze", "clear-mark", "sign-on"),
  whom: fc.nat(7),
});

export const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    settings,
    policies,
    formerConflictPolicy: fc.constantFrom(undefined, undefined, undefined, "adopt" as const),
    strangers: fc.subarray(
      Array.from({ length: PERSONS }, (_, who) => who),
      { maxLength: 3 },
    ),
    before: people,
    ways: fc.constantFrom<readonly [Way, Way]>(
      ["value", "value"],
      ["value", "value"],
      ["file", "file"],
      ["file", "file"],
      ["value", "file"],
      ["file", "value"],
    ),
    state: fc.constantFrom("right", "right", "stale", "lost", "none"),
    past: change,
    edits: fc.array(edit, { maxLength: 2 }),
    meanwhile: fc.option(fc.record({ atCall: fc.nat(20), edit }), { nil: undefined, freq: 2 }),
    future: change,
    operation: fc.constantFrom("up", "up", "refresh+up", "destroy", "replace"),
    faults: fc.array(fault, { maxLength: 3 }),
    death: fc.option(death, { nil: undefined, freq: 2 }),
    frontEnd,
    previews,
    slotsTaken: fc.boolean(),
  })
  .map(({ past, future, settings, meanwhile, ...rest }) => ({
    ...rest,
    meanwhile,
    // Without preflight, only a service that refuses duplicates can be used.
    settings: rest.policies.preflight === false ? { ...settings, duplicatePolicy: "fail" as const } : settings,
    older: changed(rest.before, past),
    after: changed(rest.before, future),
  }));
