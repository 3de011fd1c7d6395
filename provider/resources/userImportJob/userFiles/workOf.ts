import { isDeepStrictEqual } from "node:util";
import type { DeclaredUser, KeyedUser } from "../../../users/model/user";
import type { Props } from "../../resource";
import type { DeclaredArgs } from "../inputs/args";
import type { DeclaredUsers } from "../session/declaration";
import type { Fingerprints } from "../state/fingerprints";
import { FileRecord } from "../state/fileRecord";
import type { RecordedJob } from "../state/recordedJob";
import { fileWork, type FileWork, type Settled } from "./work";

/** The prints of another key cannot be compared. */
function printKeyOf({ inputs: { printKey } }: Now, known: { readonly printKey: string }): unknown {
  return printKey ?? known.printKey;
}

/** What a program says now. */
export interface Now {
  readonly args: DeclaredArgs;
  readonly users: DeclaredUsers;
  readonly inputs: Props;
  /** Whether the users of the program have the ids of their groups, or only the names. */
  readonly groupsKnown: boolean;
  /** Users whom other jobs of the program declare, who may have been in this one's files until now. */
  readonly neighbours?: () => readonly KeyedUser[];
}

/** Whom of the users of files an update has to look at, and how many it leaves where they are. */
export interface FileUsersAtWork extends FileWork {
  /** Managed users at rest. */
  readonly resting: number;
  /** Accounts of others at rest, which were left alone. */
  readonly strangers: number;
}

export function fileUsersAtWork(last: RecordedJob | undefined, now: Now, fingerprints: Fingerprints): FileUsersAtWork {
  const { files } = now.users;
  const known = last?.record.files;
  const otherwise = last && differences(last, now.args);
  if (
    known &&
    otherwise === "nothing" &&
    known.printKey === printKeyOf(now, known) &&
    !known.isRestless &&
    areSettled(known.settled, now)
  ) {
    const { settled, managed, strangers } = known;
    return { ...everybodyRests(last, now, fingerprints, settled), resting: managed, strangers };
  }
  const work = fileWork({
    record: last?.files ?? FileRecord.EMPTY,
    printKey: known?.printKey,
    files,
    settled: typeof otherwise === "object" && otherwise.all ? {} : (known?.settled ?? {}),
    isAboutEverybody: otherwise === "everybody" || (known !== undefined && known.printKey !== printKeyOf(now, known)),
    isConcerned: (user) =>
      otherwise !== undefined &&
      typeof otherwise === "object" &&
      ((otherwise.strangers && user.origin === undefined) || (otherwise.adopted && user.origin === "adopted")),
    ignored: new Set(now.args.ignoreFields),
    groupsOf: groupNaming(last, now),
    credentialOf: (user) => fingerprints.credential(user),
    get others(): DeclaredUser[] {
      return [...now.users.byValue, ...(now.neighbours?.() ?? [])].map(({ user }) => user);
    },
  });
  return { ...work, resting: work.atRest.count, strangers: work.atRest.strangers };
}

/** Nobody is looked at, and the record is not even unpacked, unless the store brings somebody in. */
function everybodyRests(last: RecordedJob, now: Now, fingerprints: Fingerprints, settled: Settled): FileWork {
  let work: FileWork | undefined;
  const unpacked = (): FileWork =>
    (work ??= fileWork({
      record: last.files,
      printKey: last.record.files?.printKey,
      files: now.users.files,
      settled,
      isAboutEverybody: false,
      isConcerned: () => false,
      ignored: new Set(now.args.ignoreFields),
      groupsOf: ({ groups }) => groups,
      credentialOf: (user) => fingerprints.credential(user),
      others: [],
    }));
  return {
    desired: [],
    recorded: [],
    atRest: {
      get count() {
        return last.record.files?.managed ?? 0;
      },
      has: (id) => unpacked().atRest.has(id),
      find: (id) => unpacked().atRest.find(id),
      get users() {
        return unpacked().atRest.users;
      },
    },
  };
}

function areSettled(settled: Settled, { users: { files } }: Now): boolean {
  return (
    Object.keys(settled).length === files.sets.size &&
    [...files.sets].every(([set, { digest }]) => settled[set] === digest)
  );
}

/** Whom a program says something else about than before, whatever their declaration. */
interface Differences {
  /** Accounts of others that were left alone. */
  readonly strangers: boolean;
  /** Adopted users. */
  readonly adopted: boolean;
  /** Perhaps somebody in a file that did not change, so that all of its users are compared. */
  readonly all: boolean;
}

function differences(last: RecordedJob, now: DeclaredArgs): "nothing" | "everybody" | Differences {
  const before = last.args;
  if (before.ownerAttribute !== now.ownerAttribute || (last.record.formerOwnerAttributes ?? []).length > 0)
    return "everybody";
  const strangers = before.conflictPolicy !== now.conflictPolicy;
  const adopted = before.adoptGrantsGroups !== now.adoptGrantsGroups || strangers;
  // Files have the names of groups, passwords that were declared and not set, and values that were ignored.
  const all =
    before.passwordPolicy !== now.passwordPolicy ||
    !isDeepStrictEqual(before.groups, now.groups) ||
    !isDeepStrictEqual(before.ignoreFields, now.ignoreFields);
  return strangers || adopted || all ? { strangers, adopted, all } : "nothing";
}

/** Where only `up` will know the ids of groups, the names of before tell whether they are the same. */
function groupNaming(
  last: RecordedJob | undefined,
  { groupsKnown }: Now,
): (user: { groups: readonly string[] }) => readonly string[] {
  if (groupsKnown || !last) return ({ groups }) => groups;
  const names = new Map(Object.entries(last.args.groups).map(([name, id]) => [id, name]));
  return ({ groups }) => groups.map((id) => names.get(id) ?? id);
}
