import * as pulumi from "@pulumi/pulumi";
import { onScreen, type Lines } from "../../text/escape";
import { runError } from "../runError";

/** Where somebody called a function of ours: the frames of a stack from there on. */
export type Frames = readonly string[];

/** To be asked for before anything is awaited: afterwards nobody knows. */
export function framesAbove(called: (...args: never) => unknown): Frames {
  const here: { stack?: string } = {};
  Error.captureStackTrace(here, called);
  return (here.stack ?? "").split("\n").filter((line) => line.startsWith("    at ") && !/[ (]node:/.test(line));
}

/**
 * An error that is one sentence. Pulumi prints that of a RunError which its program throws, but the stack of one that
 * comes as the value of an input or that nobody awaits; without a stack, the sentence. A script prints the stack, which
 * therefore leads to the line that asked, and not into this package.
 */
export function refusal(said: Lines, frames: Frames): pulumi.RunError {
  const error = runError(said);
  error.stack = pulumi.runtime.hasMonitor() ? "" : [`Error: ${onScreen(said)}`, ...frames].join("\n");
  // The sign by which Pulumi knows its own would be printed beside the message.
  for (const name of Object.keys(error)) Object.defineProperty(error, name, { enumerable: false });
  return error;
}
