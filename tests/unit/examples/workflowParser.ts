import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

/** The complaints of GitHub's own parser about a workflow. */
export async function findingsIn(name: string, content: string): Promise<string[]> {
  const { NoOperationTraceWriter, parseWorkflow } = await parser();
  const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

/** The package is made for bundlers and imports JSON without an attribute, which Node requires. */
async function parser(): Promise<typeof import("@actions/workflow-parser")> {
  const hooks = registerHooks({
    load: (url, context, next) =>
      url.includes("/@actions/workflow-parser/") && url.endsWith(".json")
        ? { format: "json", source: readFileSync(fileURLToPath(url), "utf8"), shortCircuit: true }
        : next(url, context),
  });
  try {
    return await import("@actions/workflow-parser");
  } finally {
    hooks.deregister();
  }
}
