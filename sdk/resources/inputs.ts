// Written by `make reference` from the schemas in `provider/resources`: change that.

import type * as pulumi from "@pulumi/pulumi";
import type { UserField } from "../../provider/users/model/fields";
import type { UserFile } from "../userFiles/userFile";
import type { UserSet } from "../userSets/userSet";
import type { UserImportJob } from "./userImportJob";

/** The inputs of a `UserImportJob`. */
export interface UserImportJobArgs {
  /**
   * The store the users are in. Changing it replaces the resource: the users are imported into the new store and
   * then removed from the old one, with other UserIds. The preview counts them as removed, so `deletionLimit` holds.
   * A store that does not exist is an error before anything is written.
   */
  userStoreId: pulumi.Input<string>;

  /**
   * Set name → user key → user. Keys are yours, stay in git and on screens, and are never sent to CIAM; changing a
   * key is no change of the user. Emptying the sets needs `acceptDeletions`. A job needs `userSets` or `userFiles`.
   * Default: none.
   */
  userSets?: Record<string, pulumi.Input<UserSet>>;

  /**
   * Set name → a file of users, which the provider reads: `{path, key, preset, …}` with the options of
   * `usersFromFile` that are data, or a path. The users never pass Pulumi, and no field of theirs is in the state:
   * only keys, UserIds and keyed prints. For sets of thousands. A set has one name in `userSets` and `userFiles`;
   * moving it between the two sends nothing. Default: none.
   */
  userFiles?: Record<string, pulumi.Input<UserFile | string>>;

  /**
   * What to do with a declared user that already exists and is not managed by this job. `"fail"`: it is reported
   * with its UserId. `"skip"` leaves it alone. `"adopt"` marks it and brings its other declared fields to the
   * declaration, never a credential or an identity, and never deletes it later. Default: `"fail"`.
   */
  conflictPolicy?: pulumi.Input<"fail" | "adopt" | "skip">;

  /**
   * True to let adoption put users into groups who have already signed on. Otherwise a warning names them; once it
   * is true, the next update puts them in. Default: `false`.
   */
  adoptGrantsGroups?: pulumi.Input<boolean>;

  /**
   * What to do with a user who leaves the sets, or with all of them when the resource is destroyed. `"delete"`
   * deletes the account. `"freeze"` freezes it until the user is declared again. `"retain"` leaves it alone: without
   * the owner mark, or with it when the resource is destroyed, so that `takeOver` finds it. Adopted users are only
   * ever released. Default: `"delete"`.
   */
  removalPolicy?: pulumi.Input<"delete" | "freeze" | "retain">;

  /**
   * The most users that one change may remove. The preview already refuses a change that removes more than `count`,
   * or more than `percent`. Default: `{ count: 50, percent: 20 }`.
   */
  deletionLimit?: pulumi.Input<{
    /** The most users. Default: `50`. */
    count?: pulumi.Input<number>;

    /** The largest share of the managed users, counted from 20 managed users up. Default: `20`. */
    percent?: pulumi.Input<number>;
  }>;

  /**
   * Allows this change to remove at most this many users, in place of `deletionLimit`. The run that ends with it
   * spends it: where it still stands, it accepts no later change, and forbids to remove more. Another change needs
   * another number. Default: none, so `deletionLimit` alone holds.
   */
  acceptDeletions?: pulumi.Input<number>;

  /**
   * Owners, or other UserImportJobs of the program, whose users become this resource's when it declares them: for
   * splitting, renaming and moving, and when a state was lost. They keep UserId, password and origin, so those that
   * a job imported can be removed again. An owner without its `#lineage`, or a UserImportJob, stands for every
   * lineage of that name; the job's own owner may be listed after an older state was restored. A job that is listed
   * may let go of the users in the same `up`, and then has to come after this one, by `dependsOn`. Default: none.
   */
  takeOver?: (pulumi.Input<string> | UserImportJob)[];

  /**
   * What a change does in a field that only an import can set (`gender`, `name`, `job` and 13 more). `"fail"`: it is
   * reported. `"reimport"` deletes the user and imports it again, with a new UserId and without its password.
   * `"ignore"` leaves it as it is. Default: `"fail"`.
   */
  importOnlyChange?: pulumi.Input<"fail" | "reimport" | "ignore">;

  /**
   * `"initial"`: a credential is used when the user is imported, later changes are noted. `"managed"`: a changed
   * plaintext is set with SetPassword, a changed hash follows `importOnlyChange`. Default: `"initial"`.
   */
  passwordPolicy?: pulumi.Input<"initial" | "managed">;

  /**
   * What becomes of the run when CIAM refuses users. `"fail"`: it ends with one reason a user, the others stay
   * imported, and the next `pulumi up` retries just those. `"warn"`: it succeeds with warnings, and refused users
   * are tried again by the next update or after a refresh. Default: `"fail"`.
   */
  failurePolicy?: pulumi.Input<"fail" | "warn">;

  /**
   * Fields that are set at import and never compared or updated afterwards. A field that is taken out of the list is
   * compared again. Default: none.
   */
  ignoreFields?: pulumi.Input<pulumi.Input<UserField>[]>;

  /**
   * The attribute that carries the owner mark. The users may not use it themselves. Changing it moves the mark of
   * all managed users with the next update, by a call each. Default: `"indexedAttribute5"`.
   */
  ownerAttribute?: pulumi.Input<
    "indexedAttribute1" | "indexedAttribute2" | "indexedAttribute3" | "indexedAttribute4" | "indexedAttribute5"
  >;

  /**
   * More fields to encrypt in the state and to hide on the screen. `password`, `salt` and `residentIdentityCard`
   * always are. One whose values are in the state already is refused by a preview that would print them, unless
   * `hideDiffs` names `userSets`. Default: none.
   */
  secretFields?: pulumi.Input<UserField>[];

  /**
   * The country of phone numbers that are written without one, by its calling code: with `"86"`, `13800008000` and
   * `86-138-0000-8000` are sent as `+86-13800008000`. A number that has its country is always sent in this form. All
   * spellings of a number are one number: another spelling, or a change of this input, writes to nobody whose number
   * stays the same. Without it a mobile number of the mainland may be written without its country and stays so; any
   * other number without a country is an error. Default: none.
   */
  phoneCountry?: pulumi.Input<string>;

  /**
   * Users whose passwords are plain text, whatever they look like: `true` for all, or the names of sets, or single
   * users as `"set/key"`. Otherwise a password without `passwordEncryptType` is refused if it looks like a hash, a
   * mask or the mark of a locked account, and so is a set in which most passwords have one length and one alphabet.
   * Sets whose loader was told `passwordsArePlain` are added by themselves, so that a preview shows them. Changing
   * it sends nothing. Default: `false`.
   */
  passwordsArePlain?: pulumi.Input<boolean | pulumi.Input<string>[]>;

  /**
   * True to look for existing users before the first import, because an import could change them. `false` saves
   * calls where CIAM is known to refuse duplicates. Default: `true`.
   */
  preflight?: pulumi.Input<boolean>;

  /**
   * Group name → group id, so that users can name groups. A name that is not here is an error, unless it is an id.
   * Another id for a name moves the users who are declared by it. Default: none.
   */
  groups?: pulumi.Input<Record<string, pulumi.Input<string>>>;

  /**
   * The size of import jobs, and how many run at once. Changing it writes to nobody. Default: `{ users: 2000, bytes:
   * 8388608, parallel: 1 }`.
   */
  batch?: pulumi.Input<{
    /** The most users of one import job. Default: `2000`. */
    users?: pulumi.Input<number>;

    /** The most bytes of one import job, at most 10,000,000, since CIAM takes 10 MB. Default: `8388608`. */
    bytes?: pulumi.Input<number>;

    /** How many import jobs run at once: 1 or 2, as many as CIAM takes of an account. Default: `1`. */
    parallel?: pulumi.Input<number>;
  }>;

  /**
   * How long a run waits. What is not done then goes on with the next `pulumi up`. Default: `{ job: "30m", total:
   * "2h" }`.
   */
  timeouts?: pulumi.Input<{
    /** One import job, as in `"90s"` or `"1h30m"`. Default: `"30m"`. */
    job?: pulumi.Input<string>;

    /** The whole run, written in the same way. Default: `"2h"`. */
    total?: pulumi.Input<string>;
  }>;
}

/** The inputs of a `UserStore`. */
export interface UserStoreArgs {
  /** Unique in the account, 1 to 128 characters. Changed in place. */
  name: pulumi.Input<string>;

  /** What the store is for. Changed in place; taking it out clears it. Default: none. */
  description?: pulumi.Input<string>;

  /** The address of a picture. Changed in place; taking it out clears it. Default: none. */
  logo?: pulumi.Input<string>;

  /**
   * True to allow the deletion of a store that still has users or applications, with all of them. Otherwise that is
   * an error, and nothing is deleted. Default: `false`.
   */
  forceDestroy?: pulumi.Input<boolean>;

  /**
   * True to adopt an existing store of this name with its users, instead of an error: one made in the console, or
   * one whose state was lost. Name, description and logo are updated to match the program. An adopted store is never
   * deleted; `pulumi destroy` leaves it in place. Matters only when the resource is created. Default: `false`.
   */
  adoptExisting?: pulumi.Input<boolean>;
}

/** The inputs of a `UserGroup`. */
export interface UserGroupArgs {
  /** The store the group is in. Changing it replaces the group. */
  userStoreId: pulumi.Input<string>;

  /** Unique in the store. Changed in place. */
  displayName: pulumi.Input<string>;

  /** At most 128 characters. Changed in place; taking it out clears it. Default: none. */
  description?: pulumi.Input<string>;

  /**
   * True to adopt an existing group of this name, instead of an error: one made in the console, or one whose state
   * was lost. Its description is updated to match the program. An adopted group is never deleted; `pulumi destroy`
   * leaves it in place. Matters only when the resource is created. Default: `false`.
   */
  adoptExisting?: pulumi.Input<boolean>;
}
