import type { Lines } from "../../text/escape";
import { SaidError } from "../../text/saidError";
import { bugReport, CiamError } from "../../ciam/errors";
import { isBesideUsers, PartlyDone } from "./errors";

/** The message of an error, as several lines where it has them. */
export function linesOf(error: unknown): Lines {
  if (error instanceof SaidError) return error.said;
  return isBesideUsers(error) ? [sentence(error), ...error.ofUsers] : sentence(error);
}

/** The message of an error, for a person. */
export function sentence(error: unknown): string {
  if (error instanceof CiamError) return `${error.message}: ${error.remedy}`;
  if (error instanceof PartlyDone || error instanceof SaidError) return error.message;
  return bugReport(error);
}
