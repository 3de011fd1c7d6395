import type { Finding } from "../../provider/users/input/finding";

/** A finding in a file. Without a line it concerns the whole file, and without a column the whole line. */
export interface FileFinding {
  readonly line?: number;
  readonly column?: number;
  readonly rule: string;
  /** As of any finding. */
  readonly kind?: string;
}

/** In the order of the file, in the form that editors and terminals can jump to. */
export function asFindings(path: string, found: readonly FileFinding[]): Finding[] {
  return [...found]
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
    .map(({ line, column, rule, kind }) => ({
      where: [path, line, column].filter((part) => part !== undefined).join(":"),
      rule,
      ...(kind !== undefined && { kind }),
    }));
}
