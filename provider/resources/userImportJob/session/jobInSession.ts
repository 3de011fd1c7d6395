import { isDeepStrictEqual } from "node:util";
import { identitiesOf } from "../../../users/model/identity/identity";
import type { LiveUser } from "../../../users/model/live";
import type { Removal } from "../../../users/plan/actions";
import { refId, type UserRef } from "../../../users/model/ref";
import type { Props } from "../../resource";
import { RecordedJob } from "../state/recordedJob";
import type { Declaration, DeclaredUsers } from "./declaration";

/** One UserImportJob of the program, as far as the verbs of this process have seen it. */
export class JobInSession {
  /** The owner of its users, once a record told or a `create` has drawn it. */
  owner: string | undefined;
  /** How far its run in this process has come. */
  work: "to come" | "begun" | "written" = "to come";
  /** Whom its update is foreseen to remove. */
  leaving: readonly Removal[] = [];
  /** What a person has just read about it. */
  announced: string | undefined;
  /** The job of the state that `diff` has spoken about: the check of its replacement comes after that. */
  foretoldFrom: RecordedJob | undefined;
  /** Identity → who declares it. */
  #declared: ReadonlyMap<string, UserRef> | undefined;
  #refs: ReadonlySet<string> | undefined;
  #arrived: Iterable<UserRef> = [];
  #arrivedIds: ReadonlySet<string> | undefined;
  #recorded: { readonly record: unknown; readonly fileRecord: unknown; readonly job: RecordedJob } | undefined;

  constructor(readonly declaration: Declaration) {}

  /** Whether a person has been told what becomes of it, so that the check of a replacement need not repeat it. */
  get isForetold(): boolean {
    return this.foretoldFrom !== undefined;
  }

  /** The users of these inputs, if they are those that passed `check` and nothing of them was left open. */
  usersOf(inputs: Props): DeclaredUsers | undefined {
    const { groupsKnown, hasUnknowns, inputs: checked } = this.declaration;
    return groupsKnown && !hasUnknowns && isDeepStrictEqual(checked, inputs) ? this.declaration : undefined;
  }

  /** The job of this state: an update is asked about right after it was foreseen from the same record. */
  recordedIn(state: Props): RecordedJob {
    const { record, fileRecord } = state;
    const known = this.#recorded;
    if (known && known.record === record && known.fileRecord === fileRecord) return known.job;
    const job = RecordedJob.in(state);
    this.#recorded = { record, fileRecord, job };
    return job;
  }

  declares(user: LiveUser): boolean {
    return this.declaredAs(user).length > 0;
  }

  /** Whether the program gives this group a name, or puts users into it whom it declares by value. */
  usesGroup(id: string): boolean {
    const { args, byValue } = this.declaration;
    return Object.values(args.groups).includes(id) || byValue.some(({ user }) => user.userGroups?.includes(id));
  }

  /** Whether it declares the user, and did not before. */
  declaresAnew(user: LiveUser): boolean {
    return this.declaredAs(user).some((ref) => this.declaration.isNew(ref));
  }

  /** Of whom the record, or a run of this process, says that they are in the store. */
  arrived(refs: Iterable<UserRef>): void {
    this.#arrived = refs;
    this.#arrivedIds = undefined;
  }

  /** Whether this user of another store, or who has its name, is declared here and has no account in this one yet. */
  awaits(ref: UserRef, user: LiveUser): boolean {
    this.#refs ??= new Set(this.declaration.users.map(({ ref }) => refId(ref)));
    const declared = this.declaredAs(user).map(refId);
    if (this.#refs.has(refId(ref))) declared.push(refId(ref));
    const arrived = (this.#arrivedIds ??= new Set([...this.#arrived].map(refId)));
    return declared.some((each) => !arrived.has(each));
  }

  private declaredAs(user: LiveUser): UserRef[] {
    this.#declared ??= new Map(
      this.declaration.users.flatMap(({ ref, user }) => identitiesOf(user).map(({ key }) => [key, ref] as const)),
    );
    const declared = this.#declared;
    return identitiesOf(user).flatMap(({ key }) => declared.get(key) ?? []);
  }
}
