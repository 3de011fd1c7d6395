import type { Answers } from "../questions/questions";
import type { Observations, Seen } from "../trial/observe";
import { course, order, retention } from "./jobs";
import { isTold, untold, type Judgement } from "./judgement";
import { clock, deletions, imports, pages, slots } from "./limits";
import { gate, nobody, searches, secondStore } from "./reads";
import { refusals, spellings } from "./refusals";
import { isSwitchName, switches, type Judgements, type SwitchName } from "./switches";
import { forms, groupNames, masks, newcomers } from "./users";
import { removals, updates } from "./writes";

/** Judges what a store answers to questions about nobody. */
export function judgeAnswers(answers: Answers): Judgements {
  return { ...nobody(answers), ...gate(answers), ...pages(answers), ...clock(answers) };
}

/** Judges what the trial has seen. Where it has seen nothing, the judgement is why. */
export function judgeTrial(seen: Observations, isSecondStoreAsked: boolean): Judgements {
  const { arrival, refusals: refused, jobs } = seen;
  const judged: Judgements = {
    ...from(arrival, imports, ["maxImportUsers"]),
    ...from(arrival, (guests) => course(jobs, guests), ["jobPendingMs", "jobProcessingMs", "readLagMs"]),
    ...from(arrival, () => retention(jobs), ["jobRetentionMs"]),
    ...from(arrival, order, ["listOrder"]),
    ...from(arrival, newcomers, ["importedUserStatus", "importedUserDataSource", "genders"]),
    ...from(arrival, forms, FORMS),
    ...from(arrival, masks, ["masking", "maskedFields"]),
    ...from(arrival, groupNames, ["userGroupNames"]),
    ...from(refused, refusals, [
      "duplicatePolicy",
      "partialFailure",
      "failureList",
      "failedUserIdentification",
      "failedReason",
    ]),
    ...from(refused, (imported) => ("seen" in arrival ? spellings(arrival.seen, imported) : {}), ["identityMatching"]),
    ...from(seen.updates, updates, [
      "updateOmittedFields",
      "updateEmptyString",
      "updateReplyMasked",
      "userGroupMode",
      "adminLockType",
    ]),
    ...from(seen.searches, searches, ["conditionMatch", "betweenSeparator", "notEqualFindsEmpty"]),
    ...from(seen.crowd, (crowd) => slots(crowd, isSecondStoreAsked), [
      "jobsAtOnce",
      "jobLimitScope",
      "jobLimitCountsExports",
      "repeatedImportMs",
    ]),
    ...from(seen.removal, removals, ["deletedUsers", "deletedIdentities", "deleteUnknownIds"]),
    ...from(seen.removal, deletions, ["maxDeleteUsers", "maxDeleteGroups"]),
    ...from(seen.secondStore, secondStore, ["storeLagMs"]),
  };
  const { disturbed } = seen;
  if (disturbed === undefined) return judged;
  return Object.fromEntries(Object.keys(judged).map((name) => [name, untold(disturbed)]));
}

const FORMS = [
  "storedForms.emailLowerCase",
  "storedForms.genderUpperCase",
  "storedForms.phonePrefix",
  "storedForms.sortedGroups",
  "storedForms.birthdateOffsetMs",
] as const;

function from<T>(seen: Seen<T>, judge: (seen: T) => Judgements, names: readonly SwitchName[]): Judgements {
  if ("seen" in seen) return judge(seen.seen);
  return Object.fromEntries(names.map((name): [SwitchName, Judgement] => [name, untold(seen.why)]));
}

/** The told judgements, as `ciam-emulator --config` takes them. */
export function configOf(judgements: Judgements): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const [name, judgement] of Object.entries(judgements)) {
    if (!isTold(judgement)) continue;
    const [group = "", member] = name.split(".");
    if (member === undefined) config[group] = judgement.value;
    else config[group] = { ...(config[group] as object | undefined), [member]: judgement.value };
  }
  return config;
}

/** One line about a switch. */
export interface SwitchLine {
  readonly name: SwitchName;
  readonly asked: string;
  readonly judgement: Judgement;
  /** Empty where nothing is told. */
  readonly means: string;
  readonly page: string;
}

/** In the order of the table of switches. */
export function linesOf(judgements: Judgements): SwitchLine[] {
  return Object.keys(switches)
    .filter(isSwitchName)
    .flatMap((name): SwitchLine[] => {
      const judgement = judgements[name];
      if (!judgement) return [];
      const { asked, means, page } = switches[name];
      const meaning = !isTold(judgement) ? "" : typeof means === "string" ? means : means(judgement.value);
      return [{ name, asked, judgement, means: meaning, page }];
    });
}
