import type { Finding } from "../../provider/users/input/finding";
import { refuse } from "./refuse";
import { placeOf, withPlaces } from "./loaded";

/**
 * Merges user sets into one. To change users of a set use `overlayUsers`.
 *
 * @throws RunError for user keys that two of the sets have, with both places of each
 *
 * @example
 * ```ts
 * import * as ciam from "pulumi-tencentcloud-ciam";
 *
 * const everybody = ciam.mergeUsers(
 *   ciam.usersFromFile("users/berlin.csv"),
 *   ciam.usersFromFile("users/shenzhen.csv"),
 *   { tester: { email: "tester@example.com" } },
 * );
 * ```
 */
export function mergeUsers<Sets extends readonly Readonly<Record<string, unknown>>[]>(
  ...sets: Sets
): Record<string, Sets[number][string]> {
  const merged = new Map<string, { user: Sets[number][string]; place: string }>();
  const findings: Finding[] = [];
  sets.forEach((set, index) => {
    // The users of each set have their own type; the union covers all of them.
    for (const [key, user] of Object.entries(set) as [string, Sets[number][string]][]) {
      const place = placeOf(set, key, `set ${index + 1} of mergeUsers`);
      const before = merged.get(key);
      if (before)
        findings.push({ where: place, rule: `the user key ${JSON.stringify(key)} is used in ${before.place} already` });
      merged.set(key, { user, place });
    }
  });
  if (findings.length > 0) refuse("mergeUsers", findings);
  // A reserved key of JavaScript stays a key, for the resource to refuse; an assignment would lose it.
  const users = Object.fromEntries([...merged].map(([key, { user }]) => [key, user]));
  return withPlaces(users, (key) => merged.get(key)?.place);
}
