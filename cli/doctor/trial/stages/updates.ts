import { randomBytes } from "node:crypto";
import type { CiamUser, RequestOf } from "../../../../ciam/actions";
import type { CiamError } from "../../../../ciam/errors";
import { isUserFrozen } from "../../../../ciam/errors/catalogue/meanings";
import type { Arrival, Guest } from "./arrival";
import type { Groups } from "./groups";
import type { Trial } from "../trial";

/** One update: the user before and after it; undefined where it never showed. */
export interface Update {
  readonly before: CiamUser | undefined;
  readonly after: CiamUser | undefined;
  readonly refusal: CiamError | undefined;
  readonly reply: CiamUser | undefined;
}

/** The effects of updates on guests. */
export interface Updates {
  /** A new nickname and no address. */
  readonly omitting: Update | undefined;
  /** Afterwards, as reads without `Original` show it. */
  readonly masked: CiamUser | undefined;
  /** An empty nickname and a new address. */
  readonly emptying: Update | undefined;
  /** The groups after one and then the other was written; undefined without two groups. */
  readonly groups: { readonly written: readonly string[]; readonly after: readonly string[] | undefined } | undefined;
  /** The user after it was locked. */
  readonly locked: CiamUser | undefined;
  /** True if a frozen user was refused a password; undefined if it could not be frozen. */
  readonly frozenRefusesPassword: boolean | undefined;
}

const SHOWS_WITHIN_MS = 10_000;
const LOOK_MS = 250;

/** Writes to guests, one field at a time. Each update has a text by which its arrival shows. */
export async function update(trial: Trial, { guests }: Arrival, groups: Groups): Promise<Updates> {
  const there = (role: string): Guest | undefined => guests.find((guest) => guest.role === role && guest.kept);
  const subject = (there("a") ?? there("g"))?.kept?.UserId;
  const other = there("g")?.kept?.UserId;
  if (subject === undefined || other === undefined) {
    return {
      omitting: undefined,
      masked: undefined,
      emptying: undefined,
      groups: undefined,
      locked: undefined,
      frozenRefusesPassword: undefined,
    };
  }
  const omitting = await write(trial, subject, { Nickname: "two" }, ({ Nickname }) => Nickname === "two");
  const masked = await trial.readGuest(subject, false);
  const emptying = await write(
    trial,
    subject,
    { Nickname: "", Address: "somewhere 2" },
    ({ Address }) => Address === "somewhere 2",
  );
  return {
    omitting,
    masked,
    emptying,
    groups: await writeGroups(trial, other, groups),
    ...(await writeStatus(trial, other)),
  };
}

type Fields = Omit<RequestOf<"UpdateUser">, "UserStoreId" | "UserId">;

async function write(trial: Trial, id: string, fields: Fields, shows: (user: CiamUser) => boolean): Promise<Update> {
  const before = await trial.readGuest(id);
  const tried = await trial.bench.tried("UpdateUser", {
    UserStoreId: trial.storeId,
    UserId: id,
    ...fields,
    ...trial.run.marks,
  });
  if ("refusal" in tried) return { before, after: undefined, refusal: tried.refusal, reply: undefined };
  const after = await seen(trial, id, shows);
  return { before, after, refusal: undefined, reply: tried.reply.User ?? undefined };
}

/** The user once a change of it shows; undefined where it never does. */
async function seen(trial: Trial, id: string, shows: (user: CiamUser) => boolean): Promise<CiamUser | undefined> {
  const { clock } = trial.bench;
  const began = clock.monotonic();
  for (;;) {
    const user = await trial.readGuest(id);
    if (user && shows(user)) return user;
    if (clock.monotonic() - began > SHOWS_WITHIN_MS) return undefined;
    await trial.bench.sleep(LOOK_MS);
  }
}

async function writeGroups(trial: Trial, id: string, { ids }: Groups): Promise<Updates["groups"]> {
  const [one, two] = ids;
  if (one === undefined || two === undefined) return undefined;
  await write(trial, id, { UserGroup: [one], Nickname: "in one" }, ({ Nickname }) => Nickname === "in one");
  const { after } = await write(
    trial,
    id,
    { UserGroup: [two], Nickname: "in two" },
    ({ Nickname }) => Nickname === "in two",
  );
  return { written: [one, two], after: after && (after.UserGroups ?? []) };
}

async function writeStatus(trial: Trial, id: string): Promise<Pick<Updates, "locked" | "frozenRefusesPassword">> {
  const becomes = async (Status: string): Promise<CiamUser | undefined> => {
    const tried = await trial.bench.tried("UpdateUserStatus", { UserStoreId: trial.storeId, UserId: id, Status });
    return "reply" in tried ? seen(trial, id, (user) => user.Status === Status) : undefined;
  };
  const locked = await becomes("LOCK");
  const frozen = await becomes("FREEZE");
  if (!frozen) return { locked, frozenRefusesPassword: undefined };
  const Password = `Aa1-${randomBytes(12).toString("base64url")}`;
  const tried = await trial.bench.tried("SetPassword", { UserStoreId: trial.storeId, UserId: id, Password });
  if ("reply" in tried) return { locked, frozenRefusesPassword: false };
  return { locked, frozenRefusesPassword: isUserFrozen(tried.refusal) ? true : undefined };
}
