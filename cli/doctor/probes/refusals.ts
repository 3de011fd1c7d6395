import { codeIn } from "../../../ciam/errors/catalogue/reasons";
import type { ImportUser } from "../../../ciam/actions";
import type { Arrival } from "../trial/stages/arrival";
import type { Refusals } from "../trial/stages/refusals";
import type { Judgements } from "./switches";
import { told, untold, type Judgement } from "./judgement";

/** Somebody of whom a job says that it refused them. */
interface Reported {
  readonly identification: string;
  readonly reason: string;
  readonly list: "FailedUsers" | "ErrorDetails";
  readonly sent: readonly ImportUser[];
}

/** The treatment of users that imports cannot make, and the form in which they are reported. */
export function refusals(seen: Refusals): Judgements {
  const reports = reportsOf(seen);
  const names = reports.filter(({ list }) => list === "FailedUsers");
  const why = whyNoReports(seen, reports);
  return {
    duplicatePolicy: duplicates(seen, Math.max(names.length, reports.length - names.length)),
    partialFailure: why ?? partial(seen),
    failureList: why ?? lists(reports),
    failedUserIdentification: why ?? identification(seen, reports),
    failedReason: why ?? reason(reports),
  };
}

function reportsOf({ batches }: Refusals): Reported[] {
  return batches.flatMap(({ users, story }) => [
    ...(story.end?.FailedUsers ?? []).map(({ FailedUserIdentification, FailedReason }): Reported => ({
      identification: FailedUserIdentification ?? "",
      reason: FailedReason ?? "",
      list: "FailedUsers",
      sent: users,
    })),
    ...(story.end?.ErrorDetails ?? []).map(({ UserId, Error }): Reported => ({
      identification: UserId ?? "",
      reason: Error ?? "",
      list: "ErrorDetails",
      sent: users,
    })),
  ]);
}

function isForgotten({ batches }: Refusals): boolean {
  return batches.some(({ story }) => !story.end);
}

function whyNoReports(seen: Refusals, reports: readonly Reported[]): Judgement | undefined {
  if (isForgotten(seen)) return untold("the job was forgotten before its end was seen");
  return reports.length === 0 ? untold("no job reported anybody as refused") : undefined;
}

/** The user who was imported again, and the second of two of one name: both refused, both passed over, or both taken. */
function duplicates(seen: Refusals, reported: number): Judgement {
  const { again, twin, hasControl, hasStray } = seen;
  if (!hasControl) return untold("a user who has nothing against it did not come in the same job");
  if (!again || twin === undefined) return untold("the user who was to be imported again never came");
  const isChanged = again.after !== again.before;
  if (isChanged && twin === "second" && again.after === "again")
    return told("update", "a user who was imported again has the new values");
  if (isChanged || twin !== "first") return untold("of two users who were imported again only one has the new values");
  if (isForgotten(seen))
    return untold("they were not changed; the job was forgotten before it said whether it refused them");
  const strays = hasStray ? 0 : 1;
  if (reported >= strays + DUPLICATES)
    return told("fail", "a user who was imported again is unchanged, and reported as refused");
  if (reported <= strays)
    return told("skip", "a user who was imported again is unchanged, and nobody is reported as refused for it");
  return untold("of two users who were imported again only one is reported as refused");
}

const DUPLICATES = 2;

function partial({ batches, hasControl }: Refusals): Judgement {
  const refusing = batches.filter(
    ({ story, users }) =>
      users.length > 1 && (story.end?.FailedUsers?.length ?? 0) + (story.end?.ErrorDetails?.length ?? 0) > 0,
  );
  const statuses = [...new Set(refusing.map(({ story }) => story.end?.Status ?? ""))];
  const [status] = statuses;
  if (!hasControl || status === undefined) return untold("no job both refused somebody and made somebody");
  if (statuses.length > 1) return untold("jobs that refused somebody ended differently");
  return told(status, `a job that refused some users and made others ended ${status}`);
}

function lists(reports: readonly Reported[]): Judgement {
  const [failed, details] = ["FailedUsers", "ErrorDetails"].map((name) => reports.filter(({ list }) => list === name));
  const [inFailed, inDetails] = [failed?.length ?? 0, details?.length ?? 0];
  if (inDetails === 0) return told("FailedUsers", "who was refused stands in FailedUsers");
  if (inFailed === 0) return told("ErrorDetails", "who was refused stands in ErrorDetails");
  return inFailed === inDetails
    ? told("both", "who was refused stands in FailedUsers and in ErrorDetails")
    : untold("FailedUsers and ErrorDetails name different numbers of users");
}

const IDENTITIES = ["UserName", "Email", "PhoneNumber"] as const;

/** The identification of a refused user. A place in the request has to fit: users who came cannot be in it. */
function identification(seen: Refusals, reports: readonly Reported[]): Judgement {
  const kinds = new Set(
    reports.map(({ identification, sent }) => {
      if (sent.some((user) => IDENTITIES.some((name) => user[name] === identification))) return "identity";
      if (/^\d{1,4}$/.test(identification) && mayBeRefused(seen, sent[Number(identification)])) return "index";
      return /^[0-9a-f]{32}$/.test(identification) ? "id" : undefined;
    }),
  );
  const [kind] = kinds;
  if (kinds.size > 1 || kind === undefined)
    return untold("what stands for refused users is neither an identity, nor an id, nor a place in the request");
  return told(kind, SAID[kind]);
}

const SAID = {
  identity: "for a refused user stands an identity of it",
  index: "for a refused user stands its place in the request, counted from 0",
  id: "for a refused user stands an id that nobody has",
} as const;

function mayBeRefused({ hasControl }: Refusals, user: ImportUser | undefined): boolean {
  return user !== undefined && !(hasControl && /[km]$/.test(user.UserName ?? ""));
}

function reason(reports: readonly Reported[]): Judgement {
  const kinds = new Set(
    reports.map(({ reason: said }) => {
      const code = codeIn(said);
      if (code === undefined) return said === "" ? undefined : "message";
      return said.trim() === code ? "code" : "message and code";
    }),
  );
  const [kind] = kinds;
  if (kinds.size > 1 || kind === undefined) return untold("reasons are given in several forms, or not at all");
  return told(kind, `the reason for a refusal is a ${kind}`);
}

/** The judgement about two spellings of one identity: the store may take them for one. */
export function spellings({ guests }: Arrival, { hasControl, secondEmail, secondPhone }: Refusals): Judgements {
  const asSent = (role: string, name: "Email" | "PhoneNumber"): boolean =>
    guests.some((guest) => guest.role === role && guest.kept?.[name] === guest.sent[name]);
  if (!hasControl)
    return { identityMatching: untold("a user who has nothing against it did not come in the same job") };
  const [tellsByEmail, tellsByPhone] = [asSent("a", "Email"), asSent("b", "PhoneNumber")];
  const email = tellsByEmail ? secondEmail : undefined;
  const phone = tellsByPhone ? secondPhone : undefined;
  if (email === true && phone !== false)
    return { identityMatching: told("exact", "a user came with the e-mail address of another one in small letters") };
  if (phone === true && email !== false)
    return { identityMatching: told("exact", "a user came with the phone number of another one, with +86- before it") };
  // That no user came with a phone number may have to do with its form.
  if (email === false && phone !== true)
    return {
      identityMatching: told("normalised", "no user came with the e-mail address of another one in small letters"),
    };
  if (email === undefined && phone !== true)
    return {
      identityMatching: untold("the store keeps an e-mail address in one form, so two spellings cannot be told apart"),
    };
  return {
    identityMatching: untold("two spellings of an e-mail address and of a phone number were treated differently"),
  };
}
