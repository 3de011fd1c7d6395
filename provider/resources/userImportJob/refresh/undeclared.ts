import { NAMED } from "../../../../text/format";
import { CiamError } from "../../../../ciam/errors";
import type { RunContext } from "../../../reconcile/run";
import { someWithoutMark, type Glimpse } from "../../../reconcile/observe/observe";
import { shown, identitiesOf, type Disclosure } from "../../../users/model/identity/identity";
import type { LiveUser } from "../../../users/model/live";
import { otherOwnerOf, type OwnerMark } from "../../../users/model/mark";

/** Users of the store whom these sets do not declare. */
export interface Undeclared {
  /** Made by us: the next update removes them. */
  readonly ours: readonly LiveUser[];
  /** With our mark, and in use before this state knew of them: the next update lets them go. */
  readonly cared: readonly LiveUser[];
  /** The number of others, whom we leave alone. */
  readonly unmanaged: number;
}

/**
 * Reports the users of the store whom nobody declares. Their number is exact; their names are those that one more call
 * finds.
 *
 * @param isManaged true for the UserId of one of this job's users
 */
export async function reportUndeclared(
  context: RunContext,
  { ours, cared, unmanaged }: Undeclared,
  seen: Pick<Glimpse, "users">,
  isManaged: (id: string) => boolean,
  disclosure: Disclosure,
): Promise<void> {
  const { reporter, mark } = context;
  if (ours.length > 0) reporter.info(sentence("no longer declared", ours, ours.length, mark, disclosure));
  if (cared.length > 0) {
    const what =
      "with our mark, unknown to the state and in use, so never deleted: the next update adopts whom the program declares, and releases the others";
    reporter.warn(sentence(what, cared, cared.length, mark, disclosure));
  }
  if (unmanaged === 0) return;
  const strangers = new Map<string, LiveUser>();
  const meet = (users: readonly LiveUser[]): void => {
    for (const user of users) if (!isManaged(user.id)) strangers.set(user.id, user);
  };
  meet(seen.users);
  if (strangers.size < Math.min(NAMED, unmanaged)) meet(await withoutMark(context));
  reporter.info(sentence("unmanaged", [...strangers.values()], unmanaged, mark, disclosure));
}

/** A name is a courtesy: no refresh fails for it. */
async function withoutMark(context: RunContext): Promise<LiveUser[]> {
  try {
    return await someWithoutMark(context, NAMED);
  } catch (error) {
    if (!(error instanceof CiamError)) throw error;
    return [];
  }
}

/** `unmanaged: 14, among them 04da6b54… (b***@example.com), …` */
function sentence(
  what: string,
  users: readonly LiveUser[],
  count: number,
  mark: OwnerMark,
  disclosure: Disclosure,
): string {
  const named = users.slice(0, NAMED).map((user) => nameOf(user, mark, disclosure));
  if (named.length === 0) return `${what}: ${String(count)}`;
  return `${what}: ${String(count)}${named.length < count ? ", among them " : ": "}${named.join(", ")}`;
}

function nameOf(user: LiveUser, mark: OwnerMark, disclosure: Disclosure): string {
  const owner = otherOwnerOf(user, mark);
  return `${user.id} (${shown(identitiesOf(user)[0], disclosure)}${owner === undefined ? "" : `, of ${owner}`})`;
}
