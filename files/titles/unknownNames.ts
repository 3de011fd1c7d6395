import { fieldSuggestion, nearestField } from "../../provider/users/model/fieldNames";
import { count } from "../../text/format";
import type { UsersFromFileOptions } from "../options";
import { partsBelow, type Part } from "../paths/suggestions";
import { fittingPreset } from "../presets/fitting";
import type { FileFinding } from "../collect/findings";
import { columnNames } from "../rows/members";
import type { Spot, UnknownName } from "../rows/row";
import { isShowable } from "./showable";
import type { Words } from "../words";

/** More names than these nobody reads, and most likely they are no names. */
const MOST_NAMES = 50;

/** Names in a file of objects that nobody has said anything of: each is told once, with the number of users who have it. */
export class UnknownNames {
  private readonly names = new Map<string, { first: Spot; users: number; parts: readonly Part[] }>();
  private more = 0;

  constructor(private readonly options: UsersFromFileOptions) {}

  enter({ title, spot, below }: UnknownName): void {
    const before = this.names.get(title);
    if (before) before.users++;
    else if (this.names.size < MOST_NAMES)
      this.names.set(title, { first: spot, users: 1, parts: partsBelow(title, below) });
    else this.more++;
  }

  findings(words: Words): FileFinding[] {
    if (this.options.otherColumns === "ignore") return [];
    const titles = [...this.names.keys()].filter(isShowable);
    const paths = [...this.names.values()].flatMap(({ parts }) => parts.map(({ path }) => path));
    const preset = fittingPreset([...titles, ...paths], this.options);
    const isNested = [...this.names.values()].some(({ parts }) =>
      parts.some(({ word }) => nearestField(word, columnNames) !== undefined),
    );
    const stub = titles.length > 1 || (isNested && titles.length > 0) ? this.stub(titles, words) : [];
    const findings = [...this.names].map(([title, { first, users }]): FileFinding => {
      const { line, column } = first;
      const place = { line, ...(column !== undefined && { column }) };
      const of = users === 1 ? "" : ` of ${count(users, "user")}`;
      const name = isShowable(title) ? JSON.stringify(title) : "(not shown: it does not look like a name)";
      const isAlone = stub.length === 0 && isShowable(title);
      const remedy = isAlone ? `; ${words.unknownColumn(title, nearestField(title, columnNames))}` : "";
      return {
        ...place,
        rule: `unknown member ${name}${of}${fieldSuggestion(title, columnNames)}${remedy}`,
        kind: `unknown member ${name}`,
      };
    });
    const rest = this.more === 0 ? [] : [{ rule: `has ${count(this.more, "more member")} of unknown names` }];
    const hint = preset === undefined || findings.length === 0 ? [] : [{ rule: words.preset(preset) }];
    return [...hint, ...stub, ...findings, ...rest];
  }

  notes(): FileFinding[] {
    if (this.options.otherColumns !== "ignore" || this.names.size === 0) return [];
    return [{ rule: ignoredRule([...this.names.keys()]) }];
  }

  private stub(titles: readonly string[], words: Words): FileFinding[] {
    const given = new Set<string>();
    const nearest = (word: string): string | undefined => {
      const free = columnNames.filter((name) => !given.has(name));
      const field = nearestField(word, free);
      if (field !== undefined) given.add(field);
      return field;
    };
    const pairs = titles.flatMap((title): [string, string | false][] => {
      const parts = this.names.get(title)?.parts ?? [];
      const told = parts.flatMap(({ path, word }): [string, string][] => {
        const field = nearest(word);
        return field === undefined ? [] : [[path, field]];
      });
      return told.length > 0 ? told : [[title, parts.length > 0 ? false : (nearest(title) ?? false)]];
    });
    return [{ rule: stubRule(pairs, words) }];
  }
}

/** The text to paste for names that somebody has to look over. */
export function stubRule(pairs: readonly (readonly [string, string | false])[], words: Words): string {
  return `to be looked over and pasted, for ${pairs.length === 1 ? "this column" : `these ${String(pairs.length)} columns`}: ${words.columns(pairs)}`;
}

/** The note about columns that `otherColumns: "ignore"` has left out. */
export function ignoredRule(titles: readonly string[]): string {
  const shown = titles.filter(isShowable);
  const rest = titles.length - shown.length;
  const names = shown.map((title) => JSON.stringify(title)).join(", ");
  return `left out, because nothing says what it means: ${names}${rest > 0 ? ` and ${count(rest, "more column")}` : ""}`;
}
