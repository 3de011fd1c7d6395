import { createWriteStream, globSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { create } from "tar";

/** When every file of a release was made, in seconds: two builds of the same sources are the same bytes. */
export function sourceDate(said: string | undefined): Date {
  // What npm gives the files of its packages: some tools take no date before 1980.
  if (said === undefined || said === "") return new Date("1985-10-26T08:15:00Z");
  if (!/^\d{1,11}$/.test(said)) throw new Error(`SOURCE_DATE_EPOCH is "${said}", which is no number of seconds`);
  return new Date(Number(said) * 1_000);
}

/** Packs a folder: files in one order, of one date, and of nobody. */
export async function pack(folder: string, file: string, date: Date): Promise<void> {
  const entries = globSync("**", { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(folder.length + 1))
    .sort();
  const packed = create({ cwd: folder, portable: true, mtime: date }, entries);
  // Its header has no time, and always says the same system.
  await pipeline(packed, createGzip(), createWriteStream(file));
}
