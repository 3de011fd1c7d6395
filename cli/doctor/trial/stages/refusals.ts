import { randomBytes } from "node:crypto";
import type { CiamUser, ImportUser } from "../../../../ciam/actions";
import { isSlotTaken } from "../../../../ciam/errors/catalogue/meanings";
import type { Arrival, Batch } from "./arrival";
import { TrialEnded, type Trial } from "../trial";

/** The observations of users that imports may refuse. */
export interface Refusals {
  readonly batches: readonly Batch[];
  /** True if a user came against whom nothing speaks. */
  readonly hasControl: boolean;
  /** The nickname after it was imported again with another one. */
  readonly again: { readonly before: string | null; readonly after: string | null } | undefined;
  /** The nickname of two users of one name, the first with `first`, the second with `second`. */
  readonly twin: string | null | undefined;
  /** True if a user of a group that does not exist came. */
  readonly hasStray: boolean;
  /** True if a second user came with another spelling of one identity; undefined if there is no first one. */
  readonly secondEmail: boolean | undefined;
  readonly secondPhone: boolean | undefined;
}

/** Imports users again, twice, and with a group that does not exist. */
export async function refuse(trial: Trial, { guests }: Arrival): Promise<Refusals> {
  const keptBefore = (role: string): CiamUser | undefined => guests.find((guest) => guest.role === role)?.kept;
  const [repeated, withEmail, withPhone] = [keptBefore("f"), keptBefore("a"), keptBefore("b")];
  const stray = trial.guest("x", { UserGroup: [randomBytes(16).toString("hex")] });
  const users: ImportUser[] = [
    trial.guest("k"),
    ...(repeated ? [trial.guest("f", { Nickname: "again" })] : []),
    trial.guest("t", { Nickname: "first" }),
    trial.guest("t", { Nickname: "second" }),
    ...(withEmail?.Email ? [trial.guest("s", { Email: `${trial.run.nameOf("a")}@example.com` })] : []),
    ...(withPhone?.PhoneNumber ? [trial.guest("p", { PhoneNumber: "+86-13800008000" })] : []),
  ];
  // The last one of all is waited for: when it is listed, so are those before it.
  const batches = await imported(trial, [...users.slice(0, 1), stray, ...users.slice(1), trial.guest("m")], stray);
  const live = await trial.guests();
  const named = (role: string): CiamUser | undefined =>
    live.find(({ UserName }) => UserName?.toLowerCase() === trial.run.nameOf(role));
  const byId = (user: CiamUser | undefined): CiamUser | undefined => live.find(({ UserId }) => UserId === user?.UserId);
  const second = (role: string, first: CiamUser | undefined, value: unknown): boolean | undefined => {
    if (typeof value !== "string") return undefined;
    const came = named(role);
    return came !== undefined && came.UserId !== first?.UserId;
  };
  const again = byId(repeated);
  return {
    batches,
    hasControl: named("k") !== undefined && named("m") !== undefined,
    again: repeated && again && { before: repeated.Nickname ?? null, after: again.Nickname ?? null },
    twin: named("t") && (named("t")?.Nickname ?? null),
    hasStray: named("x") !== undefined,
    secondEmail: second("s", withEmail, withEmail?.Email),
    secondPhone: second("p", withPhone, withPhone?.PhoneNumber),
  };
}

/** In as many imports as it takes. A service may refuse a whole import for a group that does not exist. */
async function imported(trial: Trial, users: readonly ImportUser[], stray: ImportUser): Promise<Batch[]> {
  const batches: Batch[] = [];
  for (let at = 0; at < users.length;) {
    const batch = users.slice(at, at + trial.largestImport);
    const result = await trial.submitted(batch);
    if ("refusal" in result) {
      if (!batch.includes(stray) || isSlotTaken(result.refusal))
        throw new TrialEnded(`a second import was refused: ${result.refusal.message}`);
      return [
        ...batches,
        ...(await imported(
          trial,
          users.slice(at).filter((user) => user !== stray),
          stray,
        )),
      ];
    }
    batches.push({ users: batch, ...(await trial.watch(result.job, batch.at(-1)?.UserName ?? "")) });
    at += batch.length;
  }
  return batches;
}
