import { isSecretText } from "../../provider/users/input/envelope/open";
import { mayHavePassword } from "../../provider/users/input/envelope/shownUser";
import { isUserField, type UserField } from "../../provider/users/model/fields";
import { readSteps } from "../../provider/users/input/finding";
import { refId, type UserRef } from "../../provider/users/model/ref";
import type { DocumentUser } from "./declared";
import type { GroupsCompared } from "../../provider/planDocument/changes/groups";

/** The secret fields that change, or `"some"` of a user whose secrets travel in one text. */
export type SecretChange = readonly UserField[] | "some";

/**
 * The changes of users that the engine found and a reader is not shown. A document shows no secret, but the engine
 * compared them and names the paths; besides, a user may have a secret now and had none before. Without paths nothing is
 * known of secrets that were and are there.
 */
export class SecretChanges {
  /** refId → the steps below the user, for each changed path. */
  private readonly below = new Map<string, string[]>();
  /** Users, sets, or all of them, that changed as a whole. */
  private readonly whole = new Set<string>();
  /** True if the ids behind names of groups changed. */
  private groupNames = false;

  constructor(private readonly changedPaths: readonly string[] | undefined) {
    for (const path of changedPaths ?? []) {
      const [root, set, key, field] = readSteps(path);
      if (root === "groups") this.groupNames = true;
      if (root !== "userSets") continue;
      if (set === undefined || key === undefined) this.whole.add(set ?? "");
      else if (field === undefined) this.whole.add(refId({ set, key }));
      else {
        const id = refId({ set, key });
        this.below.set(id, [...(this.below.get(id) ?? []), field]);
      }
    }
  }

  /** The changes of a user's groups that the engine found; undefined if it did not compare. */
  groupsOf({ ref, shown }: DocumentUser): GroupsCompared | undefined {
    if (!this.changedPaths) return undefined;
    const steps = this.below.get(refId(ref)) ?? [];
    const declaration =
      this.isWholeChanged(ref) ||
      steps.includes("userGroups") ||
      (shown.closed !== undefined && steps.some(isSecretText));
    return { declaration, names: this.groupNames };
  }

  /** True if the engine compared this field with a value that only `up` will know. */
  isUnknownNow({ ref, shown }: DocumentUser, field: UserField): boolean {
    if (!this.changedPaths || shown.closed !== undefined) return false;
    return this.isWholeChanged(ref) || (this.below.get(refId(ref)) ?? []).includes(field);
  }

  private isWholeChanged(ref: UserRef): boolean {
    return this.whole.has(refId(ref)) || this.whole.has(ref.set) || this.whole.has("");
  }

  /** The secrets of a user that change, or may. */
  of(before: DocumentUser, now: DocumentUser): SecretChange {
    if (before.untold === "secret" || now.untold === "secret") {
      return before.untold !== now.untold || this.isWholeChanged(now.ref) ? "some" : [];
    }
    if (now.untold !== undefined) return [];
    const steps = this.below.get(refId(now.ref)) ?? [];
    const had = new Set(before.shown.secret);
    const has = new Set(now.shown.secret);
    const named = new Set<UserField>();
    for (const step of steps) if (isUserField(step) && (has.has(step) || had.has(step))) named.add(step);
    for (const field of has) if (!had.has(field) && isTold(before)) named.add(field);
    for (const field of had) if (!has.has(field) && isTold(now)) named.add(field);
    // Which kind of hash it is, is no secret: with another kind it is another password.
    if (
      before.user.passwordEncryptType !== now.user.passwordEncryptType &&
      mayHavePassword(before.shown) &&
      mayHavePassword(now.shown)
    )
      named.add("password");
    // Of groups more can be told.
    named.delete("userGroups");
    if (named.size > 0) return [...named];
    const isOpenOnOneSide = (before.shown.closed === undefined) !== (now.shown.closed === undefined);
    return isOpenOnOneSide || steps.some(isSecretText) ? "some" : [];
  }
}

/** True if the names of the user's secret fields are told. */
function isTold({ shown }: DocumentUser): boolean {
  return shown.unknown !== "all" && shown.closed === undefined;
}
