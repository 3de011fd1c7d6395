import { showSteps, type Finding } from "../../provider/users/input/finding";
import { suggestion } from "../../text/suggest";
import { refuse } from "./refuse";
import { layOver } from "./layOver";
import { placeOf, withPlaces } from "./loaded";

/** What a stack changes of a set: a user's fields to lay over, a whole user to add, or `null` to leave a user out. */
export type UserOverlay<User> = Readonly<Record<string, User | null>>;

/** A user with the fields that its overlay leaves out left out. A loaded user is a text, or has none to leave out. */
export type WithoutNulls<User> = User extends string
  ? User
  : { [Field in keyof User as User[Field] extends null ? never : Field]: Exclude<User[Field], null> };

/**
 * Lays one user set over another: fields of the overlay replace those of the base, a field that is `null` is left
 * out, a user that is `null` is left out, and a user that only the overlay has is added. Both may come from files.
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const users = ciam.overlayUsers(ciam.usersFromFile("users/base.csv"), {
 *   alice: { email: "alice@dev.example.com" },
 *   carol: null,
 * });
 * ```
 */
export function overlayUsers<Base, Over>(
  base: Readonly<Record<string, Base>>,
  overlay: UserOverlay<Over>,
): Record<string, Base | WithoutNulls<Over>> {
  const users = new Map<string, Base | WithoutNulls<Over>>(Object.entries(base));
  const findings: Finding[] = [];
  for (const [key, over] of Object.entries(overlay)) {
    if (over === null) {
      if (!Object.hasOwn(base, key))
        findings.push({
          where: placeOf(overlay, key, "the overlay"),
          rule: `leaves out ${JSON.stringify(key)}, whom the base does not have${suggestion(key, Object.keys(base))}`,
        });
      users.delete(key);
    } else if (Object.hasOwn(base, key)) {
      const laid = layOver(base[key], over);
      for (const { path, rule } of laid.problems) {
        findings.push({ where: placeOf(overlay, key, "the overlay"), rule: `${key}${showSteps(path)}: ${rule}` });
      }
      // A loaded user and a literal one are both users to whoever takes the result.
      users.set(key, laid.user as Base | WithoutNulls<Over>);
      // Of somebody whom the base does not have there is nothing to leave out; what is null all the same, `check` refuses.
    } else users.set(key, over as WithoutNulls<Over>);
  }
  if (findings.length > 0) refuse("overlayUsers", findings);
  // A key that JavaScript keeps for itself stays a key, for the resource to refuse; an assignment would lose it.
  return withPlaces(Object.fromEntries(users), (key) =>
    Object.hasOwn(overlay, key) ? placeOf(overlay, key, "the overlay") : placeOf(base, key, "the base"),
  );
}
