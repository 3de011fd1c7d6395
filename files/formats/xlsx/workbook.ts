import { posix } from "node:path";
import { Archive, BadArchive } from "./archive";
import { isDateFormat, noughtsBefore } from "./numbers";
import { attribute, readXml } from "./xml";

export interface Sheet {
  readonly name: string;
  /** The part that has its cells. */
  readonly part: string;
  readonly isHidden: boolean;
}

/** The effect of a style on a number: a date, or a text padded with noughts to so many digits. */
export type NumberStyle = "date" | { readonly digits: number } | undefined;

/** The parts of a workbook besides its cells: the sheets, the texts that cells share, and the styles that are dates. */
export class Workbook {
  /** Those that are seen first, and then those that are hidden. */
  readonly sheets: readonly Sheet[];
  /** True if days are counted from 1904, as old programs on the Mac do. */
  readonly isFrom1904: boolean;
  readonly texts: readonly string[];
  /** By the number of a style. */
  readonly numberStyles: readonly NumberStyle[];

  /** @throws BadArchive */
  constructor(private readonly archive: Archive) {
    const root = this.relations("_rels/.rels", "").find(({ type }) => type.endsWith("/officeDocument"))?.target;
    const main = root ?? "xl/workbook.xml";
    const folder = posix.dirname(main);
    const relations = this.relations(`${folder}/_rels/${posix.basename(main)}.rels`, folder);
    const sheets: Sheet[] = [];
    let isFrom1904 = false;
    this.read(main, (name, attributes) => {
      if (name === "workbookPr") isFrom1904 = /^(?:1|true)$/.test(attributes.date1904 ?? "");
      if (name !== "sheet") return;
      const id = attribute(attributes, "id");
      const target = relations.find((relation) => relation.id === id);
      // A sheet that is a chart has no cells.
      if (target?.type.endsWith("/worksheet") === true)
        sheets.push({
          name: attributes.name ?? "",
          part: target.target,
          isHidden: /^(?:hidden|veryHidden)$/.test(attributes.state ?? ""),
        });
    });
    this.sheets = [...sheets.filter(({ isHidden }) => !isHidden), ...sheets.filter(({ isHidden }) => isHidden)];
    this.isFrom1904 = isFrom1904;
    const targetOf = (type: string): string | undefined =>
      relations.find((each) => each.type.endsWith(`/${type}`))?.target;
    this.texts = this.sharedTexts(targetOf("sharedStrings"));
    this.numberStyles = this.styles(targetOf("styles"));
  }

  /** @throws BadArchive */
  cellsOf({ part }: Sheet): Buffer {
    const bytes = this.archive.part(part);
    if (bytes === undefined) throw new BadArchive("lacks the cells of the sheet: open it and save it again");
    return bytes;
  }

  private relations(part: string, folder: string): { id: string; type: string; target: string }[] {
    const found: { id: string; type: string; target: string }[] = [];
    this.read(part, (name, { Id: id = "", Type: type = "", Target: target = "", TargetMode: mode }) => {
      if (name !== "Relationship" || mode === "External") return;
      found.push({ id, type, target: target.startsWith("/") ? target.slice(1) : posix.join(folder, target) });
    });
    return found;
  }

  private read(part: string, open: (name: string, attributes: Readonly<Record<string, string>>) => void): void {
    const bytes = this.archive.part(part);
    if (bytes !== undefined) readXml(bytes, { open });
  }

  private sharedTexts(part: string | undefined): string[] {
    const bytes = part === undefined ? undefined : this.archive.part(part);
    const texts: string[] = [];
    if (bytes === undefined) return texts;
    const text = new TextOfRuns();
    readXml(bytes, {
      open: (name) => {
        if (name === "si") text.begin();
        else text.open(name);
      },
      text: (piece) => text.add(piece),
      close: (name) => {
        if (name === "si") texts.push(text.end());
        else text.close(name);
      },
    });
    return texts;
  }

  private styles(part: string | undefined): NumberStyle[] {
    const own = new Map<number, string>();
    const styles: NumberStyle[] = [];
    let isInCells = false;
    const bytes = part === undefined ? undefined : this.archive.part(part);
    if (bytes === undefined) return styles;
    readXml(bytes, {
      open: (name, attributes) => {
        if (name === "cellXfs") isInCells = true;
        if (name === "numFmt") own.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
        if (name === "xf" && isInCells) styles.push(styleOf(Number(attributes.numFmtId ?? 0), own));
      },
      close: (name) => {
        if (name === "cellXfs") isInCells = false;
      },
    });
    return styles;
  }
}

function styleOf(id: number, own: ReadonlyMap<number, string>): NumberStyle {
  if (isDateFormat(id, own)) return "date";
  const digits = noughtsBefore(own.get(id));
  return digits === undefined ? undefined : { digits };
}

/** A text that is written in runs of different fonts; what only tells how to say it is left out. */
export class TextOfRuns {
  private text = "";
  private isText = false;
  private phonetic = 0;

  begin(): void {
    this.text = "";
  }

  open(name: string): void {
    if (name === "t") this.isText = true;
    if (name === "rPh") this.phonetic++;
  }

  add(piece: string): void {
    if (this.isText && this.phonetic === 0) this.text += piece;
  }

  close(name: string): void {
    if (name === "t") this.isText = false;
    if (name === "rPh") this.phonetic--;
  }

  /** Characters that XML does not have are written as `_x000D_`. */
  end(): string {
    return this.text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  }
}
