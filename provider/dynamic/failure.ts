import { onScreen } from "../../text/escape";
import type { Props } from "../resources/resource";
import { PartlyDone } from "../messages/errors";
import { linesOf } from "../messages/sentence";
import { carriedIn } from "./carried";
import { toEngine } from "../engine/values";

/** An error in the engine's form: with an id, the resource exists and is recorded with these properties. */
export interface EngineFailure extends Error {
  id?: string;
  properties?: Record<string, unknown>;
  reasons?: string[];
}

/**
 * The one place where our errors become Pulumi's. For an error in `check`, `diff`, `read` and `delete`, the process
 * prints `<error>: <its stack>` beside the engine's own report of the message. On a terminal a stack is no help, nor is
 * the same message twice.
 */
export function toEngineFailure(error: unknown, inputs: Props): EngineFailure {
  const failure: EngineFailure = new Error(onScreen(linesOf(error)));
  failure.stack = "see the resource's error below";
  failure.toString = () => "ciam";
  if (error instanceof PartlyDone) {
    failure.id = error.id;
    // Without the provider's own text, a refresh or destroy of this resource could not even start.
    failure.properties = { ...toEngine(error.properties), ...carriedIn(inputs) };
    failure.reasons = error.reasons.map(onScreen);
  }
  return failure;
}
