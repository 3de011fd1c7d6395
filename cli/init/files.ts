import { BugError } from "../../ciam/errors";

/** Texts of files by their paths. */
export type Files = ReadonlyMap<string, string>;

/** The text with one part of it replaced, which has to be there once: a template that was changed is noticed. */
export function replacedOnce(text: string, part: string, by: string): string {
  const [before, after, ...more] = text.split(part);
  if (before === undefined || after === undefined || more.length > 0)
    throw new BugError(`a template has ${String(text.split(part).length - 1)} times ${JSON.stringify(part)}`);
  return before + by + after;
}
