import * as pulumi from "@pulumi/pulumi";
import { textsOf } from "../../provider/users/input/envelope/open";

/** True for an object that is known now. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value) && !isLater(value);
}

function isLater(value: object): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** True for a user from a file: it travels as text, so the engine cannot look inside. */
export function isLoaded(user: unknown): boolean {
  return (typeof user === "string" || isPlain(user)) && textsOf(user) !== undefined;
}

/** A copy with changed members; values not known yet stay as they are. */
export function mapPlain(value: unknown, change: (member: unknown) => unknown): unknown {
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member)]));
}

/** The users of all sets that are known now, set by set. */
export function* plainUsers(userSets: unknown): Generator<{ set: string; key: string; user: unknown }> {
  if (!isPlain(userSets)) return;
  for (const [set, users] of Object.entries(userSets)) {
    if (isPlain(users)) for (const [key, user] of Object.entries(users)) yield { set, key, user };
  }
}
