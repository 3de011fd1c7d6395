import { z } from "zod";

export const date = z
  .number()
  .describe("When it was created, in milliseconds since the epoch, if the service says so.");

export const userStoreId = z.string().min(1, "must not be empty").describe("The store.");
