import type { Line } from "./engineService";
import type { DetailedDiff } from "./propertyDiff";
import type { Values } from "./values";

/** What a command did, or in a preview would do, to one resource. */
export interface Step {
  readonly op: "same" | "create" | "update" | "replace" | "delete";
  readonly name: string;
  readonly diff: DetailedDiff;
}

/** An error on a resource's row. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  /** One line each, when the resource exists but is not as declared. */
  readonly reasons: readonly string[];
}

/** What a person sees of one command. */
export interface Outcome {
  readonly steps: readonly Step[];
  readonly failures: readonly Failure[];
  readonly lines: readonly Line[];
  /** What the process of the provider printed by itself. */
  readonly printed: readonly string[];
  /** Every bag of properties the provider answered with, as it marked it. */
  readonly answers: readonly Values[];
}

/** A command that failed although it should not have. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
  constructor(readonly outcome: Outcome) {
    super(outcome.failures.map(({ name, message, reasons }) => [name, message, ...reasons].join("\n  ")).join("\n"));
  }
}
