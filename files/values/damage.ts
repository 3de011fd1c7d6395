/** What a wrong encoding has left of a text, and what to do about it. */
export function encodingDamage(text: string): string | undefined {
  // Most texts are ASCII, and nothing of this is in them.
  if (!/[\u0080-\uffff]/.test(text)) return undefined;
  if (text.includes("\ufffd")) {
    return "holds U+FFFD, which stands where letters were lost by a wrong encoding: export the file anew, and name its encoding";
  }
  if (/[\u0080-\u009f]/.test(text)) {
    return 'holds control characters that windows-1252 has letters for: the file was read as another encoding before; export it anew, or try encoding "windows-1252"';
  }
  if (isUtf8ReadAsLatin(text)) {
    return "is UTF-8 that was taken for windows-1252 and saved again, as in Ã© for é: export the file anew as UTF-8";
  }
  return undefined;
}

/** The signs that windows-1252 has where Latin-1 has controls, by their bytes. */
const SIGNS = new Map(
  Array.from("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ").map((sign, at) => [sign, 0x80 + at]),
);

const SUSPECT = /[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]/;

/** Whether all letters beyond ASCII are the bytes of well-formed UTF-8. */
function isUtf8ReadAsLatin(text: string): boolean {
  if (!SUSPECT.test(text)) return false;
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const byte = code < 0x100 ? code : SIGNS.get(character);
    if (byte === undefined) return false;
    bytes.push(byte);
  }
  // A non-breaking space often became a plain one on the way.
  const whole = Buffer.from(
    bytes.map((byte, at) =>
      byte === 0x20 && (bytes[at - 1] ?? 0) >= 0xbc && (bytes[at - 1] ?? 0) <= 0xbf ? 0xa0 : byte,
    ),
  );
  return isWellFormed(Buffer.from(bytes)) || isWellFormed(whole);
}

function isWellFormed(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
