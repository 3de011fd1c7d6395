import type { CiamError } from "../../../ciam/errors";
import { isAboutOneUser, isUserGone } from "../../../ciam/errors/catalogue/meanings";
import type { Removal } from "../trial/stages/removal";
import type { Update, Updates } from "../trial/stages/updates";
import type { Judgements } from "./switches";
import { told, untold, type Judgement } from "./judgement";

/** The effects of updates on fields that they leave out, empty or list. */
export function updates({ omitting, masked, emptying, groups, locked }: Updates): Judgements {
  return {
    updateOmittedFields: omitting ? omitted(omitting) : NO_USER,
    updateEmptyString: emptying ? emptied(emptying) : NO_USER,
    updateReplyMasked: omitting ? replyMasked(omitting, masked) : NO_USER,
    userGroupMode: groups ? written(groups) : untold("there were not two groups and a user for them"),
    adminLockType: lockType(locked?.LockType),
  };
}

const NO_USER = untold("no plain user came");

function failed({ refusal }: Update): Judgement {
  return untold(refusal ? `the update was refused: ${refusal.message}` : "the update never showed");
}

function omitted(update: Update): Judgement {
  const { before, after } = update;
  if (!after) return failed(update);
  if (!before?.Address) return untold("the user had no address to be left out");
  if (after.Address === before.Address) return told("keep", "an update without an address left the address alone");
  return after.Address
    ? untold("an update without an address changed it")
    : told("clear", "an update without an address cleared it");
}

function emptied(update: Update): Judgement {
  const { before, after, refusal } = update;
  if (refusal)
    return isAboutOneUser(refusal) ? told("refuse", `an empty nickname was refused: ${refusal.code}`) : failed(update);
  if (!after) return failed(update);
  if (!before?.Nickname) return untold("the user had no nickname to be emptied");
  if (after.Nickname === before.Nickname) return told("keep", "an empty nickname left the nickname alone");
  return after.Nickname ? untold("an empty nickname changed it") : told("clear", "an empty nickname cleared it");
}

const MASKABLE = ["Email", "PhoneNumber", "Address", "Name", "ResidentIdentityCard"] as const;

/** By a field that reads mask: in the reply it is in full, or as those reads show it. */
function replyMasked({ after, reply }: Update, masked: Updates["masked"]): Judgement {
  if (!after || !reply || !masked) return untold("the update was not answered with a user");
  const field = MASKABLE.find((name) => after[name] && masked[name] && after[name] !== masked[name]);
  if (field === undefined)
    return untold("reads mask no field that the user has, so there is nothing to compare the reply with");
  if (reply[field] === after[field]) return told(false, `the reply to an update has ${field} in full`);
  if (reply[field] === masked[field]) return told(true, `the reply to an update has ${field} masked`);
  return untold(`the reply to an update has another ${field} than reads`);
}

function written({ written: sent, after }: NonNullable<Updates["groups"]>): Judgement {
  const [one, two] = sent;
  if (!after || one === undefined || two === undefined || !after.includes(two))
    return untold("the groups that were written never showed");
  return after.includes(one)
    ? told("add", "a user is still in the group that an update no longer had")
    : told("replace", "a user is no longer in the group that an update no longer had");
}

function lockType(type: string | null | undefined): Judgement {
  return type
    ? told(type, `LockType of a user whom UpdateUserStatus locked is ${JSON.stringify(type)}`)
    : untold("no user could be locked, or it has no LockType");
}

/** The remains of deleted users, and the answer to a deletion of nobody. */
export function removals({ deleted, again, hasControl, nobody }: Removal): Judgements {
  return {
    deletedUsers: gone(deleted),
    deletedIdentities: reused(deleted, again, hasControl),
    deleteUnknownIds: nobodyDeleted(nobody),
  };
}

function gone(deleted: Removal["deleted"]): Judgement {
  if (deleted === undefined) return untold("no user could be deleted");
  if (deleted === "gone") return told("gone", "a deleted user was no longer answered by its id");
  const { Status } = deleted.answered;
  return Status === "DELETED"
    ? told("answered", "a deleted user was still answered by its id, with the Status DELETED")
    : untold(`a deleted user was still answered by its id, as ${Status ?? "nothing"}`);
}

function reused(deleted: Removal["deleted"], again: boolean, hasControl: boolean): Judgement {
  if (deleted === undefined) return untold("no user could be deleted");
  if (!hasControl) return untold("the import after the deletion brought nobody");
  return again
    ? told("free", "the user name of a deleted user was taken by an import")
    : told("taken", "an import made nobody of the user name of a deleted user");
}

function nobodyDeleted(nobody: "done" | CiamError): Judgement {
  if (nobody === "done") return told("ignore", "the deletion of a made-up id was answered as done");
  return isUserGone(nobody)
    ? told("refuse", `the deletion of a made-up id was refused: ${nobody.code}`)
    : untold(nobody.message);
}
