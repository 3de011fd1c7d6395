import { parseUrn } from "../../../planDocument/urn";
import type { LiveUser } from "../../../users/model/live";
import { UNKNOWN } from "../../../users/input/envelope/unknown";
import { ownerName } from "../../../users/model/owner";
import type { Elsewhere } from "../../../users/plan/policy";
import { takesOver } from "../../../users/plan/decide/standing";
import { Holders, type Holder, type Thing } from "../../holders";
import type { Props } from "../../resource";
import type { DeclaredArgs } from "../inputs/args";
import type { JobRecord } from "../state/record";
import { RecordedJob } from "../state/recordedJob";
import type { Declaration } from "./declaration";
import { JobInSession } from "./jobInSession";
import { UnderWay } from "./underWay";

/**
 * What the resources of one process have to know of each other. An engine calls their verbs one by one and hands them
 * nothing in common, but the jobs of a program share stores: they hand users over, and must not remove each other's. It
 * is also where a verb finds what the one before it has parsed. A front end makes one, and hands it to every verb.
 */
export class Session {
  /** Of stores and groups. */
  readonly holders = new Holders();
  readonly underWay = new UnderWay();
  /** By urn. */
  readonly #jobs = new Map<string, JobInSession>();
  /** Owner → whom its record has, and in which store. */
  readonly #recorded = new Map<string, { storeId: string; users: { has(id: string): boolean } }>();

  /** A job passed `check`. */
  declare(declaration: Declaration): JobInSession {
    const job = new JobInSession(declaration);
    job.foretoldFrom = this.#jobs.get(declaration.urn)?.foretoldFrom;
    this.#jobs.set(declaration.urn, job);
    return job;
  }

  /** The other jobs that are checked for this store. */
  othersOn(storeId: DeclaredArgs["userStoreId"], urn: string): JobInSession[] {
    return [...this.#jobs].flatMap(([name, job]) =>
      name !== urn && storeId !== UNKNOWN && job.declaration.args.userStoreId === storeId ? [job] : [],
    );
  }

  /** The job of this name, if it passed `check`. */
  job(urn: string | null | undefined): JobInSession | undefined {
    return urn === null || urn === undefined ? undefined : this.#jobs.get(urn);
  }

  /** The job of a state, decoded and parsed once for all verbs of its name. */
  recordedIn(state: Props, urn: string | undefined): RecordedJob {
    return this.job(urn)?.recordedIn(state) ?? RecordedJob.in(state);
  }

  /** Whom a record has: nobody else of this program removes them. */
  recorded(owner: string, storeId: string, users: { has(id: string): boolean }): void {
    this.#recorded.set(owner, { storeId, users });
  }

  /** The other job of this process that declares a user of this owner. */
  heirOf(owner: string, storeId: DeclaredArgs["userStoreId"], user: LiveUser): JobInSession | undefined {
    for (const job of this.#jobs.values()) {
      if (job.owner !== owner && job.declaration.args.userStoreId === storeId && job.declares(user)) return job;
    }
    return undefined;
  }

  /** What another job of this process has to do with a user of this owner. */
  elsewhere(owner: string, storeId: DeclaredArgs["userStoreId"], user: LiveUser): Elsewhere | undefined {
    const heir = this.heirOf(owner, storeId, user);
    if (heir) return takesOver(new Set(heir.declaration.args.takeOver), owner) ? "taken-over" : "declared";
    for (const [other, { storeId: store, users }] of this.#recorded) {
      if (other !== owner && store === storeId && users.has(user.id)) return "declared";
    }
    return undefined;
  }

  /** Who of the program has a store or is in it, or has a group or puts users into it. */
  holderOf(thing: Thing): Holder | undefined {
    const { userStoreId, userGroupId } = thing;
    const jobs = this.othersOn(userStoreId, "");
    const job = jobs.find((each) => userGroupId === undefined || each.usesGroup(userGroupId));
    return this.holders.holderOf(thing) ?? job?.declaration;
  }

  /** The readable name of the job with this urn. One that was renamed has kept the name it was created with. */
  nameAt(urn: string): string {
    return this.job(urn)?.declaration.args.owner ?? ownerName(parseUrn(urn));
  }

  /** What the program declares in the place of the job whose record this is, once another owner has come there. */
  successorOf({ urn, owner }: Pick<JobRecord, "urn" | "owner">): JobInSession | undefined {
    const job = this.job(urn);
    return job?.owner !== undefined && job.owner !== owner ? job : undefined;
  }

  /**
   * Whether the program still declares the job whose record this is, and no other job has come in its place: then what
   * is about to be deleted is what a replacement has not created yet.
   */
  isStillToBeReplaced({ urn, owner }: Pick<JobRecord, "urn" | "owner">): boolean {
    const job = this.job(urn);
    return job !== undefined && (job.owner === undefined || job.owner === owner);
  }
}
