import { userFields, type UserField } from "../users/model/fields";
import { shown, type Disclosure } from "../users/model/identity/identity";
import type { FieldChange, UserChange } from "./changes/userChange";
import type { PlannedField, PlannedUser } from "./document";
import { UNTOLD } from "../users/plan/actions";
import { shownAlone, shownAttributes, shownValue, untoldValue } from "./mask";

/** How much of a value a document has. */
export interface Masks {
  /** Names that CIAM knows users by. */
  readonly identities: Disclosure;
  /** All other values, except secrets, which no document has. */
  readonly others: Disclosure;
}

/** A change of a user as a document has it: its values masked, its secrets by name. */
export function plannedUser(change: UserChange, masks: Masks): PlannedUser {
  const { kind, ref, identity, formerRef, changes, groups, credential, credentialChange, untold, obstacle } = change;
  return {
    set: ref.set,
    key: ref.key,
    action: kind,
    ...(identity && { identity: shown(identity, masks.identities) }),
    ...(formerRef && { former: { set: formerRef.set, key: formerRef.key } }),
    fields: changes.flatMap((field) => fieldsOf(field, change, masks)),
    ...(groups && { groups: { ...groups, gained: [...groups.gained], lost: [...groups.lost] } }),
    ...(credential && { credential }),
    ...(credentialChange && { credentialChange }),
    secrets: change.secrets === "some" ? "some" : [...change.secrets],
    ...(untold && { untold }),
    about: [...change.about],
    ...(obstacle && { obstacle }),
    notes: [...change.notes],
  };
}

function fieldsOf({ field, from, to }: FieldChange, { kind, groups }: UserChange, masks: Masks): PlannedField[] {
  if (field === "userGroups" && groups) return [{ field }];
  const disclosure = userFields[field].identity ? masks.identities : masks.others;
  // Who comes has nothing from before.
  if (kind === "import") return [{ field, to: shownValue(field, to, disclosure) }];
  if (from === UNTOLD) {
    return [{ field, fromUntold: true, ...(to !== UNTOLD && { to: shownAlone(field, to, disclosure) }) }];
  }
  if (userFields[field].kind === "attributes" && untoldValue(to) === undefined) {
    return shownAttributes(from, to, disclosure).map((attribute) => ({ field, ...attribute }));
  }
  return [{ field, from: shownValue(field, from, disclosure), to: shownValue(field, to, disclosure) }];
}

/** The change without the values of secret fields, which are told by their names. */
export function withSecretsNamed(change: UserChange, secret: ReadonlySet<UserField>): UserChange {
  const { identity, changes, secrets } = change;
  const named = changes.map(({ field }) => field).filter((field) => secret.has(field));
  return {
    ...change,
    identity: identity && !secret.has(identity.field) ? identity : undefined,
    changes: changes.filter(({ field }) => !secret.has(field)),
    secrets: secrets === "some" ? secrets : [...new Set([...secrets, ...named])],
  };
}
