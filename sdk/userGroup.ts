import * as pulumi from "@pulumi/pulumi";
import { providerLiteral } from "../provider/dynamic/literal";
import { warnOfSettings } from "./settings";

const TYPE = "pulumi-nodejs:dynamic/ciam:UserGroup";

export interface UserGroupArgs {
  /** The store the group is in. Changing it replaces the group. */
  userStoreId: pulumi.Input<string>;
  /** Unique in the store. Changed in place. */
  displayName: pulumi.Input<string>;
  /** At most 128 characters. Default empty. Changed in place; taking it out clears it. */
  description?: pulumi.Input<string>;
  /**
   * Whether a group of this name that exists already is taken over instead of being an error: one made in the console,
   * or one whose state was lost. Its description is brought to the declaration; a group that was adopted is never
   * deleted, `pulumi destroy` leaves it where it is. Matters only when the resource is created. Default false.
   */
  adoptExisting?: pulumi.Input<boolean>;
}

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
  /** Whether it was there before, and is left where it is by a destroy. */
  declare readonly adopted: pulumi.Output<boolean>;

  constructor(name: string, args: UserGroupArgs, opts: pulumi.CustomResourceOptions = {}) {
    warnOfSettings();
    super(
      TYPE,
      name,
      {
        ...args,
        createdDate: undefined,
        adopted: undefined,
        __urn: pulumi.createUrn(name, TYPE, opts.parent),
        __provider: providerLiteral("UserGroup"),
      },
      opts,
    );
  }

  /** The id of the group. It is the resource's own id, so that it stays known while the group is edited. */
  get userGroupId(): pulumi.Output<string> {
    return this.id;
  }
}
