import { z } from "zod";
import { isPattern } from "../service/switches/pattern";

/**
 * The content that a call needs for a rule to apply: places in the request, as the vendor's messages write them
 * (`DataFlowUserCreateList.*.UserName`, with * for any member of a list), each with the required value.
 */
export const payloadSchema = z.record(
  z.string().min(1),
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.strictObject({ matches: z.string().refine(isPattern, "not a regular expression").describe("A text like this.") }),
    z.strictObject({ atLeast: z.number().describe("A number, or the length of a list.") }),
  ]),
);

type Wanted = z.output<typeof payloadSchema>[string];

/** True if every place of the pattern has its required value. */
export function fitsPayload(pattern: z.output<typeof payloadSchema>, payload: unknown): boolean {
  return Object.entries(pattern).every(([place, wanted]) =>
    valuesAt(payload, place.split(".")).some((value) => isWanted(value, wanted)),
  );
}

function valuesAt(value: unknown, [step, ...rest]: readonly string[]): unknown[] {
  if (step === undefined) return [value];
  if (typeof value !== "object" || value === null) return [];
  if (step === "*") return Object.values(value).flatMap((member) => valuesAt(member, rest));
  return Object.hasOwn(value, step) ? valuesAt((value as Record<string, unknown>)[step], rest) : [];
}

function isWanted(value: unknown, wanted: Wanted): boolean {
  if (typeof wanted !== "object") return value === wanted;
  if ("matches" in wanted) return typeof value === "string" && new RegExp(wanted.matches, "u").test(value);
  return Number(Array.isArray(value) ? value.length : value) >= wanted.atLeast;
}
