import { HIDDEN } from "../../users/input/envelope/open";
import { identitiesOf, type Identity } from "../../users/model/identity/identity";
import type { KeyedUser } from "../../users/model/user";

/** What a person knows the user by, of what may be shown. */
export function identityOf({ user }: Pick<KeyedUser, "user">): Identity | undefined {
  return identitiesOf(user).find(({ value }) => !isWithheld(value));
}

/** What stands for a value that a document withholds: equal as long as the value is, and nobody else's. */
export function isWithheld(value: unknown): boolean {
  return typeof value === "string" && value.startsWith(`${HIDDEN}\0`);
}
