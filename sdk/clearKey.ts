import * as pulumi from "@pulumi/pulumi";

const KEY = "tencentcloud:secretKey";

let said = false;

/**
 * Warns, once, of a secret key that lies in the stack's config in clear: the engine records the config in the state of
 * whatever works with it, and encrypts there only what was secret before.
 */
export function warnOfClearKey(): void {
  if (said || pulumi.runtime.getConfig(KEY) === undefined || secretKeys().includes(KEY)) return;
  said = true;
  void pulumi.log.warn(
    `${KEY} is in the config of this stack in clear, and so in its state too. Set it again with ` +
      `\`pulumi config set --secret ${KEY}\`, and make a new key: this one has been written to disk`,
  );
}

/** Pulumi tells a program by its environment which values of the config are secret. */
function secretKeys(): unknown[] {
  const keys: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]");
  return Array.isArray(keys) ? keys : [];
}
