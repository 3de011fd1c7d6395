const KEY = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}$/;

/** Names that are no plain members of a JavaScript object: on the way to the provider they would vanish silently. */
const reserved: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** What is wrong with a user key or the name of a set, if anything is. */
export function keyProblem(key: string): string | undefined {
  if (reserved.has(key)) return "is a name that JavaScript keeps for itself";
  if (KEY.test(key)) return undefined;
  return "must begin with a letter or a digit and go on with letters, digits and . _ @ + - only, 128 at most";
}

/** Keys of one set, of which those are told that differ in case only. */
export class KeyCases<Place> {
  private readonly mixed = new Map<string, Place>();

  /** @param known where a key of this spelling is */
  enter(key: string, place: Place, known: (key: string) => Place | undefined): Place | undefined {
    const lower = key.toLowerCase();
    const other = this.mixed.get(lower) ?? (lower === key ? undefined : known(lower));
    if (lower !== key && other === undefined) this.mixed.set(lower, place);
    return other;
  }
}

/** What is said of such a key; `other` names the place of the other one. */
export function otherCaseRule(other: string): string {
  return `this user key and that of ${other} differ in case only`;
}
