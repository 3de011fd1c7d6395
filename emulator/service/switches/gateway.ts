import { z } from "zod";

/** Admission of callers and actions. */
export const gateway = {
  actionSet: z
    .enum(["mainland", "international"])
    .default("mainland")
    .describe("international lacks the eight store and group actions. Documented."),
  regions: z
    .array(z.string())
    .default([])
    .describe("Regions that are served; empty: any, and none is needed. Unknown."),
  unknownParameters: z
    .enum(["refuse", "ignore"])
    .default("refuse")
    .describe("What happens to parameters that an action does not have. Documented."),
  token: z
    .string()
    .nullable()
    .default(null)
    .describe("The X-TC-Token that calls need; null: none is looked at. Documented for temporary keys."),
} as const;
