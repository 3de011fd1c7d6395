import { runError } from "../runError";
import { decodeRecord } from "../../provider/resources/userImportJob/state/record";

/** The UserIds of a resource, set → key → id. */
export type Managed = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** The part of a resource's record that its program may see. */
export function managedIn(record: string): Managed {
  const { managed } = decodeRecord({ record });
  const sets = Object.entries(managed).map(
    ([set, users]) => [set, Object.fromEntries(Object.entries(users).map(([key, { id }]) => [key, id]))] as const,
  );
  return new Map(sets);
}

export function findUserId(ids: Managed, set: string, key: string): string {
  const users = ids.get(set) ?? {};
  const id = Object.hasOwn(users, key) ? users[key] : undefined;
  if (id === undefined) {
    throw runError(
      `user ${set}/${key} has no UserId: it is in no set of this UserImportJob, CIAM refused it, or conflictPolicy: "skip" left it alone`,
    );
  }
  return id;
}

/** The UserIds of one set, by key. */
export function findUserIds(ids: Managed, set: string): Record<string, string> {
  return { ...ids.get(set) };
}
