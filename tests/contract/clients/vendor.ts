import { Client } from "tencentcloud-sdk-nodejs/tencentcloud/services/ciam/v20220331/ciam_client";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../../emulator";

/** An answer with all members: the vendor's types leave open which are there. */
export type Told<T> = T extends readonly (infer Item)[]
  ? Told<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]-?: Told<T[Name]> }
    : T;

type Method<Original> = Original extends (request: infer Request, ...more: never[]) => Promise<infer Answer>
  ? (request: Request) => Promise<Told<Answer>>
  : never;

/** The vendor's own client: the referee of the emulator's answers. */
export type Vendor = { readonly [Name in Exclude<keyof Client, "request">]: Method<Client[Name]> } & Pick<
  Client,
  "request"
>;

export interface VendorOptions {
  readonly secretId?: string;
  readonly secretKey?: string;
  readonly region?: string;
}

/** The address and credentials of an emulator, in this process or another. */
export type Reachable = Pick<Emulator, "endpoint" | "secretId" | "secretKey">;

export function vendorFor(emulator: Reachable, options: VendorOptions = {}): Vendor {
  const { secretId = emulator.secretId, secretKey = emulator.secretKey, region = "ap-guangzhou" } = options;
  const client = new Client({
    credential: { secretId, secretKey },
    region,
    profile: { httpProfile: { endpoint: new URL(emulator.endpoint).host, protocol: "http://" } },
  });
  // The tests themselves check the members; the compiler need not ask first.
  return client as unknown as Vendor;
}

/** The code the vendor's client reports. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
    throw error;
  }
  return "OK";
}

export interface Bench {
  readonly emulator: Emulator;
  readonly vendor: Vendor;
  /** A store to work in. */
  readonly UserStoreId: string;
  /** Lets the service's time pass. */
  advance(ms: number): Promise<void>;
  /** Changes switches of the emulator. */
  configure(settings: EmulatorOptions["config"]): Promise<void>;
  /** Imports users by a job and waits for its end. */
  imported(users: ImportedUser[]): Promise<ImportJob>;
}

export type ImportedUser = Parameters<Vendor["CreateApiImportUserJob"]>[0]["DataFlowUserCreateList"][number];
type ImportJob = Awaited<ReturnType<Vendor["ListJobs"]>>["JobSet"][number];

/** Jobs take an hour without a wait: tests set the clock. */
export const HOUR = 3_600_000;

export async function bench(config: EmulatorOptions["config"] = {}): Promise<Bench> {
  const emulator = await startEmulator({
    seed: 1,
    config: {
      ratePerSecond: 0,
      jobPendingMs: HOUR,
      jobProcessingMs: HOUR,
      jobProcessingMsPerThousandUsers: 0,
      ...config,
    },
  });
  const vendor = vendorFor(emulator);
  const { UserStoreId } = await vendor.CreateUserStore({ UserPoolName: "contract" });
  const advance = (ms: number) => admin(emulator, "POST", "/clock", { advanceMs: ms });
  return {
    emulator,
    vendor,
    UserStoreId,
    advance,
    configure: (settings) => admin(emulator, "PATCH", "/config", settings),
    async imported(users) {
      const { Job } = await vendor.CreateApiImportUserJob({ UserStoreId, DataFlowUserCreateList: users });
      await advance(2 * HOUR);
      const { JobSet } = await vendor.ListJobs({ UserStoreId, JobIds: [Job.Id] });
      const [ended] = JobSet;
      if (!ended) throw new Error("the job is not listed");
      return ended;
    },
  };
}

export async function admin(
  emulator: Pick<Emulator, "admin">,
  method: string,
  path: string,
  body?: unknown,
): Promise<void> {
  const reply = await fetch(`${emulator.admin}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(await reply.text());
}
