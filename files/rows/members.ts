import { allUserFields, isUserField, userFields, type UserField } from "../../provider/users/model/fields";
import { isObject } from "../../text/values";
import type { Conversion } from "../values/conversion";
import { phoneFrom } from "../values/phones";

/** The meaning of a name in a file: a field, or a part of one of the two fields that have parts. */
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
  // A number or an equals sign in brackets is no note: it chooses an element of a list.
  const bare = spaced(plain.replace(/[([{【][^([{【)\]}】]*[)\]}】]/gu, (note) => (isChoice(note) ? note : " ")));
  return bare === "" ? spaced(plain) : bare;
}

function isChoice(note: string): boolean {
  return note.startsWith("[") && (note.includes("=") || /^\[\d+\]$/.test(note));
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

/** `typed`: values have types. `text`: all are text, an empty one empties a field. `cells`: an empty one is no value. */
export type ValueStyle = "typed" | "text" | "cells";

/** A user that is put together value by value. */
export class Assembly {
  readonly fields: Record<string, unknown> = {};
  readonly problems: { path: string[]; rule: string }[] = [];
  /** The list that is added to, which belongs to nobody else. */
  private attributes: unknown[] | undefined;

  constructor(
    private readonly style: ValueStyle,
    private readonly conversion: Conversion,
  ) {}

  /** Puts one value where it belongs. */
  put(meaning: Meaning, value: unknown): void {
    const { fields } = this;
    switch (meaning.kind) {
      case "field":
        // A column cannot hold what has parts: its header says so.
        if (
          this.style === "cells" &&
          (meaning.field === "salt" || (meaning.field === "customAttributes" && typeof value === "string"))
        )
          break;
        fields[meaning.field] = typeof value === "string" ? this.fromText(meaning.field, value) : value;
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
  }

  private fromText(field: UserField, text: string): unknown {
    const { birthdate, words, groupSeparator } = this.conversion;
    const known = words?.get(field);
    if (known !== undefined) {
      const word = known.get(text.toLowerCase()) ?? [...known.values()].find((each) => each === text);
      if (word === undefined)
        this.problems.push({
          path: [field],
          rule: `is none of the words that the preset knows: ${[...known.keys()].join(", ")}`,
        });
      return word ?? text;
    }
    switch (userFields[field].kind) {
      case "groups":
        return this.style !== "typed" || groupSeparator !== undefined ? groupsOf(text, groupSeparator) : text;
      case "boolean":
        return this.style !== "typed" ? (booleans.get(text.toLowerCase()) ?? text) : text;
      default:
        if (field === "birthdate" && birthdate !== undefined) return birthdate(text) ?? text;
        return field === "phoneNumber" ? phoneFrom(text, this.conversion) : text;
    }
  }
}

function groupsOf(text: string, separator: string | undefined): string[] {
  return text
    .split(separator ?? /[;|]/)
    .map((group) => group.trim())
    .filter((group) => group !== "");
}

/** The words for true and false in a file that has only text; any other word stays text, which the check refuses. */
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
