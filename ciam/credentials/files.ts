import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "../errors/usageError";
import { wholeSet } from "./given";
import { absent, type CredentialSource, type ReadText, type Search } from "./types";

/** The SDKs' file: INI, one section a profile. */
export class SdkFileSource implements CredentialSource {
  private readonly path: string;

  constructor(
    home: string,
    private readonly profile: string,
    private readonly readText: ReadText,
  ) {
    this.path = join(home, ".tencentcloud", "credentials");
  }

  async find(): Promise<Search> {
    const shown = `${this.path}, section [${this.profile}]`;
    const text = await this.readText(this.path);
    if (text === undefined) return absent(`${shown} (no such file)`);
    const section = sectionOf(text, this.profile);
    if (!section) return absent(`${shown} (no such section)`);
    const credentials = wholeSet(
      { secretId: section.get("secret_id"), secretKey: section.get("secret_key"), token: section.get("token") },
      "secret_id",
      "secret_key",
      shown,
    );
    return credentials
      ? { kind: "found", credentials, source: shown, file: this.path }
      : absent(`${shown} (has no secret_id and secret_key)`);
  }
}

/** The file of the vendor's command line tool, which Terraform reads too: JSON, one file a profile. */
export class TccliFileSource implements CredentialSource {
  private readonly path: string;

  constructor(
    directory: string,
    profile: string,
    private readonly readText: ReadText,
  ) {
    this.path = join(directory, `${profile}.credential`);
  }

  async find(): Promise<Search> {
    const text = await this.readText(this.path);
    if (text === undefined) return absent(`${this.path} (no such file)`);
    const given = tccliFile.safeParse(jsonOf(text));
    if (!given.success) throw new UsageError(`${this.path} is not a credential file of tccli`);
    const credentials = wholeSet(
      { ...given.data, token: given.data.token ?? undefined },
      "secretId",
      "secretKey",
      this.path,
    );
    return credentials
      ? { kind: "found", credentials, source: this.path, file: this.path }
      : absent(`${this.path} (has no secretId and secretKey)`);
  }
}

const tccliFile = z.object({
  secretId: z.string().optional(),
  secretKey: z.string().optional(),
  token: z.string().nullish(),
});

/** Undefined for text that is not JSON: the parser's own message would quote the file. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sectionOf(text: string, name: string): Map<string, string> | undefined {
  let section: Map<string, string> | undefined;
  let current = "";
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[(.+)\]\s*$/.exec(line);
    if (header) current = header[1]?.trim() ?? "";
    if (current !== name) continue;
    section ??= new Map();
    const entry = /^\s*([^=#;[\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line);
    if (entry) section.set(entry[1] ?? "", entry[2] ?? "");
  }
  return section;
}
