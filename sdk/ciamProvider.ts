import * as pulumi from "@pulumi/pulumi";
import { runError } from "./runError";
import { unknownNames, type NamesOf } from "../text/unknownNames";

export interface ProviderArgs {
  /** A host, a URL, or `embedded`. Default: the stack's `ciam:endpoint`. */
  endpoint?: pulumi.Input<string>;
  /** Default: the stack's `ciam:region`, else `ap-singapore`. */
  region?: pulumi.Input<string>;
  /** The profile of `~/.tccli/<profile>.credential`. Default: `default`. */
  profile?: pulumi.Input<string>;
  /** The language of CIAM's messages: `en-US` or `zh-CN`. Default: the stack's `ciam:language`. */
  language?: pulumi.Input<"en-US" | "zh-CN">;
  /** Calls a second for each action, at most 20. Default: the stack's `ciam:rate`, else 15. */
  rate?: pulumi.Input<number>;
  /** Both or neither. Recorded in the state, so pass secrets. Default: the usual sources. */
  secretId?: pulumi.Input<string>;
  secretKey?: pulumi.Input<string>;
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
