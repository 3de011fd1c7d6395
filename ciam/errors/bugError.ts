/** The end of a remedy that only we can apply. */
export const REPORT_BUG = "please report this as a bug";

/** A case that only a fault of this package can cause. `bugReport` asks for the report, so the message does not. */
export class BugError extends Error {
  override readonly name = "BugError";
}

/**
 * The message for an unforeseen error: its own text, and one request to report it.
 *
 * @param whose the name by which the person knows the faulty program
 */
export function bugReport(error: unknown, whose = "pulumi-tencentcloud-ciam"): string {
  return `${described(error)} (this is a fault of ${whose}, please report it)`;
}

function described(error: unknown): string {
  if (error instanceof BugError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
