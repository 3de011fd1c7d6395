import { crc32, inflateRawSync } from "node:zlib";

/** An archive is not read, for the reason in the message. */
export class BadArchive extends Error {}

interface Entry {
  readonly method: number;
  readonly compressed: number;
  readonly size: number;
  /** By which a bit that fell over on the way is found. */
  readonly sum: number;
  readonly offset: number;
}

const MiB = 1024 * 1024;

/** Limits that no workbook of users comes near to: an archive can expand to a thousand times its size. */
const limits = { entries: 10_000, part: 256 * MiB, all: 512 * MiB, ratio: 500, small: 4 * MiB };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/** The parts of a ZIP archive, unpacked when they are asked for, and never more than the archive said it has. */
export class Archive {
  private readonly entries = new Map<string, Entry>();
  private unpacked = 0;

  /** @throws BadArchive */
  constructor(private readonly bytes: Buffer) {
    const end = endRecord(bytes);
    const count = bytes.readUInt16LE(end + 10);
    if (count === 0xffff)
      throw new BadArchive("is packed as ZIP64, as no workbook of users is: open it and save it again");
    if (count > limits.entries) throw new BadArchive(`has ${String(count)} parts, more than any workbook`);
    let at = bytes.readUInt32LE(end + 16);
    for (let index = 0; index < count; index++) at = this.readEntry(at);
  }

  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  /** @throws BadArchive */
  part(name: string): Buffer | undefined {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) return undefined;
    const { compressed, size, sum, method, offset } = entry;
    this.unpacked += size;
    const isTooDense = size > limits.small && size > compressed * limits.ratio;
    if (size > limits.part || this.unpacked > limits.all || isTooDense)
      throw new BadArchive("would unpack to more than any workbook of users has: it is read no further");
    const local = this.at(offset, LOCAL, 30);
    const start = local + 30 + this.bytes.readUInt16LE(local + 26) + this.bytes.readUInt16LE(local + 28);
    if (start + compressed > this.bytes.length) throw new BadArchive(BROKEN);
    const packed = this.bytes.subarray(start, start + compressed);
    const part = method === STORED ? packed : inflated(packed, size);
    if (part.length !== size || crc32(part) !== sum) throw new BadArchive(BROKEN);
    return part;
  }

  private readEntry(place: number): number {
    const at = this.at(place, CENTRAL, 46);
    const { bytes } = this;
    const [nameLength, extra, comment] = [
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    if ((bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw new BadArchive("has a password: save it without one");
    const method = bytes.readUInt16LE(at + 10);
    if (method !== STORED && method !== DEFLATED)
      throw new BadArchive(`is packed in a way that workbooks are not (${String(method)})`);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength).replace(/^\//, "");
    this.entries.set(name.toLowerCase(), {
      method,
      sum: bytes.readUInt32LE(at + 16),
      compressed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    return at + 46 + nameLength + extra + comment;
  }

  /** A place at which a record of this kind begins. */
  private at(place: number, signature: number, length: number): number {
    if (place + length > this.bytes.length || this.bytes.readUInt32LE(place) !== signature)
      throw new BadArchive(BROKEN);
    return place;
  }
}

const BROKEN = "is a broken workbook: open it in a spreadsheet program and save it again";

/** The record that closes an archive, before a comment of at most 64 KiB. */
function endRecord(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= lowest; at--) if (bytes.readUInt32LE(at) === END) return at;
  throw new BadArchive(BROKEN);
}

function inflated(packed: Buffer, size: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    throw new BadArchive(BROKEN);
  }
}
