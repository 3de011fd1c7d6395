import { styleText } from "node:util";

type Write = (text: string) => void;

/** Shows the steps on a terminal: headings, the commands as typed, and their output. */
export class Terminal {
  private step = 0;
  private began = performance.now();

  constructor(private readonly write: Write) {}

  say(...lines: readonly string[]): void {
    this.write(`${lines.join("\n")}\n`);
  }

  /** Begins a step with a sentence about it. */
  heading(sentence: string): void {
    this.step += 1;
    this.began = performance.now();
    this.write(`\n${styleText(["bold", "cyan"], `${String(this.step)}. ${sentence}`)}\n`);
  }

  /** A command before it runs. */
  command(line: string): void {
    this.write(`\n  ${styleText("bold", `$ ${line}`)}\n`);
  }

  /** The output of a command, or other lines. */
  shown(lines: readonly string[]): void {
    this.write(lines.map((line) => (line === "" ? "\n" : `    ${line}${colourEnd(line)}\n`)).join(""));
  }

  /** The duration of the step. */
  took(): void {
    const seconds = ((performance.now() - this.began) / 1000).toFixed(1);
    this.write(`  ${styleText("dim", `(${seconds} s)`)}\n`);
  }
}

/** A line cut out of a coloured text may lack the end of its colour. */
function colourEnd(line: string): string {
  return line.includes("\u001b[") ? "\u001b[0m" : "";
}
