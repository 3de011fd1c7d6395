import { showSteps, type Finding } from "../../provider/users/input/finding";
import { suggestion } from "../../text/suggest";
import { refuse } from "./refuse";
import { layOver } from "./layOver";
import { placeOf, withPlaces } from "./loaded";

/** A stack's changes to a set: fields to lay over a user, a whole user to add, or `null` to remove a user. */
export type UserOverlay<User> = Readonly<Record<string, User | null>>;

/** A user without the fields that its overlay removes. A loaded user is a text, or has none to remove. */
export type WithoutNulls<User> = User extends string
  ? User
  : { [Field in keyof User as User[Field] extends null ? never : Field]: Exclude<User[Field], null> };

/**
 * Lays one user set over another. Fields of the overlay replace those of the base; `null` removes a field or a user; a
 * user that only the overlay has is added. Both may come from files.
 *
 * @throws RunError for a `null` in the place of a user whom the base does not have, for a user that is an Output as a
 *   whole, and for fields of a user from a file that are wrong, with all of them at once
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
      // Callers take loaded and literal users alike.
      users.set(key, laid.user as Base | WithoutNulls<Over>);
      // A user that the base lacks has nothing to remove; `check` refuses any null in it.
    } else users.set(key, over as WithoutNulls<Over>);
  }
  if (findings.length > 0) refuse("overlayUsers", findings);
  // A reserved key of JavaScript stays a key, for the resource to refuse; an assignment would lose it.
  return withPlaces(Object.fromEntries(users), (key) =>
    Object.hasOwn(overlay, key) ? placeOf(overlay, key, "the overlay") : placeOf(base, key, "the base"),
  );
}
