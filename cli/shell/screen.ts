import { constants } from "node:buffer";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { UsageError } from "../../ciam/errors/usageError";
import { inert, jsonText, onScreen, visible, type Lines } from "../../text/escape";
import { rendered, type Line } from "../render/line";
import { Interrupted } from "./exit";

/* Every way of the command to a screen is in this file; elsewhere the linter refuses them. */
/* eslint-disable no-restricted-syntax */

/** The streams of the command; handed in, so that it can be run inside a test. */
export interface Screen {
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?(mode: boolean): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One line of the answer. */
export function say(screen: Screen, line: Line): void {
  sayLines(screen, [line]);
}

export function sayLines({ stdout, env }: Screen, lines: readonly Line[]): void {
  // Colours only where a person looks, and not when the person does not want them (https://no-color.org).
  const isColoured = stdout.isTTY && !env.NO_COLOR && env.TERM !== "dumb";
  const text = lines.map((line) => rendered(line, isColoured ? "with colours" : "without colours"));
  stdout.write(text.length === 0 ? "" : `${text.join("\n")}\n`);
}

/** A page whose line ends are its own, because what comes from elsewhere was put into code spans and blocks. */
export function sayPage({ stdout }: Screen, page: string): void {
  stdout.write(`${onScreen(withoutLastEnd(page).split("\n"))}\n`);
}

export function sayJson({ stdout }: Screen, value: unknown): void {
  stdout.write(`${jsonText(value, 2)}\n`);
}

/** For people, beside the output: a warning, or what is going on. */
export function remark({ stderr }: Pick<Screen, "stderr">, text: Lines): void {
  const [first = "", ...more] = typeof text === "string" ? [text] : text;
  stderr.write(`${onScreen([`ciam: ${first}`, ...more])}\n`);
}

/** Asks for something that is typed on the same line. */
export function ask({ stderr }: Screen, question: string): { answered(): void } {
  stderr.write(`${visible(question)} `);
  return { answered: () => void stderr.write("\n") };
}

/** Questions on a terminal, each answered by a line. */
export class Dialogue {
  readonly #screen: Screen;
  readonly #typed: Interface;
  readonly #lines: AsyncIterator<string>;
  #isOver = false;

  constructor(screen: Screen) {
    const { stdin, stderr } = screen;
    this.#screen = screen;
    this.#typed = createInterface({ input: stdin, output: stderr, terminal: stdin.isTTY === true });
    // Lines may be there before their questions, and none is lost.
    this.#lines = this.#typed[Symbol.asyncIterator]();
    // Ctrl-C is a key like any other here, and no signal comes.
    this.#typed.once("SIGINT", () => {
      this.#typed.close();
    });
    this.#typed.once("close", () => {
      this.#isOver = true;
    });
  }

  /** @throws Interrupted when nobody will answer any more */
  async ask(question: string): Promise<string> {
    const text = `${visible(question)} `;
    // When all is typed, some of it may not have been asked for yet.
    if (this.#isOver) this.#screen.stderr.write(text);
    else {
      this.#typed.setPrompt(text);
      this.#typed.prompt();
    }
    const next = await this.#lines.next();
    if (next.done !== true) return next.value;
    this.#screen.stderr.write("\n");
    throw new Interrupted();
  }

  remark(text: Lines): void {
    remark(this.#screen, text);
  }

  close(): void {
    this.#typed.close();
  }
}

/** The streams for Commander. Its lines are its own, except for what somebody typed. */
export function commanderOutput({ stdout, stderr }: Screen) {
  const pageTo = (stream: Writable) => (text: string) => void stream.write(onScreen(text.split("\n")));
  return {
    writeOut: pageTo(stdout),
    writeErr: pageTo(stderr),
    outputError: (text: string) => {
      const said = withoutLastEnd(text);
      const [suggestion = ""] = /\n\(Did you mean [\w, -]+\?\)$/.exec(said) ?? [];
      const lines = [said.slice(0, said.length - suggestion.length), ...suggestion.split("\n").slice(1)];
      stderr.write(`${onScreen(lines)}\n`);
    },
  };
}

/** A line that changes as long as it is true; nothing in a pipe. */
export class Progress {
  private isShown = false;

  constructor(private readonly screen: Screen) {}

  show(text: string): void {
    if (!this.screen.stderr.isTTY) return;
    this.screen.stderr.write(`\r\u001b[2K${inert(visible(text))}`);
    this.isShown = true;
  }

  clear(): void {
    if (this.isShown) this.screen.stderr.write("\r\u001b[2K");
    this.isShown = false;
  }
}

/** The content of a stream. One longer than any text can be is refused, so an endless one ends too. */
export async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : (chunk as Buffer);
    length += bytes.length;
    if (length > constants.MAX_STRING_LENGTH) throw new UsageError("the standard input is larger than 512 MiB");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function withoutLastEnd(text: string): string {
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}
