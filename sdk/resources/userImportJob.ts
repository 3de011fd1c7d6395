import * as pulumi from "@pulumi/pulumi";
import { argNames } from "../../provider/resources/userImportJob/inputs/args";
import { URN, USERS_HIDDEN } from "../../provider/dynamic/carried";
import { parseUrn } from "../../provider/planDocument/urn";
import { readSteps } from "../../provider/users/input/finding";
import { ownerName } from "../../provider/users/model/owner";
import { PROVIDER, providerLiteral } from "../../provider/engine/literal";
import type { UserImportJobArgs } from "./inputs";
import { HandOver } from "./handOvers";
import type { FailedUsers, ImportJob, ImportSummary, JobStatus } from "./outputs";
import { refuseGet, refuseOptions, type ResourceTraits } from "./resourceOptions";
import { runError } from "../runError";
import { warnOfSettings } from "../settings/settings";
import { findUserId, findUserIds, managedIn, type Managed } from "./userIds";
import { declare } from "../userSets/declared";
import { DeclaredUsers } from "../userSets/declaredUsers";
import { refuseIgnoreChanges } from "../userSets/ignoreChanges";
import { withPlainPasswords } from "../userSets/plainPasswords";
import { refuseOptionsOfFiles } from "../userFiles/refuse";
import { withSecretDefaults } from "../userFiles/secretDefaults";
import { withSecretFields } from "../userSets/secretFields";
import { refuseWhatTheWireWouldChange } from "../userSets/wireSafe";

const TYPE = "pulumi-nodejs:dynamic/ciam:UserImportJob";

const traits: ResourceTraits = {
  type: "UserImportJob",
  inputs: argNames,
  takeOver:
    'Declare the users instead: with conflictPolicy: "adopt" those who exist already are taken into care, with takeOver those of another UserImportJob; `ciam export` writes the users of a store into a file that declares them',
  use: "findUser(userStoreId, …) looks up a user of a store, listJobs(userStoreId) its jobs",
  timeouts: 'Use the input timeouts, as in {job: "30m", total: "2h"}',
};

/**
 * Sets of users, kept equal to a CIAM user store by import jobs: new users by one job (`CreateApiImportUserJob`),
 * changed fields by `UpdateUser`, users who left the sets by `DeleteUsers`. `pulumi preview` shows the coming changes
 * user by user, `pulumi refresh` the changes made by hand.
 *
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const staff = new ciam.UserImportJob("staff", {
 *   userStoreId: "0123456789abcdef0123456789abcdef",
 *   userSets: { testers: { alice: { email: "alice@example.com", nickname: "Alice" } } },
 * });
 * export const aliceId = staff.userId("testers", "alice");
 * ```
 */
export class UserImportJob extends pulumi.CustomResource {
  /** For typed policies: `validateResourceOfType(UserImportJob, …)`. */
  static readonly __pulumiType = TYPE;

  /** The store the users are in. */
  declare readonly userStoreId: pulumi.Output<string>;
  /**
   * `InSync`, `Degraded` (some users are not as declared) or `Pending` (an import job had not ended), after the last run or
   * refresh.
   */
  declare readonly status: pulumi.Output<JobStatus>;
  /** Why `status` is not `InSync`, in a sentence with at most 20 users by key; else empty. */
  declare readonly statusReason: pulumi.Output<string>;
  /** Counts of the last run; a refresh counts `drifted`, `orphans` and `unmanaged` anew. */
  declare readonly summary: pulumi.Output<ImportSummary>;
  /** The import jobs of the last run; a refresh asks again for those that had not ended. */
  declare readonly jobs: pulumi.Output<ImportJob[]>;
  /** Users that the last run could not update to match the program; a refresh leaves them as they are. */
  declare readonly failedUsers: pulumi.Output<FailedUsers>;
  /** Secret. For refresh and destroy; its content is not an interface. */
  declare readonly record: pulumi.Output<string>;
  /**
   * Keys, UserIds and keyed prints of the users of `userFiles`, packed; its content is not an interface. Nothing without
   * files.
   */
  declare readonly fileRecord: pulumi.Output<string | undefined>;

  /**
   * Registers the job. `pulumi preview` says what is wrong with its users and other inputs, all of it at once.
   *
   * @param name the resource's name; with project and stack it becomes the readable name of the users' owner, for good
   * @param opts refuses `deleteBeforeReplace`, because a replacement creates first and deletes later, and
   *   `replaceOnChanges` of anything but `userStoreId`, because an update keeps every account and a replacement may not
   * @throws RunError for these options and for `id` and `import`, which cannot work, for `ignoreChanges` of a user from a
   *   file, for an identity that another job of the program declares in the same store, for options of `userFiles` that
   *   are wrong as they stand, and for texts that Pulumi would change on their way
   */
  constructor(name: string, args: UserImportJobArgs, opts: pulumi.CustomResourceOptions = {}) {
    warnOfSettings();
    refuseOptions(traits, name, args, opts);
    refuseReplacements(name, opts);
    refuseIgnoreChanges(name, args.userSets, opts.ignoreChanges);
    refuseWhatTheWireWouldChange(name, args.userSets);
    refuseOptionsOfFiles(name, args.userFiles);
    declare({ name, parent: opts.parent, userStoreId: args.userStoreId, userSets: args.userSets });
    const urn = pulumi.createUrn(name, TYPE, opts.parent);
    const users = new DeclaredUsers(name, args.userSets ?? {}, args.userFiles);
    const handOver = HandOver.begin({ name, takeOver: args.takeOver, dependsOn: opts.dependsOn });
    const plainPasswords = withPlainPasswords(args.userSets, args.passwordsArePlain);
    super(
      TYPE,
      name,
      {
        ...args,
        ...(args.userSets !== undefined && {
          userSets: users.holdBackSets(withSecretFields(args.userSets, args.secretFields)),
        }),
        ...(args.userFiles !== undefined && { userFiles: withSecretDefaults(args.userFiles) }),
        ...(plainPasswords !== undefined && { passwordsArePlain: plainPasswords }),
        // Of JavaScript anything may come; the check says what is wrong with it.
        ...(Array.isArray(args.takeOver) && { takeOver: args.takeOver.map(ownerOf) }),
        // The owner's readable name; the first create draws the lineage that tells it from others of that name.
        owner: handOver.holdBack(users.holdBack(urn.apply((own) => ownerName(parseUrn(own))))),
        // Not `urn`: the SDK leaves an input of that name out.
        [URN]: urn,
        ...(hidesUsers(opts.hideDiffs) && { [USERS_HIDDEN]: true }),
        status: undefined,
        statusReason: undefined,
        summary: undefined,
        jobs: undefined,
        failedUsers: undefined,
        record: undefined,
        fileRecord: undefined,
        [PROVIDER]: providerLiteral("UserImportJob"),
      },
      {
        ...opts,
        additionalSecretOutputs: [...(opts.additionalSecretOutputs ?? []), "record"],
        hideDiffs: [...(opts.hideDiffs ?? []), "record", "fileRecord", "printKey", "jobs"],
      },
    );
    handOver.is(this);
    urnBy.set(this, urn);
    declaredBy.set(this, users);
  }

  /**
   * Not supported: look users up with `findUser`.
   *
   * @throws RunError always
   */
  static get(): never {
    return refuseGet(traits);
  }

  /**
   * The UserId that CIAM gave this user. Unknown in a preview that changes the job.
   *
   * @param set a name in `userSets` or `userFiles`
   * @param key the key of a user in that set
   * @throws RunError if there is no such set or no such user in it: at once, or where the sets are known only later, when
   *   they are. The output itself fails after an update that could not import the user, or left it alone by
   *   `conflictPolicy: "skip"`. Each of these ends the program, in a preview too, with a sentence that names the user.
   *
   * @example
   * ```ts
   * import * as ciam from "pulumi-tencentcloud-ciam";
   *
   * const staff = new ciam.UserImportJob("staff", {
   *   userStoreId: "0123456789abcdef0123456789abcdef",
   *   userSets: { staff: ciam.usersFromFile("users/staff.csv") },
   * });
   * export const aliceId = staff.userId("staff", "alice");
   * ```
   */
  userId(set: string, key: string): pulumi.Output<string> {
    return askedOf(this, set, key).apply(() => managedOf(this).apply((managed) => findUserId(managed, set, key)));
  }

  /**
   * The UserIds of one set, by key, without users that were refused or left alone. Unknown in a preview that changes the
   * job.
   *
   * @param set a name in `userSets` or `userFiles`
   * @throws RunError if there is no such set: at once, or where the sets are known only later, when they are
   *
   * @example
   * ```ts
   * import * as ciam from "pulumi-tencentcloud-ciam";
   *
   * const staff = new ciam.UserImportJob("staff", {
   *   userStoreId: "0123456789abcdef0123456789abcdef",
   *   userSets: { staff: ciam.usersFromFile("users/staff.csv") },
   * });
   * export const numberOfUsers = staff.userIds("staff").apply((ids) => Object.keys(ids).length);
   * ```
   */
  userIds(set: string): pulumi.Output<Record<string, string>> {
    return askedOf(this, set).apply(() => managedOf(this).apply((managed) => findUserIds(managed, set)));
  }
}

/** Refuses options that would risk accounts which an update keeps. */
function refuseReplacements(
  name: string,
  { deleteBeforeReplace, replaceOnChanges = [] }: pulumi.CustomResourceOptions,
): void {
  if (deleteBeforeReplace === true) {
    throw runError(
      `UserImportJob "${name}": deleteBeforeReplace: true would remove every user before it is known that the new ones can be imported. Leave the option out`,
    );
  }
  const other = replaceOnChanges.find((path) => path !== "userStoreId");
  if (other !== undefined) {
    throw runError(
      `UserImportJob "${name}": replaceOnChanges: [${JSON.stringify(other)}] would make a new job where an update keeps every account with its UserId and password. Leave it out; only "userStoreId" replaces a job, and does so by itself`,
    );
  }
}

/** The users that the program declares, by job. */
const declaredBy = new WeakMap<UserImportJob, DeclaredUsers>();

/**
 * Fails if the job does not declare the user that the program asks for. A job that was looked up, not declared, is
 * unknown here.
 */
function askedOf(job: UserImportJob, set: string, key?: string): pulumi.Output<unknown> {
  return declaredBy.get(job)?.ask(set, key) ?? pulumi.output(undefined);
}

/** Kept outside the resources: Pulumi would take their own members for outputs. */
const managedBy = new WeakMap<UserImportJob, pulumi.Output<Managed>>();

/** Read once for all users asked for. The ids taken from the record are no secret; the rest of it stays one. */
function managedOf(resource: UserImportJob): pulumi.Output<Managed> {
  const managed =
    managedBy.get(resource) ??
    pulumi
      .all([pulumi.unsecret(resource.record), resource.fileRecord])
      .apply(([record, fileRecord]) => managedIn(record, fileRecord));
  managedBy.set(resource, managed);
  return managed;
}

/**
 * Known before the resource is registered: a job that takes over from it must not wait until it has removed its users.
 */
const urnBy = new WeakMap<UserImportJob, pulumi.Output<string>>();

/** True if the program hides the users in every preview. */
function hidesUsers(paths: readonly string[] = []): boolean {
  return paths.map(readSteps).some(([root, ...below]) => below.length === 0 && (root === "userSets" || root === "*"));
}

function ownerOf(owner: pulumi.Input<string> | UserImportJob): pulumi.Input<string> {
  return owner instanceof UserImportJob ? (urnBy.get(owner) ?? owner.urn) : owner;
}
