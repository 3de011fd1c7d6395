import * as pulumi from "@pulumi/pulumi";
import { onScreen, type Lines } from "../../text/escape";
import { runError } from "../runError";

/** The stack frames from the call of one of our functions on. */
export type Frames = readonly string[];

/** Call it before anything is awaited: afterwards the frames are lost. */
export function framesAbove(called: (...args: never) => unknown): Frames {
  const here: { stack?: string } = {};
  Error.captureStackTrace(here, called);
  return (here.stack ?? "").split("\n").filter((line) => line.startsWith("    at ") && !/[ (]node:/.test(line));
}

/**
 * An error that is one sentence. For a RunError thrown by its program, Pulumi prints the message. For one that comes as
 * the value of an input, or that nobody awaits, it prints the stack, or the message if there is no stack. A script
 * prints the stack, so the stack leads to the calling line and not into this package.
 */
export function refusal(said: Lines, frames: Frames): pulumi.RunError {
  const error = runError(said);
  error.stack = pulumi.runtime.hasMonitor() ? "" : [`Error: ${onScreen(said)}`, ...frames].join("\n");
  // Pulumi would print its own marker on the error beside the message.
  for (const name of Object.keys(error)) Object.defineProperty(error, name, { enumerable: false });
  return error;
}
