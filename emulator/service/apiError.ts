import { errorCatalogue } from "../../ciam/errors/catalogue";

/**
 * An error as the API answers it. The service documents codes and their meanings, not messages, so where a message
 * has nothing to add the meaning serves.
 */
export class ApiError extends Error {
  readonly code: string;

  constructor(code: string, message?: string) {
    super(message ?? errorCatalogue.get(code)?.meaning ?? "the call failed");
    this.code = code;
  }
}
