import { identitiesOf } from "./identity/identity";
import type { LiveUser } from "./live";

/**
 * The store as far as it was read: users by UserId and by identity in normal form. A user it holds is a fact; a user it
 * lacks may still exist.
 */
export class LiveUsers {
  private readonly byId = new Map<string, LiveUser>();
  private readonly byIdentity = new Holders();
  /** Accounts merged into another one share its identities, so they are kept apart. */
  private readonly linkedByIdentity = new Holders();

  constructor(users: Iterable<LiveUser> = []) {
    for (const user of users) this.add(user);
  }

  /** Adds a user, or replaces it. */
  add(user: LiveUser): void {
    this.forget(user.id);
    this.byId.set(user.id, user);
    const index = this.indexFor(user);
    for (const { key } of identitiesOf(user)) index.add(key, user);
  }

  /** Removes a user known to be gone. */
  forget(id: string): void {
    const known = this.byId.get(id);
    if (!known) return;
    this.byId.delete(id);
    for (const { key } of identitiesOf(known)) this.indexFor(known).remove(key, id);
  }

  get(id: string): LiveUser | undefined {
    return this.byId.get(id);
  }

  /**
   * The users that hold this identity; the key is `Identity.key`. More than one means that the service is inconsistent.
   */
  holding(identityKey: string): readonly LiveUser[] {
    return this.byIdentity.of(identityKey);
  }

  /** The linked accounts that hold this identity. */
  linkedHolding(identityKey: string): readonly LiveUser[] {
    return this.linkedByIdentity.of(identityKey);
  }

  all(): LiveUser[] {
    return [...this.byId.values()];
  }

  get size(): number {
    return this.byId.size;
  }

  private indexFor({ primary }: LiveUser): Holders {
    return primary ? this.byIdentity : this.linkedByIdentity;
  }
}

const NOBODY: readonly LiveUser[] = [];

/** Users by identity. Nearly every identity has one holder, which is kept without a list around it. */
class Holders {
  readonly #holders = new Map<string, LiveUser | readonly LiveUser[]>();

  of(identityKey: string): readonly LiveUser[] {
    const found = this.#holders.get(identityKey);
    if (!found) return NOBODY;
    return isList(found) ? found : [found];
  }

  add(identityKey: string, user: LiveUser): void {
    const before = this.#holders.get(identityKey);
    const others = before === undefined ? NOBODY : this.of(identityKey).filter(({ id }) => id !== user.id);
    this.#holders.set(identityKey, others.length === 0 ? user : [...others, user]);
  }

  remove(identityKey: string, id: string): void {
    const others = this.of(identityKey).filter((holder) => holder.id !== id);
    if (others.length === 0) this.#holders.delete(identityKey);
    else this.#holders.set(identityKey, others);
  }
}

function isList(holders: LiveUser | readonly LiveUser[]): holders is readonly LiveUser[] {
  return Array.isArray(holders);
}
