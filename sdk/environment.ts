import * as pulumi from "@pulumi/pulumi";

const PRODUCTION = /^(?:prod|production)$/i;

/** Why this stack counts as a production one, if it does: by its config, else by its name. */
export function productionMark(): string | undefined {
  const said = pulumi.runtime.getConfig("ciam:environment");
  if (said !== undefined) return PRODUCTION.test(said) ? `its ciam:environment is ${said}` : undefined;
  const name = pulumi.runtime.getStack();
  return PRODUCTION.test(name) ? `it is called ${name} and its config has no ciam:environment` : undefined;
}
