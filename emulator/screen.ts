import { onScreen, type Lines } from "../text/escape";

/* The two ways of the command to a screen; elsewhere the linter refuses them. */
/* eslint-disable no-restricted-syntax */

export function print(text: Lines): void {
  process.stdout.write(`${onScreen(text)}\n`);
}

/** For people, beside the output: what is wrong, or a call that was logged. One line, whatever is in it. */
export function complain(text: string): void {
  process.stderr.write(`${onScreen(`ciam-emulator: ${text}`)}\n`);
}
