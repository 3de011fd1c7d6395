const KEY = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}$/;

/** Names that are no plain members of a JavaScript object: on the way to the provider they would vanish silently. */
const reserved: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** What is wrong with a user key or the name of a set, if anything is. */
export function keyProblem(key: string): string | undefined {
  if (reserved.has(key)) return "is a name that JavaScript keeps for itself";
  if (KEY.test(key)) return undefined;
  return "must begin with a letter or a digit and go on with letters, digits and . _ @ + - only, 128 at most";
}
