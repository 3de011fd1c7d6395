import { isObject } from "../../../../text/values";

type Step = { readonly member: string } | { readonly index: number } | { readonly by: string; readonly value: string };

/** A value in a tree and where it is, with numbers for the elements of lists. */
export interface Found {
  readonly value: unknown;
  readonly at: string;
  /** What else the path looked at: the members by which it chose. */
  readonly seen: readonly string[];
}

/** Follows a path as `Place` describes it. */
export function follow(root: unknown, path: string): Found | undefined {
  let found: Found = { value: root, at: "", seen: [] };
  for (const step of stepsOf(path)) {
    const next = take(root, found, step);
    if (next === undefined) return undefined;
    found = next;
  }
  return found;
}

/** The places of all values that are no objects or lists. */
export function leaves(value: unknown, at = ""): string[] {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) return value.flatMap((element, index) => leaves(element, `${at}.${index}`));
  if (isObject(value)) return Object.entries(value).flatMap(([name, member]) => leaves(member, `${at}.${name}`));
  return [at];
}

function stepsOf(path: string): Step[] {
  return [...path.matchAll(/\[(\d+)\]|\[([^=\]]+)=([^\]]*)\]|([^.[]+)/g)].map(([, index, by, value, member]) => {
    if (index !== undefined) return { index: Number(index) };
    return by !== undefined && value !== undefined ? { by, value } : { member: member ?? "" };
  });
}

function take(root: unknown, { value, at, seen }: Found, step: Step): Found | undefined {
  if ("member" in step) {
    const { member } = step;
    return isObject(value) && Object.hasOwn(value, member)
      ? { value: value[member], at: `${at}.${member}`, seen }
      : undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const elements: readonly unknown[] = value;
  const index = "index" in step ? step.index : elements.findIndex((element) => isChosen(root, element, step));
  if (index < 0 || index >= elements.length) return undefined;
  const place = `${at}.${index}`;
  return { value: elements[index], at: place, seen: "by" in step ? [...seen, `${place}.${step.by}`] : seen };
}

function isChosen(root: unknown, element: unknown, { by, value }: { readonly by: string; readonly value: string }) {
  const wanted = value.startsWith("@") ? follow(root, value.slice(1))?.value : value;
  return isObject(element) && wanted !== undefined && element[by] === wanted;
}
