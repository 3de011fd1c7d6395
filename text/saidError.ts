import { linesIn, type Lines } from "./escape";

/** An error whose message was written for the person who reads it, and is shown as it is. */
export abstract class SaidError extends Error {
  constructor(
    /** The message: one line whatever values it holds, or a list of lines. */
    readonly said: Lines,
  ) {
    super(linesIn(said).join("\n"));
  }

  /** The same error, with these lines below its own. */
  with(lines: readonly string[]): SaidError {
    // Every kind is made of what it says alone.
    const Same = this.constructor as new (said: Lines) => SaidError;
    return new Same([...linesIn(this.said), ...lines]);
  }
}
