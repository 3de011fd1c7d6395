import { isRandomHex } from "./random";

/** 32 hex digits on end, which nobody types and no password manager makes. */
const LONG = /[0-9a-f]{32,}/gi;

/** 16 have long been enough for a digest: alone, after the sign of a number, or set off from a salt. */
const SHORT = /^(?:0x|\\x)?([0-9a-f]{16})(?=$|[:$;,|*#])|[:$;,|*#]([0-9a-f]{16})$/i;

/** As bytes are printed: in pairs, or in groups, with one sign between them. */
const GROUPS = /^[0-9a-f]{2,16}(?:([: .-])[0-9a-f]{2,16})(?:\1[0-9a-f]{2,16})*$/i;

/** No digest, and handed out as a password. */
const UUID = /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i;

/** Whether the text has a digest in hex in it, whatever stands around that. Digits without letters are a number. */
export function holdsHex(text: string): boolean {
  if ((text.match(LONG) ?? []).some((digits) => /[a-f]/i.test(digits))) return true;
  const [, first, last] = SHORT.exec(text) ?? [];
  if (isRandomHex(first ?? last ?? "")) return true;
  if (!GROUPS.test(text) || UUID.test(text)) return false;
  const digits = text.replace(/[^0-9a-f]/gi, "");
  return digits.length >= 32 && /[a-f]/i.test(digits);
}
