import type { UserRef } from "./ref";
import type { DeclaredUser } from "./user";

/** A declared user by its name. */
export interface Named {
  readonly ref: UserRef;
  readonly user: DeclaredUser;
}
