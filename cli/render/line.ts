import { styleText } from "node:util";
import { inert, visible } from "../../text/escape";

export type Colour = "red" | "green" | "yellow" | "cyan" | "bold";

/** A stretch of a line in a colour. Only the screen makes orders to a terminal of it. */
export interface Coloured {
  readonly colour: Colour;
  readonly text: string;
}

/** A line for a screen, in one piece or several. A line end inside of it came with a value, and does not end it. */
export type Line = string | readonly (string | Coloured)[];

export function coloured(colour: Colour, text: string): Coloured {
  return { colour, text };
}

/** As a screen has it: what values hold is written out, and then the colours come in. */
export function rendered(line: Line, colours: "with colours" | "without colours"): string {
  const pieces = typeof line === "string" ? [line] : line;
  const plain = pieces.map((piece) => visible(textOf(piece))).join("");
  const safe = inert(plain);
  // What a pipeline would take for an order is not worth a colour.
  if (colours === "without colours" || safe !== plain) return safe;
  return pieces.map((piece) => (typeof piece === "string" ? visible(piece) : styled(piece))).join("");
}

function styled({ colour, text }: Coloured): string {
  return styleText(colour, visible(text), { validateStream: false });
}

function textOf(piece: string | Coloured): string {
  return typeof piece === "string" ? piece : piece.text;
}
