import { duplicateRule, IdentityRegister } from "../../../users/input/identities/duplicates";
import { userSetsPath, type Finding } from "../../../users/input/finding";
import type { ParsedSets } from "../../../users/input/parse";
import type { Disclosure } from "../../../users/model/identity/identity";
import type { DeclaredUser } from "../../../users/model/user";
import type { FileSet } from "./fileSet";

/** Sets whose users are looked at together: those of one resource. */
export interface DeclaringJob {
  /** What it is called where it is not the one that is checked. */
  readonly name?: string | undefined;
  readonly sets: ParsedSets["sets"];
  readonly files: ReadonlyMap<string, FileSet>;
}

interface Place {
  /** Duplicates within one are told where it is read. */
  readonly source: string;
  where(): string;
}

/**
 * Identities that a user of a file shares with a user of another file, of the sets of the program, or of another job on
 * the same store. Reads all files.
 */
export function duplicatesAcross(
  job: DeclaringJob,
  others: readonly DeclaringJob[],
  disclosure: Disclosure,
): { readonly findings: Finding[]; readonly warnings: Finding[] } {
  const register = new IdentityRegister<Place>();
  for (const [index, other] of others.entries())
    for (const [place, user] of placesIn(other, String(index))) register.enter(user, place);
  const findings: Finding[] = [];
  const warnings: Finding[] = [];
  for (const [place, user] of placesIn(job, "this")) {
    for (const duplicate of register.enter(user, place)) {
      const { first, how, identity } = duplicate;
      if (first.source === place.source) continue;
      const { rule, kind } = duplicateRule(duplicate, first.where(), disclosure);
      const found = how === "other case" ? warnings : findings;
      found.push({ where: `${place.where()}: ${identity.field}`, rule, kind: `${identity.field}: ${kind}` });
    }
  }
  return { findings, warnings };
}

function* placesIn({ name, sets, files }: DeclaringJob, job: string): Iterable<readonly [Place, DeclaredUser]> {
  const of = name === undefined ? "" : ` of UserImportJob "${name}"`;
  for (const [set, users] of sets) {
    for (const [key, { user }] of users)
      yield [{ source: `${job} by value`, where: () => `${userSetsPath(set, key)}${of}` }, user];
  }
  for (const [set, file] of files) {
    for (const [key, { user }] of file.users)
      yield [{ source: `${job} ${set}`, where: () => `${file.placeOf(key)}${of}` }, user];
  }
}
