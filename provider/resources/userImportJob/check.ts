import { parseUserSets } from "../../users/parse";
import type { CheckResult, Props, Services } from "../resource";
import { announce } from "./announced";
import { holdsUnknown, parseArgs } from "./args";
import { leaveChecked } from "./checked";
import { claim } from "./handOver";
import { withIgnoredFields } from "./ignored";
import { ownerMeant } from "./owner";
import { withSecretLeaves } from "./secrets";
import { resolvedSets } from "./sets";
import { awaitCreation } from "./replacement";
import { uncoveredProblem, USERS_HIDDEN } from "./uncovered";
import { rememberUrn } from "./urns";

/** A failure hides the whole diff of the resource, so it has to carry its own list; beyond this many, a count. */
const SHOWN = 50;

/**
 * Validates everything that can be known without the store, all findings at once, and returns the inputs as they go
 * into the state: the owner of the first run kept, the urn taken out, ignored fields as they were, secrets marked.
 */
export function check(olds: Props, news: Props, services: Services): CheckResult {
  const urn = typeof news.__urn === "string" ? news.__urn : undefined;
  const owner = typeof olds.owner === "string" ? olds.owner : news.owner;
  if (typeof owner === "string" && urn !== undefined) rememberUrn(owner, urn);

  const inputs: Record<string, unknown> = { ...news, owner };
  Reflect.deleteProperty(inputs, "__urn");
  Reflect.deleteProperty(inputs, USERS_HIDDEN);
  if (Array.isArray(news.takeOver)) {
    inputs.takeOver = news.takeOver.map((entry: unknown) => (typeof entry === "string" ? ownerMeant(entry) : entry));
  }
  const { args, failures } = parseArgs(inputs);
  if (!args) return { inputs, failures };

  inputs.userSets = withIgnoredFields(news.userSets, olds.userSets, args.ignoreFields);
  const missing =
    news.userSets === undefined || news.userSets === null
      ? ["userSets: a UserImportJob needs it, a map of set name to users"]
      : [];
  const { ownerAttribute, secretFields: extraSecretFields } = args;
  const rules = { ownerAttribute, extraSecretFields, disclosure: services.disclosure };
  const parsed = parseUserSets(inputs.userSets ?? {}, rules);
  const groupsKnown = !holdsUnknown(args.groups);
  const { users, findings } = resolvedSets(parsed, groupsKnown ? args.groups : {});
  const found = [...missing, ...findings.map(({ where, rule }) => `${where}: ${rule}`)];
  const uncovered = news[USERS_HIDDEN] === true ? undefined : uncoveredProblem(olds, inputs);
  if (uncovered !== undefined) found.push(uncovered);
  inputs.userSets = withSecretLeaves(inputs.userSets, args.secretFields);
  if (found.length > 0) return { inputs, failures: capped(found) };
  claim(services, args.takeOver, users);
  announce(services, args.owner, undefined);
  awaitCreation(services, args.owner, typeof olds.owner === "string" ? undefined : args.userStoreId);
  leaveChecked(services, args.owner, parsed.hasUnknowns ? undefined : { args, users, groupsKnown, urn });
  return { inputs, failures: [] };
}

function capped(found: readonly string[]): string[] {
  const shown = found.slice(0, SHOWN);
  return found.length > SHOWN ? [...shown, `and ${String(found.length - SHOWN)} more findings`] : shown;
}
