import * as pulumi from "@pulumi/pulumi";
import { textsOf } from "../../provider/users/input/envelope/open";
import { hasPlainPassword } from "../sets/loaded";
import { isPlain } from "./values";

type PlainPasswords = pulumi.Input<boolean | pulumi.Input<string>[]> | undefined;

/**
 * The input `passwordsArePlain`, completed by what the loaders of the sets were given. A set is named as a whole if all
 * its users come from such loaders, else user by user.
 */
export function withPlainPasswords(userSets: unknown, given: PlainPasswords): PlainPasswords {
  const marked = markedIn(userSets);
  if (marked.length === 0) return given;
  if (given === undefined) return marked;
  return pulumi.output(given).apply((named) => {
    if (typeof named === "boolean") return named || marked;
    return [...named, ...marked.filter((name) => !named.includes(name))];
  });
}

function markedIn(userSets: unknown): string[] {
  if (!isPlain(userSets)) return [];
  return Object.entries(userSets).flatMap(([set, users]) => {
    const withPassword = isPlain(users) ? Object.entries(users).filter(([, user]) => mayHavePassword(user)) : [];
    const marked = withPassword.filter(([, user]) => hasPlainPassword(user));
    if (marked.length === 0) return [];
    return marked.length === withPassword.length ? [set] : marked.map(([key]) => `${set}/${key}`);
  });
}

/** Of a user known only later nothing can be said. */
function mayHavePassword(user: unknown): boolean {
  const texts = textsOf(user);
  if (texts) return texts.secret !== undefined;
  return !isPlain(user) || user.password !== undefined;
}
