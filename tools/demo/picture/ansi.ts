/** A piece of a line in one style. */
export interface Span {
  readonly text: string;
  /** One of the terminal's 16 colours; undefined for the default one. */
  readonly colour: number | undefined;
  readonly bold: boolean;
}

const ESCAPE = /\u001b\[([\d;]*)m/g;

/** Splits a coloured line. Knows the codes that Pulumi prints: bold, the 16 colours, the first 16 of 256, reset. */
export function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let style: Omit<Span, "text"> = { colour: undefined, bold: false };
  let at = 0;
  const take = (end: number): void => {
    if (end > at) spans.push({ text: line.slice(at, end), ...style });
  };
  for (const match of line.matchAll(ESCAPE)) {
    take(match.index);
    style = styleAfter(style, match[1] ?? "");
    at = match.index + match[0].length;
  }
  take(line.length);
  return spans;
}

function styleAfter(style: Omit<Span, "text">, code: string): Omit<Span, "text"> {
  const [, indexed] = /^38;5;(\d+)$/.exec(code) ?? [];
  const number = Number(code);
  if (indexed !== undefined) return { ...style, colour: Number(indexed) };
  if (code === "" || number === 0) return { colour: undefined, bold: false };
  if (number === 1) return { ...style, bold: true };
  if (number >= 30 && number <= 37) return { ...style, colour: number - 30 };
  if (number >= 90 && number <= 97) return { ...style, colour: number - 82 };
  return style;
}
