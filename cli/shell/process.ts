import { exitCodes, Signalled } from "./exit";
import { run } from "./run";
import { remark } from "./screen";

/** The exit code that a shell expects of a process that a signal ended: 128 and its number. */
const INTERRUPTED = { SIGINT: exitCodes.interrupted, SIGTERM: 143 } as const;

/** Runs the command as a process: ends quietly when its reader is gone, and at once when somebody interrupts it. */
export async function main(args: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    // Whoever reads only the first lines, as `head` does, closes the pipe.
    stream.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(process.exitCode);
      if (stream === process.stdout) remark(process, `the output cannot be written: ${whyNot(error)}`);
      process.exit(exitCodes.badInput);
    });
  }
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      interrupted.abort(new Signalled(signal));
      const goesOn = args[0] === "export" ? "; the same command goes on where it was" : "";
      remark(process, `interrupted${goesOn}`);
      process.exitCode = INTERRUPTED[signal];
      // Pulumi ends by itself, and its screen should be whole; the doctor removes first what it has made.
      if (args[0] === "preview" || args[0] === "doctor") return;
      // What is being written is small, and resumes where it stopped; a second look at it is not worth a wait.
      setTimeout(() => process.exit(INTERRUPTED[signal]), 1_000).unref();
    });
  }
  const { stdout, stderr, stdin, env } = process;
  const code = await run(args, { stdout, stderr, stdin, env }, interrupted.signal);
  if (!interrupted.signal.aborted) process.exitCode = code;
}

function whyNot({ code = "" }: NodeJS.ErrnoException): string {
  return code === "ENOSPC" ? "no space is left on the device" : code;
}
