/** The reason why an emulator cannot start; the message is a sentence for the person who starts it. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** An impossible configuration; the message is a sentence for the person who wrote it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
