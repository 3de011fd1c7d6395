import { isObject } from "../../../text/values";
import { findingLines, lineText } from "../../users/input/findingGroups";
import { everybody, parseUserSets } from "../../users/input/parse";
import { UNKNOWN } from "../../users/input/envelope/unknown";
import type { CheckResult, Props, Services } from "../resource";
import { nameOf } from "../../users/model/owner";
import { holdsUnknown, parseArgs } from "./args";
import { withIgnoredFields } from "./inputs/ignored";
import { absentSets, passwordsArePlain } from "./inputs/plainPasswords";
import { hideSecrets } from "../../users/input/envelope/hide";
import { sessionOf, type JobInSession, type Session } from "./session";
import { resolvedSets } from "./inputs/sets";
import { uncoveredProblem, USERS_HIDDEN } from "./inputs/uncovered";

/**
 * Validates everything that can be known without the store, all findings at once, and returns the inputs as they go
 * into the state: the owner of the first run kept, the urn taken out, ignored fields as they were, secrets marked.
 */
export function check(olds: Props, news: Props, services: Services): CheckResult {
  const urn = typeof news.__urn === "string" ? news.__urn : undefined;
  const owner = typeof olds.owner === "string" ? olds.owner : news.owner;
  const session = sessionOf(services);

  const inputs: Record<string, unknown> = { ...news, owner };
  Reflect.deleteProperty(inputs, "__urn");
  Reflect.deleteProperty(inputs, USERS_HIDDEN);
  if (Array.isArray(news.takeOver)) inputs.takeOver = news.takeOver.map((entry) => ownerMeant(entry, olds, session));
  const { args, failures } = parseArgs(inputs);
  if (!args) return { inputs, failures };

  inputs.userSets = withIgnoredFields(news.userSets, olds.userSets, args.ignoreFields);
  const missing =
    news.userSets === undefined || news.userSets === null
      ? ["userSets: a UserImportJob needs it, a map of set name to users"]
      : [];
  const { ownerAttribute, secretFields: extraSecretFields } = args;
  const rules = {
    ownerAttribute,
    extraSecretFields,
    disclosure: services.disclosure,
    passwordsArePlain: holdsUnknown(news.passwordsArePlain) ? everybody : passwordsArePlain(args, olds.userSets),
  };
  const parsed = parseUserSets(inputs.userSets ?? {}, rules);
  const groupsKnown = !holdsUnknown(args.groups);
  const { users, findings } = resolvedSets(parsed, groupsKnown ? args.groups : {});
  const found = [
    ...missing,
    ...absentSets(args, parsed.sets),
    // A failure hides the whole diff of the resource, so it has to carry its own list.
    ...findingLines(findings).map(lineText),
  ];
  const uncovered = news[USERS_HIDDEN] === true ? undefined : uncoveredProblem(olds, inputs);
  if (uncovered !== undefined) found.push(uncovered);
  const plain = { ...inputs };
  inputs.userSets = hideSecrets(inputs.userSets, args.secretFields);
  if (found.length > 0) return { inputs, failures: found };
  if (parsed.warnings.length > 0) services.reporter(urn).warn(findingLines(parsed.warnings).map(lineText));
  const { hasUnknowns } = parsed;
  const job = session.declare({ urn, inputs: plain, args, users, groupsKnown, hasUnknowns });
  if (olds.owner === undefined) foretellCreation(job, services);
  return { inputs, failures: [] };
}

/** A new resource is asked about by nothing but `check`: its users are all to be imported, as far as the program knows. */
function foretellCreation(job: JobInSession, services: Services): void {
  const { urn, users, inputs } = job.declaration;
  const isOpen = !areKeysKnown(inputs.userSets);
  if (users.length === 0 && !isOpen) return;
  const parts = [
    ...(users.length > 0 ? [`${String(users.length)} import`] : []),
    ...(isOpen ? ["users whom only `up` will know"] : []),
  ];
  const doing = parts.join(", and ");
  job.announced = doing;
  if (!job.isForetold) services.reporter(urn).info(`plan: ${doing}`);
}

function areKeysKnown(userSets: unknown): boolean {
  return isObject(userSets) && Object.values(userSets).every((users) => users !== UNKNOWN);
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
