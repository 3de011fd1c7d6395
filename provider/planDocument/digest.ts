import { createHash } from "node:crypto";
import type { Kind } from "./changes/userChange";
import type { PlanDocument, PlannedUser } from "./document";

/** What a look at a store finds and a run leaves as it is. */
const findings: ReadonlySet<Kind> = new Set<Kind>(["gone", "edited", "undeclared", "rename"]);

/**
 * One text for what a run will do to users, as a person can read it in the document: equal for what was announced and what
 * is about to be done, whatever the store holds until then. What a value was before, why, and what is left alone are not
 * part of it.
 */
export function digestOf({ users, untold }: Pick<PlanDocument, "users" | "untold">): string {
  // One after the other, in the order of the document, which is that of their names: there may be a hundred thousand.
  const hash = createHash("sha256");
  for (const user of users) if (isAct(user)) hash.update(`${JSON.stringify(done(user))}\n`);
  return hash.update(JSON.stringify(untold)).digest("hex");
}

export const DIGEST_OF_NOTHING = digestOf({ users: [], untold: [] });

/** Whether something is done for this user, or it is refused. */
export function isAct({ action, about, groups, untold, credentialChange }: PlannedUser): boolean {
  if (findings.has(action)) return false;
  // A password that is declared and not set is no deed.
  return !(action === "credential" && credentialChange !== "set" && about.length === 0 && !groups && !untold);
}

function done({ set, key, action, fields, groups, credential, about, obstacle, untold }: PlannedUser) {
  return {
    set,
    key,
    action,
    fields: fields.map(({ field, attribute, to }) => ({ field, attribute, to })),
    gained: groups?.gained.map(({ id, name }) => id ?? name).sort(),
    lost: groups?.lost.map(({ id, name }) => id ?? name).sort(),
    untold: untold ?? groups?.untold,
    credential,
    about: [...about].sort(),
    code: obstacle?.code,
  };
}
