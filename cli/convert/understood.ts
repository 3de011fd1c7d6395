import type { Row } from "../../files/rows/row";
import type { Place } from "../../files/titles/place";
import { isShowable } from "../../files/titles/showable";
import type { Use } from "../../files/titles/uses";
import { isUserField, type UserField } from "../../provider/users/model/fields";
import type { Disclosure } from "../../provider/users/model/identity/identity";
import type { DeclaredUser } from "../../provider/users/model/user";
import { isObject } from "../../text/values";
import { shownAt } from "../../provider/planDocument/mask";

/** A column of the file, or a member that a path leads to, and what became of it. */
export interface Understood {
  /** As the file calls it, if that may be shown. */
  readonly column: string;
  /** The fields that it fills, the key among them; none for one that is ignored. */
  readonly fields: readonly string[];
  /** The reason why it fills none. */
  readonly why?: string;
  /** The number of users that have a value there. */
  readonly users: number;
  /** The first value that came of it, masked. */
  readonly sample?: string;
}

/** A change to values: nothing is altered without a word. */
export interface Altered {
  readonly field: string;
  readonly how: string;
  readonly users: number;
}

interface Counted {
  /** As the first row has it: the same place may have another number in others. */
  readonly use: Use;
  users: number;
  sample?: string;
}

/** A user, and the row that it was made of. */
interface Seen {
  readonly row: Row;
  readonly key: string;
  readonly user: DeclaredUser;
}

/** Looks on while a file is read, and tells what its columns became and what was done to their values. */
export class Understanding {
  private readonly counted = new Map<string, Counted>();
  /** Counts by the uses of a row: all rows of a table have the same uses, and many objects have. */
  private readonly known = new WeakMap<readonly Use[], readonly (readonly [Use, Counted])[]>();
  private readonly altered = new Map<string, { field: string; how: string; users: number }>();

  constructor(private readonly disclosure: Disclosure) {}

  /** For a reader of files, which calls it for each user. */
  readonly watch = (row: Row, key: string, user: DeclaredUser): void => {
    const filled = new Set<string>();
    for (const [use, counted] of this.countedOf(row)) this.look(use, counted, { row, key, user }, filled);
    if (!isSameText(row.key()?.value, key)) this.alter("key", KEY_MADE_FIT);
    for (const field of Object.keys(user))
      if (![...filled].some((name) => name === field || name.startsWith(`${field}.`)))
        this.alter(field, "given by --default");
  };

  /** Those in which any user has something. */
  columns(): Understood[] {
    const byPlace = new Map<string, Counted[]>();
    for (const each of this.counted.values()) {
      const { title, place } = each.use;
      const id = JSON.stringify([title, place.steps]);
      byPlace.set(id, [...(byPlace.get(id) ?? []), each]);
    }
    return [...byPlace.values()].flatMap((all) => understoodOf(all) ?? []).filter(({ users }) => users > 0);
  }

  alterations(): Altered[] {
    return [...this.altered.values()];
  }

  private countedOf({ uses }: Row): readonly (readonly [Use, Counted])[] {
    const known = this.known.get(uses);
    if (known) return known;
    const all = uses.map((use) => {
      const id = JSON.stringify([use.title, use.kind, "name" in use ? use.name : "", use.place.steps]);
      const counted = this.counted.get(id) ?? { use, users: 0 };
      this.counted.set(id, counted);
      return [use, counted] as const;
    });
    this.known.set(uses, all);
    return all;
  }

  private look(use: Use, counted: Counted, { row, key, user }: Seen, filled: Set<string>): void {
    const written = row.written(use.place);
    if (isNothing(written)) return;
    counted.users++;
    if (use.kind === "names") counted.sample ??= shownAt("key", key, this.disclosure);
    if (!("name" in use)) return;
    const isFirst = !filled.has(use.name);
    const made = leafAt(user, use.name);
    if (use.kind === "hash") {
      if (made !== written) return;
      // Its type goes with it.
      filled.add("passwordEncryptType");
    } else if (made === undefined) {
      if (isFirst) this.alter(use.name, "taken for no value");
      return;
    }
    filled.add(use.name);
    counted.sample ??= shownAt(use.name, made, this.disclosure);
    if (use.kind === "fills" && isFirst && !isSameText(written, made))
      this.alter(use.name, howOf(use.name, use.place, made));
  }

  private alter(field: string, how: string): void {
    const id = `${field} ${how}`;
    const before = this.altered.get(id);
    if (before) before.users++;
    else this.altered.set(id, { field, how, users: 1 });
  }
}

const KEY_MADE_FIT = "made of what names the user, without what a key may not hold";

/** A place in the rows, with all its uses. */
function understoodOf(all: readonly Counted[]): Understood | undefined {
  const [first] = all;
  if (!first) return undefined;
  const { title, place } = first.use;
  const fields = all.flatMap(({ use }) => (use.kind === "names" ? ["key"] : "name" in use ? [use.name] : []));
  const why = all.flatMap(({ use }) =>
    use.kind === "tells" ? [`tells who is left out: ${use.why}`] : use.kind === "ignored" ? [use.why] : [],
  )[0];
  const sample = all.find(({ use, sample }) => sample !== undefined && use.kind !== "names") ?? all.find(hasSample);
  return {
    column: isShowable(title) ? title : `column ${String(place.at + 1)}`,
    fields: [...new Set(fields)].sort((a, b) => Number(a === "key") - Number(b === "key")),
    ...(why !== undefined && { why }),
    users: Math.max(...all.map(({ users }) => users)),
    ...(sample?.sample !== undefined && { sample: sample.sample }),
  };
}

function hasSample({ sample }: Counted): boolean {
  return sample !== undefined;
}

function isNothing(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === "string" && value.trim() === "") ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** The value of a user under a name that a column can have. */
function leafAt(user: DeclaredUser, name: string): unknown {
  if (isUserField(name)) return user[name];
  const [field = "", ...rest] = name.split(".");
  if (field === "customAttributes")
    return user.customAttributes?.find((attribute) => attribute.name === rest.join("."))?.value;
  let node: unknown = isUserField(field) ? user[field] : undefined;
  for (const step of rest) node = isObject(node) ? node[step] : undefined;
  return node;
}

/** True if a value is unaltered, but for what every file needs: a number or a truth has no quotes in some. */
function isSameText(written: unknown, made: unknown): boolean {
  if (Array.isArray(made) && typeof written === "string") return made.length === 1 && made[0] === written;
  const [before, after] = [textOf(written), textOf(made)];
  return typeof made === "boolean" ? before.toLowerCase() === after : before === after;
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

const manners: Readonly<Partial<Record<UserField, string>>> = {
  birthdate: "written as YYYY-MM-DD",
  userGroups: "made a list of groups",
  gender: "written in CIAM's word",
  identityVerified: "made true or false",
  userName: "without what stood round it",
};

function howOf(name: string, { steps }: Place, made: unknown): string {
  if (name === "phoneNumber")
    return typeof made === "string" && made.includes("-")
      ? "written as +86-… is, with its country"
      : "written without spaces and hyphens";
  const manner = isUserField(name) ? manners[name] : undefined;
  return manner ?? (steps.length > 0 ? "made text" : "without what stood round it");
}
