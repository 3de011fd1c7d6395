import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { basename, dirname } from "node:path";
import stringify from "safe-stable-stringify";
import { UsageError } from "../../../ciam/errors/usageError";
import { GroupNames } from "../../../provider/planDocument/changes/groups";
import type { PlanDocument } from "../../../provider/planDocument/document";
import { documentOf } from "../../../provider/planDocument/fromPlan";
import { defaultOwnerAttribute, ownerMark } from "../../../provider/users/model/mark";
import type { UserRef } from "../../../provider/users/model/ref";
import type { DeclaredUser, KeyedUser } from "../../../provider/users/model/user";
import type { DesiredUser } from "../../../provider/users/plan/actions";
import { asCreated, forecast } from "../../../provider/users/plan/forecast";
import { defaultPolicy } from "../../../provider/users/plan/policy";
import { count } from "../../../text/format";
import { quotable } from "../../../text/quote";
import { disclosureOf, fileOptions, type CommonOptions } from "../../commands/options";
import { readFiles, type FilesRead } from "../../input/files";
import type { Report } from "../report";

/** As much as a reader of files takes. */
const LARGEST = 256 * 1024 * 1024;

/** The changes to the users of these files since a revision of git, with the values of then and now. */
export function comparedWithBase(files: readonly string[], options: CommonOptions, base: string): Report {
  return { jobs: files.map((file) => comparedFile(file, options, base)), others: [], errors: [] };
}

function comparedFile(file: string, options: CommonOptions, base: string): PlanDocument {
  const attribute = options.ownerAttribute ?? defaultOwnerAttribute;
  const disclosure = disclosureOf(options);
  const read = (content?: Buffer): FilesRead =>
    readFiles([file], {
      options: fileOptions(options),
      ownerAttribute: attribute,
      disclosure,
      together: false,
      ...(content && { content: () => content }),
    });
  const now = read();
  const [first] = now.findings;
  if (first) throw new UsageError(`${first.where}: ${first.rule}; \`ciam validate\` shows all findings`);
  const before = contentAt(base, file);
  const was = before === undefined ? undefined : read(before);
  const recorded = asCreated((was?.users ?? []).map(desiredUser));
  const names = new Map(recorded.map(({ id, ref }): [string, UserRef] => [id, ref]));
  const policy = { ...defaultPolicy, mark: ownerMark("(nobody)", attribute) };
  return documentOf(
    forecast(recorded, now.users.map(desiredUser), policy),
    { nameOf: (id) => names.get(id), groups: new GroupNames({}), passwords: defaultPolicy.passwords },
    {
      resource: { project: "", stack: "", name: `${file} since ${base}` },
      verb: "compare",
      basis: "last known state",
      masks: { identities: disclosure, others: disclosure },
      declared: now.users.map(({ ref }) => ref),
      notes: [
        ...(was === undefined ? [`${file} is not in ${base}: all of its users are new`] : []),
        ...(was && was.findings.length > 0
          ? [
              `as it was in ${base} the file has ${count(was.findings.length, "finding")}: what became of those users may be told wrongly`,
            ]
          : []),
      ],
    },
  );
}

function desiredUser({ ref, user }: KeyedUser): DesiredUser {
  return { ref: { ...ref }, user, credential: fingerprint(user) };
}

/** Stays in this process: to see that two are equal it need not be more. */
function fingerprint({ password, salt, passwordEncryptType }: DeclaredUser): string | null {
  if (password === undefined) return null;
  return createHash("sha256")
    .update(stringify([password, salt ?? null, passwordEncryptType ?? null]))
    .digest("hex");
}

/** The file as it was; nothing where there was none. */
function contentAt(base: string, file: string): Buffer | undefined {
  const git = (...args: string[]): Buffer =>
    execFileSync("git", args, { cwd: dirname(file), maxBuffer: LARGEST, stdio: ["ignore", "pipe", "pipe"] });
  try {
    git("rev-parse", "--verify", "--quiet", "--end-of-options", `${base}^{commit}`);
  } catch (error) {
    throw new UsageError(whyNoRevision(error, base));
  }
  const path = `./${basename(file)}`;
  if (git("ls-tree", "--name-only", "--end-of-options", base, "--", path).length === 0) return undefined;
  return git("show", "--end-of-options", `${base}:${path}`);
}

function whyNoRevision(error: unknown, base: string): string {
  const { code, stderr } = error as { code?: unknown; stderr?: Buffer };
  if (code === "ENOENT") return "--base reads a revision of git, and there is no git on the PATH";
  const said = stderr?.toString() ?? "";
  if (/not a git repository/.test(said)) return "--base reads a revision of git, and the file is in no repository";
  return `--base: the repository has no revision ${quotable(base)}; in a pipeline, fetch it first (a shallow clone has the last commit only)`;
}
