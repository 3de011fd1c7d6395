import type { DesiredUser, Plan } from "../../users/actions";
import * as users from "../../users/foreseen";
import { ownerMark } from "../../users/mark";
import type { Named } from "../../users/named";
import type { JobArgs } from "./args";
import { policyOf } from "./context";
import { Marks } from "./marks";

/** A declaration as it was, or as it is to be. */
export interface Declaration {
  readonly args: JobArgs;
  readonly users: readonly Named[];
}

/** Marks that are compared here and kept nowhere need no secret. */
const marks = new Marks("");

/** What an update will do, as far as the declarations before and now tell. */
export function foreseen(before: Declaration, now: Declaration): Plan {
  const was = ownerMark(now.args.owner, before.args.ownerAttribute);
  const mark = ownerMark(now.args.owner, now.args.ownerAttribute, before.args.ownerAttribute);
  return users.foreseen(marked(before), marked(now), policyOf(now.args, mark), was);
}

function marked({ users }: Declaration): DesiredUser[] {
  return users.map(({ ref, user }) => ({ ref, user, credential: marks.credential(user) }));
}
