import { z } from "zod";

/** The version of what `refusedSets` describes. */
export const REFUSED_SETS_VERSION = 1;

/**
 * What a program has ended with whose users cannot be used. Pulumi's document of a preview has errors as texts only, of
 * which nobody knows what is in them; one that is here as well may be shown.
 */
export const refusedSets = z.object({
  version: z.literal(REFUSED_SETS_VERSION).describe("The version of this form."),
  lines: z
    .array(z.string())
    .describe("What was said, line by line: the number of findings, then these, values masked."),
});

export type RefusedSets = z.output<typeof refusedSets>;
