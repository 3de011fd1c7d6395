import { styleText } from "node:util";

type Write = (text: string) => void;

/** Tells the steps on a terminal: headings, the commands as typed, what they printed. */
export class Terminal {
  private step = 0;
  private began = performance.now();

  constructor(private readonly write: Write) {}

  say(...lines: readonly string[]): void {
    this.write(`${lines.join("\n")}\n`);
  }

  /** Begins a step: a sentence of what will be seen. */
  heading(sentence: string): void {
    this.step += 1;
    this.began = performance.now();
    this.write(`\n${styleText(["bold", "cyan"], `${String(this.step)}. ${sentence}`)}\n`);
  }

  /** A command before it runs. */
  command(line: string): void {
    this.write(`\n  ${styleText("bold", `$ ${line}`)}\n`);
  }

  /** What a command printed, or what is to be seen. */
  shown(lines: readonly string[]): void {
    this.write(lines.map((line) => (line === "" ? "\n" : `    ${line}${colourEnd(line)}\n`)).join(""));
  }

  /** How long the step took. */
  took(): void {
    const seconds = ((performance.now() - this.began) / 1000).toFixed(1);
    this.write(`  ${styleText("dim", `(${seconds} s)`)}\n`);
  }
}

/** A line that was cut out of a coloured text may not say where its colour ends. */
function colourEnd(line: string): string {
  return line.includes("\u001b[") ? "\u001b[0m" : "";
}
