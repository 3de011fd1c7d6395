import { CommanderError } from "commander";
import { bugReport, CiamError, UsageError } from "../../ciam/errors";
import { NoConnection, exitCodes, type ExitCode, Interrupted } from "./exit";
import { program } from "../program";
import { remark, type Screen } from "./screen";

/** Runs one command to its end and answers its exit code. What goes wrong is a sentence, never a stack. */
export async function run(
  args: readonly string[],
  screen: Screen,
  signal: AbortSignal = new AbortController().signal,
): Promise<number> {
  let code: number = exitCodes.ok;
  const end = (next: number): void => void (code = next);
  try {
    await program({ screen, end, endLike: end, signal }).parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    return signal.aborted ? exitCodes.no : failed(error, screen);
  }
}

function failed(error: unknown, screen: Screen): ExitCode {
  // Commander has said what is wrong, or has shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.badInput;
  if (error instanceof Interrupted) {
    remark(screen, "interrupted");
    return exitCodes.interrupted;
  }
  if (error instanceof UsageError) {
    remark(screen, error.said);
    return error instanceof NoConnection ? exitCodes.service : exitCodes.badInput;
  }
  if (error instanceof CiamError) {
    remark(screen, `${error.message}: ${error.remedy}`);
    return exitCodes.service;
  }
  remark(screen, bugReport(error, "the command"));
  return exitCodes.bug;
}
