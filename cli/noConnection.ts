/** There is no way to the service, or nobody to be there. */
export class NoConnection extends Error {}
