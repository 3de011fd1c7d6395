import { z } from "zod";
import { allUserFields } from "../users/model/fields";
import { kinds } from "./changes/userChange";

/** The version of what `planDocument` describes. A reader refuses a higher one. */
export const PLAN_VERSION = 1;

const group = z
  .object({
    id: z.string().exactOptional().describe("The id in CIAM."),
    name: z.string().exactOptional().describe("What the program, or the store, calls it."),
    untold: z.enum(["secret", "unknown"]).exactOptional().describe("Why its id is not told."),
  })
  .describe("A group of users: by its id, its name or both.");

const groupChange = z
  .object({
    gained: z.array(group).describe("Groups that the user comes into."),
    lost: z.array(group).describe("Groups that the user goes out of."),
    untold: z
      .enum(["secret", "unknown"])
      .exactOptional()
      .describe("The user may come into others besides, which are secret or known by `pulumi up` only."),
    wasSecret: z.literal(true).exactOptional().describe("In which groups the user was before is secret."),
  })
  .describe("What becomes of the groups of a user.");

const credential = z
  .union([
    z.object({ kind: z.literal("plaintext") }),
    z.object({ kind: z.literal("hash"), type: z.string() }),
    z.object({ kind: z.literal("untold") }),
    z.object({ kind: z.literal("maybe") }),
  ])
  .describe("Of which kind a password is; never which password.");

const plannedField = z
  .object({
    field: z.enum(allUserFields).describe("The name of a field of a user."),
    attribute: z.string().exactOptional().describe("Of `customAttributes`, the code of the attribute."),
    from: z.string().exactOptional().describe("The value before, masked; not there where nobody had one."),
    fromUntold: z.literal(true).exactOptional().describe("There was a value before, and the state does not tell it."),
    to: z.string().exactOptional().describe("The value after, masked; not there where `groups` tells it."),
  })
  .describe("One field and what becomes of it.");

const plannedUser = z
  .object({
    set: z.string().describe("The set that the user is declared in."),
    key: z.string().describe("The key of the user in the set."),
    action: z.enum(kinds).describe("What becomes of the user."),
    identity: z
      .string()
      .exactOptional()
      .describe("What CIAM knows the user by, masked unless `ciam:showValues` is set."),
    former: z
      .object({ set: z.string().describe("The set."), key: z.string().describe("The key.") })
      .exactOptional()
      .describe("Set and key before, where they are others."),
    fields: z.array(plannedField).describe("Fields that change; of a new user, those that grant something."),
    groups: groupChange.exactOptional(),
    credential: credential.exactOptional().describe("The kind of password that the user is given or has from now on."),
    credentialChange: z
      .enum(["set", "not applied"])
      .exactOptional()
      .describe("What becomes of a declared password that is another than before."),
    secrets: z
      .union([z.array(z.enum(allUserFields)), z.literal("some")])
      .describe('Secret fields that change, by name; "some" where only this much is known.'),
    untold: z
      .enum(["secret", "unknown"])
      .exactOptional()
      .describe("Nothing is told of this user, because all of it is secret or known by `pulumi up` only."),
    about: z
      .array(z.string())
      .describe("What an update writes, or a conflict is about: fields, `password`, `unfreeze`, `mark`."),
    obstacle: z
      .object({
        code: z.string().describe("A code of CIAM or of this package."),
        reason: z.string().describe("Why the user cannot be brought to its declaration."),
        remedy: z.string().describe("What a person can do about it."),
      })
      .exactOptional()
      .describe("Of a conflict: why, and the way out."),
    notes: z.array(z.string()).describe("What a reader should know besides."),
  })
  .describe("One user who does not stay as it is.");

const setting = z
  .object({
    name: z.string().describe("`conflictPolicy`, `deletionLimit.count`, `groups.admins`, or `takeOver` for one owner."),
    change: z.string().describe("`fail → adopt`; of a member of a list, `+…` or `−…`."),
  })
  .describe("An input besides the users that changes, and so decides what becomes of users.");

const tally = z
  .object({
    added: z.int().describe("Users who are imported."),
    removed: z.int().describe("Users who are deleted."),
    changed: z.int().describe("Users whose fields are updated."),
    fields: z.record(z.string(), z.int()).describe("Field to the number of users it is updated for."),
    passwords: z.int().describe("Users declared with another password than before."),
    secrets: z.int().describe("Users with other secret fields that change."),
    kinds: z.partialRecord(z.enum(kinds), z.int()).describe("Action to the number of users."),
  })
  .describe("The numbers of the plan.");

/** What a preview knows about one UserImportJob: one value, from which every screen, comment and comparison is made. */
export const planDocument = z
  .object({
    version: z.literal(PLAN_VERSION).describe("The version of this form."),
    resource: z
      .object({
        urn: z.string().exactOptional().describe("The urn, where the engine told it."),
        project: z.string().describe("The project of the program."),
        stack: z.string().describe("The stack."),
        name: z.string().describe("The resource's name in the program."),
      })
      .describe("Which resource the plan is of."),
    owner: z.string().exactOptional().describe("The owner of its users, with the lineage once there is one."),
    userStoreId: z.string().exactOptional().describe("The user store; not there while only `pulumi up` will know it."),
    formerUserStoreId: z.string().exactOptional().describe("The store that the users leave, when the store changes."),
    verb: z
      .enum(["create", "update", "replace", "delete", "retain", "refresh", "refused", "compare"])
      .describe("What becomes of the resource as a whole."),
    basis: z
      .enum(["last known state", "store"])
      .describe("What the plan was made against: what the last run recorded, or the users who are there."),
    caveat: z.string().exactOptional().describe("What the last run did not see the end of."),
    users: z.array(plannedUser).describe("Everybody who does not stay as it is, sorted by set and key."),
    unchanged: z.int().describe("How many declared users stay as they are."),
    unmanaged: z.int().exactOptional().describe("How many users of the store are not managed here, if it was asked."),
    settings: z.array(setting).describe("Inputs besides the users that change."),
    untold: z.array(z.string()).describe("Of which users nothing is told, and why."),
    notes: z.array(z.string()).describe("What a reader should know besides."),
    refusals: z.array(z.string()).describe("Why it is refused, by the limit of deletions for instance."),
    tally,
  })
  .describe("What will become of the users of one UserImportJob. No value in it is a credential.");

export type PlanDocument = z.output<typeof planDocument>;
export type PlannedUser = PlanDocument["users"][number];
export type PlannedField = PlannedUser["fields"][number];
export type Verb = PlanDocument["verb"];
