import type { Judgement } from "./judgement";

/** A switch of the emulator: what the doctor asks to tell its setting, and what the answer is worth here. */
interface Switch {
  readonly asked: string;
  /** The meaning of an answer for this package. */
  readonly means: string | ((value: unknown) => string);
  /** The page to read on, from the root of the package. */
  readonly page: string;
}

const JOB = "docs/user-import-job.md";
const EMULATOR = "docs/emulator.md#guesses-and-limits";

const by =
  (meanings: Readonly<Record<string, string>>) =>
  (value: unknown): string =>
    meanings[String(value)] ?? "the provider reads back what it wrote, and says what differs";

/** All switches that a client can see turned. Those of an object have its name before theirs. */
export const switches = {
  actionSet: {
    asked: "are there actions for stores and groups",
    means: by({
      mainland: "UserStore, UserGroup and groups by name can be used",
      international: "UserStore and UserGroup are refused before anything is sent; name stores and groups by id",
    }),
    page: "docs/getting-started.md#3-in-the-cloud",
  },
  regions: {
    asked: "is a made-up region served",
    means: "ciam:region may be anything",
    page: "docs/getting-started.md#3-in-the-cloud",
  },
  unknownParameters: { asked: "is a made-up parameter refused", means: "the provider sends none", page: EMULATOR },
  explicitNulls: { asked: "is null taken for nothing", means: "the provider sends none", page: EMULATOR },
  clockSkewMs: {
    asked: "how late may a request be",
    means: "a clock that is off by more is corrected by the service's own time, once a call was refused for it",
    page: "docs/operations.md",
  },
  maxPageSize: {
    asked: "how large may a page be",
    means: "the provider asks for 1,000 and takes less; a store is read in as many pages as it takes",
    page: "docs/many-users.md#what-ciam-allows",
  },
  pageSizePolicy: {
    asked: "what becomes of a larger page",
    means: by({
      refused: "the provider tries smaller pages, once in a run",
      silent: "the provider counts what came, so nobody is overlooked",
    }),
    page: "docs/many-users.md#what-ciam-allows",
  },
  maxImportUsers: {
    asked: "how many users may an import have",
    means: "an import that is refused as too large is halved; `batch` spares the attempts",
    page: "docs/many-users.md#what-ciam-allows",
  },
  maxDeleteUsers: {
    asked: "how many users may be deleted at once",
    means: "a deletion that is refused as too long is halved",
    page: "docs/many-users.md#what-ciam-allows",
  },
  maxDeleteGroups: {
    asked: "how many groups may be deleted at once",
    means: "UserGroup deletes one at a time",
    page: EMULATOR,
  },
  jobsAtOnce: {
    asked: "how many jobs may run at once",
    means: "an import without a slot waits for one, up to timeouts.total",
    page: `${JOB}#jobs-that-do-not-end`,
  },
  jobLimitScope: {
    asked: "over what are running jobs counted",
    means: by({
      store: "stacks with stores of their own do not wait for each other",
      tenant: "stacks of one account wait for each other, whatever their stores",
    }),
    page: "docs/many-users.md#several-resources-several-stacks",
  },
  jobLimitCountsExports: {
    asked: "does an export take a slot",
    means: by({
      true: "an import waits while somebody exports from the console",
      false: "an export keeps no import waiting",
    }),
    page: `${JOB}#jobs-that-do-not-end`,
  },
  repeatedImportMs: {
    asked: "is the same import refused when it is sent again",
    means: "after a lost reply the provider looks for the users before it sends them again",
    page: "docs/operations.md#ci-was-killed-halfway",
  },
  jobPendingMs: {
    asked: "how long is a job PENDING",
    means: "an up takes at least as long",
    page: `${JOB}#jobs-that-do-not-end`,
  },
  jobProcessingMs: {
    asked: "how long is a small job PROCESSING",
    means: "an up takes at least as long",
    page: `${JOB}#jobs-that-do-not-end`,
  },
  jobRetentionMs: {
    asked: "how long is a job listed after its end",
    means:
      "once a job is forgotten, the provider tells by the users themselves who came; nobody knows why one was refused",
    page: `${JOB}#jobs-that-do-not-end`,
  },
  readLagMs: {
    asked: "how long do new users stay out of lists",
    means: "the provider looks again for users who are not listed yet",
    page: `${JOB}#jobs-that-do-not-end`,
  },
  storeLagMs: {
    asked: "how long does a new store stay out of the list",
    means: "UserStore looks for it for 4 s; a slower one asks for a refresh",
    page: EMULATOR,
  },
  duplicatePolicy: {
    asked: "what does an import do to a user who is there",
    means: by({
      fail: "a user who is there is named among the failed ones, and never changed",
      skip: "a user who is there is named as not made, although CIAM says nothing",
      update: "an import changes users who are there: leave preflight on, which finds them before anything is sent",
    }),
    page: `${JOB}#users-who-exist-already`,
  },
  partialFailure: {
    asked: "how ends a job that refused somebody",
    means: "the provider looks for each user, whatever the job is called",
    page: `${JOB}#users-that-ciam-refuses`,
  },
  failureList: {
    asked: "where does a job name the refused",
    means: "the provider reads both lists",
    page: `${JOB}#users-that-ciam-refuses`,
  },
  failedUserIdentification: {
    asked: "what stands for a refused user",
    means: by({
      identity: "each refused user is named with its reason",
      index: "the refused are known by that they did not come; a reason is told where it is the same for all",
      id: "the refused are known by that they did not come; a reason is told where it is the same for all",
    }),
    page: `${JOB}#users-that-ciam-refuses`,
  },
  failedReason: {
    asked: "what does a reason say",
    means: "the reason is shown as it is, with what to do where it has a code",
    page: `${JOB}#users-that-ciam-refuses`,
  },
  unknownJobIds: {
    asked: "is a made-up job id refused",
    means: "a job that is no longer known is taken for forgotten",
    page: EMULATOR,
  },
  importedUserStatus: {
    asked: "what is the status of an imported user",
    means: "the provider leaves the status alone, but for users whom it froze itself",
    page: JOB,
  },
  importedUserDataSource: {
    asked: "what is the origin of an imported user called",
    means: "the provider does not look at it",
    page: EMULATOR,
  },
  genders: { asked: "is a gender taken that nobody has", means: "the store takes any word", page: "docs/reference.md" },
  identityMatching: {
    asked: "are a@x and A@x one e-mail address",
    means: by({
      normalised: "as the provider compares them: users who differ in this only are one",
      exact: "the provider compares them as one all the same, and makes no second user",
    }),
    page: `${JOB}#whose-user-is-it`,
  },
  deletedIdentities: {
    asked: "can the user name of a deleted user be used again",
    means: by({
      free: "a user who was deleted can be declared again, and importOnlyChange: reimport works",
      taken:
        "a user who was deleted cannot be made again with the same identities: do not set importOnlyChange: reimport",
    }),
    page: `${JOB}#fields-that-only-an-import-can-set`,
  },
  deletedUsers: {
    asked: "what is answered about a deleted user",
    means: "the provider takes both for deleted",
    page: `${JOB}#users-who-leave`,
  },
  deleteUnknownIds: {
    asked: "is the deletion of nobody refused",
    means: "the provider takes a user who is gone for deleted",
    page: `${JOB}#users-who-leave`,
  },
  updateOmittedFields: {
    asked: "does an update clear what it leaves out",
    means: by({
      keep: "the provider sends just what differs",
      clear: "the provider sees it at the first update of a run, stops there, and says so",
    }),
    page: `${JOB}#drift`,
  },
  updateEmptyString: {
    asked: "does an empty text clear a field",
    means: by({
      clear: "a field that leaves the program is cleared in the store",
      keep: "a field cannot be cleared: such a user is named as failed (NotKept)",
      refuse: "a field cannot be cleared: such a user is named as failed",
    }),
    page: `${JOB}#drift`,
  },
  updateReplyMasked: {
    asked: "is the reply to an update masked",
    means: "the provider reads a user back instead",
    page: EMULATOR,
  },
  userGroupMode: {
    asked: "does an update replace a user's groups",
    means: by({
      replace: "a user leaves the groups that it no longer declares",
      add: "no update takes a user out of a group: such a user is named as failed (NotKept)",
    }),
    page: `${JOB}#drift`,
  },
  adminLockType: {
    asked: "how is a lock by an administrator called",
    means: "the provider does not look at it",
    page: EMULATOR,
  },
  "storedForms.emailLowerCase": {
    asked: "is an e-mail address kept with its capitals",
    means: "the provider takes both for the same",
    page: `${JOB}#drift`,
  },
  "storedForms.genderUpperCase": {
    asked: "is a gender kept in small letters",
    means: "the provider learns the form that the store keeps, and sees no drift in it",
    page: `${JOB}#drift`,
  },
  "storedForms.phonePrefix": {
    asked: "is a phone number kept without a country",
    means: "the provider takes both for the same",
    page: `${JOB}#phone-numbers`,
  },
  "storedForms.sortedGroups": {
    asked: "are groups kept in their order",
    means: "the provider compares groups in any order",
    page: `${JOB}#drift`,
  },
  "storedForms.birthdateOffsetMs": {
    asked: "is a birthdate kept as midnight in UTC",
    means: "the provider learns the form that the store keeps, and sees no drift in it",
    page: `${JOB}#drift`,
  },
  listOrder: {
    asked: "in which order are users listed",
    means: "the provider sorts by id, and reads on while a list moves",
    page: EMULATOR,
  },
  masking: {
    asked: "are reads masked without Original",
    means: "the provider reads with Original, and masks by itself",
    page: "SECURITY.md#what-is-never-shown-or-logged",
  },
  maskedFields: {
    asked: "which fields are masked",
    means: "the provider reads with Original, and masks by itself",
    page: "SECURITY.md#what-is-never-shown-or-logged",
  },
  userGroupNames: { asked: "do users come with names of groups", means: "the provider compares ids", page: EMULATOR },
  emptyLists: {
    asked: "what is answered where nobody is found",
    means: "the provider takes both for nobody",
    page: EMULATOR,
  },
  unknownUserById: {
    asked: "what is answered about a made-up UserId",
    means: "the provider takes both for a user who is gone",
    page: EMULATOR,
  },
  betweenSeparator: {
    asked: "what stands between two ends of between",
    means: "the provider does not search so",
    page: EMULATOR,
  },
  conditionMatch: {
    asked: "does condition find a part of a name",
    means: "the provider looks at what was found itself",
    page: EMULATOR,
  },
  unknownFilterKeys: { asked: "is a made-up filter key refused", means: "the provider sends none", page: EMULATOR },
  notEqualFindsEmpty: {
    asked: "does != find users without the attribute",
    means: "the provider does not search so",
    page: EMULATOR,
  },
  describeUserNeedsFilter: {
    asked: "can users be listed without a filter",
    means: "the provider lists with ListUser, and searches with a filter",
    page: EMULATOR,
  },
} as const satisfies Readonly<Record<string, Switch>>;

export type SwitchName = keyof typeof switches;

/** The judgements about switches. */
export type Judgements = Readonly<Partial<Record<SwitchName, Judgement>>>;

export function isSwitchName(name: string): name is SwitchName {
  return Object.hasOwn(switches, name);
}

/** Switches that no client can see turned without doing harm, with the reason. */
export const hidden = {
  ratePerSecond:
    "the doctor stays below the documented 20 calls a second: to see the limit it would take calls from others",
  bodyLimit: "it would take 10 MB of users",
  maxStores: "it would take as many stores",
  maxUsersPerStore: "it would take as many users",
  maxGroupsPerStore: "it would take as many groups",
  maxDatabaseMB: "it is about the emulator, and no service has it",
  jobProcessingMsPerThousandUsers: "it would take thousands of users",
  token: "it is a secret, and no answer tells it",
  attributePatterns: "no answer has the rules; the console shows them",
  passwordPattern: "no answer has the rule; the console shows it",
  organisations: "no action lists organisations",
  groupsInUse: "no action lists what applications use",
  deletedGroupInUse: "no action makes an application that could use a group",
  groupPagesFrom: "this package does not call the version 2021-04-20",
} as const satisfies Readonly<Record<string, string>>;
