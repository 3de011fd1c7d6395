/** The members of a request, response or type: name → type, such as `string, required` or `Filter[]`. */
export type Members = Readonly<Record<string, string>>;

/** The API as its vendor publishes it, in a form that is easy to compare. */
export interface PublishedApi {
  /** Its sources, with versions. */
  readonly sources: { readonly fields: string; readonly codes: string };
  readonly actions: Readonly<Record<string, PublishedAction>>;
  readonly types: Readonly<Record<string, Members>>;
  /** Error codes, of any action. */
  readonly codes: readonly string[];
}

interface PublishedAction {
  readonly request: Members;
  readonly response: Members;
  /** Error codes that not every action lists. */
  readonly codes: readonly string[];
}

/** A member in its parts. */
export interface Member {
  /** `string`, `number`, `boolean`, or the name of a type. */
  readonly type: string;
  readonly list: boolean;
  /** Of requests. */
  readonly required: boolean;
  /** Of responses: the vendor says that it may be null. */
  readonly nullable: boolean;
}

function memberOf(text: string): Member {
  const [type = "", ...marks] = text.split(", ");
  return {
    type: type.replace(/\[\]$/, ""),
    list: type.endsWith("[]"),
    required: marks.includes("required"),
    nullable: marks.includes("nullable"),
  };
}

export function membersOf(members: Members): (Member & { readonly name: string })[] {
  return Object.entries(members).map(([name, text]) => ({ name, ...memberOf(text) }));
}

/** The number of members in requests, responses and types together. */
export function countMembers({ actions, types }: PublishedApi): number {
  const all = [
    ...Object.values(actions).flatMap(({ request, response }) => [request, response]),
    ...Object.values(types),
  ];
  return all.reduce((sum, members) => sum + Object.keys(members).length, 0);
}

/** The members added, removed and changed between two versions, a line each. */
export function changesBetween(before: PublishedApi, after: PublishedApi): string[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)];
    if (was === is) return [];
    if (was === undefined) return [`+ ${path}: ${is ?? ""}`];
    return [is === undefined ? `- ${path}: ${was}` : `~ ${path}: ${was} → ${is}`];
  });
}

function linesOf({ sources, actions, types, codes }: PublishedApi): Map<string, string> {
  const lines = new Map<string, string>();
  const add = (path: string, members: Members): void => {
    lines.set(path, "");
    for (const [name, text] of Object.entries(members)) lines.set(`${path}.${name}`, text);
  };
  for (const [name, { request, response, codes: own }] of Object.entries(actions)) {
    add(`${name} request`, request);
    add(`${name} response`, response);
    for (const code of own) lines.set(`${name} code ${code}`, "");
  }
  for (const [name, members] of Object.entries(types)) add(name, members);
  for (const code of codes) lines.set(`code ${code}`, "");
  for (const [of, source] of Object.entries(sources)) lines.set(`source of ${of}`, source);
  return lines;
}
