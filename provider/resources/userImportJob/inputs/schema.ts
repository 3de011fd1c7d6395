import { z } from "zod";
import { quotable } from "../../../../text/quote";
import { suggestion } from "../../../../text/suggest";
import { allUserFields, indexedAttributes } from "../../../users/model/fields";
import {
  conflictPolicies,
  defaultPolicy,
  defaultRun,
  failurePolicies,
  importOnlyChanges,
  passwordPolicies,
  removalPolicies,
} from "../../../users/plan/policy";
import { defaultOwnerAttribute } from "../../../users/model/mark";
import { CALLING_CODE } from "../../../users/model/identity/phone";
import { duration } from "./duration";
import { userFile } from "./userFile";

const MIB = 1024 * 1024;

/** CIAM takes 10 MB; the headers and the envelope want a little of it. */
const MOST_BYTES = 10_000_000;

/** What CIAM takes at once: two jobs an account. */
const MOST_JOBS = 2;

const userField = z
  .enum(allUserFields, {
    error: ({ input }) => (typeof input === "string" ? notAField(input) : "must be the name of a field of a user"),
  })
  .meta({ alias: "UserField", about: "The name of a field of a user." });

function notAField(name: string): string {
  return `${quotable(name)} is no field of a user${suggestion(name, allUserFields)}`;
}

/** Of an owner that something is taken over from; a mark begins otherwise. */
const OWNER = /^(?!pulumi(?:-adopted)?:)[^/]+\/[^/]+\/./;
const OWNERS_FORM =
  "must be an owner: <project>/<stack>/<name of the resource>, with its #lineage or without, as a conflict names it";

/** The inputs of a UserImportJob: their form, their defaults and what they are for. Users have a form of their own. */
export const jobInputs = z.strictObject({
  userStoreId: z.string().min(1, "must not be empty").meta({
    description:
      "The store the users are in. Changing it replaces the resource: the users are imported into the new store and then removed from the old one, with other UserIds. The preview counts them as removed, so `deletionLimit` holds. A store that does not exist is an error before anything is written.",
    page: "user-import-job.md#renames-replacements-other-stores",
  }),
  userSets: z.record(z.string(), z.unknown()).optional().meta({
    description:
      "Set name → user key → user. Keys are yours, stay in git and on screens, and are never sent to CIAM; changing a key is no change of the user. Emptying the sets needs `acceptDeletions`. A job needs `userSets` or `userFiles`. Default: none.",
    page: "user-import-job.md#users",
    typescript: "Record<string, pulumi.Input<UserSet>>",
  }),
  userFiles: z
    .record(z.string(), z.union([userFile, z.string()]))
    .optional()
    .meta({
      description:
        "Set name → a file of users, which the provider reads: `{path, key, preset, …}` with the options of `usersFromFile` that are data, or a path. The users never pass Pulumi, and no field of theirs is in the state: only keys, UserIds and keyed prints. For sets of thousands. A set has one name in `userSets` and `userFiles`; moving it between the two sends nothing. Default: none.",
      page: "many-users.md",
      typescript: "Record<string, pulumi.Input<UserFile | string>>",
    }),
  conflictPolicy: z.enum(conflictPolicies).default(defaultPolicy.conflicts).meta({
    description:
      'What to do with a declared user that already exists and is not managed by this job. `"fail"`: it is reported with its UserId. `"skip"` leaves it alone. `"adopt"` marks it and brings its other declared fields to the declaration, never a credential or an identity, and never deletes it later.',
    page: "user-import-job.md#users-who-exist-already",
  }),
  adoptGrantsGroups: z.boolean().default(defaultPolicy.adoptGrantsGroups).meta({
    description:
      "True to let adoption put users into groups who have already signed on. Otherwise a warning names them; once it is true, the next update puts them in.",
    page: "user-import-job.md#users-who-exist-already",
  }),
  removalPolicy: z.enum(removalPolicies).default(defaultPolicy.removals).meta({
    description:
      'What to do with a user who leaves the sets, or with all of them when the resource is destroyed. `"delete"` deletes the account. `"freeze"` freezes it until the user is declared again. `"retain"` leaves it alone: without the owner mark, or with it when the resource is destroyed, so that `takeOver` finds it. Adopted users are only ever released.',
    page: "user-import-job.md#users-who-leave",
  }),
  deletionLimit: z
    .strictObject({
      count: z.int().min(0).default(defaultRun.deletionLimit.count).describe("The most users."),
      percent: z
        .number()
        .min(0)
        .max(100)
        .default(defaultRun.deletionLimit.percent)
        .describe("The largest share of the managed users, counted from 20 managed users up."),
    })
    .prefault({})
    .meta({
      description:
        "The most users that one change may remove. The preview already refuses a change that removes more than `count`, or more than `percent`.",
      page: "user-import-job.md#the-brake",
    }),
  acceptDeletions: z.int().min(0).optional().meta({
    description:
      "Allows this change to remove at most this many users, in place of `deletionLimit`. The run that ends with it spends it: where it still stands, it accepts no later change, and forbids to remove more. Another change needs another number. Default: none, so `deletionLimit` alone holds.",
    page: "user-import-job.md#the-brake",
  }),
  takeOver: z
    .array(z.string().refine((owner) => OWNER.test(owner), OWNERS_FORM))
    .default([])
    .meta({
      description:
        "Owners, or other UserImportJobs of the program, whose users become this resource's when it declares them: for splitting, renaming and moving, and when a state was lost. They keep UserId, password and origin, so those that a job imported can be removed again. An owner without its `#lineage`, or a UserImportJob, stands for every lineage of that name; the job's own owner may be listed after an older state was restored. A job that is listed may let go of the users in the same `up`, and then has to come after this one, by `dependsOn`.",
      page: "user-import-job.md#users-of-another-job",
      typescript: "(pulumi.Input<string> | UserImportJob)[]",
    }),
  importOnlyChange: z.enum(importOnlyChanges).default(defaultPolicy.importOnlyChange).meta({
    description:
      'What a change does in a field that only an import can set (`gender`, `name`, `job` and 13 more). `"fail"`: it is reported. `"reimport"` deletes the user and imports it again, with a new UserId and without its password. `"ignore"` leaves it as it is.',
    page: "user-import-job.md#fields-that-only-an-import-can-set",
  }),
  passwordPolicy: z.enum(passwordPolicies).default(defaultPolicy.passwords).meta({
    description:
      '`"initial"`: a credential is used when the user is imported, later changes are noted. `"managed"`: a changed plaintext is set with SetPassword, a changed hash follows `importOnlyChange`.',
    page: "user-import-job.md#passwords",
  }),
  failurePolicy: z.enum(failurePolicies).default(defaultRun.failurePolicy).meta({
    description:
      'What becomes of the run when CIAM refuses users. `"fail"`: it ends with one reason a user, the others stay imported, and the next `pulumi up` retries just those. `"warn"`: it succeeds with warnings, and refused users are tried again by the next update or after a refresh.',
    page: "user-import-job.md#users-that-ciam-refuses",
  }),
  ignoreFields: z.array(userField).default([]).meta({
    description:
      "Fields that are set at import and never compared or updated afterwards. A field that is taken out of the list is compared again.",
    page: "user-import-job.md#fields-left-alone",
  }),
  ownerAttribute: z.enum(indexedAttributes).default(defaultOwnerAttribute).meta({
    description:
      "The attribute that carries the owner mark. The users may not use it themselves. Changing it moves the mark of all managed users with the next update, by a call each.",
    page: "user-import-job.md#where-the-mark-is",
  }),
  secretFields: z.array(userField).default([]).meta({
    description:
      "More fields to encrypt in the state and to hide on the screen. `password`, `salt` and `residentIdentityCard` always are. One whose values are in the state already is refused by a preview that would print them, unless `hideDiffs` names `userSets`.",
    page: "user-import-job.md#secrets",
    typescript: "pulumi.Input<UserField>[]",
  }),
  phoneCountry: z.string().regex(CALLING_CODE, 'must be the calling code of a country, as in "86"').optional().meta({
    description:
      'The country of phone numbers that are written without one, by its calling code: with `"86"`, `13800008000` and `86-138-0000-8000` are sent as `+86-13800008000`. A number that has its country is always sent in this form. All spellings of a number are one number: another spelling, or a change of this input, writes to nobody whose number stays the same. Without it a mobile number of the mainland may be written without its country and stays so; any other number without a country is an error. Default: none.',
    page: "user-import-job.md#phone-numbers",
  }),
  passwordsArePlain: z
    .union([z.boolean(), z.array(z.string())])
    .default(false)
    .meta({
      description:
        'Users whose passwords are plain text, whatever they look like: `true` for all, or the names of sets, or single users as `"set/key"`. Otherwise a password without `passwordEncryptType` is refused if it looks like a hash, a mask or the mark of a locked account, and so is a set in which most passwords have one length and one alphabet. Sets whose loader was told `passwordsArePlain` are added by themselves, so that a preview shows them. Changing it sends nothing.',
      page: "user-import-job.md#a-hash-is-no-password",
    }),
  preflight: z.boolean().default(true).meta({
    description:
      "True to look for existing users before the first import, because an import could change them. `false` saves calls where CIAM is known to refuse duplicates.",
  }),
  groups: z.record(z.string(), z.string()).default({}).meta({
    description:
      "Group name → group id, so that users can name groups. A name that is not here is an error, unless it is an id. Another id for a name moves the users who are declared by it.",
  }),
  batch: z
    .strictObject({
      users: z.int().min(1).default(2000).describe("The most users of one import job."),
      bytes: z
        .int()
        .min(1024)
        .max(MOST_BYTES)
        .default(8 * MIB)
        .describe("The most bytes of one import job, at most 10,000,000, since CIAM takes 10 MB."),
      parallel: z
        .int()
        .min(1)
        .max(MOST_JOBS)
        .default(1)
        .describe("How many import jobs run at once: 1 or 2, as many as CIAM takes of an account."),
    })
    .prefault({})
    .meta({ description: "The size of import jobs, and how many run at once. Changing it writes to nobody." }),
  timeouts: z
    .strictObject({
      job: duration.prefault("30m").describe('One import job, as in `"90s"` or `"1h30m"`.'),
      total: duration.prefault("2h").describe("The whole run, written in the same way."),
    })
    .prefault({})
    .meta({
      description: "How long a run waits. What is not done then goes on with the next `pulumi up`.",
      page: "user-import-job.md#jobs-that-do-not-end",
    }),
});
