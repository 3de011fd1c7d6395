import * as pulumi from "@pulumi/pulumi";
import { duplicateRule, IdentityRegister } from "../../provider/users/input/identities/duplicates";
import { userSetsPath, type Finding } from "../../provider/users/input/finding";
import { identityFields } from "../../provider/users/model/fields";
import type { DeclaredUser } from "../../provider/users/model/user";
import { refuse } from "../sets/refuse";
import { openLoaded } from "../sets/loaded";
import { isPlain, plainUsers } from "./values";
import { disclosure } from "../settings/settings";

/** The declaration of one UserImportJob of this program. */
export interface DeclaredJob {
  readonly name: string;
  readonly parent: unknown;
  readonly userStoreId: unknown;
  readonly userSets: unknown;
}

/**
 * Refuses an identity that another UserImportJob of the program declares for the same store: each update of one would
 * take the user from the other. `check` could not do it: a preview has to show it before the store has an id, so jobs
 * on one store are recognised by their shared output. Values known only at the update are left to the walk, which meets
 * the other job's mark on the user.
 */
export function declare(job: DeclaredJob): void {
  const stores = storesOfProgram();
  const others = stores.get(job.userStoreId) ?? new StoreJobs();
  stores.set(job.userStoreId, others);
  const findings = others.add(job);
  if (findings.length > 0) refuse(`UserImportJob "${job.name}"`, findings);
}

/** A process may run several programs, one after the other or at once; each talks to its own engine. */
const programs = new WeakMap<object, Map<unknown, StoreJobs>>();
const noEngine = {};

function storesOfProgram(): Map<unknown, StoreJobs> {
  const program = pulumi.runtime.getMonitor() ?? noEngine;
  const stores = programs.get(program) ?? new Map<unknown, StoreJobs>();
  programs.set(program, stores);
  return stores;
}

interface Place {
  readonly job: DeclaredJob;
  readonly set: string;
  readonly key: string;
}

/** The jobs of one store. Most stores have one, and its users are never examined here. */
class StoreJobs {
  private jobs: DeclaredJob[] = [];
  private waiting: DeclaredJob[] = [];
  private identities = new IdentityRegister<Place>();

  add(job: DeclaredJob): Finding[] {
    this.forget(job);
    this.jobs.push(job);
    this.waiting.push(job);
    if (this.jobs.length === 1) return [];
    return this.waiting.splice(0).flatMap((declared) => this.enter(declared));
  }

  /** Tests of a program make the same resource repeatedly; in a real program the engine refuses the second one. */
  private forget({ name, parent }: DeclaredJob): void {
    const others = this.jobs.filter((job) => job.name !== name || job.parent !== parent);
    if (others.length === this.jobs.length) return;
    this.jobs = others;
    this.waiting = [...others];
    this.identities = new IdentityRegister();
  }

  private enter(job: DeclaredJob): Finding[] {
    const findings: Finding[] = [];
    for (const { set, key, user } of plainUsers(job.userSets)) {
      for (const duplicate of this.identities.enter(knownIdentities(user), { job, set, key })) {
        const { identity, first } = duplicate;
        // A duplicate within one resource is left to `check`, which knows all its values.
        if (first.job === job || duplicate.how !== "same") continue;
        const other = `${userSetsPath(first.set, first.key)} of UserImportJob "${first.job.name}"`;
        findings.push({
          where: userSetsPath(set, key, identity.field),
          ...duplicateRule(duplicate, other, disclosure()),
        });
      }
    }
    return findings;
  }
}

/** The identities of a user that are known now. */
function knownIdentities(user: unknown): DeclaredUser {
  const fields = fieldsOf(user);
  return Object.fromEntries(
    identityFields.flatMap((field) => (typeof fields[field] === "string" ? [[field, fields[field]]] : [])),
  );
}

function fieldsOf(user: unknown): Readonly<Record<string, unknown>> {
  const loaded = openLoaded(user);
  if (loaded) return { ...loaded.open, ...loaded.secret };
  return isPlain(user) ? user : {};
}
