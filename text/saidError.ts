import type { Lines } from "./escape";

/** An error whose message was written for the person who reads it, and is shown as it is. */
export abstract class SaidError extends Error {
  constructor(
    /** The message: one line whatever values it holds, or a list of lines. */
    readonly said: Lines,
  ) {
    super(typeof said === "string" ? said : said.join("\n"));
  }
}
