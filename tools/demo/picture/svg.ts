import { stripVTControlCharacters } from "node:util";
import { spansOf, type Span } from "./ansi";

const FONT_SIZE = 14;
/** The width of a monospaced character, with some room for wider fonts. */
const CELL = 8.6;
const LINE = 20;
const PADDING = 20;
const BAR = 34;

const BACKGROUND = "#16161e";
const FOREGROUND = "#c8cbe0";

/** The terminal's 16 colours, on a dark background. */
const PALETTE = [
  ...["#3b4060", "#f7768e", "#9ece6a", "#e0af68", "#7aa2f7", "#bb9af7", "#7dcfff", "#c8cbe0"],
  ...["#565f89", "#f7768e", "#9ece6a", "#e0af68", "#7aa2f7", "#bb9af7", "#7dcfff", "#ffffff"],
];

/** A terminal window with these lines; screen readers read `title`. */
export function terminal(title: string, lines: readonly string[]): string {
  const columns = Math.max(...lines.map((line) => stripVTControlCharacters(line).length));
  const width = Math.ceil(columns * CELL) + 2 * PADDING;
  const height = BAR + lines.length * LINE + PADDING;
  const rows = lines.map((line, row) => textRow(line, BAR + (row + 0.75) * LINE));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    ...["#f7768e", "#e0af68", "#9ece6a"].map(
      (colour, n) => `<circle cx="${String(20 + n * 18)}" cy="18" r="5" fill="${colour}"/>`,
    ),
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${String(FONT_SIZE)}" fill="${FOREGROUND}" xml:space="preserve">`,
    ...rows.filter((row) => row !== ""),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

function textRow(line: string, y: number): string {
  const spans = spansOf(line);
  if (spans.every(({ text }) => text.trim() === "")) return "";
  return `<text x="${String(PADDING)}" y="${String(y)}" style="white-space:pre">${spans.map(tspan).join("")}</text>`;
}

function tspan({ text, colour, bold }: Span): string {
  const fill = colour === undefined ? undefined : PALETTE[colour];
  if (fill === undefined && !bold) return escaped(text);
  return `<tspan${fill === undefined ? "" : ` fill="${fill}"`}${bold ? ' font-weight="bold"' : ""}>${escaped(text)}</tspan>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
