import { isObject } from "../../text/values";
import { showSteps } from "../../provider/users/input/finding";

/** A value below a member, by the path that leads to it and the word that says what it is. */
export interface Part {
  readonly path: string;
  readonly word: string;
}

/** Deeper and longer than any user is. */
const DEEPEST = 4;
const MOST = 40;

/** The values below a member, as paths that somebody could name: of a list the first element, or those that have a name. */
export function partsBelow(title: string, value: unknown): Part[] {
  const parts: Part[] = [];
  if (title === "__proto__") return parts;
  walk(value, title, lastWord(title), 0, parts);
  return parts;
}

function walk(value: unknown, path: string, word: string, depth: number, parts: Part[]): void {
  if (parts.length >= MOST || depth > DEEPEST) return;
  if (Array.isArray(value)) walkList(value, path, word, depth, parts);
  else if (isObject(value))
    for (const [name, member] of Object.entries(value))
      walk(member, `${path}${showSteps([name])}`, name, depth + 1, parts);
  else if (depth > 0 && (typeof value === "string" || typeof value === "number")) parts.push({ path, word });
}

function walkList(list: readonly unknown[], path: string, word: string, depth: number, parts: Part[]): void {
  const [first] = list;
  const named = isObject(first) ? pairIn(first) : undefined;
  if (named === undefined) {
    // What holds several of a thing is called by the thing: `emails[0].value` is an e-mail address.
    if (isObject(first))
      for (const [name, member] of Object.entries(first))
        walk(
          member,
          `${path}[0]${showSteps([name])}`,
          /^(?:value|address|number)$/i.test(name) ? word.replace(/s$/, "") : name,
          depth + 1,
          parts,
        );
    else if (first !== undefined) walk(first, `${path}[0]`, word, depth + 1, parts);
    return;
  }
  for (const element of list) {
    const name = isObject(element) ? element[named.name] : undefined;
    if (typeof name === "string" && /^[\w:.-]{1,60}$/.test(name) && parts.length < MOST)
      parts.push({ path: `${path}[${named.name}=${name}]${showSteps([named.value])}`, word: name });
  }
}

/** The members of a pair such as `{Name: "email", Value: "ann@example.com"}`. */
function pairIn(element: Readonly<Record<string, unknown>>): { name: string; value: string } | undefined {
  const names = Object.keys(element);
  const name = names.find((each) => /^(?:name|key|attribute|field)$/i.test(each));
  const value = names.find((each) => /^values?$/i.test(each));
  return name === undefined || value === undefined || names.length > 3 ? undefined : { name, value };
}

function lastWord(title: string): string {
  return title.split(/[.:]/).at(-1) ?? title;
}
