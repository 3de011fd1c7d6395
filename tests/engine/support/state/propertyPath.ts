import { Hidden, isValues, secret, type Value, type Values } from "./values";

export type Path = readonly (string | number)[];

/** In the engine's form: names that are not plain words stand in brackets and quotes. */
export function showPath(path: Path): string {
  return path.reduce<string>((shown, part, at) => {
    if (typeof part === "number") return `${shown}[${String(part)}]`;
    if (!/^\w*$/.test(part)) return `${shown}["${part.replaceAll('"', '\\"')}"]`;
    return at === 0 ? part : `${shown}.${part}`;
  }, "");
}

/** Reads `userSets.staff["a.b"].email`; the double knows paths through objects only. */
export function parsePath(text: string): readonly string[] {
  const parts = [...text.matchAll(/(?:^|\.)([^.["]+)|\["((?:[^"\\]|\\.)*)"\]/g)];
  if (parts.map(([part]) => part).join("") !== text) throw new Error(`the double does not understand the path ${text}`);
  return parts.map(([, plain, quoted]) => plain ?? (quoted ?? "").replaceAll('\\"', '"'));
}

/**
 * The program's inputs, with old values in place of ignored ones. A path that only one side has changes nothing, as in
 * the engine, which prints a line about it.
 */
export function ignoring(news: Values, olds: Values, paths: readonly string[]): Values {
  return paths.reduce((inputs, path) => reset(olds, inputs, parsePath(path), false) ?? inputs, news);
}

function reset(olds: Values, news: Values, [name, ...rest]: readonly string[], hidden: boolean): Values | undefined {
  if (name === undefined) return undefined;
  const old = Object.hasOwn(olds, name) ? olds[name] : undefined;
  const { [name]: now, ...others } = news;
  if (rest.length === 0) {
    if (old === undefined) return others;
    return { ...others, [name]: hidden && !(old instanceof Hidden) ? secret(old) : old };
  }
  if (old === undefined || now === undefined) return old === now ? news : undefined;
  const [before, after] = [unwrapped(old), unwrapped(now)];
  if (!isValues(before) || !isValues(after)) return isValues(before) === isValues(after) ? news : undefined;
  const isHidden = old instanceof Hidden && !(now instanceof Hidden);
  const inner = reset(before, after, rest, hidden || isHidden);
  return inner && { ...others, [name]: now instanceof Hidden ? secret(inner) : inner };
}

function unwrapped(value: Value): Value {
  return value instanceof Hidden ? unwrapped(value.value) : value;
}
