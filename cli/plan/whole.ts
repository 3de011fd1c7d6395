import { identitiesOf, type Identity } from "../../provider/users/identity";
import type { Named } from "../../provider/users/named";
import type { RemovalPolicy } from "../../provider/users/policy";
import { isWithheld } from "./withheld";
import type { DocumentUser } from "./declared";
import type { UserChange } from "./report";

/** What a person knows the user by, of what may be shown. */
export function identityOf({ user }: Pick<Named, "user">): Identity | undefined {
  return identitiesOf(user).find(({ value }) => !isWithheld(value));
}

/** A user who comes. */
export function importOf(named: DocumentUser): UserChange {
  const { ref, shown } = named;
  const notes = shown.unknown === "all" ? ["known by `pulumi up` only"] : [];
  return { kind: "import", ref, identity: identityOf(named), changes: [], secrets: [], notes };
}

/** A user who goes. */
export function removalOf(named: Named, policy: RemovalPolicy): UserChange {
  const kind = policy === "retain" ? "release" : policy;
  return { kind, ref: named.ref, identity: identityOf(named), changes: [], secrets: [], notes: [] };
}
