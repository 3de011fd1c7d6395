export interface Credentials {
  readonly secretId: string;
  readonly secretKey: string;
  /** Only with temporary credentials. */
  readonly token?: string;
}

/** One source of credentials. */
export interface CredentialSource {
  find(): Promise<Search>;
}

export type Search =
  | {
      readonly kind: "found";
      readonly credentials: Credentials;
      /** For people: "the environment", "~/.tencentcloud/credentials". */
      readonly source: string;
      /** The file they are in, if any. */
      readonly file?: string;
      /** Milliseconds since the epoch, of temporary credentials. */
      readonly expires?: number;
    }
  /** The places searched, with the result: "TENCENTCLOUD_SECRET_ID in the environment (not set)". */
  | { readonly kind: "absent"; readonly lookedFor: readonly string[] };

export type Environment = Readonly<Record<string, string | undefined>>;

/** The text of a file; undefined when there is none. */
export type ReadText = (path: string) => Promise<string | undefined>;

export function absent(...lookedFor: string[]): Search {
  return { kind: "absent", lookedFor };
}
