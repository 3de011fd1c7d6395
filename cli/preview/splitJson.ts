/** The end of the JSON document that begins at `start`; undefined if the text breaks off before. */
function endOfValue(text: string, start: number): number | undefined {
  let depth = 0;
  let inText = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (inText) {
      if (character === "\\") at++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === "{" || character === "[") depth++;
    else if ((character === "}" || character === "]") && --depth === 0) return at + 1;
  }
  return undefined;
}

/**
 * The JSON objects in a text: one, one in each line, or several on end, as when the previews of some stacks are written
 * into one file. What stands before an object on a line of its own, as a CLI's remark does, is passed over.
 *
 * @throws SyntaxError without a word of the text, which may hold secrets
 */
export function splitJson(text: string): unknown[] {
  const values: unknown[] = [];
  for (let at = nextObject(text, 0); at !== undefined;) {
    const end = endOfValue(text, at);
    if (end === undefined) throw new SyntaxError("the JSON breaks off in the middle");
    values.push(parsed(text.slice(at, end)));
    at = nextObject(text, end);
  }
  return values;
}

/** An object begins a line, or follows another one. */
function nextObject(text: string, from: number): number | undefined {
  const visible = /\S/g;
  visible.lastIndex = from;
  const first = visible.exec(text);
  if (first?.[0] === "{") return first.index;
  const line = /\n[ \t\r]*\{/g;
  line.lastIndex = from;
  const found = line.exec(text);
  return found ? text.indexOf("{", found.index) : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new SyntaxError("the text is not JSON");
  }
}
