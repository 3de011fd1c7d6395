import { isPageRefused, isSearchRefused } from "../../ciam/errors/catalogue/meanings";
import type { Calls } from "../../provider/reconcile/run";
import { everyUser } from "../../provider/reconcile/observe/observe";
import { ownOrigin, type OwnerMark } from "../../provider/users/model/mark";
import type { LiveUser } from "../../provider/users/model/live";
import { fromCiamUser } from "../../provider/users/ciam";

/** The users to read. */
export interface Source {
  readonly calls: Calls;
  readonly userStoreId: string;
  /** Only those with this mark. */
  readonly mark: OwnerMark | undefined;
}

interface Page {
  readonly users: readonly LiveUser[];
  /** True if none comes after them. */
  readonly isLast: boolean;
}

/** Smaller than every id. */
export const BEFORE_ALL = "0";

const PAGE_SIZES = [500, 200, 100, 50, 20, 10] as const;

/**
 * The users whose ids come after this one, in the order of their ids and as many as the service gives at once: a place
 * from which to go on, whatever happens to other users meanwhile. Nothing when the service does not look for users in
 * this way, or orders ids in another way than the alphabet does.
 */
export async function usersAfter(source: Source, id: string): Promise<readonly LiveUser[] | undefined> {
  const { mark } = source;
  const values = mark ? Object.values(mark.values) : [undefined];
  const pages: Page[] = [];
  for (const value of values) {
    const page = await pageAfter(source, id, value);
    if (!page) return undefined;
    pages.push(page);
  }
  // Behind the end of a page that has a successor, that list may have others.
  const ends = pages.flatMap(({ users, isLast }) => (isLast ? [] : (users.at(-1)?.id ?? BEFORE_ALL)));
  return pages
    .flatMap(({ users }) => users)
    .filter((user) => ends.every((end) => user.id <= end))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** @param value the form of the mark that the users have; all users without it */
async function pageAfter(source: Source, id: string, value: string | undefined): Promise<Page | undefined> {
  const { calls, userStoreId, mark } = source;
  const after = { PropertyKey: "id", PropertyValue: id, Logic: true, OperateLogic: ">" };
  const marked = mark && { PropertyKey: mark.attribute, PropertyValue: value, Logic: true, OperateLogic: "=" };
  for (const PageSize of PAGE_SIZES) {
    try {
      const { Content, Total } = await calls.call("DescribeUser", {
        UserStoreId: userStoreId,
        Pageable: { PageNumber: 1, PageSize },
        Filters: marked ? [after, marked] : [after],
        Sort: { PropertyKey: "id", Order: "ASC" },
        Original: true,
      });
      const users = (Content ?? []).map(fromCiamUser);
      const isLast = users.length >= (Total ?? 0);
      const isInOrder = users.every((user, index) => user.id > (users[index - 1]?.id ?? id));
      return isInOrder && (users.length > 0 || isLast) ? { users, isLast } : undefined;
    } catch (error) {
      if (isSearchRefused(error)) return undefined;
      if (!isPageRefused(error) || PageSize === PAGE_SIZES.at(-1)) throw error;
    }
  }
  return undefined;
}

/** The whole of it at once, for a service that does not go by ids. */
export async function allUsers(source: Source): Promise<LiveUser[]> {
  const { mark } = source;
  const users = await everyUser(source);
  return mark ? users.filter((user) => ownOrigin(user, mark) !== undefined) : users;
}
