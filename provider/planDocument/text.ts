import { NAMED, count } from "../../text/format";
import { countedFields } from "../messages/tally";
import { refId, showRef } from "../users/model/ref";
import { showGroup, type Group } from "./changes/groups";
import { kinds, type Kind } from "./changes/userChange";
import { isAct } from "./digest";
import type { PlanDocument, PlannedField, PlannedUser } from "./document";

/** What is said of a plan that does nothing, where something else had been announced. */
const NOTHING_LEFT = "nothing is left to do";

/**
 * The document as a person reads it on the row of its resource: a line of numbers, then users by risk, and how many more
 * there are. Of one that is refused the numbers alone: what refuses it names the users.
 *
 * @param otherwise what is said where nothing is done
 * @example
 * plan against last known state: 1 import, 1 update (email 1), 1 delete
 * - staff/clara
 * ~ staff/bert  email b***@example.com → b***@example.org
 * + staff/erin  groups: qa
 */
export function planText(document: PlanDocument, otherwise: string = NOTHING_LEFT): string[] {
  const numbers = `${introduction(document)}: ${tallyText(document) ?? otherwise}`;
  return document.refusals.length > 0 ? [numbers] : [numbers, ...userLines(document), ...document.notes];
}

function introduction({ basis, verb, caveat }: PlanDocument): string {
  if (basis === "store" || verb === "create") return "plan";
  return `plan against last known state${caveat === undefined ? "" : `, in which ${caveat}`}`;
}

/** `12 import, 3 update (email 2, nickname 1), 1 delete`, or nothing where nothing is done. */
export function tallyText({ users, untold, userStoreId, formerUserStoreId }: PlanDocument): string | undefined {
  if (formerUserStoreId === undefined) {
    const parts = [counts(users), ...(untold.length > 0 ? ["users whom only `up` will know"] : [])];
    return parts.filter((part) => part !== undefined).join(", and ") || undefined;
  }
  const there = userStoreId === undefined ? "a user store that is not known yet" : `user store ${userStoreId}`;
  const coming = counts(users.filter((user) => !isLeaving(user))) ?? "0 import";
  const leaving = counts(users.filter(isLeaving));
  const removed = leaving === undefined ? "" : `; ${leaving} in user store ${formerUserStoreId}`;
  return `${coming} into ${there}${removed}`;
}

function isLeaving({ action }: PlannedUser): boolean {
  return action === "release" || action === "freeze" || action === "delete";
}

function counts(users: readonly PlannedUser[]): string | undefined {
  const of = (...actions: readonly Kind[]): PlannedUser[] => users.filter(({ action }) => actions.includes(action));
  const parts = [
    counted(of("import"), "import"),
    counted(of("update", "identity", "credential").filter(isAct), "update", "with what it is about"),
    counted(of("adopt"), "adopt"),
    counted(of("skip"), "skip"),
    counted(of("conflict"), of("conflict").length === 1 ? "conflict" : "conflicts", "with what it is about"),
    counted(of("reimport"), "delete and re-import", "with what it is about"),
    counted(of("release"), "release"),
    counted(of("freeze"), "freeze"),
    counted(of("delete"), "delete"),
    counted(
      users.filter(({ credentialChange }) => credentialChange === "not applied"),
      "changed credential not applied",
    ),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(", ") : undefined;
}

function counted(users: readonly PlannedUser[], what: string, fields?: "with what it is about"): string | undefined {
  if (users.length === 0) return undefined;
  return `${String(users.length)} ${what}${fields ? countedFields(users.flatMap(({ about }) => about)) : ""}`;
}

const signs: Readonly<Partial<Record<Kind, string>>> = {
  delete: "-",
  freeze: "-",
  conflict: "!",
  reimport: "±",
  identity: "~",
  adopt: ">",
  update: "~",
  credential: "~",
  release: "-",
  skip: "=",
  rename: "~",
  import: "+",
};

/** The users of a document by risk, each on a line, but for newcomers who bring nothing, who share one. */
export function userLines({ users, basis }: PlanDocument): string[] {
  const staying = withoutMovers(users);
  // Whom a run cannot serve, its failures name right after this.
  const isTold = (kind: Kind): boolean => signs[kind] !== undefined && !(kind === "conflict" && basis === "store");
  const told = kinds.filter(isTold).flatMap((kind) => staying.filter(({ action }) => action === kind));
  const whole = basis === "store" ? "" : " (`ciam preview` names everybody)";
  const shown = told.slice(0, NAMED);
  const lines = shown.filter((user) => !isBare(user)).map(userLine);
  const bare = shown.filter(isBare).map(showRef);
  return [
    ...lines,
    ...(bare.length > 0 ? [`+ ${bare.join(", ")}`] : []),
    ...(told.length > NAMED ? [`and ${count(told.length - NAMED, "more user")}${whole}`] : []),
  ];
}

/** Who leaves one store for another is told by the numbers. */
function withoutMovers(users: readonly PlannedUser[]): PlannedUser[] {
  const times = new Map<string, number>();
  for (const user of users) times.set(refId(user), (times.get(refId(user)) ?? 0) + 1);
  return users.filter((user) => times.get(refId(user)) === 1);
}

function isBare(user: PlannedUser): boolean {
  return user.action === "import" && details(user).length === 0;
}

function userLine(user: PlannedUser): string {
  const start = `${signs[user.action] ?? ""} ${showRef(user)}`;
  const { obstacle, identity } = user;
  if (obstacle)
    return `${start} (${identity ?? "no identity"}): ${obstacle.reason} [${obstacle.code}]: ${obstacle.remedy}`;
  const said = details(user);
  return said.length > 0 ? `${start}  ${said.join(", ")}` : start;
}

const words: Readonly<Partial<Record<Kind, string>>> = {
  freeze: "frozen",
  reimport: "deleted and imported again",
  adopt: "adopted",
  release: "released",
  skip: "left alone",
};

/** What is said of a user after its name. */
function details(user: PlannedUser): string[] {
  const { action, former, fields, about, secrets, credentialChange, untold } = user;
  const word = words[action];
  const isNamed = (what: string): boolean => about.includes(what);
  const hidden = (secrets === "some" ? ["secret fields"] : secrets).filter((field) => field !== "password");
  return [
    ...(word === undefined ? [] : [word]),
    ...(former ? [`key ${showRef(former)} → ${showRef(user)}`] : []),
    ...fields.filter(({ field }) => field !== "userGroups").map((field) => fieldText(field)),
    ...groupsText(user),
    ...hidden.map((field) => `${field} changed`),
    ...(credentialChange === "set" ? ["password set"] : []),
    ...(credentialChange === "not applied" ? ["password changed, not applied"] : []),
    ...(isNamed("unfreeze") ? ["unfrozen"] : []),
    ...(isNamed("mark") ? ["owner mark set"] : []),
    ...(untold === undefined ? [] : [untold === "secret" ? "secret" : "known by `up` only"]),
  ];
}

function fieldText({ field, attribute, from, fromUntold, to }: PlannedField): string {
  const name = attribute ?? field;
  if (fromUntold) return to === undefined ? name : `${name} → ${to}`;
  if (from === undefined) return `${name}: ${to ?? ""}`;
  // Two values that look the same behind a mask are not the same.
  return `${name} ${from} → ${from === to ? "another " : ""}${to ?? ""}`;
}

function groupsText({ action, groups }: PlannedUser): string[] {
  if (!groups) return [];
  const gain = action === "import" ? "" : "+";
  const told = [
    ...groups.gained.map((group) => `${gain}${groupName(group)}`),
    ...groups.lost.map((group) => `-${groupName(group)}`),
    ...(groups.untold === undefined ? [] : [groups.untold === "secret" ? "(secret)" : "(known by `up` only)"]),
  ];
  return [`groups: ${told.join(" ")}`];
}

/** The name that people read, or the id where there is none. */
function groupName({ id, name, untold }: Group): string {
  return name === undefined
    ? showGroup({ ...(id !== undefined && { id }), ...(untold && { untold }) })
    : showGroup({ id: name });
}
