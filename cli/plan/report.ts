import type { PlanDocument } from "../../provider/planDocument/document";

/** A user store or a user group whose change concerns users. */
export interface OtherChange {
  readonly what: "user store" | "user group";
  readonly name: string;
  readonly project: string;
  readonly stack: string;
  readonly operation: string;
  /** The resource that is deleted, and that had what this one is to create. */
  readonly formerName?: string;
}

/** All that is told: the plan of each UserImportJob, or of files against a store, and what is around them. */
export interface Report {
  readonly jobs: readonly PlanDocument[];
  readonly others: readonly OtherChange[];
  /** Errors that stopped a preview, besides refusals. */
  readonly errors: readonly string[];
}
