import { SaxesParser } from "saxes";
import { BadArchive } from "./archive";

/** Receives the content of a part while it is read. */
export interface XmlVisitor {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const CHUNK = 256 * 1024;

/**
 * Reads a part piece by piece. Names come without their prefixes: writers choose those as they like. Entities that a part
 * declares itself are an error, so none grows.
 *
 * @throws BadArchive
 */
export function readXml(part: Buffer, visitor: XmlVisitor): void {
  const parser = new SaxesParser({ xmlns: false, fragment: false, position: false } as const);
  parser.on("error", () => {
    throw new BadArchive("holds a part that is not well-formed: open it in a spreadsheet program and save it again");
  });
  parser.on("opentag", ({ name, attributes }) => visitor.open?.(local(name), attributes));
  parser.on("closetag", ({ name }) => visitor.close?.(local(name)));
  if (visitor.text) {
    const text = visitor.text.bind(visitor);
    parser.on("text", text);
    parser.on("cdata", text);
  }
  const decoder = new TextDecoder(part[0] === 0xff ? "utf-16le" : "utf-8");
  for (let at = 0; at < part.length; at += CHUNK)
    parser.write(decoder.decode(part.subarray(at, at + CHUNK), { stream: true }));
  parser.write(decoder.decode()).close();
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** The value of an attribute whatever its prefix is. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  if (Object.hasOwn(attributes, name)) return attributes[name];
  const found = Object.keys(attributes).find((each) => local(each) === name);
  return found === undefined ? undefined : attributes[found];
}
