/** A configuration that cannot be; the message is a sentence for whoever wrote it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
