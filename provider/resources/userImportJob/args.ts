import { BugError } from "../../../ciam/errors";
import { parseDuration } from "./duration";
import { z } from "zod";
import { allUserFields } from "../../users/model/fields";
import { quotable } from "../../../text/quote";
import { suggestion } from "../../../text/suggest";
import { UNKNOWN } from "../../users/input/envelope/unknown";
import { defaultPolicy } from "../../users/plan/policy";
import { wrongInputs } from "../issues";
import type { Props } from "../resource";

const MIB = 1024 * 1024;

/** CIAM takes 10 MB; the headers and the envelope want a little of it. */
const MOST_BYTES = 10_000_000;

const userField = z.enum(allUserFields, {
  error: ({ input }) => (typeof input === "string" ? notAField(input) : "must be the name of a field of a user"),
});
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

export type JobArgs = z.infer<typeof argsSchema>;

/** The names of the inputs, `userSets` apart. */
export const argNames: readonly string[] = Object.keys(argsSchema.shape);

export interface ParsedArgs {
  readonly args: JobArgs | undefined;
  readonly failures: readonly string[];
}

/** Reads all inputs but the users. In a preview an input that holds an unknown is taken as not yet given. */
export function parseArgs(props: Props): ParsedArgs {
  const known = Object.fromEntries(
    Object.entries(props)
      .filter(([name]) => name !== "userSets")
      .filter(([name, value]) => name === "groups" || !holdsUnknown(value))
      .filter(([, value]) => value !== null && value !== undefined),
  );
  const unknownStore = props.userStoreId === UNKNOWN ? { userStoreId: UNKNOWN } : {};
  const given = { ...known, ...unknownStore };
  const result = argsSchema.safeParse(given);
  if (result.success) return { args: result.data, failures: [] };
  const names = ["userSets", ...argNames].filter((name) => name !== "owner");
  const about = { type: "UserImportJob", names, schema: argsSchema, given };
  const wrong = result.error.issues.flatMap((issue) => wrongInputs(issue, about));
  return { args: undefined, failures: wrong.map(({ path, rule }) => `${path}: ${rule}`) };
}

/** The inputs of a real run, or of the record: they passed `check`, so anything wrong with them is our own fault. */
export function argsOf(props: Props): JobArgs {
  const { args, failures } = parseArgs(props);
  if (!args) throw new BugError(`inputs that passed check do not parse: ${failures.join("; ")}`);
  return args;
}

export function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (value === null || typeof value !== "object") return false;
  return Object.values(value).some(holdsUnknown);
}

function notAField(name: string): string {
  return `${quotable(name)} is no field of a user${suggestion(name, allUserFields)}`;
}
