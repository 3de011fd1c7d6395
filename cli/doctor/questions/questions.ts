import { randomBytes } from "node:crypto";
import type { CiamError } from "../../../ciam/errors";
import {
  isActionUnknown,
  isPageRefused,
  isRegionRefused,
  isSearchRefused,
  isTimeRefused,
  isUserGone,
} from "../../../ciam/errors/catalogue/meanings";
import { greatestTaken, type Bounds } from "../service/bounds";
import type { Bench, Tried } from "../service/bench";

/** The answer to a call that only asks: it was taken, or refused. */
export type Taken = "taken" | { readonly refusal: CiamError };

/** The answers of a store to questions that change nothing and are about nobody. */
export interface Answers {
  readonly pages: Pages;
  readonly unknownJob: Taken;
  readonly unknownUser: "null" | "no such user" | { readonly other: string };
  readonly unknownFilter: Taken;
  readonly noFilter: "taken" | "not searched" | { readonly refusal: CiamError };
  readonly emptyList: "empty" | "null" | "absent" | "not empty";
  readonly stores: Offered;
  readonly groups: Offered;
  readonly otherRegion: "taken" | "not served" | { readonly refusal: CiamError };
  readonly nullParameter: Taken;
  readonly unknownParameter: Taken;
  /** By how many seconds a request may be late. */
  readonly clock: Bounds | undefined;
}

type Offered = "offered" | "unknown" | { readonly refusal: CiamError };

/** The largest page. */
type Pages =
  | { readonly kind: "shortened"; readonly to: number }
  /** The next larger page was refused. */
  | { readonly kind: "refused"; readonly largest: number }
  | { readonly kind: "any"; readonly asked: number };

/** A name of nobody, long enough not to be a part of anybody's. */
const nobody = (): string => `ciamdoctor${randomBytes(12).toString("hex")}`;

/** A well-formed region that no cloud has. */
const NOWHERE = "xx-nowhere-1";

/** Asks them all. */
export async function ask(bench: Bench): Promise<Answers> {
  bench.progress("questions about nobody");
  const UserStoreId = bench.storeId;
  const few = { PageNumber: 1, PageSize: 1 };
  const unknownUser = await bench.tried("DescribeUserById", {
    UserStoreId,
    UserId: randomBytes(16).toString("hex"),
    Original: false,
  });
  const noFilter = await bench.tried("DescribeUser", { UserStoreId, Pageable: few, Original: false });
  const nobodys = { UserStoreId, Pageable: few, Filters: [ofNobody()], Original: false };
  const empty = await bench.call("DescribeUser", nobodys);
  const otherRegion = await bench.odd("DescribeUser", nobodys, { region: NOWHERE });
  return {
    pages: await pagesOf(bench),
    unknownJob: taken(await bench.tried("ListJobs", { UserStoreId, JobIds: [randomBytes(16).toString("hex")] })),
    unknownUser: unknownUserOf(unknownUser),
    unknownFilter: taken(
      await bench.tried("ListUser", {
        UserStoreId,
        Pageable: few,
        Filters: [
          { Key: "condition", Values: [nobody()], Logic: true },
          { Key: "ciamDoctor", Values: ["nobody"], Logic: true },
        ],
      }),
    ),
    noFilter:
      "reply" in noFilter
        ? "taken"
        : isSearchRefused(noFilter.refusal)
          ? "not searched"
          : { refusal: noFilter.refusal },
    emptyList: emptyListOf(empty.Content),
    stores: offered(await bench.tried("ListUserStore", {})),
    groups: offered(await bench.tried("ListUserGroups", { UserStoreId, Pageable: few })),
    otherRegion:
      otherRegion === undefined ? "taken" : isRegionRefused(otherRegion) ? "not served" : { refusal: otherRegion },
    nullParameter: takenUnless(await bench.odd("DescribeUser", { ...nobodys, Sort: null })),
    unknownParameter: takenUnless(await bench.odd("DescribeUser", { ...nobodys, CiamDoctor: "nobody" })),
    clock: await clockBounds(bench, nobodys),
  };
}

function ofNobody() {
  return { PropertyKey: "userName", PropertyValue: nobody(), Logic: true, OperateLogic: "=" };
}

function taken(tried: Tried<unknown>): Taken {
  return "reply" in tried ? "taken" : tried;
}

function takenUnless(refusal: CiamError | undefined): Taken {
  return refusal === undefined ? "taken" : { refusal };
}

function offered(tried: Tried<unknown>): Offered {
  if ("reply" in tried) return "offered";
  return isActionUnknown(tried.refusal) ? "unknown" : tried;
}

function unknownUserOf(tried: Tried<{ readonly User?: unknown }>): Answers["unknownUser"] {
  if ("refusal" in tried) return isUserGone(tried.refusal) ? "no such user" : { other: tried.refusal.message };
  return tried.reply.User === null ? "null" : { other: tried.reply.User ? "a user" : "no User at all" };
}

function emptyListOf(content: readonly unknown[] | null | undefined): Answers["emptyList"] {
  if (content === undefined) return "absent";
  if (content === null) return "null";
  return content.length === 0 ? "empty" : "not empty";
}

/** Larger pages the doctor does not ask for. */
const LARGEST_PAGE = 1_048_576;

/** Asks for pages about nobody until the largest that is answered is known. */
async function pagesOf(bench: Bench): Promise<Pages> {
  const ask = async (PageSize: number) => {
    const tried = await bench.tried("DescribeUser", {
      UserStoreId: bench.storeId,
      Pageable: { PageNumber: 1, PageSize },
      Filters: [ofNobody()],
      Original: false,
    });
    if ("reply" in tried) return tried.reply.Pageable?.PageSize ?? PageSize;
    if (isPageRefused(tried.refusal)) return "refused";
    throw tried.refusal;
  };
  const first = await ask(LARGEST_PAGE);
  if (first !== "refused")
    return first < LARGEST_PAGE ? { kind: "shortened", to: first } : { kind: "any", asked: LARGEST_PAGE };
  const bounds = await greatestTaken({ least: 1, most: LARGEST_PAGE }, async (size) =>
    (await ask(size)) === "refused" ? "refused" : "taken",
  );
  return { kind: "refused", largest: bounds?.taken ?? 0 };
}

/** Later than this no request is sent. */
const MOST_S = 3_600;

function clockBounds(bench: Bench, request: object): Promise<Bounds | undefined> {
  return greatestTaken({ least: 0, most: MOST_S }, async (seconds) => {
    const refusal = await bench.odd("DescribeUser", request, { offMs: ahead(bench) - seconds * 1000 });
    if (refusal === undefined) return "taken";
    return isTimeRefused(refusal) ? "refused" : undefined;
  });
}

/** The time by which the service's clock is ahead of ours. */
function ahead(bench: Bench): number {
  return bench.serviceNow() - bench.clock.now();
}
