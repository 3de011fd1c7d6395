import { identityFields } from "../../model/fields";
import { identitiesOf } from "../../model/identity/identity";
import type { LiveUser } from "../../model/live";
import type { DeclaredUser } from "../../model/user";
import type { DesiredUser, ManagedUser } from "../actions";
import { sharesIdentity } from "../compare/inForce";
import type { LiveUsers } from "../../model/liveUsers";
import { ownershipOf, type OwnerMark } from "../../model/mark";
import { refId } from "../../model/ref";

/** refId of a declared user → the recorded user that it continues. */
export type Matching = ReadonlyMap<string, ManagedUser>;

/**
 * Pairs declared users with recorded ones: by key, and by identity for a user whose key changed. If keys shift by one
 * (each key now holds the identities of its neighbour and none of its own), each user keeps its account: a line
 * inserted into a file, or removed, must not give one person another person's account. Nor must a key that is given to
 * somebody after its user has left.
 */
export function match(
  desired: readonly DesiredUser[],
  recorded: readonly ManagedUser[],
  live: LiveUsers,
  mark: OwnerMark,
): Matching {
  return new Matcher(desired, recorded, live, mark).match();
}

class Matcher {
  private readonly known = new Map<string, ManagedUser>();
  /** refIds of recorded users that continue under some declared key. */
  private readonly continued = new Set<string>();
  private readonly declared: ReadonlyMap<string, DesiredUser>;
  private readonly holders = new Map<string, { recorded: ManagedUser; live: LiveUser }[]>();

  constructor(
    private readonly desired: readonly DesiredUser[],
    private readonly recorded: readonly ManagedUser[],
    private readonly live: LiveUsers,
    mark: OwnerMark,
  ) {
    this.declared = new Map(desired.map((user) => [refId(user.ref), user]));
    for (const user of recorded) {
      const now = live.get(user.id);
      if (!now?.primary || ownershipOf(now, mark).kind === "foreign") continue;
      for (const { key } of identitiesOf(now)) {
        this.holders.set(key, [...(this.holders.get(key) ?? []), { recorded: user, live: now }]);
      }
    }
  }

  match(): Matching {
    for (const recorded of this.recorded) {
      const user = this.declared.get(refId(recorded.ref));
      if (user && this.isSamePerson(user, recorded)) this.pair(recorded.ref, recorded);
    }
    const unpaired = this.desired.filter((user) => {
      const own = this.known.get(refId(user.ref));
      return !own || !this.shareIdentity(user, own);
    });
    for (const user of this.bestFirst(unpaired)) this.pairByIdentity(user);
    return this.known;
  }

  /** Puts the best match for each recorded user first: the declared user with most of its identities. */
  private bestFirst(users: readonly DesiredUser[]): DesiredUser[] {
    const ranked = users.map((user) => {
      const found = this.holderOf(user);
      const now = found && this.live.get(found.id);
      return { user, score: now ? matchScore(user.user, now) : 0 };
    });
    return ranked.sort((a, b) => b.score - a.score).map(({ user }) => user);
  }

  private pair(ref: DesiredUser["ref"], recorded: ManagedUser): void {
    const former = this.known.get(refId(ref));
    if (former) this.continued.delete(refId(former.ref));
    this.known.set(refId(ref), recorded);
    this.continued.add(refId(recorded.ref));
  }

  /** Follows the identities from key to key until they lead to a recorded user that no declared one continues. */
  private pairByIdentity(start: DesiredUser): void {
    const moves: [DesiredUser, ManagedUser][] = [];
    const seen = new Set<string>();
    for (let user = start; ;) {
      const found = this.holderOf(user);
      if (!found || seen.has(refId(found.ref))) return;
      seen.add(refId(found.ref));
      moves.push([user, found]);
      if (!this.continued.has(refId(found.ref))) break;
      const robbed = this.declared.get(refId(found.ref));
      if (!robbed || this.known.get(refId(robbed.ref)) !== found || this.shareIdentity(robbed, found)) return;
      user = robbed;
    }
    // From the free end, so that each user gives up its former record before the next takes it.
    for (const [{ ref }, recorded] of moves.reverse()) this.pair(ref, recorded);
  }

  /** The recorded user that holds identities of this declared one, if there is exactly one. */
  private holderOf({ user }: DesiredUser): ManagedUser | undefined {
    const found = new Set(
      identitiesOf(user).flatMap(({ key }) => (this.holders.get(key) ?? []).map(({ recorded }) => recorded)),
    );
    return found.size === 1 ? [...found][0] : undefined;
  }

  /** Under one key a user may change all of its identities; one who left may only come back. */
  private isSamePerson(user: DesiredUser, recorded: ManagedUser): boolean {
    const { left } = recorded;
    if (left === undefined || this.shareIdentity(user, recorded)) return true;
    // Whom nothing tells of, and who is gone, is left to a refresh.
    return left === "untold" ? this.live.get(recorded.id) === undefined : sharesIdentity(left, user.user);
  }

  private shareIdentity({ user }: DesiredUser, recorded: ManagedUser): boolean {
    const now = this.live.get(recorded.id);
    const held = new Set(now ? identitiesOf(now).map(({ key }) => key) : []);
    return identitiesOf(user).some(({ key }) => held.has(key));
  }
}

/**
 * Scores how well a declared user matches a live one without a record. More shared identities score higher; at equal
 * numbers, the identity that people change less often does. No shared identity scores 0. No two declared users score
 * the same for one live user, because an identity is declared only once.
 */
export function matchScore(user: DeclaredUser, live: LiveUser): number {
  const held = new Set(identitiesOf(live).map(({ key }) => key));
  const shared = identitiesOf(user).filter(({ key }) => held.has(key));
  const [strongest] = shared;
  if (!strongest) return 0;
  return shared.length + (1 - (identityFields.indexOf(strongest.field) + 1) / (identityFields.length + 1));
}
