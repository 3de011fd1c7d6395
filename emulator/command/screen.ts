import { onScreen, type Lines } from "../../text/escape";

/* The two ways of the command to a screen; elsewhere the linter refuses them. */
/* eslint-disable no-restricted-syntax */

export function print(text: Lines): void {
  process.stdout.write(`${onScreen(text)}\n`);
}

/** For people, beside the output: an error, or a call that was logged. One line, whatever it contains. */
export function complain(text: string): void {
  process.stderr.write(`${onScreen(`ciam-emulator: ${text}`)}\n`);
}
