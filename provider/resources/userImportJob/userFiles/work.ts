import { normalForm } from "../../../users/plan/compare/normalForm";
import type { AtRest } from "../../../reconcile/atRest";
import type { DeclaredUser } from "../../../users/model/user";
import type { UserField } from "../../../users/model/fields";
import type { KeptForms } from "../../../users/plan/compare/inForce";
import type { DesiredUser, ManagedUser } from "../../../users/plan/actions";
import {
  knownIdentities,
  PrintedForm,
  PrintedInForce,
  Prints,
  type KnownIdentities,
} from "../../../users/plan/compare/prints";
import { isSameCredential } from "../../../users/plan/compare/credential";
import { isManaged, isRestless, type FileRecord, type FiledUser } from "../state/fileRecord";
import { ORPHANS } from "../inputs/orphans";
import type { DeclaredFiles, FileMember } from "./declaredFiles";

/** Every set of the record → the digest of its file if all of its users are in force, else null. */
export type Settled = Readonly<Record<string, string | null>>;

/** What is known of the users of files from before, and what is declared now. */
export interface FileSituation {
  readonly record: FileRecord;
  /** In hex. Nothing without files, now and before. */
  readonly printKey: string | undefined;
  readonly files: DeclaredFiles;
  readonly settled: Settled;
  /** True if the program says something else about everybody, so that nobody can be passed over. */
  readonly isAboutEverybody: boolean;
  /** True for a user that the program says something else about than before. */
  isConcerned(user: FiledUser): boolean;
  /** Fields that are not looked at. */
  readonly ignored: ReadonlySet<UserField>;
  /** The groups of the record as the declaration names them. */
  groupsOf(user: FiledUser): readonly string[];
  /** The fingerprint of a declared credential. */
  credentialOf(user: DeclaredUser): string | null;
  /** Users that are declared by value, who may have an identity of a user of a file. */
  readonly others: readonly DeclaredUser[];
}

/** Those users of files that a plan has to look at, and the others. */
export interface FileWork {
  readonly desired: readonly DesiredUser[];
  readonly recorded: readonly ManagedUser[];
  readonly atRest: Resting;
}

/** Who is at rest, by the record. */
interface Resting extends AtRest {
  readonly users: ReadonlySet<FiledUser>;
}

/** Finds whom a plan has to look at: whose declaration is not what is in force, and who is no longer declared. */
export function fileWork(situation: FileSituation): FileWork & { readonly atRest: RestingUsers } {
  const { record, files, settled, isAboutEverybody } = situation;
  const resting = new Set<FiledUser>();
  const awake: FiledUser[] = [];
  const desired: DesiredUser[] = [];
  const isAsleep = new Set(
    isAboutEverybody ? [] : [...files.sets].filter(([set, { digest }]) => settled[set] === digest).map(([set]) => set),
  );
  for (const user of record.users) {
    const { set, key } = user.ref;
    const rests =
      !isAboutEverybody &&
      !situation.isConcerned(user) &&
      !isRestless(user) &&
      !isPassedOver(user, situation) &&
      (isAsleep.has(set) || isInForce(user, files.sets.has(set) ? files.members(set).get(key) : undefined, situation));
    if (rests) resting.add(user);
    else if (isManaged(user)) awake.push(user);
  }
  const awakeIn = new Set(record.users.filter((user) => !resting.has(user)).map(({ ref }) => ref.set));
  for (const set of files.sets.keys()) {
    if (isAsleep.has(set) && !awakeIn.has(set)) continue;
    for (const [key, member] of files.members(set)) {
      const known = record.get({ set, key });
      if (!known || !resting.has(known)) desired.push(desiredUser({ set, key }, member, situation));
    }
  }
  const prints = situation.printKey === undefined ? undefined : new Prints(situation.printKey);
  const identities =
    prints && awake.length > 0
      ? knownIdentities([...desired.map(({ user }) => user), ...situation.others], prints)
      : new Map();
  return {
    desired,
    recorded: prints ? awake.map((user) => managedUser(user, prints, identities)) : [],
    atRest: new RestingUsers(resting, record, situation, prints),
  };
}

/** True for one with a field that changed while it was ignored, and is so no longer. */
function isPassedOver({ passedOver = [] }: FiledUser, { ignored }: FileSituation): boolean {
  return passedOver.some((field) => !ignored.has(field));
}

function isInForce(user: FiledUser, member: FileMember | undefined, situation: FileSituation): boolean {
  if (!member || user.whole !== member.whole) return false;
  if (!isSameCredential(user.credential, situation.credentialOf(member.user))) return false;
  if (situation.ignored.has("userGroups")) return true;
  const groups = member.user.userGroups ?? [];
  const before = situation.groupsOf(user);
  if (groups.length === 0 && before.length === 0) return true;
  return normalForm("userGroups", groups) === normalForm("userGroups", before);
}

function desiredUser(
  ref: DesiredUser["ref"],
  { user }: FileMember,
  { credentialOf }: Pick<FileSituation, "credentialOf">,
): DesiredUser {
  return { ref, user, credential: credentialOf(user) };
}

/** A user of the record as a plan wants it. */
function managedUser(user: FiledUser, prints: Prints, identities?: KnownIdentities): ManagedUser {
  const { ref, id, origin = "adopted", credential, frozen, isUnfrozen, hasLeft, forms, seen } = user;
  const inForce = ref.set === ORPHANS ? undefined : new PrintedInForce(user, prints, identities);
  return {
    ref,
    id,
    origin,
    inForce,
    ...((frozen ?? isUnfrozen ?? hasLeft) && { left: inForce && user.fields.length > 0 ? inForce : "untold" }),
    credential: ref.set === ORPHANS ? undefined : credential,
    ...(forms && { forms: printedForms(forms, id, prints) }),
    ...(seen && { seen: printedForms(seen, id, prints) }),
    ...(frozen && { frozen }),
  };
}

function printedForms(forms: ReadonlyMap<UserField, string>, id: string, prints: Prints): KeptForms {
  return new Map([...forms].map(([field, print]) => [field, new PrintedForm(field, print, id, prints)]));
}

/** The users of files whom a plan need not look at: what is in force for them is what is declared. */
export class RestingUsers implements Resting {
  constructor(
    readonly users: ReadonlySet<FiledUser>,
    private readonly record: FileRecord,
    private readonly situation: FileSituation,
    private readonly prints: Prints | undefined,
  ) {}

  get count(): number {
    let count = 0;
    for (const { origin } of this.users) if (origin !== undefined) count++;
    return count;
  }

  /** Somebody else's accounts that were left alone. */
  get strangers(): number {
    return this.users.size - this.count;
  }

  has(id: string): boolean {
    const user = this.record.withId(id);
    return user !== undefined && this.users.has(user);
  }

  find(id: string): { recorded: ManagedUser; desired: DesiredUser | undefined } | undefined {
    const user = this.record.withId(id);
    if (!user || !this.users.has(user) || !this.prints) return undefined;
    const member = this.situation.files.members(user.ref.set).get(user.ref.key);
    return {
      recorded: managedUser(user, this.prints),
      desired: member && desiredUser(user.ref, member, this.situation),
    };
  }
}
