import type { Disclosure } from "../../provider/users/identity";
import type { JobReport, Report, UserChange } from "../plan/report";
import { tallyOf } from "../plan/tally";
import { shownIdentity } from "./mask";
import { phrases } from "./words";

/** A report as JSON: for programs, with the same masks as for people. */
export function reportJson(report: Report, disclosure: Disclosure): unknown {
  return {
    tally: tallyOf(report.jobs.flatMap(({ users }) => users)),
    jobs: report.jobs.map((job) => jobJson(job, disclosure)),
    others: report.others,
    errors: report.errors,
  };
}

function jobJson({ users, ...job }: JobReport, disclosure: Disclosure): unknown {
  return { ...job, tally: tallyOf(users), users: users.map((user) => userJson(user, disclosure)) };
}

function userJson(user: UserChange, disclosure: Disclosure): unknown {
  const { kind, ref, formerRef, notes } = user;
  const changes = Object.fromEntries(phrases(user, disclosure).map(({ field, text }) => [field, text]));
  return { kind, ...ref, identity: shownIdentity(user, disclosure), ...(formerRef && { formerRef }), changes, notes };
}
