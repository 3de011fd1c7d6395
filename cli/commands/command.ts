import type { Command } from "commander";
import type { ExitCode } from "../shell/exit";
import type { Screen } from "../shell/screen";

/** The surroundings of a command, besides its arguments. */
export interface Run {
  readonly screen: Screen;
  /** Sets what the process will end with. */
  end(code: ExitCode): void;
  /** Ends the process as one that it has run has ended. */
  endLike(code: number): void;
  readonly signal: AbortSignal;
}

/** Adds a command to the program. What it needs is loaded when it is used. */
export type AddCommand = (program: Command, run: Run) => void;

/** Help that ends with examples, which is what most people read. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}\n`;
}

/** An option that may be given several times. */
export function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** The first of these options that was typed: what would have no effect was meant to have one. */
export function firstTyped(command: Command, names: readonly string[]): string | undefined {
  const isTyped = (name: string): boolean => command.getOptionValueSource(name) === "cli";
  return command.options
    .map((option) => ({ flag: option.long ?? option.flags, name: option.attributeName() }))
    .find(({ name }) => names.includes(name) && isTyped(name))?.flag;
}
