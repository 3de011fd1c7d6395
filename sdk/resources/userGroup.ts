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
  static readonly __pulumiType = TYPE;

  declare readonly userStoreId: pulumi.Output<string>;
  declare readonly displayName: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string>;
  /** Milliseconds since the epoch. */
  declare readonly createdDate: pulumi.Output<number | null>;
  /** True if it existed before; a destroy then leaves it in place. */
  declare readonly adopted: pulumi.Output<boolean>;

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

  /** Not supported: use a group that is managed elsewhere by its id. */
  static get(): never {
    return refuseGet(traits);
  }

  /** The id of the group. It equals the resource's id, so it stays known while the group is edited. */
  get userGroupId(): pulumi.Output<string> {
    return this.id;
  }
}
