import { z } from "zod";

/** A switch with a regular expression as its value. */
export function pattern(byDefault: string) {
  return z.string().refine(isPattern, "not a regular expression").default(byDefault);
}

export function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
