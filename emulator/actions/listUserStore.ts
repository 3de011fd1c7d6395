import type { RequestOf } from "../../ciam/actions";
import type { Handler } from "../service/services";

export const listUserStore: Handler<RequestOf<"ListUserStore">> = ({ db, tenantId, clock, config }) => ({
  UserStoreSet: db
    .all(
      "SELECT *, (SELECT count(*) FROM users WHERE store = stores.id) AS users FROM stores WHERE created <= ? ORDER BY created, id",
      clock.now() - config().storeLagMs,
    )
    .map((store) => ({
      TenantId: tenantId,
      UserStoreId: store.id,
      UserStoreName: store.name,
      UserStoreDesc: store.description,
      UserStoreLogo: store.logo,
      UserNum: store.users,
      AppNum: 0,
      LastStatus: false,
      DefaultStatus: false,
      CreateDate: store.created,
      LastStatusTime: null,
      UserStoreProtocolHost: null,
    })),
});
