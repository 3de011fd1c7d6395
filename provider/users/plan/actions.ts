import type { UserField } from "../model/fields";
import type { LiveUser } from "../model/live";
import type { Origin } from "../model/mark";
import type { UserRef } from "../model/ref";
import type { Reason } from "./standing";
import type { DeclaredUser } from "../model/user";

/** Only a user whom this job froze is unfrozen again; others may be a person, or a job whose state was lost. */
export type FrozenBy = "this job" | "others";

/** A user as the last run left it in the record. */
export interface RecordedUser {
  readonly ref: UserRef;
  readonly id: string;
  readonly origin: Origin;
  /** What was declared when it was last applied; nothing for an orphan. */
  readonly user: DeclaredUser | undefined;
  /** Values the service keeps in a form of its own, learnt when they were written. */
  readonly stored?: DeclaredUser;
  /** Who froze it when it left the sets, or before. */
  readonly frozen?: FrozenBy;
  /** The mark of the credential it was given last; null when it was given none, nothing when that is not known. */
  readonly credential?: string | null | undefined;
}

/** A user as the program declares it now. */
export interface DesiredUser {
  readonly ref: UserRef;
  readonly user: DeclaredUser;
  /** The mark of its declared credential, equal for equal ones; null without one. */
  readonly credential: string | null;
}

export interface FieldChange {
  readonly field: UserField;
  readonly from: unknown;
  readonly to: unknown;
}

export type ConflictReason =
  | { kind: "exists" }
  | { kind: "two-users" }
  | { kind: "foreign-mark"; owner: string | undefined; isNamesake: boolean }
  | { kind: "identity-differs"; field: UserField }
  | { kind: "identity-taken"; field: UserField }
  | { kind: "cycle"; field: UserField }
  | { kind: "mark-lost" }
  | { kind: "import-only"; fields: UserField[]; origin: Origin };

/** What has to happen to one declared or recorded user. */
export type Action =
  | { kind: "delete"; recorded: RecordedUser; live: LiveUser }
  | { kind: "freeze"; recorded: RecordedUser; live: LiveUser }
  | { kind: "release"; recorded: RecordedUser; live: LiveUser }
  | {
      kind: "forget";
      recorded: RecordedUser;
      why: "gone" | "not-ours" | "linked" | "frozen" | "taken-over" | "declared-elsewhere";
    }
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
      /** Its password is due and waits for the next update, because the account had lost its mark. */
      passwordWithheld: boolean;
      unfreeze: boolean;
      /** Forms the service keeps values in that were learnt and still stand for what is declared. */
      stored: DeclaredUser;
    }
  | { kind: "import"; ref: UserRef; user: DeclaredUser }
  | { kind: "skip"; ref: UserRef; live: LiveUser; why: "exists" | "linked" }
  /** Recorded, declared as before, and gone from the store: left for refresh to show. */
  | { kind: "missing"; recorded: RecordedUser; user: DeclaredUser }
  | {
      kind: "keep";
      ref: UserRef;
      user: DeclaredUser;
      live: LiveUser;
      origin: Origin;
      by: Reason;
      drifted: UserField[];
      stored: DeclaredUser;
    };

export type ActionOf<K extends Action["kind"]> = Extract<Action, { kind: K }>;

/** Who leaves. */
export type Removal = ActionOf<"delete" | "freeze" | "release">;

/** Actions of one kind of work, which are done together before the next step begins. */
export type Step =
  /** Nothing is sent; what is known of these users is recorded or told. */
  | { readonly kind: "note"; readonly actions: ActionOf<"conflict" | "skip" | "keep" | "missing" | "forget">[] }
  | { readonly kind: "write"; readonly actions: ActionOf<"update" | "adopt">[] }
  | { readonly kind: "reimport"; readonly actions: ActionOf<"reimport">[] }
  | { readonly kind: "import"; readonly actions: ActionOf<"import">[] }
  | { readonly kind: "remove"; readonly actions: Removal[] };

/** The decision for the whole resource. */
export interface Plan {
  /** In the order in which they have to be carried out; several may be of one kind. */
  readonly steps: readonly Step[];
  /** Users with our mark that are neither declared nor recorded: named, never touched by this run. */
  readonly orphans: readonly LiveUser[];
  /** Declared credentials that differ from the recorded ones and are not applied under `passwordPolicy: initial`. */
  readonly credentialsNoted: readonly UserRef[];
  /** Users whom we did not make and who do not get the groups they are declared to be in. */
  readonly groupsWithheld: readonly UserRef[];
}

/** All of a plan, in its order. */
export function everyAction({ steps }: Pick<Plan, "steps">): Action[] {
  return steps.flatMap((step): readonly Action[] => step.actions);
}

export function actionsOf<K extends Action["kind"]>(plan: Plan, kind: K): ActionOf<K>[] {
  return everyAction(plan).filter((action): action is ActionOf<K> => action.kind === kind);
}

/** Whether a declared user cannot sign on although nobody of us has frozen it: then it is not for us to unfreeze either. */
export function staysFrozen(action: Action): action is Extract<Action, { kind: "keep" | "update" | "adopt" }> {
  if (action.kind === "update") return action.live.status === "FREEZE" && !action.unfreeze;
  return (action.kind === "keep" || action.kind === "adopt") && action.live.status === "FREEZE";
}
