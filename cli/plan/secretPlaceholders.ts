import type { DesiredUser } from "../../provider/users/plan/actions";
import type { UserField } from "../../provider/users/model/fields";
import { refId } from "../../provider/users/model/ref";
import type { DeclaredUser } from "../../provider/users/model/user";
import { withheld } from "../../provider/planDocument/changes/identity";
import { mayHavePassword } from "../../provider/users/input/envelope/shownUser";
import type { DocumentUser } from "./declared";
import type { SecretChange } from "./secretChanges";

/** The two declarations of one user as a plan compares them, with something in the place of each secret. */
export function comparable(
  before: DocumentUser | undefined,
  now: DocumentUser,
  secrets: SecretChange,
): { before: DesiredUser | undefined; now: DesiredUser } {
  const id = refId(now.ref);
  const is = standIns(now, id, secrets === "some" ? [] : secrets);
  const was = before && withUntold(standIns(before, id, []), is, before);
  const hasCredential = mayHavePassword(now.shown);
  const isChanged = secrets === "some" || secrets.includes("password") || secrets.includes("salt");
  // The document tells whether a password changed, and nothing else of it.
  const credential = (changed: boolean): string | null => (hasCredential ? (changed ? "changed" : "as before") : null);
  return {
    before: was && { ref: before.ref, user: was, credential: credential(false) },
    now: { ref: now.ref, user: withUnknown(is, was, now), credential: credential(isChanged) },
  };
}

function standIns({ user, shown }: DocumentUser, id: string, changed: readonly UserField[]): DeclaredUser {
  const values: Record<string, unknown> = { ...user };
  for (const field of shown.secret) {
    // Groups are compared by themselves.
    if (field === "userGroups") continue;
    values[field] = withheld(`${id}${changed.includes(field) ? "\0changed" : ""}`);
  }
  if (shown.closed !== undefined) values.password = withheld(id);
  // Only compared, and only with the like of it.
  return values;
}

/** A value that may have been in a secret text before is not known to differ. */
function withUntold(before: DeclaredUser, now: DeclaredUser, { shown }: DocumentUser): DeclaredUser {
  if (shown.unknown === "all") return before;
  const told = shown.unknown.filter((field) => before[field] === undefined && now[field] !== undefined);
  return told.length === 0 ? before : { ...before, ...Object.fromEntries(told.map((field) => [field, now[field]])) };
}

/** A value that only `up` will know is not known to differ. */
function withUnknown(now: DeclaredUser, before: DeclaredUser | undefined, { shown }: DocumentUser): DeclaredUser {
  if (!before || shown.unknown === "all") return before ?? now;
  const kept = shown.unknown.filter((field) => now[field] === undefined && before[field] !== undefined);
  return kept.length === 0 ? now : { ...now, ...Object.fromEntries(kept.map((field) => [field, before[field]])) };
}
