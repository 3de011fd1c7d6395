import { compareText } from "../../text/values";
import { UsageError } from "../../ciam/errors/usageError";
import type { Calls } from "../../provider/reconcile/run";
import { everyUser } from "../../provider/reconcile/observe/observe";
import { count } from "../../text/format";
import type { IndexedAttribute } from "../../provider/users/model/fields";
import { otherMarks, ownerMark } from "../../provider/users/model/mark";
import { forShell } from "../../text/quote";
import { Progress, remark, type Screen } from "../shell/screen";

/** The part of an owner that makes it unique, behind the name that people read. */
const LINEAGE = /#[0-9a-f]+$/;

/** More names than these tell nobody what is meant. */
const SHOWN = 20;

/** The place to look for owners. */
export interface Marked {
  readonly calls: Calls;
  readonly userStoreId: string;
  readonly attribute: IndexedAttribute;
}

/**
 * The owner that somebody typed. Of one without its last part, which nobody knows by heart, the store is read for the
 * owners of that name: the only one is taken, of several somebody has to say which.
 */
export async function ownerMeant(
  typed: string | undefined,
  store: Marked,
  screen: Screen,
): Promise<string | undefined> {
  if (typed === undefined || LINEAGE.test(typed)) return typed;
  const progress = new Progress(screen);
  progress.show(`looking for the owners called ${typed}`);
  const owners = await ownersIn(store).finally(() => progress.clear());
  const named = [...owners].filter(([owner]) => owner.replace(LINEAGE, "") === typed);
  const [only, ...others] = named;
  if (only && others.length === 0) {
    const [owner, users] = only;
    remark(
      screen,
      `--owner ${typed} is taken for ${owner}, whose mark ${users === 1 ? "1 user has" : `${count(users, "user")} have`}`,
    );
    return owner;
  }
  if (only) throw new UsageError([`several owners are called ${typed}; say which:`, ...ownerLines(named)]);
  const none = `no user of this store has the mark of an owner called ${typed}`;
  throw new UsageError(
    owners.size === 0 ? none : [`${none}; say another, or leave --owner out:`, ...ownerLines([...owners])],
  );
}

/** The owners whose marks the users of a store have, with the number of users. */
async function ownersIn({ calls, userStoreId, attribute }: Marked): Promise<Map<string, number>> {
  const nobody = ownerMark("", attribute);
  const owners = new Map<string, number>();
  for (const user of await everyUser({ calls, userStoreId })) {
    const found = otherMarks(user, nobody).find(({ at }) => at === attribute);
    if (found) owners.set(found.owner, (owners.get(found.owner) ?? 0) + 1);
  }
  return owners;
}

function ownerLines(owners: readonly (readonly [string, number])[]): string[] {
  const sorted = [...owners].sort(([a, n], [b, m]) => m - n || compareText(a, b));
  const lines = sorted
    .slice(0, SHOWN)
    .map(([owner, users]) => `  --owner ${forShell(owner)}  (${count(users, "user")})`);
  const rest = owners.length - lines.length;
  return rest > 0 ? [...lines, `  and ${rest.toLocaleString("en-US")} more`] : lines;
}
