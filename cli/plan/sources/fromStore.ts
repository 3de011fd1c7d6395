import { forShell } from "../../../text/quote";
import { UsageError } from "../../../ciam/errors/usageError";
import { changeOf } from "../../../provider/planDocument/changes/actionToChange";
import type { UserChange } from "../../../provider/planDocument/changes/userChange";
import type { PlanDocument } from "../../../provider/planDocument/document";
import { documentOfChanges } from "../../../provider/planDocument/fromPlan";
import { sizeOfStore } from "../../../provider/reconcile/observe/observe";
import { NOBODY } from "../../../provider/reconcile/atRest";
import { decide } from "../../../provider/reconcile/reconcile";
import { actionsOf, everyAction, type Action, type DesiredUser, type Plan } from "../../../provider/users/plan/actions";
import { count } from "../../../text/format";
import type { KeyedUser } from "../../../provider/users/model/user";
import type { UserField } from "../../../provider/users/model/fields";
import { defaultOwnerAttribute } from "../../../provider/users/model/mark";
import { resolveGroups } from "../../../provider/users/input/groups";
import { identitiesOf, type Disclosure } from "../../../provider/users/model/identity/identity";
import { defaultPolicy } from "../../../provider/users/plan/policy";
import { disclosureOf, fileOptions, type CommonOptions } from "../../commands/options";
import type { Run } from "../../commands/command";
import { connect, contextFor, groupNames, storeFor } from "../../store/connection";
import { readFiles } from "../../input/files";
import { ownerMeant } from "../../store/owners";
import { Progress } from "../../shell/screen";
import type { Group } from "../../../provider/planDocument/changes/groups";
import type { Report } from "../report";

/** The plan for the users of these files if they were declared for a store: a look, and nothing else. */
export async function comparedWithStore(
  files: readonly string[],
  options: CommonOptions & { readonly store?: string },
  { screen }: Run,
): Promise<Report> {
  const attribute = options.ownerAttribute ?? defaultOwnerAttribute;
  const { users, findings } = readFiles(files, {
    options: fileOptions(options),
    ownerAttribute: attribute,
    disclosure: disclosureOf(options),
    together: true,
  });
  const [first] = findings;
  if (first) {
    const others = findings.length - 1;
    const more = others > 0 ? `, and ${count(others, "more finding")}; \`ciam validate\` shows them all` : "";
    throw new UsageError(`${first.where}: ${first.rule}${more}`);
  }
  const calls = await connect(options, screen);
  const store = await storeFor(calls, options.store);
  const owner = await ownerMeant(options.owner, { calls, userStoreId: store, attribute }, screen);
  const groups = options.groups === "names" ? await groupNames(calls, store) : new Map<string, string>();
  const declared = withGroupIds(users, groups);
  const progress = new Progress(screen);
  const context = {
    ...contextFor(calls, store, { owner, attribute }, screen, progress),
    phoneCountry: options.phoneCountry,
  };
  const { plan } = await decide(context, {
    verb: "create",
    desired: declared.map(({ ref, user }): DesiredUser => ({ ref, user, credential: null })),
    recorded: [],
    atRest: NOBODY,
    preflight: true,
    policy: {
      ...defaultPolicy,
      mark: context.mark,
      // Whose users are ours is what a person has said with --owner: there is no record to tell.
      takeOver: new Set(owner === undefined ? [] : [owner]),
      // Whose they are is asked, and not guessed from an interrupted run.
      elsewhere: () => "declared",
      conflicts: options.conflictPolicy ?? defaultPolicy.conflicts,
    },
  });
  const size = await sizeOfStore(context);
  progress.clear();
  const job = comparison(plan, declared, {
    store,
    size,
    owner,
    groups,
    disclosure: disclosureOf(options),
  });
  return { jobs: [job], others: [], errors: [] };
}

function withGroupIds(users: readonly KeyedUser[], names: ReadonlyMap<string, string>): KeyedUser[] {
  if (names.size === 0) return [...users];
  const ids = Object.fromEntries([...names].map(([id, name]) => [name, id]));
  const sets = new Map<string, Map<string, { user: KeyedUser["user"]; unknownFields: ReadonlySet<UserField> }>>();
  for (const { ref, user } of users) {
    const set =
      sets.get(ref.set) ?? new Map<string, { user: KeyedUser["user"]; unknownFields: ReadonlySet<UserField> }>();
    sets.set(ref.set, set.set(ref.key, { user, unknownFields: new Set() }));
  }
  const { sets: resolved, findings } = resolveGroups(sets, ids, "the name of a group of this store");
  const [first] = findings;
  if (first) throw new UsageError(`${first.where}: ${first.rule}`);
  return [...resolved].flatMap(([set, members]) =>
    [...members].map(([key, { user }]) => ({ ref: { set, key }, user })),
  );
}

function groupIn(names: ReadonlyMap<string, string>, id: string): Group {
  const name = names.get(id);
  return name === undefined || name === id ? { id } : { id, name };
}

/** The store that files are compared with. */
interface Compared {
  readonly store: string;
  /** The number of users in the store. */
  readonly size: number;
  readonly owner: string | undefined;
  readonly groups: ReadonlyMap<string, string>;
  readonly disclosure: Disclosure;
}

function comparison(
  plan: Plan,
  declared: readonly KeyedUser[],
  { store, size, owner, groups, disclosure }: Compared,
): PlanDocument {
  const actions = everyAction(plan);
  const changes = actions.flatMap((action) => inStore(action, (id) => groupIn(groups, id)));
  const recognised = new Set(
    actions.flatMap((action) =>
      "live" in action ? [action.live.id] : "with" in action ? action.with.map(({ id }) => id) : [],
    ),
  );
  const orphans = plan.orphans.map((user): UserChange => ({
    kind: "undeclared",
    ref: { set: "(in the store)", key: user.id },
    identity: identitiesOf(user)[0],
    changes: [],
    secrets: [],
    about: [],
    notes: [],
  }));
  const withheld = plan.groupsWithheld.length;
  return documentOfChanges([...changes, ...orphans], {
    resource: { project: "", stack: "", name: `store ${store}` },
    owner,
    userStoreId: store,
    verb: "compare",
    basis: "store",
    masks: { identities: disclosure, others: disclosure },
    declared: declared.map(({ ref }) => ref),
    unmanaged: Math.max(0, size - recognised.size - plan.orphans.length),
    notes: [
      ...(withheld > 0
        ? [
            `${count(withheld, "user")} ${withheld === 1 ? "has" : "have"} signed on before, and would not get the groups they are declared to be in`,
          ]
        : []),
      // An owner of whom nobody is there was most likely meant to be another.
      ...(owner === undefined || !hasOurs(plan)
        ? ownersIn(plan).map((other) => `if these users are yours: --owner ${forShell(other)}`)
        : []),
    ],
  });
}

function hasOurs(plan: Plan): boolean {
  return (
    plan.orphans.length > 0 ||
    everyAction(plan).some(({ kind }) => kind === "keep" || kind === "update" || kind === "reimport")
  );
}

/** The other owners to whom users belong. */
function ownersIn(plan: Plan): string[] {
  const owners = actionsOf(plan, "conflict").flatMap(({ reason }) =>
    reason.kind === "foreign-mark" ? (reason.owner ?? []) : [],
  );
  return [...new Set(owners)].sort();
}

/** The change with what only the store tells: the UserId, and if somebody uses the account. */
function inStore(action: Action, groupOf: (id: string) => Group): UserChange[] {
  const change = changeOf(action, { group: groupOf });
  if (!change) return [];
  if (action.kind !== "adopt" && action.kind !== "update" && action.kind !== "skip") return [change];
  const { id, lastSignOn } = action.live;
  return [
    { ...change, notes: [...change.notes, lastSignOn === null ? `user ${id}` : `user ${id}, who has signed on`] },
  ];
}
