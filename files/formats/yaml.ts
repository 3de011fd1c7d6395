import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments, type Node, type YAMLMap } from "yaml";
import { isObject } from "../../text/values";
import { LineIndex } from "./json/lineIndex";
import { memberOf, rootRule } from "./json/root";
import { readPath } from "../paths/path";
import { placeOfUsers, userFormat } from "../presets/format";
import { ObjectRows } from "../rows/objectRow";
import type { UsersFromFileOptions } from "../options";
import { NOT_A_USER, type RowSink, type Spot } from "../rows/row";
import type { Source } from "../source/source";

/** A broken file breaks in many places at once, and the first ones tell it all. */
const SYNTAX_ERRORS_SHOWN = 5;

/**
 * Reads a YAML file: a list of users, or a map from user key to user. Every value is text: the rules by which YAML
 * makes numbers of phone numbers and booleans of the country Norway are switched off, as are aliases and tags.
 */
export function readYaml(source: Source, options: UsersFromFileOptions, sink: RowSink): void {
  const text = source.text();
  const tooDeep = placeTooDeep(text);
  if (tooDeep !== undefined) {
    sink.find({ ...new LineIndex(text).at(tooDeep), rule: "is nested too deeply" });
    return;
  }
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    schema: "failsafe",
    // Names that are given twice are found here: the parser compares each name with all before it.
    uniqueKeys: false,
    lineCounter: lines,
    // The pretty form quotes the line, and the password in it.
    prettyErrors: false,
    logLevel: "silent",
  });
  new YamlFile(lines, options, sink).read(documents);
}

/** Deeper than any user; what the parser takes for it grows with the square of the depth. */
const DEEPEST = 64;

/** A line that begins a member or an element: a list in brackets that was open ends before it. */
const BEGINS = /[^\S\n]*(?:- |[^\s[\]{},:"'#][^[\]{},:\n]*:(?=\s))/y;

function placeTooDeep(text: string): number | undefined {
  let open = 0;
  for (let at = 0, isStart = true; at < text.length; at++) {
    const character = text.charAt(at);
    if (isStart) {
      BEGINS.lastIndex = at;
      if (BEGINS.test(text)) open = 0;
    }
    isStart = character === "\n";
    if (character === "[" || character === "{") open++;
    else if ((character === "]" || character === "}") && open > 0) open--;
    if (open > DEEPEST) return at;
  }
  return undefined;
}

type Document = ReturnType<typeof parseAllDocuments>[number];

class YamlFile {
  private rows: ObjectRows | undefined;

  constructor(
    private readonly lines: LineCounter,
    private readonly options: UsersFromFileOptions,
    private readonly sink: RowSink,
  ) {}

  read(documents: readonly Document[]): void {
    const [document, second] = documents;
    if (document === undefined) return;
    if (second !== undefined)
      this.find(second.range?.[0] ?? 0, "a second document begins here: a file has one set of users");
    const { errors } = document;
    for (const { code, pos } of errors.slice(0, SYNTAX_ERRORS_SHOWN)) this.find(pos[0], syntaxRule(code));
    if (errors.length === 0) this.readRoot(document.contents);
  }

  private readRoot(root: unknown): void {
    if (root === null || isEmpty(root)) return;
    const { options } = this;
    const at = options.at ?? (isMap(root) ? placeOfUsers(options, namesOf(root)) : undefined);
    if (at === undefined) {
      if (!isMap(root) || !this.refuseRoot(root)) this.readUsers(root);
      return;
    }
    const users = this.nodeAt(root, at);
    if (users === undefined) this.sink.find({ rule: `has nothing at ${JSON.stringify(at)}` });
    else this.readUsers(users);
  }

  /** The node at a place below the root. */
  private nodeAt(root: unknown, at: string): unknown {
    return (readPath(at) ?? []).reduce<unknown>((node, step) => {
      if (step.kind === "index") return isSeq(node) ? node.items[step.index] : undefined;
      if (step.kind !== "member" || !isMap(node)) return undefined;
      const [found, second] = node.items.filter(({ key }) => textOf(key)?.toLowerCase() === step.name.toLowerCase());
      // Of two lists of users nobody can tell which one is meant.
      if (second !== undefined) this.find(startOf(second.key), "the name is given twice in one map");
      return found?.value ?? undefined;
    }, root);
  }

  /** Says once what a map is that is no map of users, and where the users seem to be. */
  private refuseRoot(root: YAMLMap): boolean {
    // Aliases, and names that are no text, are told of one by one.
    const members = root.items.map(({ key, value }) =>
      memberOf(textOf(key) ?? "", isNode(value) ? outline(value) : null),
    );
    const rule = rootRule(members, this.options, this.sink.words);
    if (rule !== undefined) this.find(startOf(root), rule);
    return rule !== undefined;
  }

  private readUsers(root: unknown): void {
    if (isSeq(root)) for (const item of root.items) this.addUser(item);
    else if (isMap(root)) for (const { key, value } of root.items) this.addUser(value, key);
    else this.find(startOf(root), "must be a list of users, or a map from user key to user");
  }

  private addUser(node: unknown, keyNode?: unknown): void {
    const mapKey = keyNode === undefined ? undefined : this.plain(keyNode);
    const value = this.plain(node);
    const whole = startOf(keyNode ?? node);
    if (keyNode !== undefined && typeof mapKey !== "string") this.find(whole, "a user key must be text");
    // Of an alias is said already that it is one.
    else if (isAlias(node)) return;
    else if (!isObject(value)) this.find(whole, NOT_A_USER);
    else {
      let places: ReadonlyMap<string, number> | undefined;
      const locate = (member?: string): Spot => {
        if (member === undefined) return this.spot(whole);
        places ??= memberPlaces(node);
        return this.spot(places.get(member) ?? whole);
      };
      const object = { value, style: "text", locate } as const;
      this.rows ??= this.rowsOf(value);
      this.sink.add(this.rows.row(typeof mapKey === "string" ? { ...object, mapKey } : object));
    }
  }

  private rowsOf(user: Readonly<Record<string, unknown>>): ObjectRows {
    const { options, sink } = this;
    const found = userFormat(options, user);
    if (found.rule !== undefined) sink.find({ rule: found.rule });
    return new ObjectRows({ options, ...(found.format && { format: found.format }) });
  }

  /** A node as plain data. A value that is not written at all is a field that is left out. */
  private plain(node: unknown): unknown {
    if (isNode(node)) this.refuseTag(node);
    if (isScalar(node)) return isEmpty(node) ? null : String(node.value);
    if (isSeq(node)) return node.items.map((item) => this.plain(item));
    if (isMap(node)) return this.plainMap(node);
    if (isAlias(node))
      this.find(
        startOf(node),
        `an alias: write the value out, or give it to all users with ${this.sink.words.defaults}`,
      );
    return null;
  }

  private plainMap(node: YAMLMap): Record<string, unknown> {
    const members: Record<string, unknown> = {};
    for (const { key, value } of node.items) {
      const name = this.plain(key);
      if (typeof name === "string") {
        if (Object.hasOwn(members, name)) this.find(startOf(key), "the name is given twice in one map");
        Object.defineProperty(members, name, {
          value: this.plain(value),
          enumerable: true,
          configurable: true,
          writable: true,
        });
      } else this.find(startOf(key), "the name of a member must be text");
    }
    return members;
  }

  private refuseTag(node: Node): void {
    const { tag } = node as { tag?: string };
    if (tag === undefined || defaultTags.has(tag)) return;
    this.find(startOf(node), "a tag: every value in this file is text");
  }

  private spot(offset: number): { line: number; column: number } {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private find(offset: number, rule: string): void {
    this.sink.find({ ...this.spot(offset), rule });
  }
}

function namesOf(map: YAMLMap): string[] {
  return map.items.flatMap(({ key }) => textOf(key) ?? []);
}

function textOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === "string" ? node.value : undefined;
}

/** A node without its values, as deep as the search for users looks. */
function outline(node: unknown, depth = 0): unknown {
  if (isAlias(node)) return {};
  if (isSeq(node)) return node.items.map((item) => (depth < 3 ? outline(item, depth + 1) : null));
  if (!isMap(node)) return null;
  return Object.fromEntries(
    node.items.map(({ key, value }, at) => [textOf(key) ?? String(at), depth < 3 ? outline(value, depth + 1) : null]),
  );
}

const defaultTags: ReadonlySet<string> = new Set([
  "tag:yaml.org,2002:str",
  "tag:yaml.org,2002:seq",
  "tag:yaml.org,2002:map",
  "!",
]);

/** The places of the members of a map; for a repeated member the first one. */
function memberPlaces(node: unknown): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const { key } of isMap(node) ? node.items : []) {
    const name = isScalar(key) ? key.value : undefined;
    if (typeof name === "string" && !places.has(name)) places.set(name, startOf(key));
  }
  return places;
}

function startOf(node: unknown): number {
  return (isNode(node) ? node.range?.[0] : undefined) ?? 0;
}

function isEmpty(node: unknown): boolean {
  return isScalar(node) && (node.value === null || (node.type === "PLAIN" && node.source === ""));
}

/** The parser's own messages are about its grammar; its codes say enough to find the place. */
function syntaxRule(code: string): string {
  switch (code) {
    case "TAB_AS_INDENT":
      return "a tab indents the line: YAML takes spaces only";
    case "RESOURCE_EXHAUSTION":
      return "is nested too deeply";
    default:
      return `is not well-formed YAML (${code.toLowerCase().replaceAll("_", " ")})`;
  }
}
