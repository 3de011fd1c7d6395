import { join } from "node:path";
import { Terminal } from "./terminal";
import { layQuickstart } from "./quickstart";
import { DemoProject } from "./project";
import { runDemo } from "./steps";

const repository = join(__dirname, "../../..");

/** `make demo`: the whole life of a user store under Pulumi, on this machine, without a question asked. */
async function main(): Promise<void> {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => interrupted.abort(new Error("interrupted")));

  const terminal = new Terminal((text) => process.stdout.write(text));
  const began = performance.now();
  terminal.say(
    "",
    "Users as code for Tencent Cloud CIAM: what Pulumi shows and does, in six steps and about a minute.",
    "Everything is real but the service: the Pulumi CLI, the provider and its API calls meet the emulator of this",
    "repository instead of the cloud. Nothing leaves this machine, and nothing is kept.",
  );
  const project = await DemoProject.create(repository, interrupted.signal);
  try {
    layQuickstart(project, repository);
    await runDemo(project, terminal);
    const seconds = Math.round((performance.now() - began) / 1000);
    terminal.say("", `That was all, in ${String(seconds)} seconds. README.md says how to do it by hand.`);
  } finally {
    await project.remove();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`\nthe demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
