import { validateResourceOfType, type ResourceValidationArgs, type ResourceValidationPolicy } from "@pulumi/policy";
import * as ciam from "pulumi-tencentcloud-ciam";

/** A UserImportJob as a rule sees it. */
export interface Job {
  readonly stack: string;
  readonly users: readonly ciam.UserOf[];
  /** Its inputs, after the provider's own check. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A rule names what breaks it; the policy reports all of it at once. */
export type Rule = (job: Job, args: ResourceValidationArgs) => Iterable<string>;

export function forJobs(
  policy: Omit<ResourceValidationPolicy, "validateResource">,
  rule: Rule,
): ResourceValidationPolicy {
  return {
    ...policy,
    validateResource: validateResourceOfType(ciam.UserImportJob, (_, args, report) => {
      const job: Job = { stack: stackOf(args.urn), users: ciam.usersOf(args.props), inputs: args.props };
      const violations = [...rule(job, args)];
      if (violations.length > 0) report(shortened(violations).join("\n"));
    }),
  };
}

/** `urn:pulumi:STACK::PROJECT::…` */
function stackOf(urn: string): string {
  return urn.slice("urn:pulumi:".length, urn.indexOf("::"));
}

/** Who breaks a rule for one user often breaks it for all of them. */
const SHOWN = 20;

function shortened(violations: readonly string[]): readonly string[] {
  if (violations.length <= SHOWN) return violations;
  return [...violations.slice(0, SHOWN), `and ${violations.length - SHOWN} more`];
}

export function nameOf({ set, key }: ciam.UserOf): string {
  return `${set}/${key}`;
}
