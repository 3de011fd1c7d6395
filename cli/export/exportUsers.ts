import { ownerMark } from "../../provider/users/model/mark";
import type { LiveUser } from "../../provider/users/model/live";
import type { IndexedAttribute, UserField } from "../../provider/users/model/fields";
import type { WrittenFormat } from "../../files/read";
import { connect, groupNames, storeFor } from "../store/connection";
import { ownerMeant } from "../store/owners";
import type { ConnectionOptions } from "../commands/options";
import type { Run } from "../commands/command";
import { Progress } from "../shell/screen";
import { outDelimiter, outFormat, refuseTaken, writePrivately, type Taken } from "../shell/outFile";
import { written } from "../shell/written";
import { exported, isDeclarable, type ExportRules } from "./exported";
import { formatted } from "./format";
import { allUsers, BEFORE_ALL, usersAfter, type Source } from "./pages";
import { PartialExport } from "./partial";
import { count } from "../../text/format";

export interface ExportOptions extends ConnectionOptions {
  readonly store?: string;
  readonly owner?: string;
  readonly out: string;
  readonly force?: true;
  readonly key: "auto" | "userId" | UserField;
  readonly groups: "ids" | "names";
  readonly identityNumbers?: true;
  readonly escapeFormulas?: true;
  readonly ownerAttribute: IndexedAttribute;
}

export interface Exported {
  readonly file: string;
  readonly users: number;
  /** Accounts that were merged into another, whose identities they share. */
  readonly linked: number;
  /** Users with values that a declaration may not have. */
  readonly undeclarable: number;
  /** Users that an earlier run had read before it ended. */
  readonly resumed: number;
}

/** Writes the users of a store into a file. Ended in the middle, it goes on where it was when it is run again. */
export async function exportUsers(options: ExportOptions, { screen, signal }: Run): Promise<Exported> {
  const { out, ownerAttribute, groups } = options;
  const taken: Taken = options.force ? "replaced" : "refused";
  const format = outFormat(out);
  refuseTaken(out, taken);
  const calls = await connect(options, screen);
  const userStoreId = await storeFor(calls, options.store);
  const owner = await ownerMeant(options.owner, { calls, userStoreId, attribute: ownerAttribute }, screen);
  const mark = owner === undefined ? undefined : ownerMark(owner, ownerAttribute);
  const rules: ExportRules = {
    key: options.key,
    identityNumbers: options.identityNumbers ? "written" : "left out",
    groups: groups === "names" ? namesFor(format, await groupNames(calls, userStoreId)) : new Map(),
  };
  const { key, identityNumbers } = rules;
  const what = { "ciam export": 1, userStoreId, owner, key, groups, identityNumbers, ownerAttribute };
  const partial = written(out, () => PartialExport.open(out, what));
  const resumed = partial.size;
  const progress = new Progress(screen);
  let linked = 0;
  try {
    const take = (users: readonly LiveUser[]): void => {
      linked += users.filter(({ primary }) => !primary).length;
      partial.add(users.filter(({ primary }) => primary).map((user) => exported(user, rules)));
      progress.show(`${count(partial.size, "user")} read`);
    };
    await readInto(take, { calls, userStoreId, mark }, partial, signal);
  } catch (error) {
    partial.leave();
    throw error;
  } finally {
    progress.clear();
  }
  const users = partial.users;
  writePrivately(
    out,
    formatted(format, users, {
      delimiter: outDelimiter(out),
      formulas: options.escapeFormulas ? "escaped" : "as they are",
    }),
    taken,
  );
  partial.remove();
  return {
    file: out,
    users: users.length,
    linked,
    undeclarable: users.filter((user) => !isDeclarable(user)).length,
    resumed,
  };
}

/** By id, page after page; all at once from a service that cannot, or whose ids have another order than the alphabet's. */
async function readInto(
  take: (users: readonly LiveUser[]) => void,
  source: Source,
  partial: PartialExport,
  signal: AbortSignal,
): Promise<void> {
  let after = partial.last ?? BEFORE_ALL;
  for (;;) {
    signal.throwIfAborted();
    const users = await usersAfter(source, after);
    if (!users) break;
    take(users);
    const last = users.at(-1);
    if (!last) return;
    after = last.id;
  }
  take(await allUsers(source));
}

/** In CSV a semicolon or a bar ends the name of a group, so one that has it goes by its id. */
function namesFor(format: WrittenFormat, names: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...names].filter(([, name]) => format === "json" || format === "ndjson" || !/[;|]|^\s|\s$/.test(name)),
  );
}
