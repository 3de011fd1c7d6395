import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../ciam/errors/usageError";
import { PLAN_DIR } from "../../provider/planDocument/file";
import { Signalled } from "../shell/exit";
import { keptIn, type Kept } from "../plan/sources/fromFolder";
import { readAll, type Screen } from "../shell/screen";

/** The results of `pulumi preview --json`. */
export interface PreviewRun {
  /** Its exit code; if a signal ended it, 128 and the number of the signal. */
  readonly code: number;
  /** The document that it printed. */
  readonly printed: string;
  /** What provider and program have kept beside it. */
  readonly kept: Kept;
}

/** Runs a preview with the `pulumi` of the PATH; what it says to a person, it says to the person itself. */
export async function runPreview(args: readonly string[], screen: Screen, signal: AbortSignal): Promise<PreviewRun> {
  const folder = mkdtempSync(join(tmpdir(), "ciam-plan-"));
  try {
    const { code, printed } = await runPulumi(
      ["preview", "--json", ...args],
      { ...screen.env, [PLAN_DIR]: folder },
      { screen, signal },
    );
    return { code, printed, kept: keptIn(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runPulumi(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { screen, signal }: { screen: Screen; signal: AbortSignal },
): Promise<{ code: number; printed: string }> {
  const pulumi = spawn("pulumi", args, { env, stdio: ["inherit", "pipe", "inherit"] });
  const ended = new Promise<number>((resolve, reject) => {
    pulumi.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "ENOENT" ? "there is none on the PATH" : error.message;
      reject(new UsageError(`pulumi cannot be run: ${why}`));
    });
    pulumi.once("close", (code, by) => {
      resolve(by === null ? (code ?? 0) : 128 + constants.signals[by]);
    });
  });
  const passOn = (): void => {
    const { reason } = signal as { reason: unknown };
    // A terminal sends Ctrl-C to both of us; a second one would have Pulumi end at once.
    if (reason instanceof Signalled && !(reason.signal === "SIGINT" && screen.stdin.isTTY)) pulumi.kill(reason.signal);
  };
  signal.addEventListener("abort", passOn, { once: true });
  try {
    const [code, printed] = await Promise.all([ended, readAll(pulumi.stdout)]);
    return { code, printed: printed.toString("utf8") };
  } finally {
    signal.removeEventListener("abort", passOn);
  }
}
