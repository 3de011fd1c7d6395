import type { EmulatorSettings } from "../../emulator";
import { Cloud } from "../e2e/support/service/cloud";
import { ciam, type Ran, type RunOptions } from "../unit/cli/inProcess";

/** A service, and the command pointed at it. */
export class Service {
  private constructor(
    readonly cloud: Cloud,
    readonly store: string,
  ) {}

  static async open(config: EmulatorSettings = {}): Promise<Service> {
    const cloud = await Cloud.open({ ratePerSecond: 0, ...config });
    return new Service(cloud, await cloud.store());
  }

  get env(): Record<string, string> {
    return {
      TENCENTCLOUD_CIAM_ENDPOINT: this.cloud.endpoint,
      TENCENTCLOUD_SECRET_ID: this.cloud.secretId,
      TENCENTCLOUD_SECRET_KEY: this.cloud.secretKey,
    };
  }

  ciam(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return ciam(args, { ...options, env: { ...this.env, ...options.env } });
  }

  /** Imports users as an earlier person would, and waits for the end. */
  async import(users: readonly object[]): Promise<void> {
    const { Job } = await this.cloud.call("CreateApiImportUserJob", {
      UserStoreId: this.store,
      DataFlowUserCreateList: [...users],
    });
    for (;;) {
      const { JobSet } = await this.cloud.call("ListJobs", { UserStoreId: this.store, JobIds: [Job.Id] });
      const status = JobSet?.[0]?.Status;
      if (status === "COMPLETED" || status === "FAILED") return;
    }
  }

  close(): Promise<void> {
    return this.cloud.close();
  }
}
