import { crc32, deflateRawSync } from "node:zlib";

/** The parts of a ZIP archive by their names, deflated unless told otherwise. */
export function zipped(
  parts: Readonly<Record<string, string | Buffer>>,
  sizes: Readonly<Record<string, number>> = {},
  method: 0 | 8 = 8,
): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = method === 0 ? bytes : deflateRawSync(bytes);
    const title = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(method, 4);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(sizes[name] ?? bytes.length, 18);
    head.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), head, title, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), head, place, title]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06"), end]);
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

interface More {
  /** Those that cells share. */
  readonly texts?: readonly string[];
  readonly date1904?: true;
  /** Sheets that nobody sees. */
  readonly hidden?: readonly string[];
  /** What stands behind the rows of every sheet. */
  readonly behind?: string;
  /** Whether nothing is compressed. */
  readonly stored?: true;
}

/** A workbook whose sheets have the rows that stand here in XML. */
export function workbook(sheets: Readonly<Record<string, string>>, more: More = {}): Buffer {
  const names = Object.keys(sheets);
  const { texts = [], date1904, hidden = [], behind = "", stored } = more;
  const parts = {
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}"><Relationship Id="r1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook ${MAIN} xmlns:r="${REL}"><workbookPr${date1904 ? ' date1904="1"' : ""}/><sheets>${names
      .map(
        (name, at) =>
          `<sheet name="${name}"${hidden.includes(name) ? ' state="hidden"' : ""} sheetId="${String(at + 1)}" r:id="s${String(at)}"/>`,
      )
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}">${names
      .map(
        (_, at) =>
          `<Relationship Id="s${String(at)}" Type="${REL}/worksheet" Target="worksheets/sheet${String(at + 1)}.xml"/>`,
      )
      .join(
        "",
      )}<Relationship Id="t" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="y" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
    "xl/sharedStrings.xml": `<sst ${MAIN}>${texts.map((text) => `<si>${text}</si>`).join("")}</sst>`,
    "xl/styles.xml": `<styleSheet ${MAIN}><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0&quot;d&quot;"/><numFmt numFmtId="166" formatCode="00000"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      names.map((name, at) => [
        `xl/worksheets/sheet${String(at + 1)}.xml`,
        `<worksheet ${MAIN}><sheetData>${sheets[name] ?? ""}</sheetData>${behind}</worksheet>`,
      ]),
    ),
  };
  return zipped(parts, {}, stored ? 0 : 8);
}

/** A row of texts that stand in their cells. */
export function row(...texts: readonly string[]): string {
  return `<row>${texts.map((text) => (text === "" ? "<c/>" : `<c t="inlineStr"><is><t>${text}</t></is></c>`)).join("")}</row>`;
}
