import { runError } from "../runError";
import { FileRecord } from "../../provider/resources/userImportJob/state/fileRecord";
import { decodeRecord } from "../../provider/resources/userImportJob/state/record";

/** The UserIds of a resource, set → key → id. */
export type Managed = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** The part of a resource's record that its program may see. */
export function managedIn(record: string, fileRecord?: string): Managed {
  const { managed } = decodeRecord({ record });
  const sets = new Map<string, Record<string, string>>(
    Object.entries(managed).map(
      ([set, users]) => [set, Object.fromEntries(Object.entries(users).map(([key, { id }]) => [key, id]))] as const,
    ),
  );
  for (const { ref, id } of FileRecord.decode(fileRecord).managed()) {
    const users = sets.get(ref.set) ?? {};
    users[ref.key] = id;
    sets.set(ref.set, users);
  }
  return sets;
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
