import { identitiesOf } from "./identity";
import type { LiveUser } from "./live";

/**
 * The store as far as it was read: users by UserId and by identity in normal form. A user it holds is a fact; a user it
 * lacks may still exist.
 */
export class LiveUsers {
  private readonly byId = new Map<string, LiveUser>();
  private readonly byIdentity = new Map<string, Map<string, LiveUser>>();
  /** Accounts merged into another one share its identities, so they are kept apart. */
  private readonly linkedByIdentity = new Map<string, Map<string, LiveUser>>();

  constructor(users: Iterable<LiveUser> = []) {
    for (const user of users) this.add(user);
  }

  /** Adds a user, or replaces it. */
  add(user: LiveUser): void {
    this.forget(user.id);
    this.byId.set(user.id, user);
    const index = this.indexFor(user);
    for (const { key } of identitiesOf(user)) {
      const holders = index.get(key) ?? new Map<string, LiveUser>();
      index.set(key, holders.set(user.id, user));
    }
  }

  /** Removes a user known to be gone. */
  forget(id: string): void {
    const known = this.byId.get(id);
    if (!known) return;
    this.byId.delete(id);
    for (const { key } of identitiesOf(known)) this.indexFor(known).get(key)?.delete(id);
  }

  get(id: string): LiveUser | undefined {
    return this.byId.get(id);
  }

  /**
   * The users that hold this identity; the key is `Identity.key`. More than one means that the service is inconsistent.
   */
  holding(identityKey: string): LiveUser[] {
    return [...(this.byIdentity.get(identityKey)?.values() ?? [])];
  }

  /** The linked accounts that hold this identity. */
  linkedHolding(identityKey: string): LiveUser[] {
    return [...(this.linkedByIdentity.get(identityKey)?.values() ?? [])];
  }

  all(): LiveUser[] {
    return [...this.byId.values()];
  }

  get size(): number {
    return this.byId.size;
  }

  private indexFor({ primary }: LiveUser): Map<string, Map<string, LiveUser>> {
    return primary ? this.byIdentity : this.linkedByIdentity;
  }
}
