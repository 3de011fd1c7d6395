import { z } from "zod";
import { absent, type CredentialSource, type Search } from "./types";

const ROLES = "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/";

/**
 * Outside the cloud the name often resolves to a host that never answers; whoever waits here has no other credentials.
 */
const PATIENCE_MS = 1_000;

/** The body of a GET; undefined without a good answer in time. */
export type GetText = (url: string, timeoutMs: number) => Promise<string | undefined>;

export const getText: GetText = async (url, timeoutMs) => {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: "error" });
    return reply.ok ? await reply.text() : undefined;
  } catch {
    return undefined;
  }
};

const issued = z.object({
  Code: z.literal("Success"),
  TmpSecretId: z.string().min(1),
  TmpSecretKey: z.string().min(1),
  Token: z.string().min(1),
  ExpiredTime: z.number(),
});

/** The role bound to the virtual machine this runs on. */
export class CvmRoleSource implements CredentialSource {
  constructor(
    private readonly get: GetText,
    private readonly roleName?: string,
  ) {}

  async find(): Promise<Search> {
    const role = this.roleName ?? (await this.get(ROLES, PATIENCE_MS))?.split("\n", 1)[0]?.trim() ?? "";
    if (role === "") return absent("a role of this virtual machine (no metadata service answered)");
    const text = await this.get(ROLES + encodeURIComponent(role), PATIENCE_MS);
    if (text === undefined) {
      return absent(`the role ${role} of this virtual machine (the metadata service did not answer)`);
    }
    const reply = issued.safeParse(jsonOf(text));
    if (!reply.success) {
      return absent(`the role ${role} of this virtual machine (the metadata service issued no credentials)`);
    }
    const { TmpSecretId, TmpSecretKey, Token, ExpiredTime } = reply.data;
    return {
      kind: "found",
      credentials: { secretId: TmpSecretId, secretKey: TmpSecretKey, token: Token },
      source: `the role ${role} of this virtual machine`,
      expires: ExpiredTime * 1000,
    };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
