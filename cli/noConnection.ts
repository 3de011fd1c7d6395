import { UsageError } from "../ciam/errors/usageError";

/** There is no way to the service, or nobody to be there. */
export class NoConnection extends UsageError {}
