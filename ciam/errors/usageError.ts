import { SaidError } from "../../text/saidError";

/** Something in the program or its surroundings has to be mended by the reader; whoever throws it has written nothing. */
export class UsageError extends SaidError {
  override readonly name = "UsageError";
}
