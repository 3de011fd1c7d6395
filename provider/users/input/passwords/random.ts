/** Runs as a person writes them: a word, capitalised or not, an abbreviation, a number. */
const RUN = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g;

/**
 * Signs per run in what is made of words and numbers, at the least. Text that chance wrote changes between capitals,
 * small letters and digits at nearly every sign: its runs have 1.8 signs on average, and one in 200 texts of 22 signs
 * has longer ones than these.
 */
const WORDY = 3.2;

/** Whether chance wrote this text of capitals and small letters, as far as that shows. */
export function isRandom(text: string, wordy = WORDY): boolean {
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text)) return false;
  const runs = text.match(RUN) ?? [];
  return runs.reduce((sum, run) => sum + run.length, 0) <= wordy * runs.length;
}

/** Whether chance wrote these hex digits: `deadbeef12345678` and digits alone are somebody's idea. */
export function isRandomHex(text: string): boolean {
  if (!/^(?:[0-9a-f]{16,}|[0-9A-F]{16,})$/.test(text)) return false;
  const digits = text.match(/\d/g) ?? [];
  const changes = text.match(/\d(?=[a-f])|[a-f](?=\d)/gi) ?? [];
  return digits.length >= 4 && text.length - digits.length >= 2 && changes.length >= 2;
}
