import * as pulumi from "@pulumi/pulumi";
import { URN } from "../../provider/dynamic/carried";
import { PROVIDER, providerLiteral } from "../../provider/engine/literal";
import { groupInputs } from "../../provider/resources/userGroup";
import type { UserGroupArgs } from "./inputs";
import { refuseGet, refuseOptions, type ResourceTraits } from "./resourceOptions";
import { warnOfSettings } from "../settings/settings";

const TYPE = "pulumi-nodejs:dynamic/ciam:UserGroup";

const traits: ResourceTraits = {
  type: "UserGroup",
  inputs: Object.keys(groupInputs.shape),
  takeOver:
    "Declare the group by its displayName with adoptExisting: true instead: it is taken over, and never deleted",
  use: "Give the id of the group as a text where a group is asked for; getUserGroups(userStoreId) lists the groups of a store",
  timeouts: "A group is made by one call; an attempt may take a minute",
};

/**
 * A group of users. Mainland endpoint only.
 *
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const store = new ciam.UserStore("customers", { name: "customers" });
 * const testers = new ciam.UserGroup("testers", { userStoreId: store.userStoreId, displayName: "Testers" });
 * export const groupId = testers.userGroupId;
 * ```
 */
export class UserGroup extends pulumi.CustomResource {
  /** For typed policies: `validateResourceOfType(UserGroup, …)`. */
  static readonly __pulumiType = TYPE;

  /** The store the group is in. Changing it replaces the group. */
  declare readonly userStoreId: pulumi.Output<string>;
  /** Unique in the store. Changed in place. */
  declare readonly displayName: pulumi.Output<string>;
  /** At most 128 characters. Changed in place; taking it out clears it. */
  declare readonly description: pulumi.Output<string>;
  /** When it was created, in milliseconds since the epoch; null if the service does not say. */
  declare readonly createdDate: pulumi.Output<number | null>;
  /** True if it existed before; a destroy then leaves it in place. */
  declare readonly adopted: pulumi.Output<boolean>;

  /**
   * Registers the group. `pulumi preview` says what is wrong with its inputs, and that the endpoint has no groups if it is
   * the international one.
   *
   * @param name the resource's name, which is not that of the group
   * @throws RunError for the options `id` and `import`, which cannot work: `adoptExisting` takes over a group that exists
   */
  constructor(name: string, args: UserGroupArgs, opts: pulumi.CustomResourceOptions = {}) {
    warnOfSettings();
    refuseOptions(traits, name, args, opts);
    super(
      TYPE,
      name,
      {
        ...args,
        createdDate: undefined,
        adopted: undefined,
        [URN]: pulumi.createUrn(name, TYPE, opts.parent),
        [PROVIDER]: providerLiteral("UserGroup"),
      },
      opts,
    );
  }

  /**
   * Not supported: use a group that is managed elsewhere by its id.
   *
   * @throws RunError always
   */
  static get(): never {
    return refuseGet(traits);
  }

  /** The id of the group. It equals the resource's id, so it stays known while the group is edited. */
  get userGroupId(): pulumi.Output<string> {
    return this.id;
  }
}
