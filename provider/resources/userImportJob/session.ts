import { isDeepStrictEqual } from "node:util";
import { identitiesOf } from "../../users/model/identity";
import type { LiveUser } from "../../users/model/live";
import type { KeyedUser } from "../../users/model/user";
import { ownerName } from "../../users/model/owner";
import { refId, type UserRef } from "../../users/model/ref";
import type { Elsewhere } from "../../users/plan/policy";
import { takesOver } from "../../users/plan/standing";
import type { Props, Services } from "../resource";
import type { JobArgs } from "./args";
import type { JobRecord } from "./state/record";

/** A declaration that passed `check`. */
export interface Declaration {
  readonly urn: string | undefined;
  /** As the later verbs are handed them. */
  readonly inputs: Props;
  readonly args: JobArgs;
  readonly users: readonly KeyedUser[];
  /** Whether the users have the ids of their groups, or only the names. */
  readonly groupsKnown: boolean;
  /** Whether anything of the users is known only when the change is carried out. */
  readonly hasUnknowns: boolean;
}

/** One UserImportJob of the program, as far as the verbs of this process have seen it. */
export class JobInSession {
  /** The owner of its users, once a record told or a `create` has drawn it. */
  owner: string | undefined;
  /** The digest of the plan that a person has just read. */
  announced: string | undefined;
  /** Whether `diff` has spoken about it: the check of a replacement comes after that, and need not repeat it. */
  isForetold = false;
  #isFresh = true;
  /** Identity → who declares it. */
  #declared: ReadonlyMap<string, UserRef> | undefined;
  #refs: ReadonlySet<string> | undefined;
  #arrived: ReadonlySet<string> = new Set();

  constructor(readonly declaration: Declaration) {}

  /**
   * The declaration, for the one `diff` that follows its `check`. A refresh asks `diff` too, with its arguments turned
   * round and without a `check` before it: it finds nothing here and has nothing to say.
   */
  takeFresh(): Declaration | undefined {
    const isFresh = this.#isFresh;
    this.#isFresh = false;
    return isFresh ? this.declaration : undefined;
  }

  declares(user: LiveUser): boolean {
    return this.declaredAs(user).length > 0;
  }

  /** Of whom the record, or a run of this process, says that they are in the store. */
  arrived(refs: Iterable<UserRef>): void {
    this.#arrived = new Set([...refs].map(refId));
  }

  /** Whether this user of another store, or who has its name, is declared here and has no account in this one yet. */
  awaits(ref: UserRef, user: LiveUser): boolean {
    this.#refs ??= new Set(this.declaration.users.map(({ ref }) => refId(ref)));
    const declared = this.declaredAs(user).map(refId);
    if (this.#refs.has(refId(ref))) declared.push(refId(ref));
    return declared.some((each) => !this.#arrived.has(each));
  }

  private declaredAs(user: LiveUser): UserRef[] {
    this.#declared ??= new Map(
      this.declaration.users.flatMap(({ ref, user }) => identitiesOf(user).map(({ key }) => [key, ref] as const)),
    );
    const declared = this.#declared;
    return identitiesOf(user).flatMap(({ key }) => declared.get(key) ?? []);
  }
}

/**
 * What the resources of one process have to know of each other. The engine calls their verbs one by one and hands them
 * nothing in common, but the jobs of a program share stores: they hand users over, and must not remove each other's.
 */
export class Session {
  readonly #jobs = new Map<string, JobInSession>();
  /** Owner → whom its record has, and in which store. */
  readonly #recorded = new Map<string, { storeId: string; ids: ReadonlySet<string> }>();

  /** A job passed `check`. */
  declare(declaration: Declaration): JobInSession {
    const key = declaration.urn ?? declaration.args.owner;
    const job = new JobInSession(declaration);
    job.isForetold = this.#jobs.get(key)?.isForetold ?? false;
    this.#jobs.set(key, job);
    return job;
  }

  /** The job with these checked inputs. Two of one name, under different parents, are told apart by what they declare. */
  jobOf(inputs: Props): JobInSession | undefined {
    const alike = [...this.#jobs.values()].filter(
      ({ declaration: { args } }) => args.owner === inputs.owner && args.userStoreId === inputs.userStoreId,
    );
    if (alike.length < 2) return alike[0];
    return alike.find(({ declaration }) => isDeepStrictEqual(declaration.inputs, inputs));
  }

  /** Whom a record has: nobody else of this program removes them. */
  recorded(owner: string, storeId: string, ids: Iterable<string>): void {
    this.#recorded.set(owner, { storeId, ids: new Set(ids) });
  }

  /** What another job of this process has to do with a user of this owner. */
  elsewhere(owner: string, storeId: string, user: LiveUser): Elsewhere | undefined {
    for (const job of this.#jobs.values()) {
      const { args } = job.declaration;
      if (job.owner === owner || args.userStoreId !== storeId || !job.declares(user)) continue;
      return takesOver(new Set(args.takeOver), owner) ? "taken-over" : "declared";
    }
    for (const [other, { storeId: store, ids }] of this.#recorded) {
      if (other !== owner && store === storeId && ids.has(user.id)) return "declared";
    }
    return undefined;
  }

  /** The readable name of the job with this urn. One that was renamed has kept the name it was created with. */
  nameAt(urn: string): string {
    return this.#jobs.get(urn)?.declaration.args.owner ?? ownerName(urn);
  }

  /** What the program declares in the place of the job whose record this is, once another owner has come there. */
  successorOf({ urn, owner }: JobRecord): JobInSession | undefined {
    const job = urn === null ? undefined : this.#jobs.get(urn);
    return job?.owner !== undefined && job.owner !== owner ? job : undefined;
  }

  /**
   * Whether the program still declares the job whose record this is, and no other job has come in its place: then what
   * is about to be deleted is what a replacement has not created yet.
   */
  isStillToBeReplaced({ urn, owner }: JobRecord): boolean {
    const job = urn === null ? undefined : this.#jobs.get(urn);
    return job !== undefined && (job.owner === undefined || job.owner === owner);
  }
}

const sessions = new WeakMap<object, Session>();

/** The session of the process that hands out these services. */
export function sessionOf({ memory }: Pick<Services, "memory">): Session {
  const session = sessions.get(memory) ?? new Session();
  sessions.set(memory, session);
  return session;
}
