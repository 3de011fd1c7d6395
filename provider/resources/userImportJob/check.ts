import { isDeepStrictEqual } from "node:util";
import { digestOf } from "../../planDocument/digest";
import { planText, tallyText } from "../../planDocument/text";
import { findingLines, lineText } from "../../users/input/findingGroups";
import { everybody, parseUserSets, type ParsedSets } from "../../users/input/parse";
import { revealed } from "../../users/input/envelope/secret";
import { userIn, usersOfSets, type UsersBySet } from "../../users/input/envelope/sets";
import { hasUnknown, UNKNOWN } from "../../users/input/envelope/unknown";
import type { CheckRequest, CheckResponse, Props, Services } from "../resource";
import { nameOf } from "../../users/model/owner";
import { parseArgs, type DeclaredArgs } from "./inputs/args";
import { withIgnoredFields } from "./inputs/ignored";
import { absentSets, passwordsArePlain } from "./inputs/plainPasswords";
import { announce, creationPlan } from "./preview/planned";
import { hideSecrets } from "../../users/input/envelope/hide";
import { resolvedUsers } from "./inputs/sets";
import { uncoveredProblem } from "./inputs/uncovered";
import type { JobInSession } from "./session/jobInSession";
import type { Session } from "./session/session";

/**
 * Validates everything that can be known without the store, all findings at once, and returns the inputs as they go
 * into the state: the owner of the first run kept, ignored fields as they were, secrets marked.
 */
export function check({ urn, session, services, state, inputs: given, hidden }: CheckRequest): CheckResponse {
  const before = state ?? {};
  const inputs: Record<string, unknown> = {
    ...given,
    owner: typeof before.owner === "string" ? before.owner : given.owner,
    ...(Array.isArray(given.takeOver) && {
      takeOver: given.takeOver.map((entry) => ownerMeant(entry, before, session)),
    }),
  };
  const { args, failures } = parseArgs(inputs);
  if (!args) return { inputs, failures };

  inputs.userSets = withIgnoredFields(given.userSets, before.userSets, args.ignoreFields);
  const missing =
    given.userSets === undefined || given.userSets === null
      ? ["userSets: a UserImportJob needs it, a map of set name to users"]
      : [];
  const { ownerAttribute, phoneCountry, secretFields: extraSecretFields } = args;
  const rules = {
    ownerAttribute,
    phoneCountry,
    extraSecretFields,
    disclosure: services.disclosure,
    areTaken: areAsBefore(before.userSets),
    passwordsArePlain: hasUnknown(given.passwordsArePlain) ? everybody : passwordsArePlain(args, before.userSets),
  };
  const parsed = parseUserSets(inputs.userSets ?? {}, rules);
  const groupsKnown = !hasUnknown(given.groups);
  const { users, findings } = resolvedGroups(parsed.sets, given.groups, args);
  const found = [
    ...missing,
    ...absentSets(args, parsed.sets),
    // A failure hides the whole diff of the resource, so it has to carry its own list.
    ...findingLines([...parsed.findings, ...findings]).map(lineText),
  ];
  const uncovered = hidden.includes("userSets") ? undefined : uncoveredProblem(before, inputs);
  if (uncovered !== undefined) found.push(uncovered);
  const checked = { ...inputs, userSets: hideSecrets(inputs.userSets, args.secretFields) };
  if (found.length > 0) return { inputs: checked, failures: found };
  if (parsed.warnings.length > 0) services.reporter(urn).warn(findingLines(parsed.warnings).map(lineText));
  // Of one without a name the verbs after this one could not tell that it is itself.
  if (urn === undefined) return { inputs: checked, failures: [] };
  const job = session.declare({
    urn,
    inputs: { ...checked, userSets: revealed(checked.userSets) },
    args,
    sets: parsed.sets,
    users,
    groupsKnown,
    hasUnknowns: parsed.hasUnknowns,
  });
  if (before.owner === undefined) foretellCreation(job, parsed.sets, services);
  return { inputs: checked, failures: [] };
}

/** Tells whether a user travels as the state has it. */
function areAsBefore(sets: unknown): (set: string, key: string, user: unknown) => boolean {
  let old: UsersBySet | undefined;
  return (set, key, user) => {
    old ??= usersOfSets(revealed(sets));
    return isDeepStrictEqual(userIn(old, { set, key }), revealed(user));
  };
}

/** The users with the ids of their groups, and the names of groups that nothing knows. */
function resolvedGroups(sets: ParsedSets["sets"], given: unknown, { groups }: DeclaredArgs) {
  if (!hasUnknown(given)) return resolvedUsers(sets, groups);
  const { users } = resolvedUsers(sets, {});
  // The names are known where the ids are not; of groups that only `up` will know as a whole, nothing is.
  return { users, findings: given === UNKNOWN ? [] : resolvedUsers(sets, groups).findings };
}

/**
 * A new resource is asked about by nothing but `check`. Of a replacement `diff` has told all that a person needs; what is
 * left to tell is for the run, which has to know what was announced.
 */
function foretellCreation(job: JobInSession, sets: ParsedSets["sets"], services: Services): void {
  const document = creationPlan(job.declaration, sets, services);
  if (job.isForetold) job.announced = digestOf(document);
  else announce(document, job, services, tallyText(document) === undefined ? [] : planText(document));
}

/**
 * The owner meant by an entry of `takeOver`: an owner or a name as it is, of the urn of a job its name. Where the state
 * has the owner of that name, lineage included, it stays: that is no change of the program.
 */
function ownerMeant(entry: unknown, olds: Props, session: Session): unknown {
  if (typeof entry !== "string" || !entry.startsWith("urn:pulumi:")) return entry;
  const name = session.nameAt(entry);
  const before: readonly unknown[] = Array.isArray(olds.takeOver) ? olds.takeOver : [];
  return before.find((owner) => typeof owner === "string" && nameOf(owner) === name) ?? name;
}
