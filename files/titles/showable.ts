/** As many digits, whatever stands between them, are the number of somebody or something. */
const LONG_NUMBER = /\d(?:[\s().-]{0,2}\d){4}/;

/** Letters and digits without an end are a hash, a key or an id. */
const ENDLESS = /(?=[^\s]*\d)[A-Za-z0-9+/=_$.-]{24,}/;

/** A word with a digit and a sign in it that neither numbering nor Chinese needs may be a password. */
const MIXED = /(?=\S*\d)\S*[^\s\p{L}\p{M}\p{N}.,:;_()[\]#\u3000-\u303f\uff00-\uff65-]\S*/u;

const LONGEST = 80;

/**
 * True if the title of a column may be shown: in a file without a header, values stand where titles should, and those are
 * private.
 */
export function isShowable(title: string): boolean {
  if (title.trim() === "" || title.length > LONGEST || /[@＠\p{C}\p{Zl}\p{Zp}]/u.test(title)) return false;
  return ![LONG_NUMBER, ENDLESS, MIXED].some((looks) => looks.test(title));
}

/** The name of a column or member in findings: its title if that may be shown, else its number, here counted from 0. */
export function shownTitle(title: string, at: number): string {
  return isShowable(title) ? JSON.stringify(title) : `column ${String(at + 1)}`;
}
