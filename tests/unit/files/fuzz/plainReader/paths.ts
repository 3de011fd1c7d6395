/** What a path such as `emails[0].value` or `Attributes[Name=email].Value` leads to. */
export function follow(root: unknown, from: unknown, path: string): unknown {
  let value = from;
  const steps = path.matchAll(/\[(\d+)\]|\["([^"]*)"\]|\[([^=\]]+)=([^\]]*)\]|([^.[\]]+)/g);
  for (const [, index, quoted, by, wanted = "", member] of steps) {
    if (index !== undefined) value = Array.isArray(value) ? (value as unknown[])[Number(index)] : undefined;
    else if (by !== undefined) {
      const text = wanted.startsWith("@") ? plain(follow(root, root, wanted.slice(1))) : wanted;
      value = Array.isArray(value)
        ? (value as unknown[]).find((element) => text !== undefined && plain(follow(root, element, by)) === text)
        : undefined;
    } else value = member === undefined ? own(value, quoted ?? "") : own(value, member);
  }
  return value;
}

/** A member by its name, else by its name in another case. */
export function own(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const members = Object.entries(value);
  const [, exact] = members.find(([each]) => each === name) ?? [];
  return exact !== undefined || Object.hasOwn(value, name)
    ? exact
    : members.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}

function plain(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}
