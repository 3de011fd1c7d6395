import { allUserFields, isUserField, userFields, type UserField } from "../../provider/users/model/fields";
import { isObject } from "../../text/values";

/** What a name in a file means: a field, or a part of one of the two fields that have parts. */
export type Meaning =
  | { readonly kind: "field"; readonly field: UserField }
  | { readonly kind: "attribute"; readonly attribute: string }
  | { readonly kind: "salt"; readonly path: readonly string[] };

const ATTRIBUTE = "customAttributes.";

const saltPaths: ReadonlyMap<string, readonly string[]> = new Map([
  ["salt.saltValue", ["saltValue"]],
  ["salt.saltLocation.saltLocationType", ["saltLocation", "saltLocationType"]],
  ["salt.saltLocation.saltLocationRule.regex", ["saltLocation", "saltLocationRule", "regex"]],
]);

export const saltColumns: readonly string[] = [...saltPaths.keys()];

/** Names that one text can be the value of. */
export const columnNames: readonly string[] = [
  "key",
  ...allUserFields.filter((field) => field !== "customAttributes" && field !== "salt"),
  ...saltColumns,
];

export function meaningOf(name: string): Meaning | undefined {
  if (isUserField(name)) return { kind: "field", field: name };
  const path = saltPaths.get(name);
  if (path) return { kind: "salt", path };
  if (name.startsWith(ATTRIBUTE) && name.length > ATTRIBUTE.length) {
    return { kind: "attribute", attribute: name.slice(ATTRIBUTE.length) };
  }
  return undefined;
}

/** A title as titles are compared: without case, the white space around it, and notes in brackets. */
export function folded(title: string): string {
  const plain = title
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .toLowerCase();
  const bare = spaced(plain.replace(/[([{【][^([{【)\]}】]*[)\]}】]/gu, " "));
  return bare === "" ? spaced(plain) : bare;
}

function spaced(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

const byFolded: ReadonlyMap<string, string> = new Map(
  ["key", ...allUserFields, ...saltColumns].map((name) => [folded(name), name]),
);

/** The name of ours that a title is, written in whatever case. An attribute keeps its own name as it is written. */
export function canonicalName(title: string): string | undefined {
  if (title === "key" || meaningOf(title)) return title;
  const [, attribute] = /^customAttributes\.\s*(\S.*)$/i.exec(title.trim()) ?? [];
  return attribute === undefined ? byFolded.get(folded(title)) : `${ATTRIBUTE}${attribute}`;
}

/** Whether a format has types, or nothing but text. */
export type ValueStyle = "typed" | "text";

/** Puts a user together from the members of a row. Names that mean nothing stay, for the check to refuse. */
export function assemble(
  members: Iterable<readonly [name: string, value: unknown]>,
  style: ValueStyle,
): Record<string, unknown> {
  const { fields, put } = new Assembly(style);
  for (const [name, value] of members) {
    const meaning = meaningOf(name);
    if (meaning) put(meaning, value);
    else Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return fields;
}

/** A user that is put together value by value. */
export class Assembly {
  readonly fields: Record<string, unknown> = {};
  /** The list that is added to, which belongs to nobody else. */
  private attributes: unknown[] | undefined;

  constructor(private readonly style: ValueStyle) {}

  /** Puts one value where it belongs. */
  readonly put = (meaning: Meaning, value: unknown): void => {
    const { fields, style } = this;
    switch (meaning.kind) {
      case "field":
        fields[meaning.field] = style === "text" && typeof value === "string" ? fromText(meaning.field, value) : value;
        if (meaning.field === "customAttributes") this.attributes = undefined;
        break;
      case "attribute":
        this.attributes ??= [...listOf(fields.customAttributes)];
        this.attributes.push({ name: meaning.attribute, value });
        fields.customAttributes = this.attributes;
        break;
      case "salt":
        fields.salt = withLeaf(fields.salt, meaning.path, value);
    }
  };
}

function fromText(field: UserField, text: string): unknown {
  switch (userFields[field].kind) {
    case "groups":
      return text
        .split(/[;|]/)
        .map((group) => group.trim())
        .filter((group) => group !== "");
    case "boolean":
      return booleans.get(text.toLowerCase()) ?? text;
    default:
      return text;
  }
}

/** What a file that has only text means by true and false; anything else stays text, which the check refuses. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["0", false],
]);

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function withLeaf(node: unknown, [step, ...rest]: readonly string[], leaf: unknown): unknown {
  if (step === undefined) return leaf;
  const members = isObject(node) ? node : {};
  return { ...members, [step]: withLeaf(members[step], rest, leaf) };
}
