import type { Lines } from "../../text/escape";

/** Something in the program or its surroundings has to be mended by the reader; nothing was sent. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  constructor(
    /** What is said of it. A text is one line, whatever is in it; more lines come as a list. */
    readonly said: Lines,
  ) {
    super(typeof said === "string" ? said : said.join("\n"));
  }
}
