/** Fewer passwords may be alike by chance, or because one person thought of them. */
const FEWEST = 10;

const MOST_OF_THEM = 0.8;

/** Digests have at least so many signs: 8 of hex are the shortest in use. */
const SHORTEST = 8;

/** So many different ones tell how a whole set is written. */
const SAMPLE = 40;

/** In what digests are written: letters and digits, and of other signs those of one of the encodings. */
const ALPHABETS: readonly RegExp[] = [/^[A-Za-z0-9+/=]+$/, /^[A-Za-z0-9./]+$/, /^[\w-]+=*$/];

/** Passwords of one length. */
interface Alike<Place> {
  /** Where the first one is. */
  readonly first: Place;
  /** How many are written in each of the alphabets. */
  readonly counts: number[];
  /** Different ones of them. */
  readonly sample: Set<string>;
}

/** Most passwords of a set are written alike. */
export interface Uniform<Place> {
  readonly first: Place;
  readonly count: number;
  readonly total: number;
  readonly length: number;
}

/**
 * Looks whether the passwords of a set, none of which looks like a hash by itself, do so together: people choose
 * passwords of many lengths, a digest always has one. Digits alone are no digest (they are dates and numbers of
 * telephones), and neither are passwords of which just some signs change, as in `Welcome-001`. Keeps a sample and counts,
 * because a set may have a million users.
 */
export class PasswordCensus<Place> {
  private total = 0;
  private readonly byLength = new Map<number, Alike<Place>>();

  enter(password: string, place: () => Place): void {
    this.total++;
    const { length } = password;
    if (length < SHORTEST || /^\d+$/.test(password)) return;
    const alphabets = ALPHABETS.map((alphabet) => alphabet.test(password));
    if (!alphabets.includes(true)) return;
    const alike = this.byLength.get(length) ?? { first: place(), counts: ALPHABETS.map(() => 0), sample: new Set() };
    this.byLength.set(length, alike);
    alphabets.forEach((isIn, at) => (alike.counts[at] = (alike.counts[at] ?? 0) + Number(isIn)));
    if (alike.sample.size < SAMPLE) alike.sample.add(password);
  }

  /** To be asked when all are entered. */
  uniform(): Uniform<Place> | undefined {
    for (const [length, { first, counts, sample }] of this.byLength) {
      const count = Math.max(...counts);
      if (count < FEWEST || count < MOST_OF_THEM * this.total || sample.size < FEWEST) continue;
      if (isVaried([...sample], length)) return { first, count, total: this.total, length };
    }
    return undefined;
  }
}

/** At most places of a random text any letter may stand. */
function isVaried(sample: readonly string[], length: number): boolean {
  let varied = 0;
  for (let at = 0; at < length; at++) {
    const signs = new Set(sample.map((password) => password[at]));
    if (signs.size >= 4 && [...signs].some((sign) => /[A-Za-z]/.test(sign ?? ""))) varied++;
  }
  return varied >= (length * 2) / 3;
}
