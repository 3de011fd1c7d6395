/** A file that is not read, for what it is or does. The message is said of it: it begins with a verb. */
export class UnfitFile extends Error {}
