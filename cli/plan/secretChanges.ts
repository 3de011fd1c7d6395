import { isUserField, type UserField } from "../../provider/users/fields";
import { readSteps } from "../../provider/users/finding";
import { refId } from "../../provider/users/ref";
import type { DocumentUser } from "./declared";

/** The secret fields that change, or `"some"` of a user whose secrets travel in one text. */
export type SecretChange = readonly UserField[] | "some";

/**
 * Which secrets change. A document shows no secret, but the engine compared them and names the paths; besides, a user may
 * have a secret now and had none before. Without paths nothing is known of secrets that were and are there.
 */
export class SecretChanges {
  /** refId → the steps below the user, for each changed path. */
  private readonly below = new Map<string, string[]>();

  constructor(changedPaths: readonly string[] | undefined) {
    for (const path of changedPaths ?? []) {
      const [root, set, key, field] = readSteps(path);
      if (root !== "userSets" || set === undefined || key === undefined || field === undefined) continue;
      const id = refId({ set, key });
      this.below.set(id, [...(this.below.get(id) ?? []), field]);
    }
  }

  of(before: DocumentUser, now: DocumentUser): SecretChange {
    const steps = this.below.get(refId(now.ref)) ?? [];
    const had = new Set(before.shown.secret);
    const has = new Set(now.shown.secret);
    const named = new Set<UserField>();
    for (const step of steps) if (isUserField(step) && (has.has(step) || had.has(step))) named.add(step);
    for (const field of has) if (!had.has(field) && isTold(before)) named.add(field);
    for (const field of had) if (!has.has(field) && isTold(now)) named.add(field);
    if (named.size > 0) return [...named];
    return steps.includes("secret") || hasClosedText(before) !== hasClosedText(now) ? "some" : [];
  }
}

/** Whether the names of the user's secret fields are told. */
function isTold({ shown }: DocumentUser): boolean {
  return shown.unknown !== "all" && !hasClosedText({ shown });
}

/** A secret text that was not opened may hold any of the fields that are always secret. */
function hasClosedText({ shown }: Pick<DocumentUser, "shown">): boolean {
  return shown.unknown !== "all" && shown.unknown.includes("password");
}
