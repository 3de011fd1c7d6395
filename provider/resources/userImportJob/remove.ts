import { Ledger } from "../../reconcile/ledger";
import { observeOurs } from "../../reconcile/observe";
import { removeUsers } from "../../reconcile/removals";
import type { ActionOf } from "../../users/actions";
import { ownershipOf } from "../../users/mark";
import { sameAccount } from "../account";
import type { Props, Services } from "../resource";
import { argsOf } from "./args";
import { runContext } from "./context";
import { decodeRecord, recordedUsers } from "./record";
import { storeLost } from "./storeLost";
import { isTakenOver } from "./takenOver";

/** Removes the users we made and lets the adopted ones go; what is gone already is fine. */
export async function remove(_id: string, props: Props, services: Services): Promise<void> {
  const record = decodeRecord(props);
  const args = argsOf(record.inputs);
  const calls = await services.client();
  const store = await sameAccount(
    { tenantId: record.account.tenantId, endpoint: record.endpoint },
    calls,
    args.userStoreId,
  );
  if (store === "gone") return;

  const context = runContext(args, calls, services, record.urn);
  const recorded = recordedUsers(record).filter(({ id }) => !isTakenOver(args.userStoreId, id));
  if (recorded.length === 0) return;
  const live = await storeLost(args.userStoreId, () => observeOurs(context, recorded));
  const removals: (ActionOf<"delete"> | ActionOf<"freeze"> | ActionOf<"release">)[] = [];
  for (const user of recorded) {
    const now = live.get(user.id);
    if (!now || ownershipOf(now, context.mark).kind !== "ours") continue;
    if (user.origin === "adopted") removals.push({ kind: "release", recorded: user, live: now });
    else if (args.removalPolicy !== "retain") removals.push({ kind: args.removalPolicy, recorded: user, live: now });
  }
  await removeUsers(context, new Ledger(recorded), removals);
}
