import { z } from "zod";
import type { Handler } from "../service/services";
import { listUserGroups } from "./listUserGroups";

/** The one version beside the present one; the international SDKs ship it, with this action alone. */
export const GROUPS_VERSION = "2021-04-20";

const request = z.strictObject({
  UserStoreId: z.string(),
  Page: z.int(),
  Size: z.int(),
  Condition: z.string().optional(),
});

type Group = Readonly<Record<string, unknown>>;

/** Lists groups as version 2021-04-20 does: flat parameters, and groups without their dates. */
const handler: Handler<z.output<typeof request>> = (services, { UserStoreId, Page, Size, Condition }) => {
  const { groupPagesFrom } = services.config();
  const PageNumber = groupPagesFrom === 0 ? Page + 1 : Page === 0 ? 1 : Page;
  const answered = listUserGroups(services, {
    UserStoreId,
    Pageable: { PageNumber, PageSize: Size },
    ...(Condition && { Filters: [{ Key: "condition", Values: [Condition] }] }),
  }) as { readonly Content: readonly Group[] };
  return {
    ...answered,
    Content: answered.Content.map(({ UserGroupId, DisplayName, Description, ...group }) => ({
      UserGroupId,
      DisplayName,
      Description,
      UserStoreId: group["UserStoreId"],
      TenantId: group["TenantId"],
    })),
    Pageable: { PageSize: Size, PageNumber: Page },
  };
};

export const listUserGroupsOf2021 = {
  name: "ListUserGroups",
  kind: "read",
  endpoints: "international",
  request,
  handler,
} as const;
