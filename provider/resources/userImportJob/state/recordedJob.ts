import { isDeepStrictEqual } from "node:util";
import { UsageError } from "../../../../ciam/errors";
import type { ManagedUser } from "../../../users/plan/actions";
import { userIn, usersOfSets, type UsersBySet } from "../../../users/input/envelope/sets";
import { readSets, type ParsedSets } from "../../../users/input/parse";
import type { IndexedAttribute } from "../../../users/model/fields";
import { refId, type UserRef } from "../../../users/model/ref";
import type { DeclaredUser, KeyedUser } from "../../../users/model/user";
import type { Props } from "../../resource";
import { argsOf, type JobArgs } from "../inputs/args";
import { ORPHANS } from "../inputs/orphans";
import { resolvedUsers } from "../inputs/sets";
import type { Declaration } from "../session/declaration";
import { valuesInForce, keptForms } from "../../../users/plan/compare/inForce";
import { FileRecord, isManaged } from "./fileRecord";
import { decodeRecord, type JobRecord } from "./record";
import { RecordPrints } from "./recordPrints";

/** A job as the state has it: its record, with everything in it parsed once, when somebody asks for it. */
export class RecordedJob {
  #args: JobArgs | undefined;
  #sets: ParsedSets["sets"] | undefined;
  #ids: ReadonlySet<string> | undefined;
  #names: Map<string, UserRef> | undefined;

  #files: FileRecord | undefined;

  constructor(
    readonly record: JobRecord,
    private readonly fileRecord?: unknown,
  ) {}

  /** The job in these outputs. */
  static in(state: Props): RecordedJob {
    const record = decodeRecord(state);
    if (record.beside) {
      throw new UsageError(
        "the state of this UserImportJob was written by the plugin pulumi-resource-ciam, and only that can read it: run this stack with the plugin",
      );
    }
    return new RecordedJob(record, state.fileRecord);
  }

  /** Its users that come from files. */
  get files(): FileRecord {
    return this.#opened();
  }

  /** Refuses a damaged record before anything is written: what is opened later could only be refused too late. */
  assertWhole(): void {
    this.#opened();
  }

  #opened(): FileRecord {
    return (this.#files ??= FileRecord.decode(this.fileRecord, this.record.files?.managed ?? 0));
  }

  /** How many users it manages. */
  get count(): number {
    let count = this.record.files?.managed ?? 0;
    for (const users of Object.values(this.record.managed)) count += Object.keys(users).length;
    return count;
  }

  get owner(): string {
    return this.record.owner;
  }

  /** The inputs of the last run, `userSets` apart. */
  get args(): JobArgs {
    return (this.#args ??= argsOf(this.record.inputs));
  }

  /** The users as they travelled when they were brought to the store. */
  get usersBySet(): UsersBySet {
    return usersOfSets(this.record.inputs.userSets);
  }

  /**
   * The users of the record's sets: what is in force of one run and what of another need not fit together.
   *
   * @param groups ids of the groups they name, if not those of the record
   * @param now what the program says now: whom it declares as before has been read already
   */
  inForce(groups: JobArgs["groups"] = this.args.groups, now?: Declaration): KeyedUser[] {
    const declared = usersOfSets(now?.inputs.userSets);
    const { secretFields: extraSecretFields, phoneCountry } = this.args;
    this.#sets ??= readSets(this.usersBySet, { extraSecretFields, phoneCountry }, (ref, value) => {
      const isReadAlike = now?.args.phoneCountry === phoneCountry;
      const isAsBefore = now !== undefined && isReadAlike && isDeepStrictEqual(userIn(declared, ref), value);
      return isAsBefore ? now.sets.get(ref.set)?.get(ref.key) : undefined;
    });
    return resolvedUsers(this.#sets, groups).users;
  }

  /** All managed users. Of those from files nothing is said but who they are. */
  everybody(): ManagedUser[] {
    const filed = this.files.managed().map(({ ref, id, origin = "adopted", frozen }) => ({
      ref,
      id,
      origin,
      inForce: undefined,
      ...(frozen && { frozen }),
    }));
    return [...this.byValue(), ...filed];
  }

  /**
   * The managed users that were declared by value, each with the declaration that was last applied to it.
   *
   * @param now whom the program declares: those who left may be among them, under other names
   */
  byValue(inForce: readonly KeyedUser[] = this.inForce(), now: Iterable<DeclaredUser> = []): ManagedUser[] {
    const declared = new Map(inForce.map(({ ref, user }) => [refId(ref), user]));
    const prints = new RecordPrints(this.record.credentialKey, now);
    return Object.entries(this.record.managed).flatMap(([set, users]) =>
      Object.entries(users).map(([key, user]) => {
        const { id, origin, credential, given, stored, frozen, leftFrozen, unfrozen } = user;
        const left = prints.left(user);
        const seen = prints.seen(user);
        return {
          ref: { set, key },
          id,
          origin,
          credential: set === ORPHANS ? undefined : credential,
          inForce: valuesInForce(declared.get(refId({ set, key }))),
          ...(given && { given }),
          ...(stored && { forms: keptForms(stored) }),
          ...(frozen ? { frozen: "this job" } : leftFrozen && { frozen: "others" }),
          ...(unfrozen && { unfrozen }),
          ...(left && { left }),
          ...(seen && { seen }),
        };
      }),
    );
  }

  /** Who is in the store: everybody whom the record manages, and whose declaration is in force without that. */
  *settled(): Iterable<UserRef> {
    const sets: Props[] = [this.record.managed, this.usersBySet];
    for (const [set, users] of sets.flatMap((each) => Object.entries(each)))
      for (const key of Object.keys(users as object)) yield { set, key };
    for (const { ref } of this.files.users) yield ref;
  }

  /** True for the UserId of somebody it manages. */
  has(id: string): boolean {
    this.#ids ??= new Set(
      Object.values(this.record.managed).flatMap((users) => Object.values(users).map((user) => user.id)),
    );
    const filed = this.files.withId(id);
    return this.#ids.has(id) || (filed !== undefined && isManaged(filed));
  }

  /** The name of a managed user. */
  nameOf(id: string): UserRef | undefined {
    if (!this.#names) {
      this.#names = new Map();
      for (const [set, users] of Object.entries(this.record.managed))
        for (const [key, user] of Object.entries(users)) this.#names.set(user.id, { set, key });
    }
    return this.#names.get(id) ?? this.files.withId(id)?.ref;
  }

  /** Where its users have the owner mark, the newest first. */
  ownerAttributes(): IndexedAttribute[] {
    return [this.args.ownerAttribute, ...(this.record.formerOwnerAttributes ?? [])];
  }
}
