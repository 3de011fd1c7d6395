import type { Plan } from "../../users/actions";
import type { LiveUser } from "../../users/live";
import { LiveUsers } from "../../users/liveUsers";
import { ownerMark, type OwnerMark } from "../../users/mark";
import { plan } from "../../users/plan";
import { refId, type UserRef } from "../../users/ref";
import type { DeclaredUser } from "../../users/user";
import type { JobArgs } from "./args";
import { policyOf } from "./context";
import { credentialMark } from "./credential";

/** A declaration as it was, or as it is to be. */
export interface Declaration {
  readonly args: JobArgs;
  readonly users: readonly { readonly ref: UserRef; readonly user: DeclaredUser }[];
}

/** Marks that are compared here and kept nowhere need no secret. */
const NO_KEY = "";

/**
 * What an update will do if the store is just as the declaration before describes it: the plan of that store. It knows
 * neither conflicts with strangers nor who was adopted, which only the real store tells.
 */
export function foreseen(before: Declaration, now: Declaration): Plan {
  const was = ownerMark(now.args.owner, before.args.ownerAttribute);
  const mark = ownerMark(now.args.owner, now.args.ownerAttribute, before.args.ownerAttribute);
  return plan(
    {
      desired: now.users.map(({ ref, user }) => ({ ref, user, credential: credentialMark(user, NO_KEY) })),
      recorded: before.users.map(({ ref, user }) => ({
        ref,
        user,
        id: refId(ref),
        origin: "created",
        credential: credentialMark(user, NO_KEY),
      })),
      live: new LiveUsers(before.users.map(({ ref, user }) => imagined(ref, user, was))),
      verb: "update",
    },
    policyOf(now.args, mark),
  );
}

function imagined(ref: UserRef, user: DeclaredUser, mark: OwnerMark): LiveUser {
  return {
    id: refId(ref),
    fields: { ...user, [mark.attribute]: mark.value },
    status: "NORMAL",
    primary: true,
    createdDate: 0,
    lastModifiedDate: 0,
    lastSignOn: null,
    tenantId: "",
  };
}
