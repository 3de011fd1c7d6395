/** Between which numbers a service begins to refuse; `refused` is undefined where it took all. */
export interface Bounds {
  readonly taken: number;
  readonly refused: number | undefined;
}

/** Limits are mostly round, and then two questions find them. */
const ROUND = [1_000, 300, 100] as const;

/**
 * Finds the greatest number from `least` to `most` that is taken, where no greater one is.
 *
 * @param ask undefined where the answer is about something else
 * @returns undefined where an answer was about something else, or `least` was refused
 */
export async function greatestTaken(
  { least, most }: { readonly least: number; readonly most: number },
  ask: (number: number) => Promise<"taken" | "refused" | undefined>,
): Promise<Bounds | undefined> {
  if ((await ask(least)) !== "taken") return undefined;
  let [taken, refused] = [least, most];
  const halves = function* (): Generator<number> {
    yield most;
    for (const round of ROUND) if (round > taken && round < refused) yield* [round, round + 1];
    while (refused - taken > 1) yield Math.floor((taken + refused) / 2);
  };
  for (const number of halves()) {
    if (number <= taken || (number >= refused && number !== most)) continue;
    const answer = await ask(number);
    if (answer === undefined) return undefined;
    if (answer === "refused") refused = number;
    else if (number === most) return { taken: most, refused: undefined };
    else taken = number;
    if (refused - taken <= 1) break;
  }
  return { taken, refused };
}
