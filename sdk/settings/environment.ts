import * as pulumi from "@pulumi/pulumi";
import { suggestion } from "../../text/suggest";

const PRODUCTION = ["production", "prod"];

/** The usual names of other environments. A word may be part of a longer one, as in `dev-alice` and `pr-123`. */
const OTHERS = [
  "development",
  "dev",
  "develop",
  "test",
  "testing",
  "staging",
  "stage",
  "stg",
  "preview",
  "review",
  "preproduction",
  "preprod",
  "nonproduction",
  "nonprod",
  "integration",
  "acceptance",
  "uat",
  "qa",
  "ci",
  "e2e",
  "pr",
  "mr",
  "feature",
  "demo",
  "sandbox",
  "playground",
  "training",
  "performance",
  "load",
  "local",
  "lab",
  "ephemeral",
];

/** The reason why this stack counts as production, if it does: its config, else its name. */
export function productionMark(): string | undefined {
  const said = pulumi.runtime.getConfig("ciam:environment");
  if (said !== undefined) return markOf(said);
  const name = pulumi.runtime.getStack();
  return PRODUCTION.includes(name.toLowerCase())
    ? `it is called ${name} and its config has no ciam:environment`
    : undefined;
}

function markOf(said: string): string | undefined {
  switch (kindOf(said)) {
    case "production":
      return `its ciam:environment is ${said}`;
    case "unknown":
      return `its ciam:environment is ${JSON.stringify(said)}, which is no word for another one${meant(said)}`;
    case "other":
      return undefined;
  }
}

/** The problem of an unknown word for the environment: the stack is then guarded as production. */
export function environmentProblem(said: string): string | undefined {
  if (kindOf(said) !== "unknown") return undefined;
  return (
    `ciam:environment ${JSON.stringify(said)} is not known${meant(said)}: until it says what it is, the stack counts as a ` +
    `production one. Use production, or a word such as development, test, staging or preview, also as part of a longer one`
  );
}

function meant(said: string): string {
  return suggestion(said, [...PRODUCTION, ...OTHERS]);
}

function kindOf(said: string): "production" | "other" | "unknown" {
  const parts = said.toLowerCase().match(/e2e|[a-z]+/g) ?? [];
  const named = (words: readonly string[]): boolean => parts.some((part) => words.includes(part));
  if (OTHERS.includes(parts.join(""))) return "other";
  if (named(PRODUCTION)) return "production";
  return named(OTHERS) ? "other" : "unknown";
}
