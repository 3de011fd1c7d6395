import * as pulumi from "@pulumi/pulumi";
import { onScreen, type Lines } from "../text/escape";

/**
 * Ends the program with a message and no stack. A text is one line, whatever names it contains; several lines come as a
 * list.
 */
export function runError(said: Lines): pulumi.RunError {
  // The one place for it: everywhere else a name from a file could write over the screen.
  // eslint-disable-next-line no-restricted-syntax
  return new pulumi.RunError(onScreen(said));
}
