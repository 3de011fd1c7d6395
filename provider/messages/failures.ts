import type { CiamError } from "../../ciam/errors";
import { readReason, saysPhoneForm } from "../../ciam/errors/catalogue/reasons";
import { textsIn, withoutValues } from "../../ciam/errors/redact";
import type { ActionOf, ConflictReason } from "../users/plan/actions";
import type { UserField } from "../users/model/fields";
import { identitiesOf, type Identity } from "../users/model/identity/identity";
import type { LiveUser } from "../users/model/live";
import { refId, showRef, type UserRef } from "../users/model/ref";
import type { DeclaredUser } from "../users/model/user";

const LONGEST_REASON = 200;

/** The reason why one user could not be updated to match the program. */
export interface Failure {
  readonly ref: UserRef;
  /** The user's first identity; shown masked unless a person asks for values, and never recorded in full. */
  readonly identity: Identity | undefined;
  /** CIAM's code, or one of ours. */
  readonly code: string;
  readonly reason: string;
  readonly remedy: string;
}

/** The service's answer about this user, without any value we sent for it, and what we know besides. */
export function failureFromService(
  ref: UserRef,
  user: DeclaredUser,
  said: string,
  { code, besides = "" }: { code?: string; besides?: string } = {},
): Failure {
  const why = readReason(said);
  const words = scrubbed(why.words, user);
  return {
    ref,
    identity: identitiesOf(user)[0],
    code: code ?? scrubbed(why.code ?? "FailedUsers", user),
    reason: `${words || "CIAM gave no reason"}${besides}`,
    remedy: withPhoneForm(why.remedy ?? "correct the user in its set; the next update tries it again", said, user),
  };
}

export function failureFromError(ref: UserRef, user: DeclaredUser, error: CiamError): Failure {
  return {
    ref,
    identity: identitiesOf(user)[0],
    code: error.code,
    reason: scrubbed(error.message, user),
    remedy: withPhoneForm(error.remedy, `${error.code} ${error.message}`, user),
  };
}

/** The service accepted an update and left these fields as they were. */
export function failureNotKept(ref: UserRef, user: DeclaredUser, fields: readonly UserField[]): Failure {
  return {
    ref,
    identity: identitiesOf(user)[0],
    code: "NotKept",
    reason: `CIAM accepted the update and left ${fields.join(", ")} as before`,
    remedy: "declare what the store has, or leave the field out of the set",
  };
}

/** Somebody cleared the mark; it is set again. A password is set only for accounts that carry it. */
export function failureUnmarked(ref: UserRef, user: DeclaredUser): Failure {
  return {
    ref,
    identity: identitiesOf(user)[0],
    code: "Conflict.MarkLost",
    reason: "its owner mark had been cleared and is set again; its password was not changed in the same run",
    remedy: "find out who cleared the mark; the next update sets the password",
  };
}

/** Nobody can say whether another job of the program declares the user. */
export function failureUnsettled({ recorded, live, lacking }: Unsettled): Failure {
  return {
    ref: recorded.ref,
    identity: identitiesOf(live.fields)[0],
    code: "NotRemoved",
    reason: `left the sets and was not removed: ${lacking} was not made, and a job that waits for it may declare this user`,
    remedy: "run `pulumi up` again once that is made",
  };
}

type Unsettled = Extract<ActionOf<"forget">, { why: "unsettled" }>;

/** An earlier run had already imported the user, with other values than are declared now. */
export function failureResurfaced(ref: UserRef, user: DeclaredUser, id: string): Failure {
  return {
    ref,
    identity: identitiesOf(user)[0],
    code: "ImportedBefore",
    reason: `an earlier run imported it as ${id}, with other values`,
    remedy: "the next update writes the declared values",
  };
}

/** A declared user that cannot be as declared, and the live users in its way. */
interface Conflict {
  readonly ref: UserRef;
  readonly user: DeclaredUser;
  readonly with: readonly LiveUser[];
  readonly reason: ConflictReason;
}

/** @param nameOf the name in the sets of a user of ours, by UserId */
export function failureFromConflict(
  { ref, user, with: found, reason }: Conflict,
  nameOf: (id: string) => UserRef | undefined = () => undefined,
): Failure {
  const ids = found
    .map(({ id }) => {
      const name = nameOf(id);
      const isAnother = name && name.key !== id && refId(name) !== refId(ref);
      return isAnother ? `${id} (${showRef(name)})` : id;
    })
    .join(" and ");
  const say = (code: string, sentence: string, remedy: string): Failure => ({
    ref,
    identity: identitiesOf(user)[0],
    code: `Conflict.${code}`,
    reason: sentence,
    remedy,
  });
  switch (reason.kind) {
    case "exists":
      return say(
        "UserExists",
        `exists already in the store as ${ids}`,
        'set conflictPolicy to "adopt" or "skip", or remove the user from the set',
      );
    case "two-users":
      return say(
        "TwoUsers",
        `its identities belong to different users, ${ids}`,
        "correct the identities, or link or remove one of the users",
      );
    case "foreign-mark":
      return reason.owner === undefined
        ? say(
            "ForeignMark",
            `${ids} has a value of its own where the owner mark should go`,
            "choose another ownerAttribute",
          )
        : say(
            "OwnedElsewhere",
            `${ids} belongs to ${reason.owner}${reason.at === undefined ? "" : `, by its mark in ${reason.at}`}`,
            `if no other state or program keeps this user, take it over with takeOver: [${JSON.stringify(reason.owner)}]; else remove it from one of the two${
              reason.at === undefined ? "" : `. If no job wrote that mark, clear ${reason.at}`
            }`,
          );
    case "identity-differs":
      return say(
        "IdentityDiffers",
        `${ids} exists with another ${reason.field}, and adoption never changes an identity`,
        "declare the identity it has",
      );
    case "identity-taken":
      return say(
        "IdentityTaken",
        `its ${reason.field} belongs to ${ids}`,
        "correct it, or change the other user first",
      );
    case "cycle":
      return say(
        "Cycle",
        `it swaps its ${reason.field} with ${ids}, which cannot be done in one step`,
        "make two changes: a temporary value first",
      );
    case "mark-lost":
      return say(
        "MarkLost",
        `${ids} no longer carries our owner mark, so it is not deleted and re-imported`,
        'set importOnlyChange: "ignore" for one update, which marks it again',
      );
    case "import-only":
      return say(
        "ImportOnly",
        `${reason.fields.join(", ")} can only be set by import`,
        reason.origin === "adopted"
          ? 'change it in the console, or set importOnlyChange to "ignore": an adopted user is never imported again'
          : 'set importOnlyChange to "reimport" (deletes the user and imports it again, with a new UserId and without its password) or "ignore"',
      );
  }
}

/** Adds the form that was refused, if it was that of a phone number: only the console shows what the store wants. */
function withPhoneForm(remedy: string, said: string, { phoneNumber }: DeclaredUser): string {
  if (phoneNumber === undefined || !saysPhoneForm(said)) return remedy;
  const form = phoneNumber.startsWith("+")
    ? "with its country, as in +86-13800008000"
    : 'without a country, as in 13800008000; phoneCountry: "86" would send it as +86-13800008000';
  return `${remedy}. Its phone number was sent ${form}`;
}

/** Removes every value we sent for this user, and cuts the rest to length. */
function scrubbed(said: string, user: DeclaredUser): string {
  const text = withoutValues(said, textsIn(user));
  return text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON - 1)}…` : text;
}
