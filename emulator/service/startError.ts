/** Why an emulator cannot start where it is asked to; the message is a sentence for whoever asked. */
export class StartError extends Error {
  override readonly name = "StartError";
}
