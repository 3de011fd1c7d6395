import type { Lines } from "../../text/escape";
import { SaidError } from "../../text/saidError";
import { bugReport, CiamError } from "../../ciam/errors";
import { PartlyDone } from "./errors";

/** The same as lines, where there are several. */
export function linesOf(error: unknown): Lines {
  return error instanceof SaidError ? error.said : sentence(error);
}

/** What a person is told of an error. */
export function sentence(error: unknown): string {
  if (error instanceof CiamError) return `${error.message}: ${error.remedy}`;
  if (error instanceof PartlyDone || error instanceof SaidError) return error.message;
  return bugReport(error);
}
