import { BugError } from "../../../ciam/errors";
import { z } from "zod";
import { allUserFields } from "../../users/model/fields";
import { CALLING_CODE } from "../../users/model/phone";
import { quotable } from "../../../text/quote";
import { suggestion } from "../../../text/suggest";
import { isObject } from "../../../text/values";
import { hasUnknown, UNKNOWN, type Unknown } from "../../users/input/envelope/unknown";
import { defaultPolicy } from "../../users/plan/policy";
import { wrongInputs } from "../issues";
import type { Props } from "../resource";

const MIB = 1024 * 1024;

/** CIAM takes 10 MB; the headers and the envelope want a little of it. */
const MOST_BYTES = 10_000_000;

const userField = z.enum(allUserFields, {
  error: ({ input }) => (typeof input === "string" ? notAField(input) : "must be the name of a field of a user"),
});
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const A_DURATION = 'must be a duration like "30m", "1h30m" or "45s"';
const duration = z
  .string({ error: A_DURATION })
  .refine((text) => parseDuration(text) !== undefined, A_DURATION)
  .transform((text) => parseDuration(text) ?? 0);

/** Everything but the users, with defaults; durations in milliseconds. */
const argsSchema = z.strictObject({
  userStoreId: z.string().min(1, "must not be empty"),
  owner: z.string().min(1),
  conflictPolicy: z.enum(["fail", "adopt", "skip"]).default(defaultPolicy.conflicts),
  adoptGrantsGroups: z.boolean().default(defaultPolicy.adoptGrantsGroups),
  removalPolicy: z.enum(["delete", "freeze", "retain"]).default(defaultPolicy.removals),
  deletionLimit: z
    .strictObject({ count: z.int().min(0).default(50), percent: z.number().min(0).max(100).default(20) })
    .default({ count: 50, percent: 20 }),
  acceptDeletions: z.int().min(0).optional(),
  takeOver: z.array(z.string()).default([]),
  importOnlyChange: z.enum(["fail", "reimport", "ignore"]).default(defaultPolicy.importOnlyChange),
  passwordPolicy: z.enum(["initial", "managed"]).default(defaultPolicy.passwords),
  failurePolicy: z.enum(["fail", "warn"]).default("fail"),
  ignoreFields: z.array(userField).default([]),
  ownerAttribute: z
    .enum(["indexedAttribute1", "indexedAttribute2", "indexedAttribute3", "indexedAttribute4", "indexedAttribute5"])
    .default("indexedAttribute5"),
  secretFields: z.array(userField).default([]),
  phoneCountry: z.string().regex(CALLING_CODE, 'must be the calling code of a country, as in "86"').optional(),
  passwordsArePlain: z.union([z.boolean(), z.array(z.string())]).default(false),
  preflight: z.boolean().default(true),
  groups: z.record(z.string(), z.string()).default({}),
  batch: z
    .strictObject({
      users: z.int().min(1).default(2000),
      bytes: z
        .int()
        .min(1024)
        .max(MOST_BYTES)
        .default(8 * MIB),
      parallel: z.int().min(1).max(2).default(1),
    })
    .default({ users: 2000, bytes: 8 * MIB, parallel: 1 }),
  timeouts: z
    .strictObject({ job: duration.default(30 * 60_000), total: duration.default(2 * 60 * 60_000) })
    .default({ job: 30 * 60_000, total: 2 * 60 * 60_000 }),
});

/** The inputs of a run, `userSets` apart. */
export type JobArgs = z.infer<typeof argsSchema>;

/** The inputs of a program: in a preview ids may not be known yet. Any other input that is not counts as left out. */
export interface DeclaredArgs extends Omit<JobArgs, "userStoreId" | "groups"> {
  readonly userStoreId: string | Unknown;
  readonly groups: Readonly<Record<string, string | Unknown>>;
}

/** The names of the inputs, `userSets` apart. */
export const argNames: readonly string[] = Object.keys(argsSchema.shape);

type Failed = { readonly args: undefined; readonly failures: readonly string[] };
export type ParsedArgs = { readonly args: DeclaredArgs; readonly failures: readonly [] } | Failed;

/** Reads all inputs but the users. */
export function parseArgs(props: Props): ParsedArgs {
  const { userStoreId, groups: named } = props;
  const ids = isObject(named) ? Object.entries(named) : [];
  const groups = isObject(named) ? { groups: withText(ids) } : {};
  const parsed = parseKnown({ ...props, ...groups, ...(userStoreId === UNKNOWN && { userStoreId: NOT_KNOWN }) });
  if (!parsed.args) return parsed;
  const unknownIds = Object.fromEntries(ids.filter(([, id]) => id === UNKNOWN)) as Record<string, Unknown>;
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
      .filter(([name]) => name !== "userSets")
      .filter(([, value]) => value !== null && value !== undefined && !hasUnknown(value)),
  );
  const result = argsSchema.safeParse(given);
  if (result.success) return { args: result.data, failures: [] };
  const names = ["userSets", ...argNames].filter((name) => name !== "owner");
  const about = { type: "UserImportJob", names, schema: argsSchema, given };
  const wrong = result.error.issues.flatMap((issue) => wrongInputs(issue, about));
  return { args: undefined, failures: wrong.map(({ path, rule }) => `${path}: ${rule}`) };
}

/** Milliseconds of `30m`, `1h30m`, `45s`; nothing when it is not a duration. */
function parseDuration(text: string): number | undefined {
  if (!/^(\d+(ms|s|m|h))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|s|m|h)/g)) total += Number(count) * (UNITS[unit ?? ""] ?? 0);
  return total > 0 ? total : undefined;
}

function notAField(name: string): string {
  return `${quotable(name)} is no field of a user${suggestion(name, allUserFields)}`;
}
