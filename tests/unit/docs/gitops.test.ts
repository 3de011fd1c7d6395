import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { actions } from "../../../ciam/actions";

const repository = join(__dirname, "../../../..");
const text = (file: string): string => readFileSync(join(repository, file), "utf8");

/** The secrets of each environment, from a page's table. */
function documentedSecrets(page: string): Record<string, string[]> {
  const rows = page.matchAll(/^ *\| `(preview|drift|production)` +\|[^|]*\| (`.*)\|$/gm);
  return Object.fromEntries(
    [...rows].map(([, name = "", secrets = ""]) => [
      name,
      [...secrets.matchAll(/`(\w+)`/g)].map(([, secret = ""]) => secret).sort(),
    ]),
  );
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly environment?: string }>>;
}

/** The secrets that the workflows give to the jobs of each environment. */
function usedSecrets(): Record<string, string[]> {
  const used = new Map<string, Set<string>>();
  for (const file of ["preview", "deploy", "drift"]) {
    const { jobs } = parse(text(`examples/github-actions/.github/workflows/${file}.yml`)) as Workflow;
    for (const { environment, ...job } of Object.values(jobs)) {
      const secrets = [...JSON.stringify(job).matchAll(/secrets\.(\w+)/g)].map(([, secret = ""]) => secret);
      if (environment === undefined) expect(secrets).to.deep.equal([]);
      else used.set(environment, new Set([...(used.get(environment) ?? []), ...secrets]));
    }
  }
  return Object.fromEntries([...used].map(([name, secrets]) => [name, [...secrets].sort()]));
}

describe("docs/gitops.md", () => {
  it("has its reader set the secrets that the workflows use, each in its environment", () => {
    expect(documentedSecrets(text("docs/gitops.md"))).to.deep.equal(usedSecrets());
    expect(documentedSecrets(text("examples/github-actions/README.md"))).to.deep.equal(usedSecrets());
  });

  it("lets a key that only reads do all that the package reads, and nothing else", () => {
    const [, json = ""] = /```json\n([^]*?)```/.exec(text("docs/gitops.md")) ?? [];
    const policy = JSON.parse(json) as { statement: { effect: string; action: string[]; resource: string }[] };
    const reads = Object.values(actions).flatMap(({ kind, name }) => (kind === "read" ? [name] : []));
    // Nothing here asks for the log.
    const asked = reads.filter((name) => name !== "ListLogMessageByCondition").map((name) => `ciam:${name}`);
    expect(policy.statement).to.have.length(1);
    expect(policy.statement[0]?.effect).to.equal("allow");
    expect(policy.statement[0]?.action).to.have.members(asked);
  });
});
