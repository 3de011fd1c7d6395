import type { CiamUser, ImportUser } from "../../../../ciam/actions";
import { isTooManyAtOnce } from "../../../../ciam/errors/catalogue/meanings";
import { spellingsOfPhone } from "../../../../provider/users/model/identity/phone";
import type { JobStory } from "../jobLog";
import { type Sighting, type Trial, TrialEnded } from "../trial";
import type { Groups } from "./groups";

/** A guest as it was sent and as it is kept. */
export interface Guest {
  readonly role: string;
  readonly sent: ImportUser;
  /** Undefined where it never came. */
  readonly kept: CiamUser | undefined;
  /** As reads without `Original` show it. */
  readonly masked: CiamUser | undefined;
}

/** The observations of guests who came by an import. */
export interface Arrival {
  readonly guests: readonly Guest[];
  readonly batches: readonly Batch[];
  /** The sizes of imports that were taken, and of those that were refused. */
  readonly taken: readonly number[];
  readonly refused: readonly number[];
  /** The guests of the batches in the order in which the service lists them, each time it was asked. */
  readonly orders: readonly (readonly string[])[];
}

/** One import of guests, and how it went. */
export interface Batch {
  readonly users: readonly ImportUser[];
  readonly story: JobStory;
  readonly sightings: readonly Sighting[];
}

/** Numbers and documents that are nobody's. */
const PHONE = "13800008000";
const CARD = "123456789012345678";

/** Words that no list of genders has. */
export const ODD_GENDER = "doctors";

/** The number of times that one list is asked for, to see if it is ever in another order. */
const LISTS = 8;

/** The plain guest is in the first batch, and looked for when it is over. */
const PLAIN = "f";

/** Imports guests with all that a service may keep in another form. */
export async function arrive(trial: Trial, groups: Groups): Promise<Arrival> {
  const cast = castOf(trial, groups, await isFree(trial, PHONE));
  const taken: number[] = [];
  const refused: number[] = [];
  const batches: Batch[] = [];
  let spares = 0;
  const queue = [...cast];
  for (let size = queue.length; queue.length > 0 || isOpen(taken, refused);) {
    while (queue.length < size) queue.push(trial.guest(`z${String(++spares)}`));
    const users = queue.slice(0, size);
    const result = await trial.submitted(users);
    if ("refusal" in result) {
      if (size === 1 || !isTooManyAtOnce(result.refusal))
        throw new TrialEnded(`an import of ${String(size)} plain users was refused: ${result.refusal.message}`);
      refused.push(size);
    } else {
      taken.push(size);
      queue.splice(0, size);
      batches.push({ users, ...(await trial.watch(result.job, plainOf(users))) });
    }
    size = nextSize(taken, refused, queue.length);
  }
  if (refused.length > 0) trial.largestImport = Math.max(...taken);
  const sent = batches.flatMap(({ users }) => users);
  const guests = await keptOf(trial, sent);
  const orders: string[][] = [];
  for (let n = 0; n < LISTS; n++) orders.push(await listedNow(trial));
  return { guests, batches, taken, refused, orders };
}

/** Guests whom nothing about them speaks against come first, so that a refusal of the first import is about imports. */
function castOf(trial: Trial, groups: Groups, hasPhone: boolean): ImportUser[] {
  const plain = { Nickname: "doctor", Address: "somewhere 1" };
  return [
    trial.guest(PLAIN, plain),
    trial.guest("g", plain),
    trial.guest("h"),
    trial.guest("a", {
      ...plain,
      Email: `${trial.run.nameOf("A")}@example.com`,
      Birthdate: "2000-02-29",
      ...(groups.ids.length > 1 && { UserGroup: [...groups.ids].sort().reverse() }),
    }),
    ...(hasPhone ? [trial.guest("b", { PhoneNumber: PHONE })] : []),
    trial.guest("c", { ResidentIdentityCard: CARD, Name: "Doctor" }),
    trial.guest("d", { Gender: "male" }),
    trial.guest("e", { Gender: ODD_GENDER }),
  ];
}

/** True if nobody has the number, in any spelling: an import may change whoever has it. */
async function isFree(trial: Trial, phone: string): Promise<boolean> {
  for (const PropertyValue of spellingsOfPhone(`+86-${phone}`)) {
    const tried = await trial.bench.tried("ListUserByProperty", {
      UserStoreId: trial.storeId,
      PropertyCode: "phoneNumber",
      PropertyValue,
    });
    if ("refusal" in tried || (tried.reply.Users ?? []).length > 0) return false;
  }
  return true;
}

function plainOf(users: readonly ImportUser[]): string {
  return users[0]?.UserName ?? "";
}

function isOpen(taken: readonly number[], refused: readonly number[]): boolean {
  return refused.length > 0 && Math.min(...refused) - Math.max(0, ...taken) > 1;
}

/** Halves the way between what was taken and what was refused, until the next larger one is refused. */
function nextSize(taken: readonly number[], refused: readonly number[], left: number): number {
  if (refused.length === 0) return left;
  const most = Math.max(0, ...taken);
  const least = Math.min(...refused);
  return least - most > 1 ? Math.floor((most + least) / 2) : Math.min(most, left);
}

/** The guests with these names, as they are kept. */
async function keptOf(trial: Trial, sent: readonly ImportUser[]): Promise<Guest[]> {
  const live = new Map((await trial.guests()).map((user) => [user.UserName?.toLowerCase(), user]));
  const guests: Guest[] = [];
  for (const user of sent) {
    const { UserName = "" } = user;
    const kept = live.get(UserName.toLowerCase());
    const role = UserName.slice(trial.run.nameOf("").length);
    guests.push({ role, sent: user, kept, masked: kept && (await trial.readGuest(kept.UserId, false)) });
  }
  return guests;
}

/** In the order of the service, which nobody asks for. */
async function listedNow(trial: Trial): Promise<string[]> {
  const { Content } = await trial.bench.call("DescribeUser", {
    UserStoreId: trial.storeId,
    Pageable: { PageNumber: 1, PageSize: 10 },
    Filters: [trial.ofThisRun],
    Original: true,
  });
  return (Content ?? []).map(({ UserName }) => UserName ?? "");
}
