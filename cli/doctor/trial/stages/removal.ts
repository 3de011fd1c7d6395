import { randomBytes } from "node:crypto";
import { isDeleted, type CiamUser } from "../../../../ciam/actions";
import type { CiamError } from "../../../../ciam/errors";
import { isTooManyAtOnce, isUserGone } from "../../../../ciam/errors/catalogue/meanings";
import { greatestTaken, type Bounds } from "../../service/bounds";
import type { Arrival } from "./arrival";
import type { Trial } from "../trial";

/** The remains of a deleted guest, and the answers to deletions of others. */
export interface Removal {
  /** `gone`, or the guest as the service still answers it; undefined if it was not deleted. */
  readonly deleted: "gone" | { readonly answered: CiamUser } | undefined;
  /** True if a user with the deleted guest's identities came; `hasControl` is about the one imported with it. */
  readonly again: boolean;
  readonly hasControl: boolean;
  /** The answer to the deletion of nobody. */
  readonly nobody: "done" | CiamError;
  readonly users: Bounds | undefined;
  readonly groups: Bounds | undefined;
}

/** The doctor names no more ids than these in one call. */
const IDS = { least: 1, most: 1_100 };

const GONE_WITHIN_MS = 10_000;
const LOOK_MS = 500;

/** Deletes a guest and imports it again, and deletes made-up ids. */
export async function remove(trial: Trial, { guests }: Arrival, hasGroups: boolean): Promise<Removal> {
  const guest = guests.find(({ role, kept }) => role === "h" && kept)?.kept;
  const nobody = await trial.bench.tried("DeleteUsers", { UserStoreId: trial.storeId, UserIds: madeUpIds(1) });
  const users = await greatestTaken(IDS, async (count) => {
    const tried = await trial.bench.tried("DeleteUsers", { UserStoreId: trial.storeId, UserIds: madeUpIds(count) });
    return "reply" in tried ? "taken" : answerTo(tried.refusal);
  });
  const groups = hasGroups
    ? await greatestTaken(IDS, async (count) => {
        const UserGroupIds = madeUpIds(count);
        const tried = await trial.bench.tried("DeleteUserGroups", { UserStoreId: trial.storeId, UserGroupIds });
        return "reply" in tried ? "taken" : answerTo(tried.refusal);
      })
    : undefined;
  const told = { nobody: "reply" in nobody ? ("done" as const) : nobody.refusal, users, groups };
  if (!guest) return { ...told, deleted: undefined, again: false, hasControl: false };
  const deletion = await trial.bench.tried("DeleteUsers", { UserStoreId: trial.storeId, UserIds: [guest.UserId] });
  if ("refusal" in deletion) return { ...told, deleted: undefined, again: false, hasControl: false };
  const deleted = await afterDeletion(trial, guest.UserId);
  const names = await namesAfterImport(trial);
  return {
    ...told,
    deleted,
    again: names.has(trial.run.nameOf("h")),
    hasControl: names.has(trial.run.nameOf("n")),
  };
}

/** A reader may lag behind; a user that a service remembers says so by its status. */
async function afterDeletion(trial: Trial, id: string): Promise<Removal["deleted"]> {
  const { clock } = trial.bench;
  const began = clock.monotonic();
  for (;;) {
    const user = await trial.readGuest(id);
    if (!user) return "gone";
    if (isDeleted(user) || clock.monotonic() - began > GONE_WITHIN_MS) return { answered: user };
    await trial.bench.sleep(LOOK_MS);
  }
}

/** The one to wait for is sent last. */
async function namesAfterImport(trial: Trial): Promise<ReadonlySet<string>> {
  const users = [trial.guest("h"), trial.guest("n")];
  const size = Math.min(users.length, trial.largestImport);
  for (let at = 0; at < users.length; at += size) {
    const batch = users.slice(at, at + size);
    const result = await trial.submitted(batch);
    if ("job" in result) await trial.watch(result.job, batch.at(-1)?.UserName ?? "");
  }
  return (await trial.sighting()).names;
}

/** A service may find made-up ids before it finds too many of them, and the other way round. */
function answerTo(refusal: CiamError): "taken" | "refused" | undefined {
  if (isUserGone(refusal)) return "taken";
  return isTooManyAtOnce(refusal) ? "refused" : undefined;
}

/** Ids that nobody has: they share a beginning that is drawn anew for each call. */
function madeUpIds(count: number): string[] {
  const beginning = randomBytes(12).toString("hex");
  return Array.from({ length: count }, (_, n) => `${beginning}${n.toString(16).padStart(8, "0")}`);
}
