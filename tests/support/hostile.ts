import { expect } from "chai";

/** The beginning of a forged line, if the text before it could end one. */
const FORGED = "FORGED";

/** Texts that somebody may give a user, a group, a file or a store, to deceive its readers. */
export const hostileTexts: readonly string[] = [
  "\u001b[2J\u001b[H",
  "\u001b]0;title\u0007",
  "\u001b]8;;https://evil.example.com\u001b\\link\u001b]8;;\u001b\\",
  "\u009b31mred",
  "\u0090q\u009c",
  "back\b\b\b\bspace",
  "a\u007fb",
  "a\tb\u000bc\u000cd",
  ...["\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\u000b", "\u000c"].map((end) => `a${end}${FORGED}`),
  "::error file=a::FORGED",
  "  ::stop-commands::x",
  "\u00a0::add-mask::x",
  "a\n::error::FORGED",
  "a\r\n  ::set-output name=x::FORGED",
  "##[error]x",
  "a ##[add-path]x",
  "##vso[task.complete result=Failed;]",
  "###[group]x",
  "##teamcity[buildStop]",
  "section_start:1560896352:x\r\u001b[0Kheader",
  "\u202egnp.exe",
  "\u2066a\u2069\u2067b\u2068c\u202a\u202b\u202c\u202d",
  "\u200e\u200f\u061c",
  "ad\u200bmi\u200cn\u200ds\u2060\ufeff",
  "soft\u00adhyphen",
  "\u034f\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0\ufff9\ufe0f",
  "\u{e0001}\u{e0041}\u{1d173}",
  "\ufdd0\uffff\u{10ffff}",
  "\ud800",
  "x\udc00y",
  "a\u00a0b\u2003c\u2800d",
  "; touch CANARY; #",
  "$(touch CANARY)",
  "`touch CANARY`",
  "'; touch CANARY; '",
  '"; touch CANARY; "',
  "\\'; touch CANARY; \\'",
  "a\n'; touch CANARY\n",
  "\u2019; touch CANARY; \u2019",
  "-rf",
  "--help",
  "|tee CANARY",
  "a&touch CANARY",
  "!!",
  "~root",
];

/** Characters that no output may contain, written independently: the rule must not be checked by itself. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u2000-\u200a\u2800]/u;
// Our own colours, and the redrawn line.
const OURS = /\u001b\[(?:[0-9]|[1-4][0-9])m|\r\u001b\[2K/g;

/** Expects that an output does nothing to a terminal or a pipeline, and that each of its lines is ours. */
export function expectInert(output: string, what: string, colours: "colours" | "no colours" = "no colours"): void {
  const text = colours === "colours" ? output.replace(OURS, "") : output;
  for (const line of text.split("\n")) {
    const told = `${what}: ${JSON.stringify(line)}`;
    expect(UNSEEN.exec(line)?.[0].codePointAt(0)?.toString(16), told).to.equal(undefined);
    expect(line, told).not.to.match(/^\s*::/);
    expect(line, told).not.to.match(/##[\w.-]*\[/);
    expect(line.trimStart().startsWith(FORGED), told).to.equal(false);
  }
}
