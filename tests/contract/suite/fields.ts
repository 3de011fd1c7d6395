import { membersOf, type Member, type Members, type PublishedApi } from "../../../tools/published/api";

/** A member of a request at any depth. In a list, the first item counts. */
export interface Field extends Member {
  readonly path: readonly string[];
}

/** All members of a request, including those of its objects. */
export function fieldsOf(members: Members, types: PublishedApi["types"], above: readonly string[] = []): Field[] {
  return membersOf(members).flatMap((member): Field[] => {
    const path = [...above, member.name];
    const inside = types[member.type];
    return [{ ...member, path }, ...(inside ? fieldsOf(inside, types, member.list ? [...path, "0"] : path) : [])];
  });
}

/** A full value of a field's type. */
function valueFor({ type, list }: Member, types: PublishedApi["types"]): unknown {
  const inside = types[type];
  const value = inside ? objectOf(inside, types) : type === "string" ? "x" : type === "number" ? 1 : true;
  return list ? [value] : value;
}

export function objectOf(members: Members, types: PublishedApi["types"]): Record<string, unknown> {
  return Object.fromEntries(membersOf(members).map((member) => [member.name, valueFor(member, types)]));
}

/** The same value with one place replaced; undefined removes it. */
export function withAt(value: unknown, path: readonly string[], put: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return put;
  if (Array.isArray(value)) {
    const items = [...(value as unknown[])];
    items[Number(step)] = withAt(items[Number(step)], rest, put);
    return items;
  }
  const members = { ...(value as Record<string, unknown>) };
  const next = withAt(members[step], rest, put);
  if (next === undefined) Reflect.deleteProperty(members, step);
  else members[step] = next;
  return members;
}

/** The errors in an answer by the published models: unknown members, other types, null where not allowed. */
export function misfits(answer: object, members: Members, types: PublishedApi["types"], at = ""): string[] {
  const known = new Map(membersOf(members).map((member) => [member.name, member]));
  return Object.entries(answer).flatMap(([name, value]: [string, unknown]) => {
    const [where, member] = [`${at}${name}`, known.get(name)];
    if (!member) return [`${where} is not published`];
    if (value === null) return member.nullable ? [] : [`${where} is null`];
    if (member.list !== Array.isArray(value)) return [`${where} is ${member.list ? "no" : "a"} list`];
    return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((one) => {
      const inside = types[member.type];
      if (inside && typeof one === "object" && one !== null) return misfits(one, inside, types, `${where}.`);
      return typeof one === member.type ? [] : [`${where} is ${typeof one}, not ${member.type}`];
    });
  });
}
