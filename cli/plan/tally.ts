import { countedFields } from "../../provider/messages/tally";
import type { Kind, UserChange } from "./report";

/** The numbers of a report: those that are not zero, in the order in which the line has them. */
export interface Tally {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** Field → how many users it changes for. */
  readonly fields: Readonly<Record<string, number>>;
  readonly passwords: number;
  readonly secrets: number;
  readonly kinds: Readonly<Partial<Record<Kind, number>>>;
}

export function tallyOf(users: readonly UserChange[]): Tally {
  const counts: Partial<Record<Kind, number>> = {};
  for (const { kind } of users) counts[kind] = (counts[kind] ?? 0) + 1;
  const changed = users.filter(({ kind }) => kind === "update" || kind === "identity");
  const fields: Record<string, number> = {};
  for (const { field } of changed.flatMap(({ changes }) => changes)) fields[field] = (fields[field] ?? 0) + 1;
  const withPassword = users.filter(({ secrets }) => secrets !== "some" && secrets.includes("password"));
  return {
    added: counts.import ?? 0,
    removed: counts.delete ?? 0,
    changed: changed.length,
    fields,
    passwords: withPassword.length,
    secrets: users.filter(({ secrets }) => secrets === "some" || secrets.length > 0).length - withPassword.length,
    kinds: counts,
  };
}

/** `+12 −1 ~3 (email 2, nickname 1), 1 password changed, 2 conflicts`, or nothing when nothing happens. */
export function tallyLine(users: readonly UserChange[]): string | undefined {
  const { added, removed, changed, fields, passwords, secrets, kinds } = tallyOf(users);
  const names = Object.entries(fields).flatMap(([field, count]) => Array.from({ length: count }, () => field));
  const signs = [
    added > 0 ? `+${shown(added)}` : "",
    removed > 0 ? `−${shown(removed)}` : "",
    changed > 0 ? `~${shown(changed)}${countedFields(names)}` : "",
  ].filter((part) => part !== "");
  const words = [
    signs.join(" "),
    counted(kinds.freeze, "frozen"),
    counted(kinds.reimport, "imported again"),
    counted(kinds.adopt, "adopted"),
    counted(passwords, "password changed", "passwords changed"),
    counted(secrets, "secret changed", "secrets changed"),
    counted(kinds.conflict, "conflict", "conflicts"),
    counted(kinds.release, "released"),
    counted(kinds.skip, "left alone"),
    counted(kinds.rename, "key changed", "keys changed"),
    counted(kinds.gone, "gone from the store"),
    counted(kinds.edited, "edited by hand"),
    counted(kinds.undeclared, "not declared"),
  ].filter((part) => part !== undefined && part !== "");
  return words.length > 0 ? words.join(", ") : undefined;
}

function counted(count: number | undefined, one: string, many = one): string | undefined {
  return count ? `${shown(count)} ${count === 1 ? one : many}` : undefined;
}

/** `12,000`: a number of users is read, not computed with. */
export function shown(count: number): string {
  return count.toLocaleString("en-US");
}
