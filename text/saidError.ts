import type { Lines } from "./escape";

/** An error whose text was written for the person who reads it, and is shown as it is. */
export abstract class SaidError extends Error {
  constructor(
    /** What is said. A text is one line, whatever is in it; more lines come as a list. */
    readonly said: Lines,
  ) {
    super(typeof said === "string" ? said : said.join("\n"));
  }
}
