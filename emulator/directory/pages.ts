import type { CiamUser, Pageable } from "../../ciam/actions";
import { ApiError } from "../service/apiError";
import { masked } from "./mask";
import type { Services } from "../service/services";
import type { Condition } from "./userFilters";
import { userOf } from "./users";

export interface Slice {
  readonly limit: number;
  readonly offset: number;
  /** The page as the answer repeats it. */
  readonly pageable: Pageable;
}

/** The page for a request; a size over the maximum is refused or cut. */
export function sliceOf({ config }: Services, { PageNumber, PageSize }: Pageable): Slice {
  const { maxPageSize, pageSizePolicy } = config();
  if (PageNumber < 1 || PageSize < 1)
    throw new ApiError("InvalidParameterValue", "PageNumber and PageSize count from 1");
  if (PageSize > maxPageSize && pageSizePolicy === "refused") {
    throw new ApiError("InvalidParameterValue", `PageSize is at most ${String(maxPageSize)}`);
  }
  const limit = Math.min(PageSize, maxPageSize);
  return { limit, offset: (PageNumber - 1) * limit, pageable: { PageSize: limit, PageNumber } };
}

export interface PageOfUsers {
  readonly Total: number;
  readonly Pageable: Pageable;
  readonly Content: CiamUser[];
}

export interface Wish {
  readonly page: Pageable;
  readonly original: boolean | undefined;
  /** In SQL. Default: by the switch for it. */
  readonly order?: string | undefined;
}

/** A page of the users that meet a condition, and the number of all of them. */
export function pageOfUsers(services: Services, condition: Condition, { page, original, order }: Wish): PageOfUsers {
  const { db, config, clock } = services;
  const { limit, offset, pageable } = sliceOf(services, page);
  const { readLagMs } = config();
  const lags = readLagMs > 0;
  const where = lags ? `${condition.where} AND created <= ?` : condition.where;
  const values = lags ? [...condition.values, clock.now() - readLagMs] : condition.values;
  // SQLite compiles a statement again for each value of a bare `LIMIT ?`, which takes longer than a small page.
  const wanted = `FROM users WHERE ${where} ORDER BY ${order ?? usualOrder(services)} LIMIT ? + 0`;
  const rows =
    offset === 0
      ? db.all(`SELECT doc ${wanted}`, ...values, limit)
      : // The inner query skips within an index; only the users of the page are read.
        db.all(
          `SELECT doc FROM (SELECT seq AS wanted ${wanted} OFFSET ?) CROSS JOIN users ON users.seq = wanted`,
          ...values,
          limit,
          offset,
        );
  return {
    // A first page that is not full has all there are.
    Total:
      offset === 0 && rows.length < limit
        ? rows.length
        : db.countOnce(`SELECT count(*) AS n FROM users WHERE ${where}`, ...values),
    Pageable: pageable,
    Content: rows.map((row) => shown(services, userOf(row), original)),
  };
}

/** A user as the caller may see it. */
export function shown(services: Services, user: CiamUser, original: boolean | undefined): CiamUser {
  const { masking, maskedFields, userGroupNames } = services.config();
  const named = userGroupNames ? { ...user, UserGroupNames: groupNames(services, user.UserGroups ?? []) } : user;
  return original === true || !masking ? named : masked(named, maskedFields);
}

function groupNames({ db }: Services, groups: readonly string[]): string[] {
  return groups.map((id) => String(db.get("SELECT name FROM groups WHERE id = ?", id)?.name));
}

function usualOrder({ config, random }: Services): string {
  switch (config().listOrder) {
    case "created":
      return "seq";
    case "reverse":
      return "seq DESC";
    case "unstable":
      return random.chance() < 0.5 ? "id" : "id DESC";
  }
}
