import { jsonText } from "../../../text/escape";
import { cutInTheMiddle } from "../../../text/format";
import { isObject } from "../../../text/values";
import { HIDDEN } from "../../users/input/envelope/open";

/** Why a document does not tell a value. */
export type Untold = "secret" | "unknown";

/** A group of users: its id, and the name that the program or the store has for it. One of them is there. */
export interface Group {
  readonly id?: string;
  readonly name?: string;
  /** Why its id is not told. */
  readonly untold?: Untold;
}

/** The groups that a user is declared to be in. */
export interface DeclaredGroups {
  readonly told: readonly Group[];
  /** There may be others besides, of which not even a name is told. */
  readonly untold?: Untold;
  /** How many are declared, told or not; no number where not even that is known. */
  readonly count: number;
}

/** Groups that a user comes into and goes out of. */
export interface GroupChange {
  readonly gained: readonly Group[];
  readonly lost: readonly Group[];
  /** The user may come into others besides, which nobody can tell. */
  readonly untold?: Untold;
  /** Where it was before is secret, so it may have been in those it is said to gain. */
  readonly wasSecret?: true;
}

export const noGroups: DeclaredGroups = { told: [], count: 0 };

/** An id as CIAM makes them; anything else is a name where there are names. */
const ID = /^[0-9a-f]{32}$/i;

/** The input `groups`: what the program calls the groups of the store. */
export class GroupNames {
  private readonly ids: ReadonlyMap<string, unknown>;
  private readonly names: ReadonlyMap<string, string>;
  private readonly untold: Untold | undefined;

  constructor(input: unknown) {
    this.ids = new Map(isObject(input) ? Object.entries(input) : []);
    this.names = new Map([...this.ids].flatMap(([name, id]) => (isTold(id) ? [[id, name] as const] : [])));
    this.untold = isObject(input) || input === undefined || input === null ? undefined : whyUntold(input);
  }

  /** Of what a user declares as `userGroups`: names and ids. */
  declared(value: unknown): DeclaredGroups {
    if (value === undefined || value === null) return noGroups;
    if (!Array.isArray(value)) return { told: [], untold: whyUntold(value), count: Infinity };
    const entries: readonly unknown[] = value;
    const told = new Map(
      entries
        .filter(isTold)
        .map((entry) => this.group(entry))
        .map((group) => [keyOf(group), group]),
    );
    const untold = entries.find((entry) => !isTold(entry));
    return {
      told: [...told.values()],
      ...(untold !== undefined && { untold: entries.includes(HIDDEN) ? "secret" : "unknown" }),
      count: entries.length,
    };
  }

  /** The group that an entry, a name or an id, stands for. */
  group(entry: string): Group {
    if (this.ids.has(entry)) {
      const id = this.ids.get(entry);
      return isTold(id) ? { id, ...(id !== entry && { name: entry }) } : { name: entry, untold: whyUntold(id) };
    }
    if (this.untold && !ID.test(entry)) return { name: entry, untold: this.untold };
    const name = this.names.get(entry);
    return name === undefined || name === entry ? { id: entry } : { id: entry, name };
  }
}

function isTold(value: unknown): value is string {
  return typeof value === "string";
}

function whyUntold(value: unknown): Untold {
  return value === HIDDEN ? "secret" : "unknown";
}

function keyOf({ id, name }: Group): string {
  return id === undefined ? `name ${String(name)}` : `id ${id}`;
}

/** What the engine found changed of a user's groups; nothing when it did not compare. */
export interface GroupsCompared {
  /** The names and ids that the user declares. */
  readonly declaration: boolean;
  /** The ids that some names stand for. */
  readonly names: boolean;
}

/** What becomes of the groups of a user, if anything does. */
export function groupChange(
  before: DeclaredGroups,
  now: DeclaredGroups,
  changed: GroupsCompared | undefined,
): GroupChange | undefined {
  const hides = mayGain(before, now, changed?.declaration);
  const isOtherwise = changed?.names === true ? ({ untold }: Group): boolean => untold !== undefined : () => false;
  const gained = without(now.told, before.told, isOtherwise);
  // While nobody knows in which groups it is, nobody knows which it left.
  const isLostTold =
    now.untold === undefined || (now.untold === "unknown" && now.count < Infinity && changed?.declaration === true);
  const lost = isLostTold ? without(before.told, now.told, () => false) : [];
  if (gained.length === 0 && lost.length === 0 && !hides) return undefined;
  return {
    gained,
    lost,
    ...(hides && now.untold && { untold: now.untold }),
    ...(before.untold === "secret" && gained.length > 0 && { wasSecret: true }),
  };
}

function mayGain(before: DeclaredGroups, now: DeclaredGroups, isChanged: boolean | undefined): boolean {
  switch (now.untold) {
    case "secret":
      return isChanged === true || before.untold !== "secret";
    case "unknown":
      return isChanged ?? now.count > before.count;
    default:
      return false;
  }
}

function without(
  groups: readonly Group[],
  others: readonly Group[],
  isOtherwise: (group: Group) => boolean,
): readonly Group[] {
  const keys = new Set(others.map(keyOf));
  return groups.filter((group) => !keys.has(keyOf(group)) || isOtherwise(group));
}

/** `admins (4b1f…)`: the name that people read, and the id that decides. */
export function showGroup({ id, name, untold }: Group): string {
  const shownId = id === undefined ? UNTOLD_ID[untold ?? "unknown"] : showName(id);
  return name === undefined ? shownId : `${showName(name)} (${shownId})`;
}

const UNTOLD_ID: Readonly<Record<Untold, string>> = {
  secret: "its id is secret",
  unknown: "its id is known by `pulumi up` only",
};

/** In quotes where it could be taken for several, or for what stands around it. */
function showName(name: string): string {
  const shown = cutInTheMiddle(name, LONGEST_NAME);
  return /^[\p{L}\p{N}_][\p{L}\p{N}._@/:+-]*…?[\p{L}\p{N}._@/:+-]*$/u.test(shown) ? shown : jsonText(shown);
}

const LONGEST_NAME = 80;
