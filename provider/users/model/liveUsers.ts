import { identitiesOf } from "./identity";
import type { LiveUser } from "./live";

/**
 * What is known of the store, as far as it was read: users by UserId and by identity in normal form.
 * It is a hint about users it does not hold, and the truth about those it does.
 */
export class LiveUsers {
  private readonly byId = new Map<string, LiveUser>();
  private readonly byIdentity = new Map<string, Map<string, LiveUser>>();
  /** Accounts merged into another one share its identities, so they are kept apart. */
  private readonly linkedByIdentity = new Map<string, Map<string, LiveUser>>();

  constructor(users: Iterable<LiveUser> = []) {
    for (const user of users) this.add(user);
  }

  /** Adds a user, or replaces what was known of it. */
  add(user: LiveUser): void {
    this.forget(user.id);
    this.byId.set(user.id, user);
    const index = this.indexFor(user);
    for (const { key } of identitiesOf(user)) {
      const holders = index.get(key) ?? new Map<string, LiveUser>();
      index.set(key, holders.set(user.id, user));
    }
  }

  /** Removes a user that is known to be gone. */
  forget(id: string): void {
    const known = this.byId.get(id);
    if (!known) return;
    this.byId.delete(id);
    for (const { key } of identitiesOf(known)) this.indexFor(known).get(key)?.delete(id);
  }

  get(id: string): LiveUser | undefined {
    return this.byId.get(id);
  }

  /** The users that hold this identity; the key is `Identity.key`. More than one is the service's own inconsistency. */
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
