import * as pulumi from "@pulumi/pulumi";
import { suggestion } from "../../provider/users/nearest";
import { isPlain } from "./values";

/**
 * Fails where a program asks for a user, or a set, that it does not declare: at once as far as the sets are here, else as
 * soon as they are known. After an update that removed the user it would be too late to say so.
 */
export function declaredUsersOf(
  job: { readonly name: string; readonly userSets: unknown } | undefined,
  set: string,
  key?: string,
): pulumi.Output<unknown> {
  if (!job) return pulumi.output(undefined);
  const found = whenKnown(job.userSets, (sets) => {
    if (!Object.hasOwn(sets, set)) throw absent(`UserImportJob "${job.name}" has no set ${quoted(set)}`, set, sets);
    if (key === undefined) return undefined;
    return whenKnown(sets[set], (users) => {
      if (Object.hasOwn(users, key)) return undefined;
      throw absent(`the set ${quoted(set)} of UserImportJob "${job.name}" declares no user ${quoted(key)}`, key, users);
    });
  });
  // Nothing of the users is in it, secret fields of theirs neither.
  return pulumi.unsecret(found);
}

/** Looks at once at what is here, so that the program ends before anything is asked of the engine. */
function whenKnown(
  value: unknown,
  look: (value: Readonly<Record<string, unknown>>) => pulumi.Output<unknown> | undefined,
): pulumi.Output<unknown> {
  if (isPlain(value)) return look(value) ?? pulumi.output(undefined);
  const later: pulumi.Output<unknown> = pulumi.output(value);
  return later.apply((known) => (isPlain(known) ? look(known) : undefined));
}

function quoted(name: string): string {
  return JSON.stringify(name);
}

function absent(what: string, name: string, among: Readonly<Record<string, unknown>>): pulumi.RunError {
  return new pulumi.RunError(`${what}${suggestion(name, Object.keys(among))}`);
}
