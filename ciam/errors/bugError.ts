/** The end of a remedy for what no user can mend. */
export const REPORT_BUG = "please report this as a bug";

/** Something that cannot be, unless this package has a fault. `bugReport` asks for the report, so the message does not. */
export class BugError extends Error {
  override readonly name = "BugError";
}

/**
 * What a person is told of an error nobody foresaw: what it says, and once that it is to be reported.
 *
 * @param whose what the person knows the faulty program by
 */
export function bugReport(error: unknown, whose = "pulumi-tencentcloud-ciam"): string {
  return `${described(error)} (this is a fault of ${whose}, please report it)`;
}

function described(error: unknown): string {
  if (error instanceof BugError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
