import type { IndexedAttribute, UserField } from "../model/fields";
import type { LiveUser } from "../model/live";
import type { Origin } from "../model/mark";
import type { UserRef } from "../model/ref";
import type { Reason } from "./decide/standing";
import type { InForce, KeptForms } from "./compare/inForce";
import type { DeclaredUser } from "../model/user";

/** Only a user whom this job froze is unfrozen again; others may be a person, or a job whose state was lost. */
export type FrozenBy = "this job" | "others";

/** A user as the last run left it in the record. */
export interface ManagedUser {
  readonly ref: UserRef;
  readonly id: string;
  readonly origin: Origin;
  /** The declaration that was applied last; undefined for an orphan. */
  readonly inForce: InForce | undefined;
  /**
   * The groups it was declared with, where not all of them are in force: a refresh did not find it in some, or it left.
   */
  readonly given?: readonly string[];
  /** Of values that the service keeps in a form of its own. */
  readonly forms?: KeptForms;
  /** The values that a refresh saw in fields which only an import can set, in the place of those in force. */
  readonly seen?: KeptForms;
  /** Present while the user is frozen, when it left the sets or before. */
  readonly frozen?: FrozenBy;
  /** True for one that left the sets frozen, and that a refresh found unfrozen. */
  readonly unfrozen?: true;
  /** Present if it left the sets and is in the store all the same: what was declared of it last, if anything tells it. */
  readonly left?: InForce | "untold";
  /**
   * The fingerprint of the last credential it was given: null when it was given none, undefined when that is not known.
   */
  readonly credential?: string | null | undefined;
}

/** A user as the program declares it now. */
export interface DesiredUser {
  readonly ref: UserRef;
  readonly user: DeclaredUser;
  /** The fingerprint of its declared credential, equal for equal credentials; null without one. */
  readonly credential: string | null;
}

/** In the place of a value that was there before and that a record without values cannot tell. */
export const UNTOLD: unique symbol = Symbol("a value that the record does not tell");

export interface FieldChange {
  readonly field: UserField;
  /** `UNTOLD` if only prints of it were recorded. */
  readonly from: unknown;
  readonly to: unknown;
}

export type ConflictReason =
  | { kind: "exists" }
  | { kind: "two-users" }
  /** With the attribute of the mark, if it is not the one for ours. */
  | { kind: "foreign-mark"; owner: string | undefined; isNamesake: boolean; at?: IndexedAttribute }
  | { kind: "identity-differs"; field: UserField }
  | { kind: "identity-taken"; field: UserField }
  | { kind: "cycle"; field: UserField }
  | { kind: "mark-lost" }
  /** `takeOver` names the owner, whose mark is in another attribute than ours. */
  | { kind: "import-only"; fields: UserField[]; origin: Origin };

/** The action that one declared or recorded user needs. */
export type Action =
  | { kind: "delete"; recorded: ManagedUser; live: LiveUser }
  | { kind: "freeze"; recorded: ManagedUser; live: LiveUser }
  | { kind: "release"; recorded: ManagedUser; live: LiveUser }
  | {
      kind: "forget";
      recorded: ManagedUser;
      why: "gone" | "not-ours" | "linked" | "frozen" | "unfrozen" | "retained";
    }
  /** Another job takes the user over or declares it; the record keeps it until that has it. */
  | { kind: "forget"; recorded: ManagedUser; live: LiveUser; why: "taken-over" | "declared-elsewhere" }
  /** Because something is lacking, a job that declares the user may not have come yet; the record keeps it. */
  | { kind: "forget"; recorded: ManagedUser; live: LiveUser; why: "unsettled"; lacking: string }
  | { kind: "conflict"; ref: UserRef; user: DeclaredUser; with: LiveUser[]; reason: ConflictReason }
  | { kind: "reimport"; ref: UserRef; user: DeclaredUser; live: LiveUser; fields: UserField[] }
  | { kind: "adopt"; ref: UserRef; user: DeclaredUser; live: LiveUser; changes: FieldChange[] }
  | {
      kind: "update";
      ref: UserRef;
      user: DeclaredUser;
      live: LiveUser;
      origin: Origin;
      by: Reason;
      changes: FieldChange[];
      setPassword: boolean;
      /** True if a password is due and waits for the next update, because the account had lost its mark. */
      passwordWithheld: boolean;
      unfreeze: boolean;
      /** The learnt forms that still stand for what is declared. */
      forms: KeptForms;
    }
  | { kind: "import"; ref: UserRef; user: DeclaredUser }
  | { kind: "skip"; ref: UserRef; live: LiveUser; why: "exists" | "linked" }
  /** Recorded, declared as before, and gone from the store: a refresh shows it. */
  | { kind: "missing"; recorded: ManagedUser; user: DeclaredUser }
  | {
      kind: "keep";
      ref: UserRef;
      user: DeclaredUser;
      live: LiveUser;
      origin: Origin;
      by: Reason;
      drifted: UserField[];
      forms: KeptForms;
    };

export type ActionOf<K extends Action["kind"]> = Extract<Action, { kind: K }>;

/** A user that leaves. */
export type Removal = ActionOf<"delete" | "freeze" | "release">;

export function isRemoval(action: Action): action is Removal {
  return action.kind === "delete" || action.kind === "freeze" || action.kind === "release";
}

/** Actions of one kind of work, all done before the next step begins. */
export type Step =
  /** Sends nothing; records or reports what is known of these users. */
  | { readonly kind: "note"; readonly actions: ActionOf<"conflict" | "skip" | "keep" | "missing" | "forget">[] }
  | { readonly kind: "write"; readonly actions: ActionOf<"update" | "adopt">[] }
  | { readonly kind: "reimport"; readonly actions: ActionOf<"reimport">[] }
  | { readonly kind: "import"; readonly actions: ActionOf<"import">[] }
  | { readonly kind: "remove"; readonly actions: Removal[] };

/** The decision for the whole resource. */
export interface Plan {
  /** In the order of execution; several steps may be of one kind. */
  readonly steps: readonly Step[];
  /** Users that carry our mark but are neither declared nor recorded: reported, never touched by this run. */
  readonly orphans: readonly LiveUser[];
  /**
   * Users whose declared credential differs from the recorded one and is not applied, under `passwordPolicy: initial`.
   */
  readonly credentialsNoted: readonly UserRef[];
  /** Users that we did not make and that do not get some of their declared groups. */
  readonly groupsWithheld: readonly UserRef[];
}

/** All actions of a plan, in its order. */
export function everyAction({ steps }: Pick<Plan, "steps">): Action[] {
  return steps.flatMap((step): readonly Action[] => step.actions);
}

export function actionsOf<K extends Action["kind"]>(plan: Plan, kind: K): ActionOf<K>[] {
  return everyAction(plan).filter((action): action is ActionOf<K> => action.kind === kind);
}

/** True if a declared user is frozen and we did not freeze it: then we do not unfreeze it either. */
export function staysFrozen(action: Action): action is Extract<Action, { kind: "keep" | "update" | "adopt" }> {
  if (action.kind === "update") return action.live.isFrozen && !action.unfreeze;
  return (action.kind === "keep" || action.kind === "adopt") && action.live.isFrozen;
}
