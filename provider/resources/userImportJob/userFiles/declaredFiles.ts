import type { Finding } from "../../../users/input/finding";
import { resolveGroups } from "../../../users/input/groups";
import type { UserField } from "../../../users/model/fields";
import type { DeclaredUser, KeyedUser } from "../../../users/model/user";
import type { DeclaredArgs } from "../inputs/args";
import type { FileSet } from "./fileSet";

/** A user of a file as the program declares it. */
export interface FileMember {
  /** With the ids of groups in the place of names, as far as they are known. */
  readonly user: DeclaredUser;
  /** The print of all its fields. */
  readonly whole: string;
}

const ALL_KNOWN: ReadonlySet<UserField> = new Set();

/** The files of a resource. Their users are read when somebody asks for them. */
export class DeclaredFiles {
  readonly #members = new Map<string, ReadonlyMap<string, FileMember>>();
  readonly #findings: Finding[] = [];

  constructor(
    readonly sets: ReadonlyMap<string, FileSet>,
    private readonly groups: DeclaredArgs["groups"],
  ) {}

  /** How many users they have. */
  get count(): number {
    let count = 0;
    for (const set of this.sets.values()) count += set.count;
    return count;
  }

  /** The users of one file, by key. */
  members(name: string): ReadonlyMap<string, FileMember> {
    const known = this.#members.get(name) ?? this.#resolved(name);
    this.#members.set(name, known);
    return known;
  }

  everybody(): KeyedUser[] {
    return [...this.sets.keys()].flatMap((set) =>
      [...this.members(set)].map(([key, { user }]) => ({ ref: { set, key }, user })),
    );
  }

  /** Groups that are neither a name of `groups` nor an id. Reads all files. */
  groupFindings(): readonly Finding[] {
    for (const name of this.sets.keys()) this.members(name);
    return this.#findings;
  }

  #resolved(name: string): ReadonlyMap<string, FileMember> {
    const set = this.sets.get(name);
    if (!set) return new Map();
    const grouped = new Map([...set.users].filter(([, { user }]) => user.userGroups !== undefined));
    if (grouped.size === 0) return set.users;
    const parsed = new Map([...grouped].map(([key, { user }]) => [key, { user, unknownFields: ALL_KNOWN }] as const));
    const { sets, findings } = resolveGroups(new Map([[name, parsed]]), this.groups, "a name in groups", (_set, key) =>
      set.placeOf(key),
    );
    this.#findings.push(...findings);
    const resolved = sets.get(name);
    return new Map(
      [...set.users].map(([key, { user, whole }]) => [key, { user: resolved?.get(key)?.user ?? user, whole }]),
    );
  }
}
