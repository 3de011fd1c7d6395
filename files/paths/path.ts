/**
 * A step into a tree: the member of an object, an element of a list by its number, or the first element of a list whose
 * member has a value. That value stands in the path, or at another path of the same user.
 */
export type Step =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "chosen"; readonly by: Path; readonly value: string }
  | { readonly kind: "chosen"; readonly by: Path; readonly same: Path };

export type Path = readonly [Step, ...Step[]];

/** `profile.login`, `emails[0].value`, `Attributes[Name=email].Value`, `emails[id=@primary_id].address`, `["a.b"].c`. */
const STEP = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\[([^\][="]+)=([^\][]*)\]|(?:^|\.)([^.[\]]+)/y;

/** Reads a path. Undefined for a text that is none. */
export function readPath(text: string): Path | undefined {
  const steps: Step[] = [];
  for (let at = 0; at < text.length;) {
    STEP.lastIndex = at;
    const found = STEP.exec(text);
    // What it has inside is a path as well, and moves the expression.
    const step = found === null ? undefined : stepOf(found);
    if (found === null || step === undefined) return undefined;
    steps.push(step);
    at += found[0].length;
  }
  const [first, ...rest] = steps;
  return first && [first, ...rest];
}

function stepOf([, index, quoted, by, value, member]: RegExpExecArray): Step | undefined {
  if (index !== undefined) return { kind: "index", index: Number(index) };
  const name = quoted?.replace(/\\(.)/g, "$1") ?? member;
  if (name !== undefined) return { kind: "member", name };
  const path = by === undefined ? undefined : readPath(by.trim());
  if (path === undefined || value === undefined) return undefined;
  if (!value.startsWith("@")) return { kind: "chosen", by: path, value: unquoted(value.trim()) };
  const same = readPath(value.slice(1));
  return same && { kind: "chosen", by: path, same };
}

function unquoted(value: string): string {
  return /^"(.*)"$/s.exec(value)?.[1] ?? value;
}

/** True if a text is more than the name of one member. */
export function isPath(text: string): boolean {
  return /[.[]/.test(text) && readPath(text) !== undefined;
}
