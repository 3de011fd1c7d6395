import type { z } from "zod";
import { fieldSuggestion } from "../model/fieldNames";
import { count } from "../../../text/format";
import { allUserFields, isUserField, type UserField } from "../model/fields";
import type { PathStep } from "./finding";
import { isQuotable, quotable } from "../../../text/quote";
import { suggestion } from "../../../text/suggest";
import { problemsOf, type Problem, type UserRules } from "./rules";
import { memberNames } from "../../../text/shape";
import { hasUnknown } from "./envelope/unknown";
import { isObject } from "../../../text/values";
import { userSchema, type DeclaredUser } from "../model/user";

/** What was made of one user: whatever has the right shape, and everything that is wrong with it. */
export interface CheckedUser {
  readonly user: DeclaredUser;
  readonly unknownFields: ReadonlySet<UserField>;
  readonly problems: readonly Problem[];
}

/** Who has more has one mistake in every member. */
const MOST_TOLD = 50;

/** What is wrong with one user, as far as anybody would read it; the rest is counted, and takes no time. */
class Problems {
  private readonly told: Problem[] = [];
  private more = 0;

  add(problem: () => Problem): void {
    if (this.told.length < MOST_TOLD) this.told.push(problem());
    else this.more++;
  }

  all(): Problem[] {
    return this.more === 0
      ? this.told
      : [
          ...this.told,
          { path: [], rule: `has ${count(this.more, "more finding")} like these`, kind: "has more findings" },
        ];
  }
}

/**
 * Checks one user as it stands in a program or a file. Never throws, whatever it is given. A field that is null or
 * undefined counts as left out.
 */
export function checkUser(value: unknown, rules: UserRules = {}): CheckedUser {
  if (!isObject(value)) {
    return {
      user: {},
      unknownFields: new Set(),
      problems: [{ path: [], rule: "must be an object with the fields of a user" }],
    };
  }
  const problems = new Problems();
  const { user, unknownFields, known } = readFields(value, problems);
  // With a field out of shape the rules would complain of its absence.
  const outOfShape = Object.keys(known).filter((field): field is UserField => !Object.hasOwn(user, field));
  const subject = {
    user,
    unknownFields: outOfShape.length === 0 ? unknownFields : new Set([...unknownFields, ...outOfShape]),
  };
  for (const problem of problemsOf(subject, rules)) problems.add(() => problem);
  return { user, unknownFields, problems: problems.all() };
}

/** Takes what has the right shape of a user who was checked before: it is not judged again. */
export function readUser(value: Readonly<Record<string, unknown>>): Pick<CheckedUser, "user" | "unknownFields"> {
  const { user, unknownFields } = readFields(value, new Problems());
  return { user, unknownFields };
}

function readFields(
  value: Readonly<Record<string, unknown>>,
  problems: Problems,
): Pick<CheckedUser, "user" | "unknownFields"> & { readonly known: Readonly<Record<string, unknown>> } {
  const known: Record<string, unknown> = {};
  const unknownFields = new Set<UserField>();
  for (const [field, part] of Object.entries(value)) {
    if (part === undefined || part === null) continue;
    if (!isUserField(field)) problems.add(() => unknownField(field));
    else if (hasUnknown(part)) unknownFields.add(field);
    else known[field] = part;
  }
  return { user: inShape(known, problems), unknownFields, known };
}

/** The fields of the right shape; a problem for each of the others. */
function inShape(known: Readonly<Record<string, unknown>>, problems: Problems): DeclaredUser {
  const result = userSchema.safeParse(known);
  if (result.success) return result.data;
  const bad = new Set<PropertyKey>();
  for (const issue of result.error.issues) {
    bad.add(issue.path[0] ?? "");
    addIssue(issue, problems);
  }
  // Each of the others has passed: the schema has no rule about two fields, and changes no value.
  return Object.fromEntries(Object.entries(known).filter(([field]) => !bad.has(field)));
}

function addIssue(issue: z.core.$ZodIssue, problems: Problems): void {
  const path: PathStep[] = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  if (issue.code !== "unrecognized_keys") {
    problems.add(() => ({ path, rule: issue.message }));
    return;
  }
  const names = memberNames(userSchema, issue.path);
  for (const name of issue.keys) {
    problems.add(() => ({
      path,
      rule: `unknown member ${quotable(name)}${suggestion(name, names)}; it has ${names.join(", ")}`,
    }));
  }
}

function unknownField(name: string): Problem {
  const hint = fieldSuggestion(name, allUserFields);
  return isQuotable(name)
    ? { path: [name], rule: `is no field of a user${hint}` }
    : { path: [], rule: `has a member that is no field of a user${hint}` };
}
