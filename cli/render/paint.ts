import { styleText } from "node:util";

/** Colours a text, or leaves it as it is. */
export type Paint = (colour: "red" | "green" | "yellow" | "cyan" | "bold" | "dim", text: string) => string;

export const plain: Paint = (_colour, text) => text;

/** Whether colours are for this screen was decided before. */
export const coloured: Paint = (colour, text) => styleText(colour, text, { validateStream: false });
