import { folded } from "../rows/members";
import { readPath, type Step } from "../paths/path";

/** The place of a value in a row: its column or member, and the path below that. */
export interface Place {
  readonly at: number;
  readonly steps: readonly Step[];
}

/** Finds places among the titles of a file. */
export class Places {
  private readonly exact = new Map<string, number[]>();
  private readonly alike = new Map<string, number[]>();

  constructor(titles: readonly string[]) {
    titles.forEach((title, at) => {
      enter(this.exact, title, at);
      enter(this.alike, folded(title), at);
    });
  }

  /** The columns of this title: those that are called exactly so, else those that are alike. */
  titled(title: string): readonly number[] {
    return this.exact.get(title) ?? this.alike.get(folded(title)) ?? [];
  }

  /** The place that a title or a path means. A title comes before a path that reads alike. */
  find(place: string): Place | undefined {
    const [at] = this.titled(place);
    return at === undefined ? this.below(place) : { at, steps: [] };
  }

  private below(place: string): Place | undefined {
    const path = readPath(place);
    const [first, ...steps] = path ?? [];
    if (first?.kind !== "member" || steps.length === 0) return undefined;
    const [at] = this.titled(first.name);
    return at === undefined ? undefined : { at, steps };
  }
}

function enter(map: Map<string, number[]>, name: string, at: number): void {
  const before = map.get(name);
  if (before) before.push(at);
  else map.set(name, [at]);
}
