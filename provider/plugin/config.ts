import { z } from "zod";
import type { EngineConfig } from "../connection/clients";
import type { Props } from "../resources/resource";
import { UNKNOWN } from "../users/input/envelope/unknown";

const credential = (what: string, variable: string) =>
  z
    .string()
    .optional()
    .meta({ secret: true, description: `${what} Default: ${variable}, or the files of the vendor's tools.` });

/** The settings of the plugin, described: the schema is written from them. */
export const settings = z.object({
  endpoint: z
    .string()
    .optional()
    .describe(
      "A host, a URL, or `embedded` for the emulator inside the plugin. Default: TENCENTCLOUD_CIAM_ENDPOINT, else the international host.",
    ),
  region: z.string().optional().describe("The region. Default: TENCENTCLOUD_REGION, else `ap-singapore`."),
  profile: z
    .string()
    .optional()
    .describe("The profile of `~/.tccli/<profile>.credential`. Default: TENCENTCLOUD_PROFILE, else `default`."),
  language: z
    .enum(["en-US", "zh-CN"])
    .optional()
    .meta({ alias: "Language" })
    .describe("The language of CIAM's messages. Default: `en-US`."),
  rate: z.number().optional().describe("Calls a second for each action, at most 20. Default: 15."),
  showValues: z
    .boolean()
    .optional()
    .describe("True to show identities in full in messages, instead of masked. Default: `false`."),
  preview: z
    .enum(["state", "live"])
    .optional()
    .meta({ alias: "PreviewSource" })
    .describe(
      "`live`: a preview asks the store, too, and names conflicts and adoptions before anything is done. Default: `state`, which makes no call.",
    ),
  secretId: credential("The SecretId of the credentials; it goes together with `secretKey`.", "TENCENTCLOUD_SECRET_ID"),
  secretKey: credential("The SecretKey of the credentials.", "TENCENTCLOUD_SECRET_KEY"),
  securityToken: credential("The token of temporary credentials.", "TENCENTCLOUD_SECURITY_TOKEN"),
});

/** The settings that a state must not have in clear. */
export const secretSettings = ["secretId", "secretKey", "securityToken"] as const satisfies readonly (keyof z.infer<
  typeof settings
>)[];

/** The configuration of the plugin, by the names that a stack has for it. What is not known yet counts as left out. */
export function configOf(config: Props): EngineConfig {
  return {
    get(key) {
      const value = config[key.replace(/^(?:ciam|tencentcloud):/, "")];
      if (value === undefined || value === null || value === "" || value === UNKNOWN) return undefined;
      return typeof value === "string" ? value : JSON.stringify(value);
    },
  };
}
