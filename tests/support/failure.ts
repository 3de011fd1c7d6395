import { inspect } from "node:util";

/** The error of a rejected promise. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error("it succeeded, and should not have");
}

/** Everything of an error that could end up in a log. */
export function everythingShown(error: Error): string {
  return [
    String(error),
    error.stack,
    JSON.stringify(error),
    inspect(error, { depth: null, showHidden: true, getters: true }),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    inspect(error.cause, { depth: null }),
  ].join("\n");
}
