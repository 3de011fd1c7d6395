import type { Encoding } from "./names";
import { likelySingleByte } from "./singleByte";

/** So much of a file tells its encoding. */
const LOOKED_AT = 256 * 1024;

const candidates = ["gb18030", "big5", "shift_jis", "euc-kr"] as const;

/** True for the characters that people write most, in each encoding. */
const common: Readonly<Record<(typeof candidates)[number], (lead: number, trail: number) => boolean>> = {
  // The 3,755 characters of the first level of GB 2312, and its punctuation.
  gb18030: (lead, trail) => ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3) && trail >= 0xa1,
  // The 5,401 characters of the first level of Big5.
  big5: (lead, trail) => lead >= 0xa1 && lead <= 0xc6 && ((trail >= 0x40 && trail <= 0x7e) || trail >= 0xa1),
  // Kana, and the characters of the first level of JIS.
  shift_jis: (lead, trail) => lead >= 0x81 && lead <= 0x97 && trail >= 0x40,
  "euc-kr": (lead, trail) => lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1,
};

/** Hanzi that stand in most lists of people in mainland China would be odd ones in another encoding, so order decides last. */
const ENOUGH = 0.85;

/** The likely encoding of bytes that are not UTF-8. Only ever a suggestion. */
export function likelyEncoding(bytes: Buffer): Encoding | undefined {
  const start = bytes.subarray(0, LOOKED_AT);
  const scores = candidates.map((encoding) => ({
    encoding,
    score: isDecodable(bytes, encoding) ? scoreOf(start, common[encoding]) : 0,
  }));
  const [best] = [...scores].sort((a, b) => b.score - a.score);
  const pairs = best !== undefined && best.score >= ENOUGH ? best.encoding : undefined;
  // The second half of a letter may be ASCII in some of them.
  return (isMostlySingle(start) ? likelySingleByte(start) : pairs) ?? pairs ?? likelySingleByte(start);
}

function isDecodable(bytes: Buffer, encoding: string): boolean {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    decoder.decode(bytes.subarray(0, LOOKED_AT), { stream: true });
    return true;
  } catch {
    return false;
  }
}

function scoreOf(bytes: Buffer, isCommon: (lead: number, trail: number) => boolean): number {
  let pairs = 0;
  let good = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    pairs++;
    if (isCommon(lead, bytes[at + 1] ?? 0)) good++;
    at++;
  }
  return pairs === 0 ? 0 : good / pairs;
}

/** In the languages of Europe most letters beyond ASCII stand alone between letters of ASCII. */
function isMostlySingle(bytes: Buffer): boolean {
  let single = 0;
  let all = 0;
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    const start = at;
    while ((bytes[at + 1] ?? 0) >= 0x80) at++;
    all++;
    if (at === start) single++;
  }
  return single * 2 > all;
}

/**
 * True if UTF-8 looks like GBK: some names in GBK are well-formed UTF-8, as other letters. All that is no ASCII has to be
 * such pairs, none of them may be a letter among letters of ASCII, and some have to be signs where a name stands.
 */
export function utf8ThatIsGbk(bytes: Buffer): boolean {
  let odd = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const from = at;
    let hasSign = false;
    for (; (bytes[at] ?? 0) >= 0x80; at += 2) {
      const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
      if (!common.gb18030(first, second) || first > 0xdf) return false;
      // In Latin-1's upper half: signs, controls and digits above the line.
      if (first === 0xc2) hasSign = true;
    }
    // One sign alone, or letters around: a degree, a price, a name of Europe.
    if (isLetter(bytes[from - 1]) || isLetter(bytes[at]) || at - from < 4) return false;
    if (hasSign) odd++;
    else return false;
  }
  return odd > 0;
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && /[A-Za-z]/.test(String.fromCharCode(byte));
}
