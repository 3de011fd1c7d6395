import type { PlanDocument } from "../../../../provider/planDocument/document";
import { documentOf, type Circumstances } from "../../../../provider/planDocument/fromPlan";
import { GroupNames } from "../../../../provider/planDocument/changes/groups";
import type { ActionOf, Action, Plan } from "../../../../provider/users/plan/actions";
import { noForms } from "../../../../provider/users/plan/compare/inForce";
import { inSteps } from "../../../../provider/users/plan/steps";
import type { DeclaredUser } from "../../../../provider/users/model/user";
import { live, recorded } from "../users/plan/builders";

export const QA = "0123456789abcdef0123456789abcdef";

/** The document of a plan with these actions, of the job `staff` that was there before. */
export function documentWith(
  actions: readonly Action[],
  about: Partial<Circumstances> = {},
  noted: Plan["credentialsNoted"] = [],
): PlanDocument {
  const plan: Plan = { steps: inSteps(actions), orphans: [], credentialsNoted: noted, groupsWithheld: [] };
  const names = new Map([["id of clara", { set: "s", key: "clara" }]]);
  return documentOf(
    plan,
    { nameOf: (id) => names.get(id), groups: new GroupNames({ qa: QA }), passwords: "initial" },
    {
      resource: { urn: "urn:pulumi:dev::shop::x::staff", project: "shop", stack: "dev", name: "staff" },
      verb: "update",
      basis: "last known state",
      masks: { identities: "masked", others: "masked" },
      declared: [],
      ...about,
    },
  );
}

export function imported(key: string, user: DeclaredUser = { userName: key }): Action {
  return { kind: "import", ref: { set: "s", key }, user };
}

export function removed(key: string, kind: "delete" | "freeze" | "release" = "delete"): Action {
  const user = { userName: key };
  return { kind, recorded: recorded(key, `id of ${key}`, user), live: live(`id of ${key}`, user) };
}

export function updated(
  key: string,
  changes: ActionOf<"update">["changes"],
  more: Partial<ActionOf<"update">> = {},
): Action {
  const user = { userName: key };
  return {
    kind: "update",
    ref: { set: "s", key },
    user,
    live: live(`id of ${key}`, user),
    origin: "created",
    by: "record",
    changes,
    setPassword: false,
    passwordWithheld: false,
    unfreeze: false,
    forms: noForms,
    ...more,
  };
}

export function conflicting(
  key: string,
  reason: ActionOf<"conflict">["reason"],
  user: DeclaredUser = { userName: key },
): Action {
  return { kind: "conflict", ref: { set: "s", key }, user, with: [live("id of clara", {})], reason };
}
