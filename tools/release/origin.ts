/** Where a release is from, and where its parts can be had. */
export interface Origin {
  readonly repository: string;
  readonly homepage: string;
  readonly bugs: string;
  /** The folder that Pulumi fetches the plugin's archives from; it fills in the version itself. */
  readonly downloads: string;
}

/** What stands in package.json and in the pages for an address that nobody has given yet. */
export const PLACEHOLDER = "https://example.com/pulumi-tencentcloud-ciam";

/** What may be said in the environment. */
export interface Said {
  readonly REPOSITORY?: string | undefined;
  readonly HOMEPAGE?: string | undefined;
  readonly BUGS?: string | undefined;
  readonly DOWNLOADS?: string | undefined;
}

interface Manifest {
  readonly repository: { readonly url: string };
}

/**
 * Where this release is from: as it was said, else as package.json has it.
 *
 * @throws Error where nobody has said it, or what was said is no address to publish
 */
export function originOf(said: Said, { repository: { url } }: Manifest): Origin {
  const written = url.replace(/^git\+/, "").replace(/\.git$/, "");
  if (!said.REPOSITORY && written === PLACEHOLDER) {
    throw new Error(
      "nothing was made, because a release says where it is from, and nobody has said it: name the repository, as in `make release REPOSITORY=https://github.com/OWNER/NAME`",
    );
  }
  const repository = address("REPOSITORY", said.REPOSITORY || written, ["https:"]);
  return {
    repository,
    homepage: address("HOMEPAGE", said.HOMEPAGE || repository, ["https:"]),
    bugs: address("BUGS", said.BUGS || `${repository}/issues`, ["https:"]),
    // A mirror on this machine has no certificate.
    downloads: address("DOWNLOADS", said.DOWNLOADS || `${repository}/releases/download/v\${VERSION}`, [
      "https:",
      "http:",
    ]),
  };
}

/** The import path of the SDK for Go, which its files name each other by. */
export function goModule(repository: string): string {
  return `${repository.replace(/^\w+:\/\//, "")}/sdk/go`;
}

function address(name: string, value: string, protocols: readonly string[]): string {
  const problem = problemOf(value, protocols);
  if (problem !== undefined) throw new Error(`nothing was made: ${name} is "${value}", which ${problem}`);
  return value.replace(/\/$/, "");
}

function problemOf(value: string, protocols: readonly string[]): string | undefined {
  // Some of its places are code in another language.
  if (/[\s"'`\\<>]/.test(value)) return "has characters that no address has";
  const url = URL.parse(value);
  if (url === null || !protocols.includes(url.protocol)) {
    return `is no address that begins with ${protocols.map((each) => `${each}//`).join(" or ")}`;
  }
  if (url.username !== "" || url.password !== "") return "has credentials in it, which would be published";
  if (url.search !== "" || url.hash !== "") return "has more than a path";
  return undefined;
}
