/** A habit of the service, with the evidence. */
export interface Told {
  /** As the emulator's switch takes it. */
  readonly value: unknown;
  readonly evidence: string;
  /** For a duration: the bounds between which it is. */
  readonly within?: Span;
}

/** The reason why the service does not let a client see it. */
export interface Untold {
  readonly why: string;
}

export type Judgement = Told | Untold;

/** Milliseconds. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

export function told(value: unknown, evidence: string): Told {
  return { value, evidence };
}

export function untold(why: string): Untold {
  return { why };
}

/**
 * A duration that was only seen to lie between two moments: none if it may be none, else the middle, or the end that is
 * to be on the safe side.
 */
export function measured({ least, most }: Span, what: string, safe: "middle" | "most" | "least" = "middle"): Told {
  const from = Math.max(0, Math.floor(least));
  const to = Math.max(from, Math.ceil(most));
  const ends = { least: from, middle: Math.round((from + to) / 2), most: to } as const;
  const evidence = from === 0 ? `${what}: ${ms(to)} at most` : `${what}: between ${ms(from)} and ${ms(to)}`;
  return { value: from === 0 ? 0 : ends[safe], evidence, within: { least: from, most: to } };
}

export function isTold(judgement: Judgement): judgement is Told {
  return "value" in judgement;
}

export function ms(number: number): string {
  return `${number.toLocaleString("en-US")} ms`;
}
