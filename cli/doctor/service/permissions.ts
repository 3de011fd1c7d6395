import { randomBytes } from "node:crypto";
import type { ActionName, RequestOf } from "../../../ciam/actions";
import { isActionDenied, isActionUnknown, isAnswer } from "../../../ciam/errors/catalogue/meanings";
import type { Finding } from "../finding";
import type { Bench } from "./bench";

type Use = (typeof uses)[number];

interface Question {
  readonly action: ActionName;
  readonly use: Use;
  /** Calls it with a request that can change nothing: it is about a store that nobody has, and about nobody in it. */
  readonly ask: (bench: Bench) => Promise<unknown>;
}

const question = <A extends ActionName>(action: A, use: Use, request: (id: string) => RequestOf<A>): Question => ({
  action,
  use,
  ask: (bench) => bench.call(action, request(randomBytes(16).toString("hex"))),
});

const page = { PageNumber: 1, PageSize: 1 };

/** Every action that the provider calls, but CreateUserStore: whatever is asked of it, it might make a store. */
const questions = [
  question("ListUser", "users", (id) => ({ UserStoreId: id, Pageable: page })),
  question("DescribeUser", "users", (id) => ({
    UserStoreId: id,
    Pageable: page,
    Filters: [{ PropertyKey: "userName", PropertyValue: id, Logic: true, OperateLogic: "=" }],
  })),
  question("DescribeUserById", "users", (id) => ({ UserStoreId: id, UserId: id })),
  question("ListUserByProperty", "users", (id) => ({
    UserStoreId: id,
    PropertyCode: "email",
    PropertyValue: `${id}@example.com`,
  })),
  question("ListJobs", "users", (id) => ({ UserStoreId: id, JobIds: [id] })),
  question("CreateApiImportUserJob", "users", (id) => ({ UserStoreId: id, DataFlowUserCreateList: [] })),
  question("UpdateUser", "users", (id) => ({ UserStoreId: id, UserId: id })),
  question("UpdateUserStatus", "users", (id) => ({ UserStoreId: id, UserId: id, Status: "NORMAL" })),
  question("SetPassword", "users", (id) => ({ UserStoreId: id, UserId: id, Password: `Aa1-${id}` })),
  question("DeleteUsers", "users", (id) => ({ UserStoreId: id, UserIds: [id] })),
  question("ListUserStore", "stores", () => ({})),
  question("UpdateUserStore", "stores", (id) => ({ UserPoolId: id })),
  question("DeleteUserStore", "stores", (id) => ({ UserPoolId: id })),
  question("ListUserGroups", "groups", (id) => ({ UserStoreId: id, Pageable: page })),
  question("CreateUserGroup", "groups", (id) => ({ UserStoreId: id, DisplayName: "" })),
  question("UpdateUserGroup", "groups", (id) => ({ UserStoreId: id, UserGroupId: id, DisplayName: "" })),
  question("DeleteUserGroups", "groups", (id) => ({ UserStoreId: id, UserGroupIds: [id] })),
];

/** The answer of a service to the question whether an action may be called. */
type Allowed = "allowed" | "denied" | "not offered";

/** The actions that may be called. */
export interface Permissions {
  readonly findings: readonly Finding[];
  /** The uses of which all actions may be called: what is made can also be removed. */
  readonly whole: ReadonlySet<Use>;
}

/** Asks for each action. Every refusal but that of the caller says that the caller may call it. */
export async function permissions(bench: Bench): Promise<Permissions> {
  bench.progress("permissions");
  const answers: { action: ActionName; use: Use; allowed: Allowed }[] = [];
  for (const { action, use, ask } of questions) answers.push({ action, use, allowed: await asked(bench, ask) });
  const of = (use: Use) => answers.filter((answer) => answer.use === use);
  return {
    findings: uses.map((use) => permissionFinding(use, of(use))),
    whole: new Set(uses.filter((use) => of(use).every(({ allowed }) => allowed === "allowed"))),
  };
}

async function asked(bench: Bench, ask: Question["ask"]): Promise<Allowed> {
  try {
    await ask(bench);
    return "allowed";
  } catch (error) {
    if (!isAnswer(error)) throw error;
    if (isActionUnknown(error)) return "not offered";
    return isActionDenied(error) ? "denied" : "allowed";
  }
}

/** Without the actions about users nothing works; the others are for who declares stores or groups. */
export function permissionFinding(
  use: Use,
  answers: readonly { readonly action: ActionName; readonly allowed: Allowed }[],
): Finding {
  const [denied, absent] = (["denied", "not offered"] as const).map((wanted) =>
    answers.filter(({ allowed }) => allowed === wanted).map(({ action }) => action),
  );
  const said = [
    ...(denied?.length ? [`these credentials may not call ${denied.join(", ")}`] : []),
    ...(absent?.length ? [`this endpoint does not have ${absent.join(", ")}`] : []),
  ];
  const { asked, fine, missing } = USES[use];
  const isMissing = said.length > 0;
  return {
    about: "permissions",
    asked,
    cameBack: isMissing ? said.join("; ") : `yes: ${answers.map(({ action }) => action).join(", ")}`,
    means: !isMissing
      ? fine
      : denied?.length
        ? `${missing}: allow ${denied.map((action) => `ciam:${action}`).join(", ")}`
        : missing,
    page: "docs/getting-started.md#3-in-the-cloud",
    standing: !isMissing ? "fine" : use === "users" ? "wrong" : "open",
  };
}

const uses = ["users", "stores", "groups"] as const;

const USES: Readonly<Record<Use, { readonly asked: string; readonly fine: string; readonly missing: string }>> = {
  users: {
    asked: "may all be called that is about users",
    fine: "UserImportJob can do all it has to",
    missing: "UserImportJob cannot do all it has to",
  },
  stores: {
    asked: "may all be called that is about stores, but CreateUserStore, which would make one",
    fine: "UserStore can look after a store",
    missing: "UserStore cannot be used; name the store by its id",
  },
  groups: {
    asked: "may all be called that is about groups",
    fine: "UserGroup can be used, and groups by name",
    missing: "UserGroup and groups by name cannot be used; name groups by id",
  },
};
