import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { systemClock, type Clock } from "../clock";
import type { Transport } from "../transport";
import { UsageError } from "../errors/usageError";
import { assumeRole, roleFromEnvironment, type AssumedRole } from "./assumeRole";
import { CredentialChain } from "./chain";
import { CvmRoleSource, getText, type GetText } from "./cvmRole";
import { SdkFileSource, TccliFileSource } from "./files";
import { ConfigSource, EnvironmentSource, type GivenCredentials } from "./given";
import type { Environment, ReadText } from "./types";

export interface DefaultChainOptions {
  /** From the stack's config or a provider's arguments. */
  readonly config?: GivenCredentials;
  /** Profile of the credential files. Default: TENCENTCLOUD_PROFILE, else `default`. */
  readonly profile?: string | undefined;
  /** Default: from the environment, see `roleFromEnvironment`. */
  readonly assumeRole?: AssumedRole | undefined;
  readonly env?: Environment;
  readonly home?: string;
  readonly readText?: ReadText;
  readonly getText?: GetText;
  readonly transport?: Transport;
  readonly clock?: Clock;
}

/**
 * The environment, the config, the files, then the machine's role: in this order, so that a rotated key in the
 * environment works even for a resource whose recorded config has the old one. A role is assumed with the credentials
 * found.
 */
export function defaultCredentials(options: DefaultChainOptions = {}): CredentialChain {
  const { env = process.env, home = homedir(), readText = readTextIfThere, clock = systemClock, transport } = options;
  const profile = options.profile ?? env["TENCENTCLOUD_PROFILE"] ?? "default";
  const tccli = env["TENCENTCLOUD_SHARED_CREDENTIALS_DIR"] ?? join(home, ".tccli");
  const role = options.assumeRole ?? roleFromEnvironment(env);
  return new CredentialChain({
    clock,
    sources: [
      new EnvironmentSource(env),
      new ConfigSource(options.config ?? {}),
      new SdkFileSource(home, profile, readText),
      new TccliFileSource(tccli, profile, readText),
      new CvmRoleSource(options.getText ?? getText, env["TENCENTCLOUD_CAM_ROLE_NAME"]),
    ],
    ...(role && {
      role: `the role ${role.arn}`,
      exchange: (base) => assumeRole(role, base, { clock, ...(transport && { transport }) }),
    }),
  });
}

const readTextIfThere: ReadText = async (path) => {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) {
      return undefined;
    }
    throw new UsageError(`${path} cannot be read; check its permissions`);
  }
};
