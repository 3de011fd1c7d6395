/** Text that is already HTML. Everything else is escaped in a page. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | readonly Part[];

/** Puts values into HTML: texts are escaped, also for attributes in double quotes. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(literals.reduce((text, literal, at) => text + escaped(parts[at - 1] ?? "") + literal));
}

/** HTML for the case that a condition holds. */
export function when(condition: boolean, part: () => Html): Html {
  return condition ? part() : new Html("");
}

function escaped(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(escaped).join("");
  return String(part).replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
