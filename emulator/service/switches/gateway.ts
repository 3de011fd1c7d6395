import { z } from "zod";

/** Admission of callers and actions. */
export const gateway = {
  actionSet: z
    .enum(["mainland", "international"])
    .default("mainland")
    .describe("international lacks the eight store and group actions of version 2022-03-31. Documented."),
  regions: z
    .array(z.string())
    .default([])
    .describe("Regions that are served; empty: any, and none is needed. Unknown."),
  unknownParameters: z
    .enum(["refuse", "ignore"])
    .default("refuse")
    .describe("What happens to parameters that an action does not have. Documented."),
  explicitNulls: z
    .enum(["absent", "refuse"])
    .default("absent")
    .describe(
      "What happens to members of a request that are null. Unknown; the SDKs for Ruby and PHP send some for what was left out.",
    ),
  token: z
    .string()
    .nullable()
    .default(null)
    .describe("The X-TC-Token that calls need; null: none is looked at. Documented for temporary keys."),
} as const;
