import { UsageError } from "../../ciam/errors/usageError";
/** The exit codes of the command; the help and the docs list them. */
export const exitCodes = {
  ok: 0,
  /** The answer is no: a password that does not match, users who failed, changes where none were expected, a state with other code. */
  no: 1,
  /** Wrong use, or a file that is not as it must be. */
  badInput: 2,
  /** CIAM, the way to it, or the credentials for it. */
  service: 3,
  /** A fault of this command. */
  bug: 70,
  /** Ctrl-C, which is what a shell expects of one: 128 and the number of the signal. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A person has pressed Ctrl-C at a prompt, where it is a key like any other and no signal comes. */
export class Interrupted extends Error {}

/** The work of a command is to end, because a signal has come. */
export class Signalled extends Error {
  constructor(readonly signal: "SIGINT" | "SIGTERM") {
    super(signal);
  }
}

/** There is no way to the service, or nobody to be there. */
export class NoConnection extends UsageError {}
