import type * as pulumi from "@pulumi/pulumi";
import type { UserField } from "../provider/users/model/fields";
import type { DeclaredUser } from "../provider/users/model/user";
import type { LoadedUser } from "./sets";
import type { UserImportJob } from "./userImportJob";

/** A user written in the program: any of the 32 fields of an import, each may be an output. At least one identity. */
export type UserArgs = {
  [Field in keyof DeclaredUser]?: pulumi.Input<Exclude<DeclaredUser[Field], undefined>> | undefined;
};

/** Users by key; written in the program, or loaded from a file. */
export type UserSet = Record<string, pulumi.Input<UserArgs> | LoadedUser>;

export interface UserImportJobArgs {
  /**
   * The store the users are in. Changing it replaces the resource: the users are imported into the new store and then
   * removed from the old one, with other UserIds. The preview counts them as removed, so `deletionLimit` holds. A store
   * that does not exist is an error before anything is written.
   */
  userStoreId: pulumi.Input<string>;

  /**
   * Set name → user key → user. Keys are yours, stay in git and on screens, and are never sent to CIAM; changing a key
   * is no change of the user. Emptying the sets needs `acceptDeletions`.
   */
  userSets: Record<string, pulumi.Input<UserSet>>;

  /**
   * What happens to a declared user that exists already and is not ours. Default `"fail"`: it is reported with its
   * UserId. `"skip"` leaves it alone; `"adopt"` marks it and brings its other declared fields to the declaration, never
   * a credential or an identity, and never deletes it later.
   */
  conflictPolicy?: pulumi.Input<"fail" | "adopt" | "skip">;

  /** Whether adoption may give groups to users who have signed on already. Default false. */
  adoptGrantsGroups?: pulumi.Input<boolean>;

  /** What happens to a user who leaves the sets, or when the resource is destroyed. Default `"delete"`. Adopted users are always only released. */
  removalPolicy?: pulumi.Input<"delete" | "freeze" | "retain">;

  /**
   * The most users a change may remove: more than `count` (default 50) or more than `percent` (default 20, counted from
   * 20 managed users up) is refused, in the preview already.
   */
  deletionLimit?: pulumi.Input<{ count?: pulumi.Input<number>; percent?: pulumi.Input<number> }>;

  /** Lets a change through that removes at most this many users. Take it out again afterwards, or leave it: it does not disarm the limit for larger ones. */
  acceptDeletions?: pulumi.Input<number>;

  /**
   * Owners, or other UserImportJobs of the program, whose users become this resource's when it declares them: for
   * splitting, renaming and moving, and when a state was lost. Default none. They keep UserId, password and origin, so
   * those that a job imported can be removed again. An owner without its `#lineage`, or a UserImportJob, stands for every
   * lineage of that name; the job's own owner may be listed after an older state was restored. A job that is listed may
   * let go of the users in the same `up`.
   */
  takeOver?: (pulumi.Input<string> | UserImportJob)[];

  /**
   * What a changed field does that only an import can set (`gender`, `name`, `job` and 13 more). Default `"fail"`;
   * `"reimport"` deletes the user and imports it again, with a new UserId and without its password; `"ignore"`.
   */
  importOnlyChange?: pulumi.Input<"fail" | "reimport" | "ignore">;

  /**
   * Default `"initial"`: a credential is used when the user is imported, later changes are noted. `"managed"`: a changed
   * plaintext is set with SetPassword, a changed hash follows `importOnlyChange`.
   */
  passwordPolicy?: pulumi.Input<"initial" | "managed">;

  /**
   * What users that CIAM refuses do to the run. Default `"fail"`: it ends with one reason a user, the others stay
   * imported, and the next `pulumi up` retries just those. `"warn"`: it succeeds with warnings, and refused users are
   * tried again by the next update or after a refresh.
   */
  failurePolicy?: pulumi.Input<"fail" | "warn">;

  /** Fields that are set at import and never compared or updated afterwards. Default none. */
  ignoreFields?: pulumi.Input<pulumi.Input<UserField>[]>;

  /** The attribute that carries the owner mark. Default `"indexedAttribute5"`; the users may not use it themselves. */
  ownerAttribute?: pulumi.Input<
    "indexedAttribute1" | "indexedAttribute2" | "indexedAttribute3" | "indexedAttribute4" | "indexedAttribute5"
  >;

  /** More fields to encrypt in the state and hide on the screen. `password`, `salt` and `residentIdentityCard` always are. */
  secretFields?: pulumi.Input<UserField>[];

  /**
   * The country of phone numbers that are written without one, by its calling code: with `"86"`, `13800008000` and
   * `86-138-0000-8000` are sent as `+86-13800008000`. A number that has its country is sent in this form in any case, and
   * however it is spelt it is one number: changing the spelling, or this, writes to nobody whose number stays the same.
   * Default none: a mobile number of the mainland may be written without its country and stays so; any other is an error.
   *
   * @example `"86"`
   */
  phoneCountry?: pulumi.Input<string>;

  /**
   * Whose passwords are passwords, whatever they look like: `true` for all, or the names of sets, or single users as
   * `"set/key"`. A password without `passwordEncryptType` that looks like a hash, a mask or the mark of a locked account is
   * refused otherwise, and so are sets in which most passwords have one length and one alphabet. Sets whose loader was
   * told `passwordsArePlain` are added by themselves, so that a preview shows them. Changing it sends nothing. Default
   * none.
   */
  passwordsArePlain?: pulumi.Input<boolean | pulumi.Input<string>[]>;

  /** Whether to look for existing users before the first import. Default true; false saves calls where CIAM is known to refuse duplicates. */
  preflight?: pulumi.Input<boolean>;

  /** Group name → group id, so that files can name groups. Default none. */
  groups?: pulumi.Input<Record<string, pulumi.Input<string>>>;

  /** The most users (default 2000) and bytes (default 8 MiB) of one import job. */
  batch?: pulumi.Input<{ users?: pulumi.Input<number>; bytes?: pulumi.Input<number>; parallel?: pulumi.Input<number> }>;

  /** How long one job (default `"30m"`) and a whole run (default `"2h"`) may take. What is not done then goes on with the next `pulumi up`. */
  timeouts?: pulumi.Input<{ job?: pulumi.Input<string>; total?: pulumi.Input<string> }>;
}
