import type { Credential } from "../../provider/planDocument/changes/credential";
import { showGroup, type Untold } from "../../provider/planDocument/changes/groups";
import type { Kind } from "../../provider/planDocument/changes/userChange";
import type { PlanDocument, PlannedField, PlannedUser, Verb } from "../../provider/planDocument/document";
import { NOTHING, SECRET, UNTOLD_YET } from "../../provider/planDocument/mask";
import { showRef } from "../../provider/users/model/ref";
import { cutInTheMiddle } from "../../text/format";
import type { Gain } from "../plan/privilege";

/** The title of each kind of change, and the sign before it. */
export const kindWords: Readonly<Record<Kind, { readonly sign: string; readonly title: string }>> = {
  delete: { sign: "−", title: "deleted" },
  freeze: { sign: "−", title: "frozen" },
  conflict: { sign: "!", title: "in conflict" },
  reimport: { sign: "±", title: "deleted and imported again" },
  gone: { sign: "−", title: "gone from the store" },
  identity: { sign: "~", title: "with a new sign-in identity" },
  adopt: { sign: ">", title: "adopted" },
  edited: { sign: "~", title: "edited by hand" },
  undeclared: { sign: "+", title: "ours and not declared" },
  update: { sign: "~", title: "updated" },
  credential: { sign: "~", title: "with another secret" },
  release: { sign: "−", title: "released" },
  skip: { sign: "=", title: "left alone" },
  rename: { sign: "~", title: "with another key" },
  import: { sign: "+", title: "imported" },
};

interface Phrase {
  readonly field: string;
  readonly text: string;
}

/** The changes of one user, a short phrase for each. */
export function phrases(user: PlannedUser): Phrase[] {
  const { action, former, fields, groups, secrets, credential } = user;
  const names = [...new Set(fields.map(({ field }) => field))];
  return [
    ...(former ? [{ field: "key", text: `${showRef(former)} → ${showRef(user)}` }] : []),
    ...names.map((field) => ({
      field,
      text:
        field === "userGroups" && groups
          ? groupsText(groups, action)
          : cutInTheMiddle(
              fields
                .filter((one) => one.field === field)
                .map(fieldText)
                .join(", "),
              LONGEST_FIELD,
            ),
    })),
    ...(secrets === "some"
      ? [{ field: "secret fields", text: "changed" }]
      : secrets.map((field) => ({ field, text: field === "password" ? changedPassword(credential) : "changed" }))),
    ...(credential && !(secrets !== "some" && secrets.includes("password")) ? [credentialPhrase(credential)] : []),
  ];
}

/** Attributes of the store's own are told one by one, up to so many characters. */
const LONGEST_FIELD = 320;

/** `a***@example.com → b***@example.com` */
function fieldText({ attribute, from, fromUntold, to }: PlannedField): string {
  const start = attribute === undefined ? "" : `${attribute}: `;
  if (fromUntold) return to === undefined ? "(values not in the state)" : `${start}(not in the state) → ${to}`;
  return start + changeText(from, to);
}

function changeText(from: string | undefined, to = NOTHING): string {
  if (from === undefined) return to;
  // Two values that look the same behind a mask are not the same.
  return `${from} → ${from === to && from !== NOTHING ? "another " : ""}${to}`;
}

/** `+admins (4b1f…) −guests (77aa…)`: every group, however many there are. */
function groupsText({ gained, lost, untold, wasSecret }: NonNullable<PlannedUser["groups"]>, kind: Kind): string {
  return [
    ...gained.map((group) => `+${showGroup(group)}`),
    ...lost.map((group) => `−${showGroup(group)}`),
    ...(untold ? [untoldGroups(untold, kind)] : []),
    ...(wasSecret ? ["(before: secret)"] : []),
  ].join(" ");
}

function untoldGroups(untold: Untold, kind: Kind): string {
  if (untold === "unknown") return `+${UNTOLD_YET}`;
  return kind === "import" ? SECRET : "may change (secret)";
}

function changedPassword(credential: Credential | undefined): string {
  return credential ? `changed, now ${credentialText(credential)}` : "changed";
}

function credentialPhrase(credential: Credential): Phrase {
  return { field: credential.kind === "maybe" ? "secret fields" : "password", text: credentialText(credential) };
}

/** The kind of a password, in words. */
function credentialText(credential: Credential): string {
  switch (credential.kind) {
    case "plaintext":
      return "plaintext";
    case "hash":
      return `${cutInTheMiddle(credential.type, 40)} hash`;
    case "untold":
      return "plaintext or hash (secret)";
    case "maybe":
      return "there are some, a password may be among them";
  }
}

/** The gain of some users, as it follows their number in a sentence; `shown` writes a group as the page does. */
export function gainText({ what, users }: Gain, shown: (group: string) => string = (group) => group): string {
  const one = users.length === 1;
  switch (what.kind) {
    case "group":
      return `${one ? "gains" : "gain"} group ${shown(showGroup(what.group))}`;
    case "untold":
      return what.why === "secret"
        ? "may gain groups or another password, which are secret"
        : "may gain groups that only `pulumi up` will know";
    case "secret":
      return `${one ? "is" : "are"} declared with another password or other secret`;
  }
}

/** True if a check or the limit of deletions stops it. */
export function isRefused({ verb, refusals }: PlanDocument): boolean {
  return verb === "refused" || refusals.length > 0;
}

/** The notes about a user besides its fields, and first the reason why it cannot be served. */
export function notesOf({ obstacle, notes }: PlannedUser): string[] {
  return obstacle ? [`${obstacle.reason}: ${obstacle.remedy}`, ...notes] : [...notes];
}

/** In the place of numbers, where nothing is told of users of whom some may change. */
export const NOT_TOLD = "not all is told";

/** The fate of the resource as a whole, if that is more than an update. */
export function verbSentence(document: PlanDocument): string | undefined {
  const sentences: Partial<Record<Verb, string>> = {
    create: "is new",
    replace: "**is replaced**: its users are removed from the old store and imported into the new one",
    delete: "**is deleted**, with the users it made; those it adopted are released",
    retain: "leaves the state; its users stay as they are",
    refused: "**is refused**, and nothing of it is carried out",
    refresh: document.users.length > 0 ? "differs from its store" : "is as recorded",
  };
  return sentences[isRefused(document) ? "refused" : document.verb];
}
