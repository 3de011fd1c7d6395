import { BugError } from "../../../../ciam/errors";
import { z } from "zod";
import { isObject } from "../../../../text/values";
import { hasUnknown, UNKNOWN, type Unknown } from "../../../users/input/envelope/unknown";
import { wrongInputs } from "../../issues";
import type { Props } from "../../resource";
import { jobInputs } from "./schema";

/** The inputs that say who is declared, and those that a run adds: they have forms of their own. */
const OTHERS = ["userSets", "userFiles", "printKey", "drift"] as const;

/** The inputs but the users, and the owner that the front end adds. */
const argsSchema = jobInputs.omit({ userSets: true, userFiles: true }).extend({ owner: z.string().min(1) });

/** The inputs of a run, its users apart. */
export type JobArgs = z.infer<typeof argsSchema>;

/** The inputs of a program: in a preview ids may not be known yet. Any other input that is not counts as left out. */
export interface DeclaredArgs extends Omit<JobArgs, "userStoreId" | "groups"> {
  readonly userStoreId: string | Unknown;
  readonly groups: Readonly<Record<string, string | Unknown>>;
}

/** The names of all inputs. */
export const argNames: readonly string[] = Object.keys(jobInputs.shape);

type Failed = { readonly args: undefined; readonly failures: readonly string[] };
export type ParsedArgs = { readonly args: DeclaredArgs; readonly failures: readonly [] } | Failed;

/** Reads all inputs but the users. */
export function parseArgs(props: Props): ParsedArgs {
  const { userStoreId, groups: named } = props;
  const ids = isObject(named) ? Object.entries(named) : [];
  const groups = isObject(named) ? { groups: withText(ids) } : {};
  const parsed = parseKnown({ ...props, ...groups, ...(userStoreId === UNKNOWN && { userStoreId: NOT_KNOWN }) });
  if (!parsed.args) return parsed;
  const unknownIds = Object.fromEntries(ids.flatMap(([name, id]) => (id === UNKNOWN ? [[name, id] as const] : [])));
  const args: DeclaredArgs = {
    ...parsed.args,
    userStoreId: userStoreId === UNKNOWN ? UNKNOWN : parsed.args.userStoreId,
    groups: { ...parsed.args.groups, ...unknownIds },
  };
  return { args, failures: [] };
}

/** Stands for an id where all must be text. */
const NOT_KNOWN = "not known yet";

function withText(ids: readonly (readonly [string, unknown])[]): Props {
  return Object.fromEntries(ids.map(([name, id]) => [name, id === UNKNOWN ? NOT_KNOWN : id]));
}

/** The inputs of a real run, or of the record: they passed `check`, so anything wrong with them is our own fault. */
export function argsOf(props: Props): JobArgs {
  const { args, failures } = parseKnown(props);
  if (!args) throw new BugError(`inputs that passed check do not parse: ${failures.join("; ")}`);
  return args;
}

function parseKnown(props: Props): { readonly args: JobArgs; readonly failures: readonly [] } | Failed {
  const given = Object.fromEntries(
    Object.entries(props)
      .filter(([name]) => !OTHERS.some((other) => other === name))
      .filter(([, value]) => value !== null && value !== undefined && !hasUnknown(value)),
  );
  const result = argsSchema.safeParse(given);
  if (result.success) return { args: result.data, failures: [] };
  const about = { type: "UserImportJob", names: argNames, schema: argsSchema, given };
  const wrong = result.error.issues.flatMap((issue) => wrongInputs(issue, about));
  return { args: undefined, failures: wrong.map(({ path, rule }) => `${path}: ${rule}`) };
}
