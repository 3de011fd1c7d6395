import { UsageError } from "../../../../ciam/errors";
import { identify } from "../../../reconcile/beforeWriting/account";
import { openUser } from "../../../users/input/envelope/open";
import { revealed } from "../../../users/input/envelope/secret";
import { usersOfSets } from "../../../users/input/envelope/sets";
import { suggestion } from "../../../../text/suggest";
import { keyProblem } from "../../../users/input/key";
import { indexedAttributes, type IndexedAttribute } from "../../../users/model/fields";
import { hasLineage, nameOf } from "../../../users/model/owner";
import type { Reporter } from "../../../reconcile/run";
import type { ReadRequest, ReadResponse } from "../../resource";
import { newKey } from "../newKey";
import { ORPHANS } from "../inputs/orphans";
import { jobInputs } from "../inputs/schema";
import { read } from "./read";
import { decodeRecord, encodeRecord, type JobRecord } from "../state/record";

/** The set in which a program finds the users of a job that it imports. */
const IMPORTED = "imported";

/**
 * A job that no state knows, from its id alone: the users with the mark of its owner, as a program would declare them.
 * As after a lost state, who of them may be removed again is told by evidence, and whom somebody has touched is adopted.
 * Answers nothing when there is no such store, or nobody with that mark in it.
 */
export async function importedJob(asked: Omit<ReadRequest, "state">): Promise<ReadResponse | undefined> {
  const parts = partsOf(asked.id);
  // Its id in Pulumi says no more than whose users they are, and stays the same when the program moves the mark.
  const request = { ...asked, id: `${parts.userStoreId}/${parts.owner}` };
  const bare = await bareRecord(parts, request);
  if (!bare) return undefined;
  // The first look finds everybody with the mark, and nobody declares them; so the second one looks at a job that does.
  const found = await readWith(bare, { ...request, services: { ...request.services, reporter: () => silent } });
  const record = found && declaring(decodeRecord({ record: revealed(found.outputs.record) }));
  return record && Object.keys(record.managed).length > 0 ? readWith(record, request) : undefined;
}

const silent: Reporter = { info: () => undefined, warn: () => undefined, progress: () => undefined };

async function bareRecord(
  { userStoreId, owner, attribute }: Parts,
  { urn, services }: Omit<ReadRequest, "state">,
): Promise<JobRecord | undefined> {
  const { account, store } = await identify(await services.client(), userStoreId);
  if (store === "absent") return undefined;
  return {
    schemaVersion: 1,
    owner,
    urn: urn ?? null,
    account: { tenantId: account.tenantId },
    endpoint: account.endpoint,
    credentialKey: newKey(services),
    inputs: {
      userStoreId,
      owner: nameOf(owner),
      // A program that leaves it out means the default, and so would be different from one that says it.
      ...(attribute !== DEFAULT_ATTRIBUTE && { ownerAttribute: attribute }),
      userSets: {},
    },
    managed: {},
    unfinishedJobs: [],
  };
}

const DEFAULT_ATTRIBUTE = jobInputs.shape.ownerAttribute.parse(undefined);

/** An id to import, taken apart. */
interface Parts {
  readonly userStoreId: string;
  readonly owner: string;
  /** Where the mark of the owner is. */
  readonly attribute: IndexedAttribute;
}

/** The attribute comes last: an owner ends in its lineage, so whatever its name has in it ends before that. */
function partsOf(id: string): Parts {
  const slash = id.indexOf("/");
  const [userStoreId, rest] = [id.slice(0, slash), id.slice(slash + 1)];
  const at = hasLineage(rest) ? rest.length : rest.lastIndexOf("@");
  const [owner, named] = [rest.slice(0, at), at < rest.length ? rest.slice(at + 1) : DEFAULT_ATTRIBUTE];
  if (slash <= 0 || at < 0 || !hasLineage(owner))
    throw new UsageError(
      `${JSON.stringify(id)} names no import job: the id to import is <UserStoreId>/<owner>, and the owner is what follows "pulumi:" in ${DEFAULT_ATTRIBUTE} of each of its users, as in shop/dev/staff#0123456789ab; where another attribute has it, <UserStoreId>/<owner>@<attribute>`,
    );
  const attribute = indexedAttributes.find((known) => known === named);
  if (attribute === undefined)
    throw new UsageError(
      `${JSON.stringify(id)}: ${JSON.stringify(named)} is no attribute that can carry the mark of an owner${suggestion(named, indexedAttributes)}; there are ${indexedAttributes.join(", ")}`,
    );
  return { userStoreId, owner, attribute };
}

function readWith(record: JobRecord, request: Omit<ReadRequest, "state">): Promise<ReadResponse | undefined> {
  const { userStoreId } = record.inputs;
  return read({ ...request, state: { userStoreId, record: encodeRecord(record) } });
}

/** The users whom nobody declares, in a set of their own: field by field, as a program is written. */
function declaring(record: JobRecord): JobRecord {
  const found = Object.entries(usersOfSets(record.inputs.userSets)[ORPHANS] ?? {});
  const managed = record.managed[ORPHANS] ?? {};
  const users: Record<string, unknown> = {};
  const ids: JobRecord["managed"][string] = {};
  for (const [id, value] of found) {
    const user = openUser(value);
    const known = managed[id];
    if (user.form !== "text" || !known) continue;
    const key = keyFor(user.open.userName, id, users);
    users[key] = Object.fromEntries(Object.entries(user.open).filter(([, field]) => saysSomething(field)));
    ids[key] = known;
  }
  return {
    ...record,
    inputs: { ...record.inputs, userSets: { [IMPORTED]: users } },
    managed: found.length > 0 ? { [IMPORTED]: ids } : {},
  };
}

/** The store tells of every field; a program would not write down those that are empty. */
function saysSomething(field: unknown): boolean {
  return field !== "" && field !== false && !(Array.isArray(field) && field.length === 0);
}

/** A name that can be read, where it may be shown: keys are on screens, and a phone number or an address must not be. */
function keyFor(userName: unknown, id: string, taken: Readonly<Record<string, unknown>>): string {
  const isShowable = typeof userName === "string" && /^[A-Za-z][\w.-]*$/.test(userName);
  return isShowable && keyProblem(userName) === undefined && !Object.hasOwn(taken, userName) ? userName : id;
}
