import type { Values } from "./state/values";
import type { StoredUser } from "./service/world";

/** The users who were in the store before and are none of our business. */
export type Foreigners = readonly StoredUser[];

/**
 * Compares the database with the declaration and reports in sentences: declared users that are missing, doubled or
 * different, strangers that were touched, and any other user.
 */
export function problems(stored: readonly StoredUser[], declared: Values, foreigners: Foreigners): string[] {
  const found: string[] = [];
  const rest = new Set(stored);
  for (const foreigner of foreigners) {
    const now = stored.find(({ UserId }) => UserId === foreigner.UserId);
    if (now) rest.delete(now);
    if (JSON.stringify(now) !== JSON.stringify(foreigner))
      found.push(`foreign user ${String(foreigner.UserName)} touched`);
  }
  for (const [key, user] of Object.entries(declared)) {
    const { userName, nickname, email } = user as Readonly<Record<string, string | undefined>>;
    const matching = [...rest].filter(({ UserName }) => UserName === userName);
    for (const match of matching) rest.delete(match);
    if (matching.length !== 1) found.push(`${key} is there ${String(matching.length)} times`);
    // A field that is no longer declared belongs to nobody.
    for (const { Nickname, Email } of matching) {
      if (nickname !== undefined && Nickname !== nickname) found.push(`${key} has the nickname ${String(Nickname)}`);
      if (email !== undefined && Email !== email) found.push(`${key} has the address ${String(Email)}`);
    }
  }
  for (const { UserName, UserId } of rest) found.push(`${String(UserName)} (${UserId}) is left over`);
  return found;
}
