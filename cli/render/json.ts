import type { Disclosure } from "../../provider/users/model/identity";
import { gainsIn, type Gain } from "../plan/privilege";
import type { JobReport, Report, UserChange } from "../plan/report";
import { tallyOf } from "../plan/tally";
import { shownIdentity } from "./mask";
import { credentialText, gainText, phrases, settingText } from "./words";

/** A report as JSON: for programs, with the same masks as for people. */
export function reportJson(report: Report, disclosure: Disclosure): unknown {
  const users = report.jobs.flatMap((job) => job.users);
  return {
    tally: tallyOf(users),
    gains: gainsIn(users).map(gainJson),
    jobs: report.jobs.map((job) => jobJson(job, disclosure)),
    others: report.others,
    errors: report.errors,
  };
}

function gainJson(gain: Gain): unknown {
  const { what, users } = gain;
  return { users: users.length, what: gainText(gain), ...(what.kind === "group" && { group: what.group }) };
}

function jobJson({ users, settings, untold, notes, ...job }: JobReport, disclosure: Disclosure): unknown {
  return {
    ...job,
    settings: settings.map((setting) => ({ name: setting.name, change: settingText(setting) })),
    notes: [...untold, ...notes],
    tally: tallyOf(users),
    users: users.map((user) => userJson(user, disclosure)),
  };
}

function userJson(user: UserChange, disclosure: Disclosure): unknown {
  const { kind, ref, formerRef, groups, credential, untold, notes } = user;
  const changes = Object.fromEntries(phrases(user, disclosure).map(({ field, text }) => [field, text]));
  return {
    kind,
    ...ref,
    identity: shownIdentity(user, disclosure),
    ...(formerRef && { formerRef }),
    changes,
    ...(groups && { groups }),
    ...(credential && { credential: credentialText(credential) }),
    ...(untold && { untold }),
    notes,
  };
}
