import type { Disclosure } from "../../provider/users/identity";
import { showRef } from "../../provider/users/ref";
import type { JobReport, Kind, Operation, UserChange } from "../plan/report";
import { shownChange } from "./mask";

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

/** What is said of one user besides its name: a short phrase for each thing that changes. */
export function phrases(user: UserChange, disclosure: Disclosure): { field: string; text: string }[] {
  return [
    ...(user.formerRef ? [{ field: "key", text: `${showRef(user.formerRef)} → ${showRef(user.ref)}` }] : []),
    ...user.changes.map((change) => ({ field: change.field, text: shownChange(change, disclosure) })),
    ...(user.secrets === "some"
      ? [{ field: "secret fields", text: "changed" }]
      : user.secrets.map((field) => ({ field, text: "changed" }))),
  ];
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
