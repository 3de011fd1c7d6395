import { CiamError } from "../../provider/ciam/errors";
import type { Calls } from "../../provider/reconcile/context";
import { everyUser } from "../../provider/reconcile/observe";
import type { OwnerMark } from "../../provider/users/mark";
import { fromCiamUser, type LiveUser } from "../../provider/users/live";

/** Whose users are read. */
export interface Source {
  readonly calls: Calls;
  readonly userStoreId: string;
  /** Only those with this mark. */
  readonly mark: OwnerMark | undefined;
}

export interface UserPage {
  /** In the order of their ids. */
  readonly users: readonly LiveUser[];
  /** How many there are from here on, as the service says. */
  readonly total: number;
}

/** Smaller than every id. */
export const BEFORE_ALL = "0";

const PAGE_SIZES = [500, 200, 100, 50, 20, 10] as const;

/**
 * The users whose ids come after this one, as many as the service gives at once: a place from which to go on, whatever
 * happens to other users meanwhile. Nothing when the service does not look for users in this way.
 */
export async function usersAfter({ calls, userStoreId, mark }: Source, id: string): Promise<UserPage | undefined> {
  const after = { PropertyKey: "id", PropertyValue: id, Logic: true, OperateLogic: ">" };
  const marked = mark && { PropertyKey: mark.attribute, PropertyValue: mark.value, Logic: true, OperateLogic: "=" };
  for (const PageSize of PAGE_SIZES) {
    try {
      const { Content, Total } = await calls.call("DescribeUser", {
        UserStoreId: userStoreId,
        Pageable: { PageNumber: 1, PageSize },
        Filters: marked ? [after, marked] : [after],
        Sort: { PropertyKey: "id", Order: "ASC" },
        Original: true,
      });
      return { users: (Content ?? []).map(fromCiamUser), total: Total ?? 0 };
    } catch (error) {
      if (!(error instanceof CiamError)) throw error;
      if (/MustInWhitelist$/.test(error.code)) return undefined;
      if (!error.code.startsWith("InvalidParameter") || PageSize === PAGE_SIZES.at(-1)) throw error;
    }
  }
  return undefined;
}

/** The whole of it at once, for a service that does not go by ids. */
export async function allUsers(source: Source): Promise<LiveUser[]> {
  const { mark } = source;
  const users = await everyUser(source);
  return mark ? users.filter(({ fields }) => fields[mark.attribute] === mark.value) : users;
}
