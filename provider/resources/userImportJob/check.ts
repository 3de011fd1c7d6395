import { refusal, removalsOf } from "../../reconcile/guard";
import { tally } from "../../reconcile/tally";
import type { Disclosure } from "../../users/identity";
import { parseUserSets, UNKNOWN, type ParsedSets } from "../../users/parse";
import type { CheckResult, Props, Services } from "../resource";
import { announce } from "./announced";
import { holdsUnknown, parseArgs, type JobArgs } from "./args";
import { foreseen, type Declaration } from "./foreseen";
import { claim } from "./handOver";
import { withIgnoredFields } from "./ignored";
import { ownerMeant } from "./owner";
import { withSecretLeaves } from "./secrets";
import { isRecord, resolvedSets } from "./sets";
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
  const parsed = parse(inputs.userSets, args, services.disclosure);
  const groupsKnown = !holdsUnknown(args.groups);
  const { users, findings } = resolvedSets(parsed, groupsKnown ? args.groups : {});
  const found = [...missing, ...findings.map(({ where, rule }) => `${where}: ${rule}`)];
  inputs.userSets = withSecretLeaves(inputs.userSets, args.secretFields);
  if (found.length > 0) return { inputs, failures: capped(found) };
  claim(services, args.takeOver, users);
  const before = parsed.hasUnknowns ? undefined : declarationBefore(olds, news, groupsKnown);
  const plan = before && foreseen(before, { args, users });
  const doing = plan && tally(plan);
  announce(services, args.owner, doing);
  if (doing !== undefined) services.reporter(urn).info(`plan against last known state: ${doing}`);
  const limit = { ...args.deletionLimit, accepted: args.acceptDeletions };
  const refused = plan && refusal(removalsOf(plan), { managed: before.users.length, declared: users.length }, limit);
  return { inputs, failures: refused === undefined ? [] : [refused] };
}

function parse(userSets: unknown, args: JobArgs, disclosure?: Disclosure): ParsedSets {
  const { ownerAttribute, secretFields: extraSecretFields } = args;
  return parseUserSets(userSets ?? {}, { ownerAttribute, extraSecretFields, disclosure });
}

/**
 * The recorded inputs, as far as they still parse; with another store, where nobody is, no users. Groups are compared as
 * names with names while their ids are not known, else as ids with ids.
 */
function declarationBefore(olds: Props, news: Props, withGroupIds: boolean): Declaration | undefined {
  if (!isRecord(olds.userSets)) return undefined;
  const { args } = parseArgs(olds);
  if (!args) return undefined;
  if (olds.userStoreId !== news.userStoreId && news.userStoreId !== UNKNOWN) return { args, users: [] };
  return { args, users: resolvedSets(parse(olds.userSets, args), withGroupIds ? args.groups : {}).users };
}

function capped(found: readonly string[]): string[] {
  const shown = found.slice(0, SHOWN);
  return found.length > SHOWN ? [...shown, `and ${String(found.length - SHOWN)} more findings`] : shown;
}
