/** Why an emulator cannot start where it is asked to; the message is a sentence for whoever asked. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** A configuration that cannot be; the message is a sentence for whoever wrote it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
