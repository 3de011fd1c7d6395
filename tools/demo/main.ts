import { join } from "node:path";
import { Narrator } from "./narrator";
import { layQuickstart } from "./quickstart";
import { Stage } from "./stage";
import { tell } from "./story";

const repository = join(__dirname, "../../..");

/** `make demo`: the whole life of a user store under Pulumi, on this machine, without a question asked. */
async function main(): Promise<void> {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => interrupted.abort(new Error("interrupted")));

  const narrator = new Narrator((text) => process.stdout.write(text));
  const began = performance.now();
  narrator.say(
    "",
    "Users as code for Tencent Cloud CIAM: what Pulumi shows and does, in six steps and about a minute.",
    "Everything is real but the service: the Pulumi CLI, the provider and its API calls meet the emulator of this",
    "repository instead of the cloud. Nothing leaves this machine, and nothing is kept.",
  );
  const stage = await Stage.set(repository, interrupted.signal);
  try {
    layQuickstart(stage, repository);
    await tell(stage, narrator);
    const seconds = Math.round((performance.now() - began) / 1000);
    narrator.say("", `That was all, in ${String(seconds)} seconds. README.md says how to do it by hand.`);
  } finally {
    await stage.strike();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`\nthe demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
