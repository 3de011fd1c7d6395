import type { Line } from "./engineService";
import type { DetailedDiff } from "../state/propertyDiff";
import type { Values } from "../state/values";

/** The effect of a command on one resource, or in a preview the planned effect. */
export interface Step {
  readonly op: "same" | "create" | "update" | "replace" | "delete";
  readonly name: string;
  readonly diff: DetailedDiff;
}

/** An error on a resource's row. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  /** One line each, if the resource exists but is not as declared. */
  readonly reasons: readonly string[];
}

/** The visible result of a command. */
export interface Outcome {
  readonly steps: readonly Step[];
  readonly failures: readonly Failure[];
  readonly lines: readonly Line[];
  /** The output of the provider's process itself. */
  readonly printed: readonly string[];
  /** Every answer of the provider, with its marks. */
  readonly answers: readonly Values[];
}

/** A command that failed although it should not have. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
  constructor(readonly outcome: Outcome) {
    super(outcome.failures.map(({ name, message, reasons }) => [name, message, ...reasons].join("\n  ")).join("\n"));
  }
}
