/** A JSON text is wrong: in what way and where, in characters from its beginning. */
export class JsonSyntaxError extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

/** Deeper than any user. */
const DEEPEST = 32;

/**
 * Reads JSON and tells places. `JSON.parse` drops the first of two equal names without a word (a user who vanishes) and
 * quotes what it cannot read in its message (a password on the screen); this does neither.
 */
export class JsonReader {
  /** Names that were given twice in one object, by their place. */
  readonly repeated: number[] = [];

  constructor(
    private readonly text: string,
    public offset = 0,
  ) {}

  value(depth = 0): unknown {
    if (depth > DEEPEST) this.fail("is nested too deeply");
    switch (this.peek()) {
      case "{":
        return this.plainObject(depth);
      case "[":
        return this.plainArray(depth);
      case '"':
        return this.string();
      default:
        return this.scalar();
    }
  }

  /** Visits the members of an object; the visitor reads the value. */
  members(visit: (name: string, at: number) => void): void {
    this.sequence("{", "}", () => {
      this.peek();
      const at = this.offset;
      const name = this.string();
      this.expect(":");
      visit(name, at);
    });
  }

  /** Visits the elements of a list; the visitor reads the value. */
  elements(visit: (at: number) => void): void {
    this.sequence("[", "]", () => {
      this.peek();
      visit(this.offset);
    });
  }

  /** Passes over an object or a list without a look at what is in it; whether it ends. */
  skip(): boolean {
    const { text } = this;
    let depth = 0;
    for (let at = this.offset; at < text.length; at++) {
      switch (text.charCodeAt(at)) {
        case QUOTE:
          at = closingQuote(text, at);
          if (at === -1) return false;
          break;
        case OPEN_BRACE:
        case OPEN_BRACKET:
          depth++;
          break;
        case CLOSE_BRACE:
        case CLOSE_BRACKET:
          depth--;
      }
      if (depth <= 0) {
        // A text, a number or a word ends where something else begins.
        if (depth < 0 || !/[{[]/.test(text.charAt(this.offset))) return false;
        this.offset = at + 1;
        return true;
      }
    }
    return false;
  }

  /** The next character that is no white space. */
  peek(): string {
    while (/[ \t\n\r]/.test(this.text.charAt(this.offset))) this.offset++;
    return this.text.charAt(this.offset);
  }

  end(): void {
    if (this.peek() !== "") this.fail("goes on after its end");
  }

  private sequence(open: string, close: string, item: () => void): void {
    this.expect(open);
    if (this.peek() === close) {
      this.offset++;
      return;
    }
    for (;;) {
      item();
      const next = this.peek();
      if (next !== "," && next !== close) this.fail(`a comma or ${close} is missing`);
      this.offset++;
      if (next === close) return;
    }
  }

  private plainObject(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.members((name, at) => {
      if (Object.hasOwn(object, name)) this.repeated.push(at);
      const value = this.value(depth + 1);
      // An assignment to this name would change the object's prototype and leave no member to complain of.
      if (name === "__proto__") Object.defineProperty(object, name, { value, enumerable: true, configurable: true });
      else object[name] = value;
    });
    return object;
  }

  private plainArray(depth: number): unknown[] {
    const array: unknown[] = [];
    this.elements(() => array.push(this.value(depth + 1)));
    return array;
  }

  private string(): string {
    if (this.peek() !== '"') this.fail(`a text in double quotes is missing${this.hint()}`);
    const start = this.offset;
    let escaped = false;
    for (let at = start + 1; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === QUOTE) {
        this.offset = at + 1;
        return escaped ? this.unescaped(start) : this.text.slice(start + 1, at);
      }
      if (code === BACKSLASH) {
        escaped = true;
        at++;
      } else if (code < SPACE) {
        this.offset = at;
        this.fail("a text goes over the end of the line, or holds a control character");
      }
    }
    return this.fail("a text is not closed");
  }

  private unescaped(start: number): string {
    try {
      return JSON.parse(this.text.slice(start, this.offset)) as string;
    } catch {
      this.offset = start;
      return this.fail("a text holds an escape that JSON does not have");
    }
  }

  private scalar(): unknown {
    scalarPattern.lastIndex = this.offset;
    const [word] = scalarPattern.exec(this.text) ?? [""];
    if (word === "")
      this.fail(
        this.offset >= this.text.length ? "ends too early" : `a value is missing, or is not JSON${this.hint()}`,
      );
    this.offset += word.length;
    return JSON.parse(word) as unknown;
  }

  /** A remark about syntax that other languages have and JSON has not. */
  private hint(): string {
    const rest = this.text.slice(this.offset, this.offset + 10);
    if (rest.startsWith("'")) return ": JSON has no single quotes";
    const isBehindComma = this.text
      .slice(Math.max(0, this.offset - 20), this.offset)
      .trimEnd()
      .endsWith(",");
    if (isBehindComma && /^[\]}]/.test(rest)) return ": take the comma before it out";
    return /^(?:True|False|None|NaN|-?Infinity|undefined)\b/.test(rest)
      ? ": JSON has true, false and null, and no other words"
      : "";
  }

  private expect(character: string): void {
    if (this.peek() !== character) this.fail(`${character} is missing`);
    this.offset++;
  }

  private fail(rule: string): never {
    throw new JsonSyntaxError(this.offset, rule);
  }
}

/** The end of the text that begins here; -1 if it has none. */
function closingQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return -1;
}

const QUOTE = 0x22;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const BACKSLASH = 0x5c;
const SPACE = 0x20;

const scalarPattern = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** The places of the members of the object that begins at `start`, in a text that was read before. */
export function memberPlaces(text: string, start: number): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const reader = new JsonReader(text, start);
  if (reader.peek() !== "{") return places;
  reader.members((member, at) => {
    if (!places.has(member)) places.set(member, at);
    reader.value();
  });
  return places;
}
