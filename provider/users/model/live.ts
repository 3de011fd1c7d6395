import type { UserField } from "./fields";
import type { DeclaredUser } from "./user";

/** A user as the store holds it now. */
export interface LiveUser {
  /** The UserId. */
  readonly id: string;
  /** The values the service reported, under the names of a declaration, without nulls. */
  readonly fields: DeclaredUser;
  /** Fields with a value that is not told: of a user imagined from a record without values. */
  readonly untold?: ReadonlySet<UserField>;
  /** In the word of the service, for a person to read. */
  readonly status: string;
  readonly isFrozen: boolean;
  /** False for an account that was merged into another. */
  readonly primary: boolean;
  /** Milliseconds since the epoch. */
  readonly createdDate: number;
  /** Milliseconds since the epoch; 0 when the service does not say. */
  readonly lastModifiedDate: number;
  /** Milliseconds since the epoch; null for a user who has never signed on. */
  readonly lastSignOn: number | null;
  readonly tenantId: string;
}
