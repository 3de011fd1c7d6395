/** Programs in YAML, which JSON is a part of. */

export interface YamlJob {
  /** More inputs of the job. */
  readonly args?: object;
  readonly options?: object;
}

/** A job `staff` in an existing store, and its status. */
export function yamlJob(store: string, userSets: object, { args = {}, options = {} }: YamlJob = {}): string {
  const properties = { userStoreId: store, userSets, ...args };
  return yamlProgram(
    { staff: { type: "ciam:UserImportJob", properties, options } },
    { status: "${staff.status}", summary: "${staff.summary}" },
  );
}

export function yamlProgram(resources: object, outputs: object = {}, variables: object = {}): string {
  const parts = Object.entries({ resources, variables, outputs });
  return parts.map(([name, part]) => `${name}: ${JSON.stringify(part)}\n`).join("");
}

interface Step {
  readonly urn: string;
  readonly detailedDiff?: Record<string, { kind: string }>;
}

/** The differences of a resource in what `preview --json` prints. */
export function detailedDiffOf(json: string, name: string): Step["detailedDiff"] {
  const { steps } = JSON.parse(json) as { steps: Step[] };
  return steps.find(({ urn }) => urn.endsWith(`::${name}`))?.detailedDiff;
}
