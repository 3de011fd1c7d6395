/** Something in the program or its surroundings has to be mended by the reader; nothing was sent. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
