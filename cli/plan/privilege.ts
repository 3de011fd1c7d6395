import type { Group, Untold } from "../../provider/planDocument/changes/groups";
import type { Kind } from "../../provider/planDocument/changes/userChange";
import type { PlannedUser } from "../../provider/planDocument/document";

/** Kinds of users who go, or of whom nothing is done: whatever is said of them is no gain. */
const withoutGain: ReadonlySet<Kind> = new Set<Kind>(["delete", "freeze", "release", "gone", "skip", "undeclared"]);

/** A gain, and the users that have it. */
export interface Gain {
  readonly what:
    | { readonly kind: "group"; readonly group: Group }
    /** Groups that a document does not tell, or a whole user. */
    | { readonly kind: "untold"; readonly why: Untold }
    | { readonly kind: "secret" };
  readonly users: readonly PlannedUser[];
}

/** True for a user that a reader has to see in any case: it gains a group, or another password or secret. */
export function isPrivileged(user: PlannedUser): boolean {
  return gainsOf(user).length > 0;
}

/**
 * All gains of some users, those of groups that few come into first: a single one is easily overlooked. Who is in conflict
 * gains nothing as things stand.
 */
export function gainsIn(users: readonly PlannedUser[]): Gain[] {
  const gains = new Map<string, { what: Gain["what"]; users: PlannedUser[] }>();
  for (const user of users.filter(({ action }) => action !== "conflict")) {
    for (const what of gainsOf(user)) {
      const key =
        what.kind === "group"
          ? `group ${what.group.id ?? ""} ${what.group.name ?? ""}`
          : what.kind === "untold"
            ? what.why
            : what.kind;
      const gain = gains.get(key) ?? { what, users: [] };
      gain.users.push(user);
      gains.set(key, gain);
    }
  }
  return [...gains.values()].sort((a, b) => order(a) - order(b) || a.users.length - b.users.length);
}

function gainsOf(user: PlannedUser): Gain["what"][] {
  if (withoutGain.has(user.action)) return [];
  const { gained = [], untold } = user.groups ?? {};
  const why = user.untold ?? untold;
  return [
    ...gained.map((group) => ({ kind: "group", group }) as const),
    ...(why ? [{ kind: "untold", why } as const] : []),
    ...(user.secrets.length > 0 ? [{ kind: "secret" } as const] : []),
  ];
}

function order({ what }: Gain): number {
  return ["group", "untold", "secret"].indexOf(what.kind);
}
