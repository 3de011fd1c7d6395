import { z } from "zod";

const managed = z.object({ managed: z.record(z.string(), z.record(z.string(), z.object({ id: z.string() }))) });

/** The UserId of a managed user, out of the record of its resource. */
export function findUserId(record: string, set: string, key: string): string {
  const users = managed.parse(JSON.parse(record)).managed;
  const id = Object.hasOwn(users, set) ? users[set]?.[key]?.id : undefined;
  if (id === undefined) {
    throw new Error(
      `user ${set}/${key} has no UserId: it is in no set of this UserImportJob, CIAM refused it, or conflictPolicy: "skip" left it alone`,
    );
  }
  return id;
}

/** The UserIds of one set, by key. */
export function findUserIds(record: string, set: string): Record<string, string> {
  const users = managed.parse(JSON.parse(record)).managed;
  return Object.fromEntries(
    Object.entries((Object.hasOwn(users, set) && users[set]) || {}).map(([key, { id }]) => [key, id]),
  );
}
