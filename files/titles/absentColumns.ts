import { suggestion } from "../../text/suggest";
import { folded } from "../rows/members";
import type { UsersFromFileOptions } from "../options";
import { isPath } from "../paths/path";
import type { Row } from "../rows/row";
import type { Finding } from "../../provider/users/input/finding";
import { isShowable } from "./showable";

/** More names than these tell nobody what is meant. */
const SHOWN = 20;

/** The names to which the option `columns` gives a meaning and that no row of a file has. */
export class AbsentColumns {
  private readonly wanted: Set<string>;
  private readonly names = new Set<string>();

  constructor({ columns = {} }: UsersFromFileOptions) {
    // What was to be left out and is not there does no harm.
    this.wanted = new Set(Object.keys(columns).filter((title) => columns[title] !== false));
  }

  look(row: Row): void {
    if (this.wanted.size === 0) return;
    for (const wanted of this.wanted) if (isPath(wanted) && row.cell(wanted) !== undefined) this.wanted.delete(wanted);
    for (const title of row.titles) {
      if (this.names.has(title)) continue;
      this.names.add(title);
      for (const wanted of this.wanted)
        if (wanted === title || folded(wanted) === folded(title)) this.wanted.delete(wanted);
    }
  }

  get titles(): ReadonlySet<string> {
    return this.wanted;
  }

  /** The names that the file has instead. */
  get there(): ReadonlySet<string> {
    return this.names;
  }
}

/** The finding about a name that the file lacks. Titles that do not look like names may be values: they are not shown. */
export function absentRule(title: string, there: Iterable<string>, where: string): string {
  const names = [...there].filter(isShowable);
  const shown = names.slice(0, SHOWN).join(", ");
  const rest = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  const instead = shown === "" ? "" : `; the names there are ${shown}${rest}`;
  return `nothing in ${where} is called ${JSON.stringify(title)}${suggestion(title, names)}${instead}`;
}

/** Columns that `columns` gives a meaning and a file lacks: otherwise every user would lose that field. */
export function absentFindings(path: string, absent: AbsentColumns | undefined): Finding[] {
  if (absent === undefined || absent.there.size === 0) return [];
  return [...absent.titles].map((title) => ({
    where: path,
    rule: `columns: ${absentRule(title, absent.there, "the file")}`,
  }));
}
