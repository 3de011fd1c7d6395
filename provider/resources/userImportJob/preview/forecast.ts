import { isDeepStrictEqual } from "node:util";
import type { Plan, ManagedUser } from "../../../users/plan/actions";
import * as users from "../../../users/plan/forecast";
import { ownerMark } from "../../../users/model/mark";
import type { KeyedUser } from "../../../users/model/user";
import type { Policy } from "../../../users/plan/policy";
import { refId, type UserRef } from "../../../users/model/ref";
import { usersAtWork } from "../atWork";
import type { Props } from "../../resource";
import { markOf, policyOf } from "../verbs/runContext";
import { Fingerprints } from "../state/fingerprints";
import type { JobRecord } from "../state/record";
import type { RecordedJob } from "../state/recordedJob";
import type { Declaration } from "../session/declaration";
import type { Session } from "../session/session";

export interface Forecast {
  readonly plan: Plan;
  readonly recorded: readonly ManagedUser[];
  /** Of whom the plan was made. */
  readonly declared: readonly UserRef[];
  /** How many are declared as they are in force, and were not looked at. */
  readonly resting: number;
  /** Whether the program says something else than it did to the last run, and the plan is all that comes of it. */
  readonly isOtherwise: boolean;
}

/** What an update will do, as far as the record of the last run, or of the last look at the store, tells. */
export function forecast(last: RecordedJob, now: Declaration, inputs: Props, session: Session): Forecast {
  const { args } = now;
  const { record, owner, args: before } = last;
  const policy: Policy = {
    ...policyOf(args, markOf(args, owner, last)),
    elsewhere: (user) => session.elsewhere(owner, args.userStoreId, user),
  };
  const fingerprints = new Fingerprints(record.credentialKey);
  const { groupsKnown } = now;
  const inForce = last.inForce(groupsKnown ? undefined : {}, now);
  const neighbours = (): KeyedUser[] =>
    session
      .othersOn(args.userStoreId, now.urn)
      // Who has not changed is not read for this.
      .flatMap(({ declaration }) => (declaration.isAsBefore ? [] : declaration.users));
  const work = usersAtWork(last, { args, users: now, inputs, groupsKnown, neighbours }, fingerprints, inForce);
  const { desired, recorded, ofFiles } = work;

  const left = before.conflictPolicy === args.conflictPolicy ? leftAlone(inForce, record) : [];
  const asBefore = new Map(left.map(({ ref, user }) => [refId(ref), user]));
  const concerned = desired.filter(({ ref, user }) => !isDeepStrictEqual(asBefore.get(refId(ref)), user));
  const plan = users.forecast(recorded, concerned, policy, ownerMark(owner, before.ownerAttribute));
  // A credential that is not applied is told of when a program changes it, not for ever after.
  const isSame = record.declared !== undefined && record.declared === fingerprints.declaration(inputs);
  // What these two let happen, only the store tells.
  const isOpen = before.conflictPolicy !== args.conflictPolicy || before.adoptGrantsGroups !== args.adoptGrantsGroups;
  const isOtherwise = !isSame && !isOpen;
  return {
    plan: isSame ? { ...plan, credentialsNoted: [] } : plan,
    recorded,
    declared: desired.map(({ ref }) => ref),
    resting: ofFiles.resting + ofFiles.strangers,
    isOtherwise,
  };
}

/** Declared users whom the last run left to whoever has them, as it will again. */
function leftAlone(inForce: readonly KeyedUser[], { managed }: JobRecord): KeyedUser[] {
  return inForce.filter(({ ref }) => managed[ref.set]?.[ref.key] === undefined);
}
