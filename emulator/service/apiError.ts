import { errorCatalogue } from "../../ciam/errors/catalogue";

/**
 * An error as the API answers it. The service documents codes and meanings but no messages, so without a message of its
 * own an error shows the meaning.
 */
export class ApiError extends Error {
  readonly code: string;
  /** What is known of this error beyond its code. */
  readonly detail: string | undefined;

  constructor(code: string, message?: string) {
    super(message ?? errorCatalogue.get(code)?.meaning ?? "the call failed");
    this.code = code;
    this.detail = message;
  }
}
