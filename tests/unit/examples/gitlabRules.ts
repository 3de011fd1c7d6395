import { parse } from "yaml";
import { z } from "zod";
import { wrongCommands } from "./commandRules";

const gitlabJob = z.object({
  stage: z.string(),
  environment: z.string(),
  interruptible: z.boolean(),
  resource_group: z.string().optional(),
  rules: z.array(z.object({ if: z.string(), when: z.string().optional(), allow_failure: z.boolean().optional() })),
  script: z.array(z.string()),
  artifacts: z.object({ paths: z.array(z.string()) }).optional(),
});
const gitlabSchema = z
  .object({
    stages: z.array(z.string()),
    variables: z.record(z.string(), z.string()),
    default: z.object({ image: z.string(), before_script: z.array(z.string()) }).loose(),
  })
  .catchall(gitlabJob);

/** Everything in a GitLab pipeline that its page rules out. */
export function wrongWithPipeline(text: string): string[] {
  const { stages, variables, default: ofAll, ...jobs } = gitlabSchema.parse(parse(text));
  const wrong = Object.keys(variables)
    .filter((name) => /SECRET|PASSPHRASE|TOKEN|KEY/.test(name))
    .map((name) => `${name} is in the file`);
  if (!/:\d+\.\d+\.\d+(@sha256:[0-9a-f]{64})?$/.test(ofAll.image))
    wrong.push(`${ofAll.image} may be another image tomorrow`);
  for (const [name, job] of Object.entries(jobs)) {
    const say = (what: string): void => void wrong.push(`${name}: ${what}`);
    const isOfBranches = job.rules.some((rule) => !rule.if.includes("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"));
    if (!stages.includes(job.stage)) say("is of no stage");
    wrongCommands([...ofAll.before_script, ...job.script]).forEach(say);
    if (isOfBranches && job.environment !== "preview") say("a branch holds more than a preview needs");
    if (isOfBranches && job.rules.some((rule) => rule.when !== "manual" || rule.allow_failure !== false))
      say("a branch runs before somebody has looked");
    if (!isOfBranches && (job.interruptible || job.resource_group === undefined))
      say("may be stopped halfway, or run beside another");
    if (job.artifacts?.paths.some((path) => path.endsWith(".json"))) say("keeps users in clear");
  }
  return wrong;
}
