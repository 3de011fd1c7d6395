import { z } from "zod";
import { UsageError } from "../../ciam/errors/usageError";
import { parseUrn } from "../../provider/planDocument/urn";
import { kindOf } from "../preview/urn";
import { FailedUser, type ListedJob } from "./job";

const resource = z.object({ urn: z.string(), outputs: z.record(z.string(), z.unknown()).nullish() });
const exportedState = z.object({ deployment: z.object({ resources: z.array(resource).nullish() }) });

const outputs = z.object({
  jobs: z.array(z.object({ id: z.string(), status: z.string(), createdDate: z.number().nullable() })),
  failedUsers: z.object({
    count: z.number(),
    users: z.array(
      z.object({
        set: z.string(),
        key: z.string(),
        identity: z.string(),
        code: z.string(),
        reason: z.string(),
        remedy: z.string(),
      }),
    ),
  }),
});

/** The jobs and failed users that a state remembers of the last run of each UserImportJob. */
export function jobsInState(text: string): ListedJob[] {
  return resourcesIn(text).flatMap(({ urn, outputs: told }) => {
    const { project, stack, name } = parseUrn(urn);
    const known = outputs.safeParse(told);
    if (kindOf(urn) !== "job" || !known.success) return [];
    const { jobs, failedUsers } = known.data;
    const from = `${project}/${stack}/${name}`;
    const failed = failedUsers.users.map(
      ({ set, key, identity, code, reason, remedy }) =>
        new FailedUser({ named: `${set}/${key} (${identity})` }, `${reason} [${code}]: ${remedy}`),
    );
    const listed = jobs.map((job): ListedJob => ({
      ...job,
      type: "IMPORT_USER",
      resource: from,
      failed: [],
      failedCount: 0,
    }));
    if (failedUsers.count === 0) return listed;
    const run = { id: "", type: "IMPORT_USER", status: "last run", createdDate: null, resource: from };
    return [...listed, { ...run, failed, failedCount: Math.max(failedUsers.count, failed.length) }];
  });
}

function resourcesIn(text: string): z.output<typeof resource>[] {
  try {
    return exportedState.parse(JSON.parse(text)).deployment.resources ?? [];
  } catch {
    throw new UsageError("this is no state: hand in what `pulumi stack export` prints");
  }
}
