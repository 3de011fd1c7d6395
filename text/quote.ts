import { onScreen } from "./escape";

/** Words that every shell takes literally. A `#` begins a comment only at the beginning of a word. */
const PLAIN = /^[\w./:+-][\w./:+@%=#-]*$/;

/** PowerShell also ends a single-quoted word at these. */
const CURLED = /[\u2018-\u201b]/;

/**
 * Quotes a word for a command to be pasted: for POSIX shells, and so that fish and PowerShell also read one word. No
 * quote or backslash stays inside single quotes, because shells read them differently. Unseen characters are written by
 * their numbers.
 */
export function forShell(word: string): string {
  return PLAIN.test(word) ? word : quotedForShell(word);
}

/** The same, always with quotes, as the value of a variable needs them. */
export function quotedForShell(word: string): string {
  if (onScreen(word) !== word || CURLED.test(word)) return `$'${Array.from(word, numbered).join("")}'`;
  return word === "" ? "''" : word.replace(/[^'\\]+|'+|\\+/g, quoted);
}

/** Quotes a file name for a command, also one that begins like an option. */
export function fileForShell(file: string): string {
  return forShell(file.startsWith("-") ? `./${file}` : file);
}

function quoted(run: string): string {
  if (run.startsWith("'")) return `"${run}"`;
  return run.startsWith("\\") ? `"${run.replaceAll("\\", "\\\\")}"` : `'${run}'`;
}

function numbered(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (/[\w@%+=:,./ -]/.test(character) || (code > 0x7f && onScreen(character) === character && !CURLED.test(character)))
    return character;
  const digits = code.toString(16);
  if (code < 0x80) return `\\x${digits.padStart(2, "0")}`;
  return code > 0xffff ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
}

/**
 * The name in quotes, if it looks like one. A file without a header, or a map with its sides swapped, has values in the
 * place of names, and those must stay private.
 */
export function quotable(name: string): string {
  return isQuotable(name) ? JSON.stringify(name) : NOT_SHOWN;
}

/** Stands for what does not look like a name. */
export const NOT_SHOWN = "(not shown: it does not look like a name)";

export function isQuotable(name: string): boolean {
  return /^[A-Za-z_][\w.-]{0,47}$/.test(name);
}
