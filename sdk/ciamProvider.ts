import * as pulumi from "@pulumi/pulumi";
import { runError } from "./runError";
import { unknownNames, type NamesOf } from "../text/unknownNames";

/**
 * Where the users of a `Provider` are, and who asks. Each setting that is left out comes from the stack's config, else from
 * the environment, as without a `Provider`. Changing one replaces nothing: a resource that another endpoint or tenant
 * made is an error of its own verbs.
 */
export interface ProviderArgs {
  /**
   * A host, a URL, or `embedded` for an emulator inside the provider. Default: the stack's `ciam:endpoint`, else
   * TENCENTCLOUD_CIAM_ENDPOINT, else the international host.
   */
  endpoint?: pulumi.Input<string>;
  /** The region. Default: the stack's `ciam:region`, else TENCENTCLOUD_REGION, else `ap-singapore`. */
  region?: pulumi.Input<string>;
  /**
   * The profile of `~/.tccli/<profile>.credential`. Default: the stack's `ciam:profile`, else TENCENTCLOUD_PROFILE, else
   * `default`.
   */
  profile?: pulumi.Input<string>;
  /** The language of CIAM's messages: `en-US` or `zh-CN`. Default: the stack's `ciam:language`, else `en-US`. */
  language?: pulumi.Input<"en-US" | "zh-CN">;
  /** Calls a second for each action, at most 20. Default: the stack's `ciam:rate`, else 15. */
  rate?: pulumi.Input<number>;
  /**
   * The SecretId of the credentials; it goes together with `secretKey`. It is encrypted in the state, as are the other
   * two, whether the program marks it as a secret or not. Default: the stack's `tencentcloud:secretId`, else
   * TENCENTCLOUD_SECRET_ID, else the files of the vendor's tools, else a role.
   */
  secretId?: pulumi.Input<string>;
  /** The SecretKey of the credentials; it goes together with `secretId`. Default: from where that comes. */
  secretKey?: pulumi.Input<string>;
  /**
   * The token of temporary credentials; it goes with the other two. Default: from where they come; none for credentials
   * that last.
   */
  securityToken?: pulumi.Input<string>;
}

const names: NamesOf<ProviderArgs> = {
  endpoint: true,
  region: true,
  profile: true,
  language: true,
  rate: true,
  secretId: true,
  secretKey: true,
  securityToken: true,
};

/**
 * A second account or region in one program, given to resources by `opts.provider`.
 *
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const mainland = new ciam.Provider("mainland", { endpoint: "ciam.tencentcloudapi.com", region: "ap-guangzhou", profile: "cn" });
 * new ciam.UserStore("customers", { name: "customers" }, { provider: mainland });
 * ```
 */
export class Provider extends pulumi.ProviderResource {
  /**
   * Registers the provider. It asks nobody: what is wrong with an endpoint or with credentials, the first resource says.
   *
   * @param name the provider's name
   * @throws RunError for an argument that there is not, and for one of `secretId` and `secretKey` without the other
   */
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const wrong = unknownNames(args, names, "argument");
    if (wrong.length > 0) throw runError(`Provider "${name}": ${wrong.join("; ")}`);
    if ((args.secretId === undefined) !== (args.secretKey === undefined)) {
      throw runError(`Provider "${name}": secretId and secretKey go together: give both, or neither`);
    }
    const config: Record<string, pulumi.Input<string> | undefined> = {
      "ciam:endpoint": args.endpoint,
      "ciam:region": args.region,
      "ciam:profile": args.profile,
      "ciam:language": args.language,
      "ciam:rate": args.rate === undefined ? undefined : pulumi.output(args.rate).apply(String),
      "tencentcloud:secretId": args.secretId === undefined ? undefined : pulumi.secret(args.secretId),
      "tencentcloud:secretKey": args.secretKey === undefined ? undefined : pulumi.secret(args.secretKey),
      "tencentcloud:securityToken": args.securityToken === undefined ? undefined : pulumi.secret(args.securityToken),
    };
    super(
      "pulumi-nodejs",
      name,
      Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined)),
      opts,
    );
  }
}
