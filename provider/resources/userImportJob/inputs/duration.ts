import { z } from "zod";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const A_DURATION = 'must be a duration like "30m", "1h30m" or "45s"';

/** A time to wait as people write it; milliseconds once it is read. */
export const duration = z
  .string({ error: A_DURATION })
  .refine((text) => parseDuration(text) !== undefined, A_DURATION)
  .transform((text) => parseDuration(text) ?? 0);

/** Milliseconds of `30m`, `1h30m`, `45s`; nothing when it is not a duration. */
function parseDuration(text: string): number | undefined {
  if (!/^(\d+(ms|s|m|h))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|s|m|h)/gy)) total += Number(count) * (UNITS[unit ?? ""] ?? 0);
  return total > 0 ? total : undefined;
}
