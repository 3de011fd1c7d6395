import { onScreen } from "./escape";

/** Words that every shell takes as they are. A `#` begins a comment only where it begins a word. */
const PLAIN = /^[\w./:+-][\w./:+@%=#-]*$/;

/** PowerShell ends a word in single quotes at these, too. */
const CURLED = /[\u2018-\u201b]/;

/**
 * A word of a command that somebody will paste. Quoted for the shells of POSIX, and so that in fish and PowerShell it is
 * one word too: neither a quote nor a backslash stands inside single quotes, which not all of them read alike. What a
 * screen would not show as it is, is written by its numbers.
 */
export function forShell(word: string): string {
  return PLAIN.test(word) ? word : quotedForShell(word);
}

/** The same with quotes in any case, as the value of a variable has them. */
export function quotedForShell(word: string): string {
  if (onScreen(word) !== word || CURLED.test(word)) return `$'${Array.from(word, numbered).join("")}'`;
  return word === "" ? "''" : word.replace(/[^'\\]+|'+|\\+/g, quoted);
}

/** The name of a file as a word of a command, also one that begins like an option. */
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
 * A name fit to be quoted in a message: in a file without a header, or a map that was turned round, values stand where
 * names should, and those are nobody's business.
 */
export function quotable(name: string): string {
  return isQuotable(name) ? JSON.stringify(name) : "(not shown: it does not look like a name)";
}

export function isQuotable(name: string): boolean {
  return /^[A-Za-z_][\w.-]{0,47}$/.test(name);
}
