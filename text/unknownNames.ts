import { quotable } from "./quote";
import { suggestion } from "./suggest";

/** All names of an options type, so that the compiler tells when one of them is missing here. */
export type NamesOf<Options> = Readonly<Record<keyof Options, true>>;

/**
 * What is wrong with the names in an object of options. A compiler tells it to programs in TypeScript; in JavaScript
 * a misspelt option would just have no effect. `what` is what one of them is called.
 */
export function unknownNames(given: object, known: Readonly<Record<string, true>>, what: string): string[] {
  const names = Object.keys(known);
  return Object.keys(given)
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => `${quotable(name)} is no ${what}${suggestion(name, names)}; there are ${names.join(", ")}`);
}
