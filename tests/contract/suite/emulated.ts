import { startEmulator, type EmulatorConfig } from "../../../emulator";
import { admin, HOUR } from "../clients/vendor";
import { vendorsClient, type Caller } from "./api";
import { Bench, type Place } from "./bench";
import type { Target } from "./target";

/** An emulator in this process. Its jobs take an hour without a wait: the clock is set forward. */
export const emulated: Target = {
  name: "an emulator",
  lacks: new Set(),
  async open() {
    let stoppedAt: number | undefined;
    const emulator = await startEmulator({
      seed: 1,
      clock: { now: () => stoppedAt ?? Date.now() },
      config: { ratePerSecond: 0, jobPendingMs: HOUR, jobProcessingMs: HOUR, jobProcessingMsPerThousandUsers: 0 },
    });
    const { endpoint, secretId, secretKey } = emulator;
    const caller: Caller = { endpoint, secretId, secretKey, region: "ap-guangzhou" };
    const config = (await (await fetch(`${emulator.admin}/config`)).json()) as EmulatorConfig;
    const send = vendorsClient.sendAs(caller);
    let configured = false;
    const place: Place = {
      caller,
      letJobsEnd: () => place.advance(HOUR),
      advance: (advanceMs) => admin(emulator, "POST", "/clock", { advanceMs }),
      stopClock: () => {
        stoppedAt = Date.now();
        return Promise.resolve();
      },
      configure: async (settings) => {
        configured = true;
        await admin(emulator, "PATCH", "/config", settings);
      },
    };
    let stores = 0;
    return {
      async bench(needs, driver) {
        const { UserStoreId } = (await send("CreateUserStore", { UserPoolName: `case ${String(++stores)}` })) as {
          UserStoreId: string;
        };
        return new Bench(UserStoreId, place, driver, needs);
      },
      async clear() {
        if (configured) await admin(emulator, "PATCH", "/config", config);
        configured = false;
        stoppedAt = undefined;
        const listed = (await send("ListUserStore", {})) as { UserStoreSet: { UserStoreId: string }[] };
        for (const { UserStoreId } of listed.UserStoreSet) await send("DeleteUserStore", { UserPoolId: UserStoreId });
      },
      close: () => emulator.close(),
    };
  },
};
