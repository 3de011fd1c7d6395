import type { Lines } from "../../text/escape";
import { CiamError, UsageError } from "../../ciam/errors";
import { RunStopped, PartlyDone } from "./errors";

/** The same as lines, where there are several. */
export function linesOf(error: unknown): Lines {
  return error instanceof UsageError || error instanceof RunStopped ? error.said : sentence(error);
}

/** What a person is told of an error. */
export function sentence(error: unknown): string {
  if (error instanceof CiamError) return `${error.message}: ${error.remedy}`;
  if (error instanceof PartlyDone || error instanceof UsageError || error instanceof RunStopped) return error.message;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `${what} (this is a fault of pulumi-tencentcloud-ciam, please report it)`;
}
