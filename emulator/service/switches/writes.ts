import { z } from "zod";
import { pattern } from "./pattern";

/** The effects of writes on users and groups. */
export const writes = {
  attributePatterns: z
    .strictObject({
      UserName: pattern("^[^\\s\\p{C}](?:[^\\p{C}]{0,126}[^\\s\\p{C}])?$"),
      PhoneNumber: pattern("^(?:(?:\\+86-?)?1\\d{10}|\\+(?!86)\\d{1,3}-\\d{5,14})$"),
      Email: pattern("^[^\\s@]+@[^\\s@.]+(?:\\.[^\\s@.]+)+$"),
    })
    .prefault({})
    .describe(
      "Rules of the identity attributes; in the cloud only the console shows them. Unknown; these take what the documentation's examples send, but for their masked phone numbers.",
    ),
  identityMatching: z
    .enum(["normalised", "exact"])
    .default("normalised")
    .describe("Whether a@x and A@x, +86-1… and 1…, are the same identity. Unknown; the careful answer."),
  deletedIdentities: z
    .enum(["free", "taken"])
    .default("free")
    .describe("Whether identities of a deleted user can be used again. Unknown."),
  deletedUsers: z
    .enum(["gone", "answered"])
    .default("gone")
    .describe("Whether DescribeUserById still answers a deleted user, with the Status DELETED. Unknown."),
  organisations: z
    .array(z.string())
    .default([])
    .describe(
      "Ids of the organisations that users may be in; any other is OrgNotFound. No action of the API makes one, so there are none by default. Documented.",
    ),
  genders: z
    .array(z.string())
    .default([])
    .describe("What Gender may be; empty: anything. Unknown; the documents name MALE, FEMALE and UNKNOWN and send 男."),
  passwordPattern: pattern("^[^]+$").describe(
    "The rule that a plain password has to match. Unknown; the cloud has five strengths, whose rules are not published.",
  ),
  adminLockType: z
    .string()
    .default("adminLock")
    .describe("LockType of a user whom UpdateUserStatus locked. Unknown; that of failed logins is failureLock."),
  storedForms: z
    .strictObject({
      emailLowerCase: z.boolean().default(false),
      genderUpperCase: z.boolean().default(false),
      phonePrefix: z.boolean().default(false),
      sortedGroups: z.boolean().default(false),
      birthdateOffsetMs: z.int().default(0),
    })
    .prefault({})
    .describe("Forms in which values are kept. Unknown; as they were sent, and a date as its midnight in UTC."),
  deleteUnknownIds: z
    .enum(["ignore", "refuse"])
    .default("ignore")
    .describe("What DeleteUsers does with unknown ids. Inferred: the action lists no UserNotFound."),
  updateEmptyString: z
    .enum(["clear", "keep", "refuse"])
    .default("clear")
    .describe("What UpdateUser does with an empty string. Unknown; nothing else could clear a value."),
  updateOmittedFields: z
    .enum(["keep", "clear"])
    .default("keep")
    .describe("What UpdateUser does to fields that are left out. Inferred: all but the ids are optional."),
  updateReplyMasked: z
    .boolean()
    .default(false)
    .describe("Whether UpdateUser answers the user masked. Unknown; CreateUser does not."),
  groupsInUse: z
    .array(z.string())
    .default([])
    .describe(
      "Ids of groups that an application uses; DeleteUserGroups names them in UserGroupDeletedInfo. No action of the API makes an application, so none is used by default. Documented.",
    ),
  deletedGroupInUse: z
    .enum(["kept", "deleted"])
    .default("kept")
    .describe("What becomes of such a group. Unknown; a message that says why it could not be deleted suggests kept."),
  userGroupMode: z
    .enum(["replace", "add"])
    .default("replace")
    .describe("Whether UserGroup of UpdateUser is the whole list. Inferred: nothing else could take a group away."),
} as const;
