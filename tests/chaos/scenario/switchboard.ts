import type { EmulatorSettings } from "../../../emulator/service/config";

/** One unknown behaviour of the service, set to another answer than the emulator's default. */
export interface Switch {
  readonly name: string;
  readonly settings: EmulatorSettings;
}

/** The answers to one question; with none of them, the emulator's default holds. */
export type Question = readonly Switch[];

const answer = (name: string, settings: EmulatorSettings): Switch => ({ name, settings });

export const questions: readonly Question[] = [
  [
    answer("duplicates are passed over", { duplicatePolicy: "skip" }),
    answer("duplicates are updated", { duplicatePolicy: "update" }),
  ],
  [answer("a job that refused somebody ends FAILED", { partialFailure: "FAILED" })],
  [
    answer("who failed stands in ErrorDetails", { failureList: "ErrorDetails" }),
    answer("who failed stands in both lists", { failureList: "both" }),
  ],
  [
    answer("who failed is named by a made-up id", { failedUserIdentification: "id" }),
    answer("who failed is named by its place", { failedUserIdentification: "index" }),
  ],
  [
    answer("lists are in reverse", { listOrder: "reverse" }),
    answer("lists are in no order", { listOrder: "unstable" }),
  ],
  [
    answer("pages have 20 users in silence", { maxPageSize: 20, pageSizePolicy: "silent" }),
    answer("pages of more than 20 users are refused", { maxPageSize: 20, pageSizePolicy: "refused" }),
  ],
  [
    answer("jobs are forgotten at once", { jobRetentionMs: 0 }),
    answer("jobs are forgotten after a second", { jobRetentionMs: 1_000 }),
  ],
  [answer("jobs are counted over all stores", { jobLimitScope: "tenant" })],
  [answer("exports are not counted", { jobLimitCountsExports: false })],
  [answer("one job at a time", { jobsAtOnce: 1 })],
  [
    answer("new users stay out of lists for half a second", { readLagMs: 500 }),
    answer("new users stay out of lists for three seconds", { readLagMs: 3_000 }),
  ],
  [answer("identities of deleted users stay taken", { deletedIdentities: "taken" })],
  [answer("an update clears what is left out", { updateOmittedFields: "clear" })],
  [
    answer("an update with an empty string changes nothing", { updateEmptyString: "keep" }),
    answer("an update with an empty string is refused", { updateEmptyString: "refuse" }),
  ],
  [answer("an update adds groups", { userGroupMode: "add" })],
  [
    answer("values are kept in other forms", {
      storedForms: {
        emailLowerCase: true,
        genderUpperCase: true,
        phonePrefix: true,
        sortedGroups: true,
        birthdateOffsetMs: -28_800_000,
      },
    }),
  ],
  [answer("identities are compared letter by letter", { identityMatching: "exact" })],
  [answer("deleting who is gone is refused", { deleteUnknownIds: "refuse" })],
  [answer("one user is deleted at a time", { maxDeleteUsers: 1 })],
  [answer("two users are imported at a time", { maxImportUsers: 2 })],
  [answer("imported users are NORMAL", { importedUserStatus: "NORMAL" })],
  [
    answer("jobs have no duration", { jobPendingMs: 0, jobProcessingMs: 0, jobProcessingMsPerThousandUsers: 0 }),
    answer("jobs take a minute", { jobPendingMs: 30_000, jobProcessingMs: 30_000 }),
  ],
  [answer("the endpoint is the international one", { actionSet: "international" })],
  [answer("a condition has to be equal", { conditionMatch: "equals" })],
  [answer("an unknown filter is refused", { unknownFilterKeys: "refuse" })],
  [answer("a query needs a filter", { describeUserNeedsFilter: true })],
  [
    answer("a reason for a refusal is a text without a code", { failedReason: "message" }),
    answer("a reason for a refusal is a code alone", { failedReason: "code" }),
  ],
  [answer("looking at a forgotten job is refused", { unknownJobIds: "refuse" })],
  [answer("the same import sent again is refused", { repeatedImportMs: 600_000 })],
  [answer("an empty list is null", { emptyLists: "null" })],
  [answer("looking at an unknown user is refused", { unknownUserById: "refuse" })],
  [answer("a deleted user is still answered by its id", { deletedUsers: "answered" })],
  [answer("an update answers the user masked", { updateReplyMasked: true })],
  [answer("users come with the names of their groups", { userGroupNames: true })],
  [answer("what is empty is no answer to !=", { notEqualFindsEmpty: false })],
];

/**
 * Combinations in which every answer meets every answer to every other question at least once. Built greedily: each
 * next one covers as many new pairs as possible.
 */
export function everyPair(): Switch[][] {
  const levels = questions.map((question) => [undefined, ...question]);
  const missing = new Set<string>();
  const pair = (a: number, i: number, b: number, j: number): string =>
    `${String(a)}.${String(i)}|${String(b)}.${String(j)}`;
  levels.forEach((one, a) => {
    levels.forEach((other, b) => {
      if (a < b) one.forEach((_, i) => other.forEach((__, j) => missing.add(pair(a, i, b, j))));
    });
  });
  const rows: number[][] = [];
  while (missing.size > 0) {
    const [seed = ""] = missing;
    const [[a = 0, i = 0] = [], [b = 0, j = 0] = []] = seed.split("|").map((half) => half.split(".").map(Number));
    const row: (number | undefined)[] = levels.map(() => undefined);
    row[a] = i;
    row[b] = j;
    levels.forEach((one, at) => {
      if (row[at] !== undefined) return;
      const gains = one.map(
        (_, level) =>
          row.filter((chosen, with_) => {
            if (chosen === undefined) return false;
            return missing.has(with_ < at ? pair(with_, chosen, at, level) : pair(at, level, with_, chosen));
          }).length,
      );
      row[at] = gains.indexOf(Math.max(...gains));
    });
    const chosen = row.map((level) => level ?? 0);
    chosen.forEach((level, at) => {
      chosen.forEach((other, with_) => {
        if (at < with_) missing.delete(pair(at, level, with_, other));
      });
    });
    rows.push(chosen);
  }
  return rows.map((row) => row.flatMap((level, at) => levels[at]?.[level] ?? []));
}

/** All of these answers in one service. */
export function together(switches: readonly Switch[]): EmulatorSettings {
  return Object.assign({}, ...switches.map(({ settings }) => settings)) as EmulatorSettings;
}
