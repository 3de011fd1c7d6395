const LF = 0x0a;
const CR = 0x0d;

/** Tells the line of places in a file that is read from its beginning to its end. */
export class LineCursor {
  private line = 1;
  private offset = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** The line of a place that is not before the one asked for last. A line ends with CR, LF or both. */
  at(offset: number): number {
    const { bytes } = this;
    for (; this.offset < offset; this.offset++) {
      const byte = bytes[this.offset];
      if (byte === LF || (byte === CR && bytes[this.offset + 1] !== LF)) this.line++;
    }
    return this.line;
  }

  /** The first place from this one on that is not the end of a line. */
  afterLineEnds(offset: number): number {
    let at = offset;
    while (this.bytes[at] === LF || this.bytes[at] === CR) at++;
    return at;
  }

  /** The end of the line of this place. */
  lineEnd(offset: number): number {
    let at = offset;
    while (at < this.bytes.length && this.bytes[at] !== LF && this.bytes[at] !== CR) at++;
    return at;
  }

  /** The beginning of a line, counted from 1; the end of the file if it has no such line. */
  startOf(line: number): number {
    let at = 0;
    for (let left = line; left > 1 && at < this.bytes.length; left--) {
      at = this.lineEnd(at);
      at += this.bytes[at] === CR && this.bytes[at + 1] === LF ? 2 : 1;
    }
    return Math.min(at, this.bytes.length);
  }
}
