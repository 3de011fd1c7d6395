/** Wrong use; the message is a sentence for the person at the keyboard. */
export class CliError extends Error {}
