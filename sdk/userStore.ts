import * as pulumi from "@pulumi/pulumi";
import { providerLiteral } from "../provider/engine/literal";
import type { NamesOf } from "../text/unknownNames";
import { refuseGet, refuseOptions, type ResourceTraits } from "./resourceOptions";
import { warnOfSettings } from "./settings";

const TYPE = "pulumi-nodejs:dynamic/ciam:UserStore";

const inputs: NamesOf<UserStoreArgs> = {
  name: true,
  description: true,
  logo: true,
  forceDestroy: true,
  adoptExisting: true,
};

const traits: ResourceTraits = {
  type: "UserStore",
  inputs: Object.keys(inputs),
  takeOver:
    "Declare the store by its name with adoptExisting: true instead: it is taken over with its users, and never deleted",
  use: "Give the id of the store as a text where a userStoreId is asked for; getUserStores() lists the stores of the account",
  timeouts: "A store is made by one call; an attempt may take a minute",
};

export interface UserStoreArgs {
  /** Unique in the account, 1 to 128 characters. Changed in place. */
  name: pulumi.Input<string>;
  /** Default empty. Changed in place; taking it out clears it. */
  description?: pulumi.Input<string>;
  /** The address of a picture. Default empty. Changed in place; taking it out clears it. */
  logo?: pulumi.Input<string>;
  /** True to allow the deletion of a store that still has users or applications, with all of them. Default false. */
  forceDestroy?: pulumi.Input<boolean>;
  /**
   * True to adopt an existing store of this name with its users, instead of an error: one made in the console, or one
   * whose state was lost. Name, description and logo are updated to match the program. An adopted store is never
   * deleted; `pulumi destroy` leaves it in place. Matters only when the resource is created. Default false.
   */
  adoptExisting?: pulumi.Input<boolean>;
}

/**
 * A directory of users. Mainland endpoint only.
 *
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const store = new ciam.UserStore("customers", { name: "customers", description: "People who buy" });
 * export const userStoreId = store.userStoreId;
 * ```
 */
export class UserStore extends pulumi.CustomResource {
  static readonly __pulumiType = TYPE;

  declare readonly name: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string>;
  declare readonly logo: pulumi.Output<string>;
  /** Users in the store when it was last read. */
  declare readonly userCount: pulumi.Output<number>;
  /** Prefix of the store's own domain; null while it has none. */
  declare readonly domain: pulumi.Output<string | null>;
  /** Milliseconds since the epoch. */
  declare readonly createdDate: pulumi.Output<number | null>;
  /** True if it existed before; a destroy then leaves it in place. */
  declare readonly adopted: pulumi.Output<boolean>;

  constructor(name: string, args: UserStoreArgs, opts: pulumi.CustomResourceOptions = {}) {
    warnOfSettings();
    refuseOptions(traits, name, args, opts);
    const outputs = { userCount: undefined, domain: undefined, createdDate: undefined, adopted: undefined };
    super(
      TYPE,
      name,
      {
        ...args,
        ...outputs,
        __urn: pulumi.createUrn(name, TYPE, opts.parent),
        __provider: providerLiteral("UserStore"),
      },
      opts,
    );
  }

  /** Not supported: use a store that is managed elsewhere by its id. */
  static get(): never {
    return refuseGet(traits);
  }

  /** The id of the store. It equals the resource's id, so it stays known while the store is edited. */
  get userStoreId(): pulumi.Output<string> {
    return this.id;
  }
}
