import { isUserField } from "../../provider/users/model/fields";
import { UNTOLD } from "../../provider/users/plan/actions";
import type { UserChange } from "../../provider/planDocument/changes/userChange";
import { count } from "../../text/format";
import { isObject } from "../../text/values";
import type { Inputs } from "../preview/preview";

const HOW = "`ciam preview` names them, and so does a folder of CIAM_PLAN_DIR";

/** Files whose users change: the document of a preview has none of them. */
export function untoldFiles(before: Inputs | undefined, now: Inputs | undefined): string[] {
  const [was, is] = [filesIn(before), filesIn(now)];
  const told = [...new Set([...was.keys(), ...is.keys()])].flatMap((set) => {
    const [old, file] = [was.get(set), is.get(set)];
    const [oldStamp, stamp] = [stampOf(old), stampOf(file)];
    if (file === undefined)
      return [`${set}: ${count(oldStamp?.users ?? 0, "user")} of a file, which is no longer declared; ${HOW}`];
    if (old === undefined) return [`${set}: ${count(stamp?.users ?? 0, "user")} of a file; ${HOW}`];
    return oldStamp?.digest === stamp?.digest ? [] : [`${set}: users of a file that changed; ${HOW}`];
  });
  const drift =
    before?.drift !== undefined && now?.drift === undefined
      ? driftIn(before).map(([name, what]) => `${name} (${what})`)
      : [];
  return drift.length === 0 ? told : [...told, `otherwise in the store, and to be as declared: ${drift.join(", ")}`];
}

/** The number of users of files that stay as they are, as far as a document tells. */
export function restingIn(before: Inputs | undefined, now: Inputs | undefined): number {
  if (untoldFiles(before, now).length > 0) return 0;
  const all = [...filesIn(now).values()].reduce<number>((sum, file) => sum + (stampOf(file)?.users ?? 0), 0);
  return all - driftOfFiles(now).filter(({ kind }) => kind !== "undeclared").length;
}

/** The findings of a refresh about users of files. */
export function driftOfFiles(now: Inputs | undefined): UserChange[] {
  return driftIn(now).flatMap(([name, what]): UserChange[] => {
    const [set = "", ...key] = name.split("/");
    // Of a set as a whole a refresh has found nothing: it remembers that the last run was not done with it.
    if (key.length === 0) return [];
    const base = {
      ref: { set, key: key.join("/") },
      identity: undefined,
      changes: [],
      secrets: [],
      about: [],
      notes: [],
    };
    if (what === "gone") return [{ ...base, kind: "gone" }];
    const fields = what.split(", ").filter(isUserField);
    if (fields.length === 0) return [{ ...base, kind: "undeclared" }];
    return [{ ...base, kind: "edited", changes: fields.map((field) => ({ field, from: UNTOLD, to: UNTOLD })) }];
  });
}

function driftIn(inputs: Inputs | undefined): [name: string, what: string][] {
  const drift = inputs?.drift;
  return isObject(drift) ? Object.entries(drift).map(([name, what]) => [name, String(what)]) : [];
}

/** The stamp that the provider has put beside the path of a file. */
function stampOf(file: unknown): { readonly users: number; readonly digest: unknown } | undefined {
  return isObject(file) && typeof file.users === "number" ? { users: file.users, digest: file.digest } : undefined;
}

function filesIn(inputs: Inputs | undefined): Map<string, unknown> {
  const files = inputs?.userFiles;
  return new Map(isObject(files) ? Object.entries(files) : []);
}
