import * as pulumi from "@pulumi/pulumi";

const KEY = "tencentcloud:secretKey";

let said = false;

/**
 * Warns, once, about a secret key in clear in the stack's config: the engine records the config in the state of every
 * resource that uses it, and encrypts only what was secret before.
 */
export function warnOfClearKey(): void {
  if (said || pulumi.runtime.getConfig(KEY) === undefined || secretKeys().includes(KEY)) return;
  said = true;
  void pulumi.log.warn(
    `${KEY} is in the config of this stack in clear, and so in its state too. Set it again with ` +
      `\`pulumi config set --secret ${KEY}\`, and make a new key: this one has been written to disk`,
  );
}

/** Pulumi's environment tells the program which config values are secret. */
function secretKeys(): unknown[] {
  const keys: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]");
  return Array.isArray(keys) ? keys : [];
}
