import { quotable } from "./quote";
import { suggestion } from "./suggest";

/** All names of an options type; the compiler reports a missing one. */
export type NamesOf<Options> = Readonly<Record<keyof Options, true>>;

/**
 * The problems of the names in an object of options. TypeScript reports them at compile time; in JavaScript a misspelt
 * option would have no effect. `what` is the noun for one option.
 */
export function unknownNames(given: object, known: Readonly<Record<string, true>>, what: string): string[] {
  const names = Object.keys(known);
  return Object.keys(given)
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => `${quotable(name)} is no ${what}${suggestion(name, names)}; there are ${names.join(", ")}`);
}
