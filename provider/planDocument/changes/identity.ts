import { identitiesOf, type Identity } from "../../users/model/identity/identity";
import type { KeyedUser } from "../../users/model/user";

/** What a person knows the user by, of what may be shown. */
export function identityOf({ user }: Pick<KeyedUser, "user">): Identity | undefined {
  return identitiesOf(user).find(({ value }) => !isWithheld(value));
}

/** No value of a user begins so. */
const WITHHELD = "\0withheld\0";

/** What stands for a value that a document withholds: equal as long as the value is, and nobody else's. */
export function withheld(whose: string): string {
  return WITHHELD + whose;
}

export function isWithheld(value: unknown): boolean {
  return typeof value === "string" && value.startsWith(WITHHELD);
}
