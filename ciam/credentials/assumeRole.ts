import { z } from "zod";
import { systemClock, type Clock } from "../clock";
import { readEnvelope } from "../transport/envelope";
import { malformed } from "../errors/ownErrors";
import { sign } from "../transport/tc3";
import { defaultTransport, type Transport } from "../transport";
import { UsageError } from "../errors/usageError";
import type { Credentials, Environment } from "./types";

const HOST = "sts.tencentcloudapi.com";
const VERSION = "2018-08-13";
const CONTENT_TYPE = "application/json; charset=utf-8";
const DEADLINE_MS = 10_000;

/** A role to assume with the credentials found. */
export interface AssumedRole {
  readonly arn: string;
  /** Shown in the audit log. Default: `pulumi-ciam`. */
  readonly sessionName?: string | undefined;
  /** Seconds, at most 43200. Default: 7200. */
  readonly durationSeconds?: number | undefined;
  readonly externalId?: string | undefined;
}

export interface AssumeRoleOptions {
  readonly clock?: Clock;
  readonly transport?: Transport;
  /** STS requires a region; any will do. Default: ap-guangzhou, as in the vendor's SDKs. */
  readonly region?: string;
}

const issued = z.object({
  Credentials: z.object({
    TmpSecretId: z.string().min(1),
    TmpSecretKey: z.string().min(1),
    Token: z.string().min(1),
  }),
  ExpiredTime: z.number(),
});

/** Exchanges credentials for those of the role. */
export async function assumeRole(
  role: AssumedRole,
  base: Credentials,
  { clock = systemClock, transport = defaultTransport, region = "ap-guangzhou" }: AssumeRoleOptions = {},
): Promise<{ credentials: Credentials; expires: number }> {
  const action = "AssumeRole";
  const body = Buffer.from(
    JSON.stringify({
      RoleArn: role.arn,
      RoleSessionName: role.sessionName ?? "pulumi-ciam",
      DurationSeconds: role.durationSeconds ?? 7200,
      ExternalId: role.externalId,
    }),
  );
  const timestamp = Math.floor(clock.now() / 1000);
  const { secretId, secretKey, token } = base;
  const { authorization } = sign({
    host: HOST,
    contentType: CONTENT_TYPE,
    service: "sts",
    timestamp,
    body,
    secretId,
    secretKey,
  });
  const reply = await transport({
    action,
    url: `https://${HOST}`,
    headers: {
      Authorization: authorization,
      "Content-Type": CONTENT_TYPE,
      Host: HOST,
      "X-TC-Action": action,
      "X-TC-Version": VERSION,
      "X-TC-Timestamp": String(timestamp),
      "X-TC-Region": region,
      ...(token === undefined ? {} : { "X-TC-Token": token }),
    },
    body,
    deadlineMs: DEADLINE_MS,
  });
  const result = issued.safeParse(readEnvelope(action, reply.json, [secretId, secretKey, token, role.externalId]));
  if (!result.success) throw malformed(action, "it has no credentials");
  const { Credentials: temporary, ExpiredTime } = result.data;
  return {
    credentials: { secretId: temporary.TmpSecretId, secretKey: temporary.TmpSecretKey, token: temporary.Token },
    expires: ExpiredTime * 1000,
  };
}

/** Terraform's variables, and the two of the command line tool. */
export function roleFromEnvironment(env: Environment): AssumedRole | undefined {
  const arn = env["TENCENTCLOUD_ASSUME_ROLE_ARN"] ?? env["TENCENTCLOUD_ROLE_ARN"] ?? "";
  if (arn === "") return undefined;
  const duration = env["TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION"] ?? "";
  if (!/^\d*$/.test(duration)) {
    throw new UsageError("TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION must be a number of seconds");
  }
  return {
    arn,
    sessionName: env["TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME"] ?? env["TENCENTCLOUD_ROLE_SESSION_NAME"],
    durationSeconds: duration === "" ? undefined : Number(duration),
    externalId: env["TENCENTCLOUD_ASSUME_ROLE_EXTERNAL_ID"],
  };
}
