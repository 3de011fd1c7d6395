import { SaidError } from "../../text/saidError";

/** The reader has to correct the program or its surroundings. Nothing was written before it was thrown. */
export class UsageError extends SaidError {
  override readonly name = "UsageError";
}
