import type { Disclosure } from "../../provider/users/model/identity";
import { showRef } from "../../provider/users/model/ref";
import { jsonText } from "../../text/escape";
import { cutInTheMiddle } from "../../text/format";
import type { Credential } from "../plan/credential";
import { showGroup, type GroupChange, type Untold } from "../plan/groups";
import type { Gain } from "../plan/privilege";
import type { JobReport, Kind, Operation, UserChange } from "../plan/report";
import type { SettingChange } from "../plan/settings";
import { NOTHING, SECRET, shownChange, shownValue, UNTOLD_YET, untoldValue } from "./mask";

/** How each kind of change is called, and the sign before it. */
export const kindWords: Readonly<Record<Kind, { readonly sign: string; readonly title: string }>> = {
  delete: { sign: "−", title: "deleted" },
  freeze: { sign: "−", title: "frozen" },
  conflict: { sign: "!", title: "in conflict" },
  reimport: { sign: "±", title: "deleted and imported again" },
  gone: { sign: "−", title: "gone from the store" },
  identity: { sign: "~", title: "with another identity" },
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

/** What is said of one user besides its name: a short phrase for each thing that changes. */
export function phrases(user: UserChange, disclosure: Disclosure): Phrase[] {
  const { kind, ref, formerRef, changes, groups, secrets, credential } = user;
  return [
    ...(formerRef ? [{ field: "key", text: `${showRef(formerRef)} → ${showRef(ref)}` }] : []),
    ...changes.map((change) => {
      const { field, to } = change;
      if (field === "userGroups" && groups) return { field, text: groupsText(groups, kind) };
      // Who comes has nothing from before.
      return { field, text: kind === "import" ? shownValue(field, to, disclosure) : shownChange(change, disclosure) };
    }),
    ...(secrets === "some"
      ? [{ field: "secret fields", text: "changed" }]
      : secrets.map((field) => ({ field, text: field === "password" ? changedPassword(credential) : "changed" }))),
    ...(credential && !(secrets !== "some" && secrets.includes("password")) ? [credentialPhrase(credential)] : []),
  ];
}

/** `+admins (4b1f…) −guests (77aa…)`: every group, however many there are. */
function groupsText({ gained, lost, untold, wasSecret }: GroupChange, kind: Kind): string {
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

/** Of which kind a password is. */
export function credentialText(credential: Credential): string {
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

/** What some users gain, as a sentence has it after their number; `shown` is how the page has a group. */
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

/** `fail → adopt`; of a list, what comes or goes. */
export function settingText({ from, to, isMember }: SettingChange): string {
  if (isMember) return from === undefined ? `+${settingValue(to)}` : `−${settingValue(from)}`;
  const [before, now] = [settingValue(from), settingValue(to)];
  return before === now ? `changed ${now}` : `${before} → ${now}`;
}

/** So much of a value is read. */
const LONGEST_SETTING = 160;

function settingValue(value: unknown): string {
  if (value === undefined || value === null || value === "") return NOTHING;
  const untold = untoldValue(value);
  if (untold !== undefined) return untold;
  return cutInTheMiddle(typeof value === "string" ? value : jsonText(value), LONGEST_SETTING);
}

/** What happens to the resource as a whole, where that is more than an update. */
export function operationSentence({ operation, users }: JobReport): string | undefined {
  const sentences: Partial<Record<Operation, string>> = {
    create: "is new",
    replace: "**is replaced**: its users are removed from the old store and imported into the new one",
    delete: "**is deleted**, with the users it made; those it adopted are released",
    retain: "leaves the state; its users stay as they are",
    refused: "**is refused**, and nothing of it is carried out",
    refresh: users.length > 0 ? "differs from its store" : "is as recorded",
  };
  return sentences[operation];
}
