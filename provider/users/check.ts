import type { z } from "zod";
import { fieldSuggestion } from "./fieldNames";
import { allUserFields, isUserField, type UserField } from "./fields";
import type { PathStep } from "./finding";
import { isQuotable, quotable, suggestion } from "./nearest";
import { problemsOf, type Problem, type UserRules } from "./rules";
import { memberNames } from "../../text/shape";
import { hasUnknown, isObject } from "./wireValue";
import { userSchema, type DeclaredUser } from "./user";

/** What was made of one user: whatever has the right shape, and everything that is wrong with it. */
export interface CheckedUser {
  readonly user: DeclaredUser;
  readonly unknownFields: ReadonlySet<UserField>;
  readonly problems: readonly Problem[];
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
  const known: Record<string, unknown> = {};
  const unknownFields = new Set<UserField>();
  const problems: Problem[] = [];
  for (const [field, part] of Object.entries(value)) {
    if (part === undefined || part === null) continue;
    if (!isUserField(field)) problems.push(unknownField(field));
    else if (hasUnknown(part)) unknownFields.add(field);
    else known[field] = part;
  }
  const user = inShape(known, problems);
  // With a field out of shape the rules would complain of its absence.
  const outOfShape = Object.keys(known).filter((field): field is UserField => !Object.hasOwn(user, field));
  const subject = {
    user,
    unknownFields: outOfShape.length === 0 ? unknownFields : new Set([...unknownFields, ...outOfShape]),
  };
  problems.push(...problemsOf(subject, rules));
  return { user, unknownFields, problems };
}

/** The fields of the right shape; a problem for each of the others. */
function inShape(known: Readonly<Record<string, unknown>>, problems: Problem[]): DeclaredUser {
  const result = userSchema.safeParse(known);
  if (result.success) return result.data;
  const bad = new Set<PropertyKey>();
  for (const issue of result.error.issues) {
    bad.add(issue.path[0] ?? "");
    problems.push(...problemsOfIssue(issue));
  }
  const rest = Object.fromEntries(Object.entries(known).filter(([field]) => !bad.has(field)));
  return userSchema.safeParse(rest).data ?? {};
}

function problemsOfIssue(issue: z.core.$ZodIssue): Problem[] {
  const path: PathStep[] = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  if (issue.code !== "unrecognized_keys") return [{ path, rule: issue.message }];
  const names = memberNames(userSchema, issue.path);
  return issue.keys.map((name) => ({
    path,
    rule: `unknown member ${quotable(name)}${suggestion(name, names)}; it has ${names.join(", ")}`,
  }));
}

function unknownField(name: string): Problem {
  const hint = fieldSuggestion(name, allUserFields);
  return isQuotable(name)
    ? { path: [name], rule: `is no field of a user${hint}` }
    : { path: [], rule: `has a member that is no field of a user${hint}` };
}
