import * as pulumi from "@pulumi/pulumi";
import { textsOf } from "../../provider/users/input/envelope/open";

/** An object that is here now, and not a value that is known later. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value) && !isLater(value);
}

function isLater(value: object): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** A user from a file travels as text, so the engine cannot look inside it. */
export function isLoaded(user: unknown): boolean {
  return (typeof user === "string" || isPlain(user)) && textsOf(user) !== undefined;
}

/** A copy with other members; what is not here yet stays as it is. */
export function mapPlain(value: unknown, change: (member: unknown) => unknown): unknown {
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member)]));
}

/** The users of all sets that are here now, set by set. */
export function* plainUsers(userSets: unknown): Generator<{ set: string; key: string; user: unknown }> {
  if (!isPlain(userSets)) return;
  for (const [set, users] of Object.entries(userSets)) {
    if (isPlain(users)) for (const [key, user] of Object.entries(users)) yield { set, key, user };
  }
}
