import { identityOf } from "../../provider/planDocument/changes/identity";
import type { UserChange } from "../../provider/planDocument/changes/userChange";
import { sameValue } from "../../provider/users/plan/compare/compare";
import { allUserFields } from "../../provider/users/model/fields";
import { compareRefs, refId } from "../../provider/users/model/ref";
import type { DocumentUser } from "./declared";
import { groupChange } from "../../provider/planDocument/changes/groups";
import { groupField } from "./wholeUser";

/** The findings of a refresh: users who are gone, users who were edited, and users of ours whom nobody declares. */
export function driftOf(recorded: readonly DocumentUser[], live: readonly DocumentUser[]): UserChange[] {
  const there = new Map(live.map((user) => [refId(user.ref), user]));
  const known = new Set(recorded.map((user) => refId(user.ref)));
  const found: UserChange[] = [];
  for (const user of recorded) {
    const base = { ref: user.ref, identity: identityOf(user), secrets: [], about: [], notes: [] };
    const now = there.get(refId(user.ref));
    if (!now) {
      found.push({ ...base, kind: "gone", changes: [] });
      continue;
    }
    const fields = allUserFields.filter((field) => !sameValue(field, user.user[field], now.user[field]));
    const groups = groupChange(user.groups, now.groups, undefined);
    const changes = [
      ...fields.map((field) => ({ field, from: user.user[field], to: now.user[field] })),
      ...groupField(groups),
    ].sort((a, b) => allUserFields.indexOf(a.field) - allUserFields.indexOf(b.field));
    if (changes.length > 0) found.push({ ...base, kind: "edited", changes, ...(groups && { groups }) });
  }
  for (const user of live) {
    if (known.has(refId(user.ref))) continue;
    found.push({
      kind: "undeclared",
      ref: user.ref,
      identity: identityOf(user),
      changes: [],
      secrets: [],
      about: [],
      notes: [],
    });
  }
  return found.sort((a, b) => compareRefs(a.ref, b.ref));
}
