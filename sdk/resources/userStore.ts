import * as pulumi from "@pulumi/pulumi";
import { URN } from "../../provider/dynamic/carried";
import { PROVIDER, providerLiteral } from "../../provider/engine/literal";
import { storeInputs } from "../../provider/resources/userStore";
import type { UserStoreArgs } from "./inputs";
import { refuseGet, refuseOptions, type ResourceTraits } from "./resourceOptions";
import { warnOfSettings } from "../settings/settings";

const TYPE = "pulumi-nodejs:dynamic/ciam:UserStore";

const traits: ResourceTraits = {
  type: "UserStore",
  inputs: Object.keys(storeInputs.shape),
  takeOver:
    "Declare the store by its name with adoptExisting: true instead: it is taken over with its users, and never deleted",
  use: "Give the id of the store as a text where a userStoreId is asked for; getUserStores() lists the stores of the account",
  timeouts: "A store is made by one call; an attempt may take a minute",
};

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
  /** For typed policies: `validateResourceOfType(UserStore, …)`. */
  static readonly __pulumiType = TYPE;

  /** Unique in the account, 1 to 128 characters. Changed in place. */
  declare readonly name: pulumi.Output<string>;
  /** What the store is for. Changed in place; taking it out clears it. */
  declare readonly description: pulumi.Output<string>;
  /** The address of a picture. Changed in place; taking it out clears it. */
  declare readonly logo: pulumi.Output<string>;
  /** Users in the store when it was last read, by `pulumi up` or `pulumi refresh`. */
  declare readonly userCount: pulumi.Output<number>;
  /** Prefix of the store's own domain; null while it has none. */
  declare readonly domain: pulumi.Output<string | null>;
  /** When it was created, in milliseconds since the epoch; null if the service does not say. */
  declare readonly createdDate: pulumi.Output<number | null>;
  /** True if it existed before; a destroy then leaves it in place. */
  declare readonly adopted: pulumi.Output<boolean>;

  /**
   * Registers the store. `pulumi preview` says what is wrong with its inputs, and that the endpoint has no stores if it is
   * the international one.
   *
   * @param name the resource's name, which is not that of the store
   * @throws RunError for the options `id` and `import`, which cannot work: `adoptExisting` takes over a store that exists
   */
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
        [URN]: pulumi.createUrn(name, TYPE, opts.parent),
        [PROVIDER]: providerLiteral("UserStore"),
      },
      opts,
    );
  }

  /**
   * Not supported: use a store that is managed elsewhere by its id.
   *
   * @throws RunError always
   */
  static get(): never {
    return refuseGet(traits);
  }

  /** The id of the store. It equals the resource's id, so it stays known while the store is edited. */
  get userStoreId(): pulumi.Output<string> {
    return this.id;
  }
}
